"""Setting an item price."""

from datetime import datetime, timedelta

from django.db import transaction
from msgspec import to_builtins

from tradewind.catalog.errors import NoVariant
from tradewind.catalog.queries import variants
from tradewind.catalog.types import VariantForSale
from tradewind.deals.actions.refresh_prices import refresh
from tradewind.deals.engine.honest import honest_discount
from tradewind.deals.errors import AboveList, RaisedBefore, WrongAmount, WrongField, WrongWindow
from tradewind.deals.events import ItemPriceSet
from tradewind.deals.kinds.checks import MOST_AMOUNT
from tradewind.deals.models import ItemPrice, PriceDay
from tradewind.deals.types import DiscountQuestion, Payer
from tradewind.deals.types import PriceDay as HistoryDay
from tradewind.kernel.clock import local_day
from tradewind.kernel.ids import new_id
from tradewind.kernel.money import show
from tradewind.kernel.outbox import record

PAYERS: tuple[Payer, ...] = ("merchant", "platform")


@transaction.atomic
def set_item_price(
    shop_id: int, variant_id: int, amount: int, valid_from: datetime, valid_to: datetime | None, now: datetime,
    payer: Payer = "merchant",
) -> int:  # fmt: skip
    """Sells a shop's variant at `amount` from one moment to another (None: until ended); returns the item price's id.

    Several may overlap: the lowest counts. Refuses `catalog.no_variant`, `deals.amount`, `deals.above_list`,
    `deals.window`, `deals.field` (payer), and `deals.raised_before` with the price history as evidence. Says
    `deals.ItemPriceSet` and refreshes the listing's card price.
    """
    variant = variants([variant_id]).get(variant_id)
    if variant is None or variant.shop_id != shop_id:
        raise NoVariant(where="variant_id")
    if payer not in PAYERS:
        raise WrongField(where="payer", field="payer")
    if not 1 <= amount <= MOST_AMOUNT:
        raise WrongAmount(where="amount", least=1, most=MOST_AMOUNT)
    if amount >= variant.list_price:
        raise AboveList(where="amount", list_price=show(variant.list_price, variant.currency))
    if valid_to is not None and (valid_to <= valid_from or valid_to <= now):
        raise WrongWindow(where="valid_to")
    _check_honest(variant, amount, max(valid_from, now))
    row = ItemPrice.objects.create(
        id=new_id(), variant_id=variant_id, amount=amount, valid_from=valid_from, valid_to=valid_to, payer=payer
    )
    refresh([variant.listing_id], now)
    record([ItemPriceSet(key=row.id, at=now, listing_id=variant.listing_id, variant_id=variant_id, amount=amount)])
    return row.id


def _check_honest(variant: VariantForSale, amount: int, start: datetime) -> None:
    """A raise before a campaign is not sold as a discount."""
    day = local_day(start)
    history = PriceDay.objects.filter(
        listing_id=variant.listing_id, variant_id=variant.variant_id, day__gte=day - timedelta(days=30), day__lt=day
    ).values("day", "item_price", "list_price")
    found = honest_discount(
        DiscountQuestion(
            amount=amount, list_price=variant.list_price, day=day, history=[HistoryDay(**row) for row in history]
        )
    )
    if found.code:
        before, after, low = (
            show(n, variant.currency) for n in (found.raised_from, variant.list_price, found.reference)
        )
        raise RaisedBefore(where="amount", before=before, after=after, low=low, evidence=to_builtins(found.evidence))
