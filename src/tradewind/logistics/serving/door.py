"""What one piece costs to the door, for the product page: one small statement, then the pure engine. Never Django."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
import psycopg

from tradewind.logistics.engine.freight import freight
from tradewind.logistics.types import FreightLine, FreightQuestion, TemplateRules

_RULES = """
SELECT id, kind, rules::text FROM logistics_freight_template
WHERE shop_id = %(shop)s AND (id = %(template)s OR (%(template)s::bigint IS NULL AND is_default))
"""


def rules(cursor: Any, shop_id: int, template_id: int | None) -> TemplateRules | None:
    """The freight template of a listing, or its shop's default one; None when there is neither."""
    with psycopg.Cursor(cursor.connection) as fast:  # prepared: planning costs more than running
        row = fast.execute(_RULES, {"template": template_id, "shop": shop_id}, prepare=True).fetchone()
    return _template(*row) if row else None


@lru_cache(maxsize=1024)
def _template(template_id: int, kind: str, text: str) -> TemplateRules:
    return TemplateRules(id=template_id, kind=kind, rules=msgspec.json.decode(text))


def fees(template: TemplateRules | None, amounts: Sequence[int], region: str) -> list[int | None]:
    """The fee of a parcel with one piece, for each item-level price of that piece; None where it is not delivered."""
    if template is None:
        return [None] * len(amounts)
    # Every different price is a parcel of its own: as if each came from another shop.
    lines = [
        FreightLine(shop_id=amount, template_id=template.id, quantity=1, weight_g=0, amount=amount)
        for amount in set(amounts)
    ]
    answer = freight(FreightQuestion(region=region, lines=lines, templates=[template]))
    fee = {shop.shop_id: shop.fee if shop.reachable else None for shop in answer.shops}
    return [fee[amount] for amount in amounts]
