"""Brand subsidy channel (F22): the platform funds the gap between supply and channel price up to its cap, the merchant
the rest."""

from collections.abc import Sequence

from tradewind.deals.kinds.base import PriceKind, the_variant
from tradewind.deals.kinds.checks import amounts
from tradewind.deals.types import BrandSubsidyOffer, Payer, PriceWarning


def limit(offer: BrandSubsidyOffer) -> int | None:
    """The buyer's pieces, and as many as the platform's budget carries at its cap."""
    budget = None if offer.budget_left is None or not offer.platform_most else offer.budget_left // offer.platform_most
    return min((n for n in (offer.pieces_left, budget) if n is not None), default=None)


def fund(offer: BrandSubsidyOffer, pieces: list[int]) -> list[tuple[Payer, list[int]]]:
    """The platform up to its cap a piece, then the merchant."""
    platform = [min(piece, offer.platform_most) for piece in pieces]
    merchant = [piece - paid for piece, paid in zip(pieces, platform, strict=True)]
    found: list[tuple[Payer, list[int]]] = [("platform", platform), ("merchant", merchant)]
    return [(payer, parts) for payer, parts in found if any(parts)]


def check(offer: BrandSubsidyOffer, where: str) -> Sequence[PriceWarning]:
    """Amounts and pieces are whole."""
    amounts(offer, where, "amount", "platform_most")
    if offer.pieces_left is not None:
        amounts(offer, where, "pieces_left")
    return ()


KIND = PriceKind(
    "brand_subsidy", BrandSubsidyOffer, ("brand subsidy price", "大牌补贴价"), the_variant,
    price=lambda offer, line: offer.amount,
    limit=limit,
    check=check,
    fund=fund,
    own_budget=True,
)  # fmt: skip
