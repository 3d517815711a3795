"""Buy n, get m: pieces are counted dearest first in groups of n + m, the m cheapest of each full group are free."""

from collections.abc import Iterator, Sequence

from tradewind.deals.kinds.base import Piece, SetKind, the_scope
from tradewind.deals.kinds.checks import whole
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


def check(offer: BuyGetOffer, where: str) -> Iterator[PriceWarning]:
    """At least one to buy and one to get."""
    yield from whole("buy", "get", least=1)(offer, where)
    yield from whole("most")(offer, where)


KIND = SetKind(
    "buy_get", BuyGetOffer, ("buy and get free", "买赠"), the_scope, worth=worth, missing=missing,
    share=lambda offer, count: -(-10_000 * offer.get // (offer.buy + offer.get)), check=check,
)  # fmt: skip
