"""Cross-shop spend-and-save ("every 300 take 50"): the rule of a shop's spend-and-save over goods of several shops."""

from tradewind.deals.kinds.base import CutKind, Layer, the_scope
from tradewind.deals.kinds.spend_save import check, missing, saves
from tradewind.deals.types import CrossShopOffer

KIND = CutKind(
    "cross_shop", CrossShopOffer, ("cross-shop saving", "跨店满减"), the_scope, saves, missing, check,
    layer=Layer.CROSS_SHOP, group=lambda offer: "cross_shop",
)  # fmt: skip
