"""Buy n, get m: pieces are counted dearest first in groups of n + m, the m cheapest of each full group are free."""

from collections.abc import Sequence
from typing import Any

from tradewind.deals.kinds.base import Piece, SetKind, the_scope
from tradewind.deals.kinds.checks import amounts
from tradewind.deals.types import BuyGetOffer, PriceWarning


def worth(offer: BuyGetOffer, pieces: Sequence[Piece]) -> tuple[int, Sequence[Piece]]:
    """The price of the free pieces, and the pieces in full groups."""
    size = offer.buy + offer.get
    groups = len(pieces) // size
    groups = min(groups, offer.most) if offer.most else groups
    taken = pieces[: groups * size]
    return sum(piece.price for n, piece in enumerate(taken) if n % size >= offer.buy), taken


def missing(offer: BuyGetOffer, pieces: Sequence[Piece]) -> int:
    """Pieces to the first full group."""
    return max(0, offer.buy + offer.get - len(pieces))


def beats(offer: BuyGetOffer, other: Any) -> bool:
    """As many free for no more bought, any number of times."""
    return isinstance(other, BuyGetOffer) and offer.get == other.get and offer.buy <= other.buy and not offer.most


def check(offer: BuyGetOffer, where: str) -> Sequence[PriceWarning]:
    """At least one to buy and one to get."""
    amounts(offer, where, "buy", "get", least=1)
    amounts(offer, where, "most")
    return ()


KIND = SetKind(
    "buy_get", BuyGetOffer, ("buy and get free", "买赠"), the_scope, worth=worth, missing=missing,
    share=lambda offer, count: -(-10_000 * offer.get // (offer.buy + offer.get)), check=check,
    beats=beats,
)  # fmt: skip
