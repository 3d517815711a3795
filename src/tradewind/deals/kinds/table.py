"""All kinds of offers, in the order in which they are taken off within a layer."""

from tradewind.deals.kinds import (
    brand_subsidy,
    bundle,
    buy_get,
    category_coupon,
    cross_shop,
    flash_price,
    free_freight,
    freight_coupon,
    gift,
    instant_discount,
    item_coupon,
    item_price,
    member_price,
    multi_buy,
    platform_coupon,
    points,
    red_packet,
    shop_coupon,
    shop_credit,
    spend_save,
    state_subsidy,
    trade_in,
)
from tradewind.deals.kinds.base import Kind

KINDS: tuple[Kind, ...] = (
    item_price.KIND,
    instant_discount.KIND,
    flash_price.KIND,
    member_price.KIND,
    brand_subsidy.KIND,
    bundle.KIND,
    multi_buy.KIND,
    buy_get.KIND,
    gift.KIND,
    spend_save.KIND,
    shop_coupon.KIND,
    item_coupon.KIND,
    cross_shop.KIND,
    category_coupon.KIND,
    platform_coupon.KIND,
    red_packet.KIND,
    free_freight.KIND,
    freight_coupon.KIND,
    state_subsidy.KIND,
    trade_in.KIND,
    shop_credit.KIND,
    points.KIND,
)
BY_SHAPE: dict[type, Kind] = {kind.takes: kind for kind in KINDS}
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
RANK: dict[str, int] = {kind.name: n for n, kind in enumerate(KINDS)}
