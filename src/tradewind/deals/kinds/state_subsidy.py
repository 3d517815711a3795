"""State subsidy (F21): a rate of a piece's final price after all discounts, up to a cap, for some pieces a person."""

from collections.abc import Sequence

from tradewind.deals.kinds.base import SubsidyKind, the_scope
from tradewind.deals.kinds.checks import amounts, basis_points
from tradewind.deals.types import PriceWarning, StateSubsidyOffer
from tradewind.kernel.money import portion


def gives(offer: StateSubsidyOffer, price: int) -> int:
    """The subsidy for a piece with this final price; floored, never more than the rate allows (A2)."""
    if offer.price_limit and price > offer.price_limit:
        return 0
    return min(offer.most, portion(price, offer.rate))


def most(offer: StateSubsidyOffer, price: int) -> int:
    """The largest subsidy for a final price up to this one."""
    return gives(offer, min(price, offer.price_limit) if offer.price_limit else price)


def check(offer: StateSubsidyOffer, where: str) -> Sequence[PriceWarning]:
    """A rate, a cap, whole numbers."""
    basis_points(f"{where}.rate", offer.rate)
    amounts(offer, where, "price_limit", "pieces_left")
    amounts(offer, where, "most", least=1)
    return ()


KIND = SubsidyKind(
    "state_subsidy", StateSubsidyOffer, ("state subsidy", "国家补贴"), the_scope,
    gives=gives, most=most, limit=lambda offer: offer.pieces_left, check=check,
)  # fmt: skip
