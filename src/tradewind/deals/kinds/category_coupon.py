"""Category coupon: a coupon for categories, across shops. One per order."""

from tradewind.deals.kinds.base import CutKind, Layer, the_scope
from tradewind.deals.kinds.shop_coupon import check, missing, saves
from tradewind.deals.types import CategoryCouponOffer

KIND = CutKind(
    "category_coupon", CategoryCouponOffer, ("category coupon", "品类券"), the_scope,
    saves, missing, check,
    layer=Layer.CROSS_SHOP, group=lambda offer: "category_coupon",
)  # fmt: skip
