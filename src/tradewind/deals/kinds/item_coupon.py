"""Item coupon: a shop's coupon for some of its goods. It competes with the shop's other coupons: one per order."""

from tradewind.deals.kinds.base import CutKind, Layer, the_shop
from tradewind.deals.kinds.shop_coupon import check, missing, saves
from tradewind.deals.types import ItemCouponOffer

KIND = CutKind(
    "item_coupon", ItemCouponOffer, ("item coupon", "商品券"), the_shop, saves, missing, check,
    layer=Layer.SHOP, group=lambda offer: f"coupon:{offer.shop_id}",
)  # fmt: skip
