"""Trade-in: the value of an old thing pays for a new one, up to the new one's price."""

from tradewind.deals.kinds.base import TenderKind, the_variant
from tradewind.deals.kinds.checks import whole
from tradewind.deals.types import TradeInOffer

KIND = TenderKind(
    "trade_in", TradeInOffer, ("trade-in value", "旧机抵扣"), the_variant,
    pays=lambda offer, covered, everything: min(offer.credit, covered),
    check=whole("credit"),
)  # fmt: skip
