"""Reads of price protection: what came back for lines whose price fell."""

from collections.abc import Iterable

from tradewind.trade.models import PriceProtection
from tradewind.trade.types import ProtectionView


def protections(order_ids: Iterable[int], shop_id: int | None = None) -> dict[int, list[ProtectionView]]:
    """What came back for the lines of these orders (of one shop), by order, oldest first."""
    rows = PriceProtection.objects.filter(order_id__in=set(order_ids)).order_by("order_id", "at", "position")
    if shop_id is not None:
        rows = rows.filter(shop_id=shop_id)
    found: dict[int, list[ProtectionView]] = {}
    for row in rows.values_list(*ProtectionView._fields):
        found.setdefault(row[0], []).append(ProtectionView(*row))
    return found
