"""Taking an offer off before its end."""

from datetime import datetime

from django.db import transaction

from tradewind.deals.errors import NoOffer, NotLive
from tradewind.deals.events import OfferStopped
from tradewind.deals.models import Offer
from tradewind.kernel.outbox import record


@transaction.atomic
def stop_offer(offer_id: int, shop_id: int | None, now: datetime) -> None:
    """Stops an offer of a shop, or of the platform (None); orders that used it keep their discount.

    Refuses `deals.no_offer`, and `deals.not_live` for one that is over or stopped. Says `deals.OfferStopped`.
    """
    row = Offer.objects.select_for_update().filter(id=offer_id).first()
    if row is None or row.shop_id != shop_id:
        raise NoOffer(where=str(offer_id))
    if row.stopped_at is not None or row.valid_to <= now:
        raise NotLive(where=str(offer_id), name=row.name)
    Offer.objects.filter(id=offer_id).update(stopped_at=now)
    record([OfferStopped(key=offer_id, at=now, shop_id=shop_id)])
