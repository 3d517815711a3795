"""Flash price: an item price for a few pieces of each buyer; further pieces have their next best price."""

from tradewind.deals.kinds.base import PriceKind, the_variant
from tradewind.deals.kinds.checks import whole
from tradewind.deals.types import FlashPriceOffer

KIND = PriceKind(
    "flash_price", FlashPriceOffer, ("flash price", "秒杀价"), the_variant,
    price=lambda offer, line: offer.amount,
    limit=lambda offer: offer.pieces_left,
    check=whole("amount", "pieces_left"),
)  # fmt: skip
