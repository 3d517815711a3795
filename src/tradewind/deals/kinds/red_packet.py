"""Cash red packet: money off an order, from a threshold on if it has one. Several add up."""

from typing import Any

from tradewind.deals.kinds.base import NOTHING, CutKind, Layer, Missing, the_scope
from tradewind.deals.kinds.shop_coupon import check
from tradewind.deals.types import RedPacketOffer
from tradewind.kernel.money import portion


def saves(offer: Any, total: int, pieces: int) -> int:
    """The face, or the rate up to its cap, once the threshold is reached."""
    if total < offer.threshold:
        return 0
    off = offer.face or portion(total, offer.rate_off)
    return int(min(off, offer.most) if offer.most else off)


def missing(offer: Any, total: int, pieces: int) -> Missing:
    """Money to the threshold."""
    return Missing(offer.threshold - total) if total < offer.threshold else NOTHING


KIND = CutKind(
    "red_packet", RedPacketOffer, ("red packet", "红包"), the_scope, saves, missing, check,
    layer=Layer.ASSETS, group=lambda offer: f"red_packet:{offer.id}",
)  # fmt: skip
