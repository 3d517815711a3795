"""Bundle price: some goods together for one amount, as often as all parts are there and it is cheaper."""

from collections.abc import Sequence

from tradewind.deals.errors import Duplicate, NoTiers
from tradewind.deals.kinds.base import Goods, Piece, SetKind
from tradewind.deals.kinds.checks import amount, amounts
from tradewind.deals.types import BundleOffer, PriceWarning


def covers(offer: BundleOffer, goods: Goods) -> tuple[int, ...]:
    """The lines of all parts."""
    return tuple(sorted(n for part in offer.parts for n in goods.by_variant.get(part.variant_id, ())))


def worth(offer: BundleOffer, pieces: Sequence[Piece]) -> tuple[int, Sequence[Piece]]:
    """What the bundles save, and the pieces in them. The dearest pieces of each part go first."""
    ranks = [[piece for piece in pieces if piece.variant_id == part.variant_id] for part in offer.parts]
    times = min(len(rank) // part.pieces for rank, part in zip(ranks, offer.parts, strict=True))
    times = min(times, offer.most) if offer.most else times
    saved, taken = 0, list[Piece]()
    for n in range(times):
        one = [p for rank, part in zip(ranks, offer.parts, strict=True) for p in rank[n * part.pieces :][: part.pieces]]
        gain = sum(piece.price for piece in one) - offer.amount
        if gain <= 0:
            break
        saved += gain
        taken += one
    return saved, taken


def missing(offer: BundleOffer, pieces: Sequence[Piece]) -> int:
    """Pieces to the first bundle."""
    have = {part.variant_id: sum(piece.variant_id == part.variant_id for piece in pieces) for part in offer.parts}
    return sum(max(0, part.pieces - have[part.variant_id]) for part in offer.parts)


def check(offer: BundleOffer, where: str) -> Sequence[PriceWarning]:
    """At least one part, each SKU once, whole amounts."""
    amounts(offer, where, "amount", "most")
    if not offer.parts:
        raise NoTiers(where=f"{where}.parts")
    seen: set[int] = set()
    for n, part in enumerate(offer.parts):
        amount(f"{where}.parts[{n}].pieces", part.pieces, 1)
        if part.variant_id in seen:
            raise Duplicate(where=f"{where}.parts[{n}]", what="SKU", id=part.variant_id)
        seen.add(part.variant_id)
    return ()


KIND = SetKind(
    "bundle", BundleOffer, ("bundle price", "套装价"), covers, worth=worth, missing=missing,
    share=lambda offer, count: 10_000, check=check,
)  # fmt: skip
