"""Item price: a SKU sells below its list price."""

from tradewind.deals.kinds.base import PriceKind, the_variant
from tradewind.deals.kinds.checks import whole
from tradewind.deals.types import ItemPriceOffer

KIND = PriceKind(
    "item_price", ItemPriceOffer, ("item price", "活动价"), the_variant,
    price=lambda offer, line: offer.amount,
    limit=lambda offer: None,
    check=whole("amount"),
)  # fmt: skip
