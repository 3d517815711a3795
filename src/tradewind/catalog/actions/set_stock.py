"""Counting pieces on hand."""

from datetime import datetime

from django.db import transaction

from tradewind.catalog.actions.stock_left import move
from tradewind.catalog.engine.drafts import MOST_STOCK
from tradewind.catalog.errors import NoVariant, StockReserved, WrongField
from tradewind.catalog.models import Stock, Variant


@transaction.atomic
def set_stock(shop_id: int, variant_id: int, on_hand: int, now: datetime) -> None:
    """Sets the pieces on hand of a shop's variant (those held for orders included).

    Refuses `catalog.no_variant`, `catalog.field` for a number out of range, and `catalog.stock_reserved` when orders
    hold more. Says `catalog.StockChanged` when the listing sells out or comes back.
    """
    if not 0 <= on_hand <= MOST_STOCK:
        raise WrongField(where="on_hand", field="on_hand")
    if not Variant.objects.filter(id=variant_id, listing__shop_id=shop_id).exists():
        raise NoVariant(where=str(variant_id))
    Stock.objects.bulk_create([Stock(variant_id=variant_id)], ignore_conflicts=True)
    row = Stock.objects.select_for_update().get(variant_id=variant_id)
    if on_hand < row.reserved:
        raise StockReserved(where="on_hand", reserved=row.reserved, on_hand=on_hand)
    Stock.objects.filter(variant_id=variant_id).update(on_hand=on_hand)
    move({variant_id: on_hand - row.on_hand}, now)
