"""Free freight: a shop, or the platform for all shops, sends for nothing from an amount or a number of pieces on."""

from typing import Any

from tradewind.deals.kinds.base import NOTHING, FreightKind, Missing, the_shop
from tradewind.deals.kinds.checks import whole
from tradewind.deals.types import FreeFreightOffer


def saves(offer: FreeFreightOffer, total: int, pieces: int, freight: int) -> int:
    """All of the freight."""
    return freight if total >= offer.threshold and pieces >= offer.pieces else 0


def missing(offer: Any, total: int, pieces: int) -> Missing:
    """Money and pieces to free freight."""
    if total >= offer.threshold and pieces >= offer.pieces:
        return NOTHING
    return Missing(max(0, offer.threshold - total), max(0, offer.pieces - pieces))


KIND = FreightKind(
    "free_freight", FreeFreightOffer, ("free freight", "包邮"), the_shop, saves, missing, whole("threshold", "pieces"),
    group=lambda offer: f"freight:{offer.shop_id}",
)  # fmt: skip
