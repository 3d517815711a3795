"""Member price: what paying members pay for a piece. Never above the public price, which it competes with (F07)."""

from collections.abc import Sequence

from tradewind.deals.errors import WrongChoice
from tradewind.deals.kinds.base import PriceKind, the_scope
from tradewind.deals.kinds.checks import amounts, basis_points
from tradewind.deals.types import BasketLine, MemberPriceOffer, PriceWarning
from tradewind.kernel.money import portion


def price(offer: MemberPriceOffer, line: BasketLine) -> int:
    """The amount, or the list price less the rate."""
    return line.list_price - portion(line.list_price, offer.rate_off) if offer.amount is None else offer.amount


def check(offer: MemberPriceOffer, where: str) -> Sequence[PriceWarning]:
    """Either an amount or a rate."""
    if (offer.amount is None) == (offer.rate_off == 0):
        raise WrongChoice(where=where, one="amount", other="rate_off")
    if offer.amount is None:
        basis_points(f"{where}.rate_off", offer.rate_off)
    else:
        amounts(offer, where, "amount")
    return ()


KIND = PriceKind(
    "member_price", MemberPriceOffer, ("member price", "会员价"), the_scope,
    price=price,
    limit=lambda offer: None,
    check=check,
    members_only=True,
)  # fmt: skip
