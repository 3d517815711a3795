"""Shop coupon: an amount or a rate off one shop's goods from a threshold on. One coupon per shop and order."""

from collections.abc import Sequence
from typing import Any

from tradewind.deals.errors import WrongChoice
from tradewind.deals.kinds.base import NOTHING, CutKind, Layer, Missing, the_shop
from tradewind.deals.kinds.checks import amounts, basis_points
from tradewind.deals.types import PriceWarning, ShopCouponOffer
from tradewind.kernel.money import portion


def needed(offer: Any) -> int:
    """The amount from which a coupon works. A face without a threshold needs one unit more than itself, so that a
    coupon alone never buys anything (published rule of coupon packs)."""
    return int(offer.threshold or (offer.face + 1 if offer.face else 1))


def saves(offer: Any, total: int, pieces: int) -> int:
    """The face, or the rate up to its cap, once the threshold is reached."""
    if total < needed(offer):
        return 0
    if offer.face:
        return int(offer.face)
    off = portion(total, offer.rate_off)
    return min(off, offer.most) if offer.most else off


def missing(offer: Any, total: int, pieces: int) -> Missing:
    """Money to the threshold."""
    return Missing(needed(offer) - total) if total < needed(offer) else NOTHING


def check(offer: Any, where: str) -> Sequence[PriceWarning]:
    """Either a face or a rate. Warns `deals.face_above_threshold`: such a coupon can pay for everything."""
    amounts(offer, where, "threshold", "most")
    if offer.face and offer.rate_off:
        raise WrongChoice(where=where, one="face", other="rate_off")
    if offer.rate_off:
        basis_points(f"{where}.rate_off", offer.rate_off)
    else:
        amounts(offer, where, "face", least=1)
    if offer.face > offer.threshold > 0:
        return [PriceWarning(code="deals.face_above_threshold", where=f"{where}.face")]
    return ()


KIND = CutKind(
    "shop_coupon", ShopCouponOffer, ("shop coupon", "店铺券"), the_shop, saves, missing, check,
    layer=Layer.SHOP, group=lambda offer: f"coupon:{offer.shop_id}",
)  # fmt: skip
