"""Official instant discount: a rate off every piece, one piece is enough (2025: 15 % and more off)."""

from tradewind.deals.kinds.base import PriceKind, the_scope
from tradewind.deals.kinds.checks import rate
from tradewind.deals.types import BasketLine, InstantDiscountOffer
from tradewind.kernel.money import portion


def price(offer: InstantDiscountOffer, line: BasketLine) -> int:
    """List price less the rate; the discount is floored (A2)."""
    off = portion(line.list_price, offer.rate_off)
    return line.list_price - (min(off, offer.most) if offer.most else off)


KIND = PriceKind(
    "instant_discount", InstantDiscountOffer, ("official instant discount", "官方立减"), the_scope,
    price=price,
    limit=lambda offer: None,
    check=rate("rate_off", "most"),
)  # fmt: skip
