"""Member price: what paying members pay for a piece. Never above the public price, which it competes with (F07)."""

from collections.abc import Iterator

from tradewind.deals.errors import WrongChoice
from tradewind.deals.kinds.base import PriceKind, the_scope
from tradewind.deals.kinds.checks import rate, whole
from tradewind.deals.types import BasketLine, MemberPriceOffer, PriceWarning
from tradewind.kernel.money import portion


def price(offer: MemberPriceOffer, line: BasketLine) -> int:
    """The amount, or the list price less the rate."""
    return line.list_price - portion(line.list_price, offer.rate_off) if offer.amount is None else offer.amount


def check(offer: MemberPriceOffer, where: str) -> Iterator[PriceWarning]:
    """Either an amount or a rate."""
    if (offer.amount is None) == (offer.rate_off == 0):
        raise WrongChoice(where=where, one="amount", other="rate_off")
    yield from (rate("rate_off") if offer.amount is None else whole("amount"))(offer, where)


KIND = PriceKind(
    "member_price", MemberPriceOffer, ("member price", "会员价"), the_scope,
    price=price,
    limit=lambda offer: None,
    check=check,
    members_only=True,
)  # fmt: skip
