"""Ending an item price by hand."""

from datetime import datetime

from django.db import transaction

from tradewind.deals.actions.refresh_prices import refresh
from tradewind.deals.errors import NoOffer, NotLive
from tradewind.deals.events import ItemPriceEnded
from tradewind.deals.models import ItemPrice
from tradewind.kernel.outbox import record


@transaction.atomic
def end_item_price(shop_id: int, item_price_id: int, now: datetime) -> None:
    """Ends a live item price now; one that has not begun is removed.

    Refuses `deals.no_offer`, and `deals.not_live` for one that is over. Says `deals.ItemPriceEnded` and refreshes the
    listing's card price.
    """
    row = (
        ItemPrice.objects.select_for_update(of=("self",)).select_related("variant")
        .filter(id=item_price_id, variant__listing__shop_id=shop_id).first()
    )  # fmt: skip
    if row is None:
        raise NoOffer(where=str(item_price_id))
    if row.valid_to is not None and row.valid_to <= now:
        raise NotLive(where=str(item_price_id), name=row.id)
    if row.valid_from >= now:
        row.delete()
    else:
        ItemPrice.objects.filter(id=item_price_id).update(valid_to=now)
    listing_id = row.variant.listing_id
    refresh([listing_id], now)
    record([ItemPriceEnded(key=item_price_id, at=now, listing_id=listing_id, variant_id=row.variant_id)])
