"""Freight coupon: an amount off the freight of a shop, or of all shops together."""

from collections.abc import Sequence

from tradewind.deals.kinds.base import NOTHING, FreightKind, Missing, the_shop
from tradewind.deals.kinds.checks import amounts
from tradewind.deals.types import FreightCouponOffer, PriceWarning


def saves(offer: FreightCouponOffer, total: int, pieces: int, freight: int) -> int:
    """The face, and no more than the freight."""
    return min(offer.face, freight) if total >= offer.threshold else 0


def missing(offer: FreightCouponOffer, total: int, pieces: int) -> Missing:
    """Money to the threshold."""
    return Missing(offer.threshold - total) if total < offer.threshold else NOTHING


def check(offer: FreightCouponOffer, where: str) -> Sequence[PriceWarning]:
    """A face above zero."""
    amounts(offer, where, "face", least=1)
    amounts(offer, where, "threshold")
    return ()


KIND = FreightKind(
    "freight_coupon", FreightCouponOffer, ("freight coupon", "运费券"), the_shop, saves, missing, check,
    group=lambda offer: f"freight:{offer.shop_id}",
)  # fmt: skip
