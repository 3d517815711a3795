"""Creating a shop coupon."""

from datetime import datetime

from django.db import transaction

from tradewind.deals.actions.set_item_price import PAYERS
from tradewind.deals.errors import WrongAmount, WrongField, WrongWindow
from tradewind.deals.events import CouponCreated
from tradewind.deals.kinds.checks import MOST_AMOUNT
from tradewind.deals.models import Coupon
from tradewind.deals.types import CouponDraft
from tradewind.kernel.ids import new_id
from tradewind.kernel.outbox import record
from tradewind.parties.queries import shop

MOST_USES = 10_000_000


@transaction.atomic
def create_coupon(shop_id: int, draft: CouponDraft, now: datetime) -> int:
    """Creates a coupon in the shop's currency; returns its id. A face above the threshold is allowed: forms warn.

    Refuses `parties.no_shop`, `deals.field`, `deals.amount`, `deals.window`. Says `deals.CouponCreated`.
    """
    currency = shop(shop_id).currency
    name, name_en = " ".join(draft.name.split()), " ".join(draft.name_en.split())
    wrong = {
        "name": not 1 <= len(name) <= 60,
        "name_en": len(name_en) > 60,
        "uses_allowed": not 1 <= draft.uses_allowed <= MOST_USES,
        "per_buyer": not 1 <= draft.per_buyer <= MOST_USES,
        "payer": draft.payer not in PAYERS,
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise WrongField(where=field, field=field)
    for field, amount, least in (("face", draft.face, 1), ("threshold", draft.threshold, 0)):
        if not least <= amount <= MOST_AMOUNT:
            raise WrongAmount(where=field, least=least, most=MOST_AMOUNT)
    if draft.valid_to <= max(draft.valid_from, now):
        raise WrongWindow(where="valid_to")
    values = draft._asdict() | {"name": name, "name_en": name_en}
    coupon = Coupon.objects.create(id=new_id(), shop_id=shop_id, currency=currency, **values)
    record([CouponCreated(key=coupon.id, at=now, shop_id=shop_id)])
    return coupon.id
