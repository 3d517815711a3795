"""Gift: pieces of a SKU come along from an amount or a number of pieces on."""

from collections.abc import Sequence

from tradewind.deals.kinds.base import NOTHING, GiftKind, Missing, the_scope
from tradewind.deals.kinds.checks import amounts
from tradewind.deals.types import GiftOffer, PriceWarning


def missing(offer: GiftOffer, total: int, pieces: int) -> Missing:
    """Money and pieces to the gift."""
    if total >= offer.threshold and pieces >= offer.pieces:
        return NOTHING
    return Missing(max(0, offer.threshold - total), max(0, offer.pieces - pieces))


def check(offer: GiftOffer, where: str) -> Sequence[PriceWarning]:
    """At least one piece."""
    amounts(offer, where, "quantity", least=1)
    amounts(offer, where, "threshold", "pieces")
    return ()


KIND = GiftKind("gift", GiftOffer, ("gift", "赠品"), the_scope, missing, check)
