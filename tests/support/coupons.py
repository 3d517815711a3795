"""Shop coupons in as few words as a test needs."""

from tradewind.deals.actions.create_offer import create_offer
from tradewind.deals.types import OfferDraft


def coupon(name, threshold, face, uses_allowed, valid_from, valid_to, **more):
    """A draft of a shop coupon."""
    params = {"threshold": threshold, "face": face}
    return OfferDraft("shop_coupon", name, params, valid_from, valid_to, uses_allowed=uses_allowed, **more)


def create_coupon(shop_id, draft, now):
    """The shop's coupon, or the platform's for that shop when the platform pays; returns its id."""
    if draft.payer == "platform":
        return create_offer(draft._replace(params={**draft.params, "shop_id": shop_id}), None, now)
    return create_offer(draft, shop_id, now)
