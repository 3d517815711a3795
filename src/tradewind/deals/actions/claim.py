"""Putting an offer into the buyer's wallet."""

from datetime import datetime

from django.db import connection, transaction

from tradewind.deals.errors import ClaimedOut, NoOffer, NotLive
from tradewind.deals.events import OfferClaimed
from tradewind.deals.models import Offer
from tradewind.kernel.locks import take
from tradewind.kernel.outbox import record
from tradewind.parties.types import Buyer

_CLAIM = """
INSERT INTO deals_claim (holder, offer_id, claimed_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING RETURNING offer_id
"""


@transaction.atomic
def claim(buyer: Buyer, now: datetime, *, offer_id: int | None = None, code: str = "") -> int:
    """Claims the offer with this id, or the one with this code; returns its id. Claiming again changes nothing.

    An offer with a code is claimed by its code only. Refuses `deals.no_offer`, `deals.not_live`, `deals.claimed_out`.
    Says `deals.OfferClaimed`.
    """
    word = code.strip().upper()
    wanted = Offer.objects.filter(code=word) if word else Offer.objects.filter(id=offer_id or 0, code="")
    offer = wanted.filter(claim_needed=True).first()
    if offer is None:
        raise NoOffer(where="code" if word else str(offer_id))
    if offer.stopped_at is not None or offer.valid_to <= now:
        raise NotLive(where=str(offer.id), name=offer.name)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [buyer.key, offer.id, now])
        fresh = cursor.fetchone() is not None
    if fresh:
        if take("deals_offer", "id", "claims_taken", "claims_allowed", {offer.id: 1}):
            raise ClaimedOut(where=str(offer.id), name=offer.name)
        record([OfferClaimed(key=offer.id, at=now, holder=buyer.key)])
    return offer.id
