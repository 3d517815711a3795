"""A shop's freight templates."""

from datetime import datetime
from typing import Any

import msgspec
from django.db import connection, transaction

from tradewind.kernel.ids import new_id
from tradewind.kernel.policy import policy
from tradewind.logistics.engine.freight import kind, rules_of
from tradewind.logistics.errors import FeeCeiling, NameTaken, NoTemplate, WrongField, WrongRules
from tradewind.logistics.models import FreightTemplate
from tradewind.logistics.queries import FEE_CEILING
from tradewind.logistics.types import TemplateDraft
from tradewind.parties.queries import shop

MOST_TEMPLATES = 50


@transaction.atomic
def save_template(shop_id: int, draft: TemplateDraft, now: datetime) -> int:
    """Creates or changes a freight template; returns its id. A shop's first template is its default.

    Orders are not touched: they keep the freight they were placed with. Refuses `parties.no_shop`,
    `logistics.no_template` (another shop's), `logistics.field`, `logistics.name_taken`, `logistics.rules`, with the
    place and the reason, and `logistics.fee_ceiling` for a fee above the ceiling that holds at `now`.
    """
    # One shop's templates change one after the other: exactly one of them is the default.
    shop(shop_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('logistics_freight_template', %s))", [shop_id])
    rules = _checked_rules(draft, policy(FEE_CEILING, now))
    name = " ".join(draft.name.split())
    if not 1 <= len(name) <= 60:
        raise WrongField(where="name", field="name")
    mine = FreightTemplate.objects.filter(shop_id=shop_id)
    if draft.id is not None and not mine.filter(id=draft.id).exists():
        raise NoTemplate(where=str(draft.id))
    others = mine.exclude(id=draft.id or 0)
    if others.filter(name=name).exists():
        raise NameTaken(where="name")
    if draft.id is None and others.count() >= MOST_TEMPLATES:
        raise WrongField(where="name", field="templates")
    is_default = draft.is_default or not others.filter(is_default=True).exists()
    if is_default:
        others.update(is_default=False)
    values = {"name": name, "kind": draft.kind, "rules": rules, "is_default": is_default}
    if draft.id is None:
        return FreightTemplate.objects.create(id=new_id(), shop_id=shop_id, **values).id
    mine.filter(id=draft.id).update(**values)
    return draft.id


def _checked_rules(draft: TemplateDraft, ceiling: int) -> Any:
    rules = rules_of(draft.kind, draft.rules)
    for fault in kind(draft.kind).faults(rules, ceiling):
        where = f"rules.{fault.where}"
        raise FeeCeiling(where=where, most=ceiling) if fault.too_high else WrongRules(where=where, detail=fault.said)
    return msgspec.to_builtins(rules)
