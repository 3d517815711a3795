"""Platform coupon: a coupon of the marketplace over its shops. One per order, beside the shops' own."""

from tradewind.deals.kinds.base import CutKind, Layer, the_scope
from tradewind.deals.kinds.shop_coupon import check, missing, saves
from tradewind.deals.types import PlatformCouponOffer

KIND = CutKind(
    "platform_coupon", PlatformCouponOffer, ("platform coupon", "平台券"), the_scope,
    saves, missing, check,
    layer=Layer.CROSS_SHOP, group=lambda offer: "platform_coupon",
)  # fmt: skip
