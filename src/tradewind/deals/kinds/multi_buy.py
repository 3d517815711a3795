"""Multi-buy tiers (F01): n pieces at a rate, or for an amount off; or the n-th piece at a rate.

The highest tier reached counts for all pieces in the set. The discount is spread over all of them by price, so that a
kept piece keeps its price.
"""

from collections.abc import Sequence
from typing import Any

from tradewind.deals.errors import NoTiers, WrongChoice
from tradewind.deals.kinds.base import Piece, SetKind, the_scope
from tradewind.deals.kinds.checks import amount, basis_points, rising
from tradewind.deals.types import MultiBuyOffer, PieceTier, PriceWarning
from tradewind.kernel.money import portion


def worth(offer: MultiBuyOffer, pieces: Sequence[Piece]) -> tuple[int, Sequence[Piece]]:
    """The discount on these pieces, dearest first."""
    if offer.nth:
        return nth_worth(offer.tiers, pieces)
    reached = next((tier for tier in reversed(offer.tiers) if tier.pieces <= len(pieces)), None)
    if reached is None:
        return 0, pieces
    total = sum(piece.price for piece in pieces)
    return (portion(total, reached.rate_off) if reached.rate_off else min(reached.amount_off, total)), pieces


def nth_worth(tiers: Sequence[PieceTier], pieces: Sequence[Piece]) -> tuple[int, Sequence[Piece]]:
    """The discount when each piece whose number in its group has a tier gets that tier's rate.

    A group is as long as the last tier's number; pieces are counted dearest first.
    """
    off = {tier.pieces - 1: tier.rate_off for tier in tiers}
    size = tiers[-1].pieces
    return sum(portion(piece.price, off.get(n % size, 0)) for n, piece in enumerate(pieces)), pieces


def missing(offer: MultiBuyOffer, pieces: Sequence[Piece]) -> int:
    """Pieces to the first tier."""
    return max(0, offer.tiers[0].pieces - len(pieces))


def share(offer: MultiBuyOffer, count: int) -> int:
    """The rate of the highest tier in reach; of numbered pieces the mean over a group: the dearer ones get less."""
    if offer.nth:
        return -(-sum(tier.rate_off for tier in offer.tiers) // offer.tiers[-1].pieces)
    return max((tier.rate_off or 10_000 for tier in offer.tiers if tier.pieces <= count), default=0)


def beats(offer: MultiBuyOffer, other: Any) -> bool:
    """Rates on no more pieces, and no smaller. Of numbered pieces: of one tier, for then full groups of the dearest
    pieces are best."""
    if not isinstance(other, MultiBuyOffer) or offer.nth != other.nth or (offer.nth and len(offer.tiers) > 1):
        return False
    return all(
        any(mine.pieces <= tier.pieces and mine.rate_off >= tier.rate_off > 0 for mine in offer.tiers)
        for tier in other.tiers
    )


def check(offer: MultiBuyOffer, where: str) -> Sequence[PriceWarning]:
    """Tiers rise in pieces and in what they give; `nth` takes rates only, the whole price at most."""
    if not offer.tiers:
        raise NoTiers(where=f"{where}.tiers")
    for n, tier in enumerate(offer.tiers):
        _check_tier(offer, tier, f"{where}.tiers[{n}]")
    kinds = {bool(tier.rate_off) for tier in offer.tiers}
    if len(kinds) > 1:
        raise WrongChoice(where=f"{where}.tiers", one="rate_off", other="amount_off")
    gain = (lambda tier: tier.pieces) if offer.nth else (lambda tier: tier.rate_off or tier.amount_off)
    rising(f"{where}.tiers", offer.tiers, lambda tier: tier.pieces, gain)
    return ()


def _check_tier(offer: MultiBuyOffer, tier: PieceTier, where: str) -> None:
    amount(f"{where}.pieces", tier.pieces, 1)
    if bool(tier.rate_off) == bool(tier.amount_off) or (offer.nth and tier.amount_off):
        raise WrongChoice(where=where, one="rate_off", other="amount_off")
    if tier.amount_off:
        amount(f"{where}.amount_off", tier.amount_off, 1)
    elif not (offer.nth and tier.rate_off == 10_000):
        basis_points(f"{where}.rate_off", tier.rate_off)


KIND = SetKind(
    "multi_buy", MultiBuyOffer, ("multi-buy", "多件优惠"), the_scope,
    worth=worth, missing=missing, share=share, check=check, beats=beats,
)  # fmt: skip
