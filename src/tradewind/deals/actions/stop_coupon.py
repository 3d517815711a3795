"""Taking a coupon off before its end."""

from datetime import datetime

from django.db import transaction

from tradewind.deals.errors import NoOffer, NotLive
from tradewind.deals.events import CouponStopped
from tradewind.deals.models import Coupon
from tradewind.kernel.outbox import record


@transaction.atomic
def stop_coupon(shop_id: int, coupon_id: int, now: datetime) -> None:
    """Stops a shop's coupon; orders that used it keep their discount.

    Refuses `deals.no_offer`, and `deals.not_live` for one that is over or stopped. Says `deals.CouponStopped`.
    """
    row = Coupon.objects.select_for_update().filter(id=coupon_id, shop_id=shop_id).first()
    if row is None:
        raise NoOffer(where=str(coupon_id))
    if row.stopped_at is not None or row.valid_to <= now:
        raise NotLive(where=str(coupon_id), name=row.name)
    Coupon.objects.filter(id=coupon_id).update(stopped_at=now)
    record([CouponStopped(key=coupon_id, at=now, shop_id=shop_id)])
