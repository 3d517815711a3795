"""Who may make which kinds of offers. Item prices have a table and an action of their own (`set_item_price`).

Gifts, points, prepaid credit and the value of old things are priced but not offered by anybody yet: an order has no
place for pieces that come along or for tenders.
"""

SHOP_KINDS = (
    "shop_coupon", "item_coupon", "spend_save", "multi_buy", "buy_get", "bundle", "instant_discount", "flash_price",
    "member_price", "free_freight", "freight_coupon",
)  # fmt: skip
PLATFORM_KINDS = (
    "platform_coupon", "category_coupon", "cross_shop", "red_packet", "free_freight", "freight_coupon",
    "instant_discount", "brand_subsidy", "state_subsidy", "shop_coupon", "item_coupon",
)  # fmt: skip
SHOP_ONLY_FORMS = ("shop_coupon", "item_coupon")  # the platform makes these for a shop without a form
# Of these the pieces count for the buyer's limit, not the orders; they are always bounded.
BY_PIECES = ("flash_price", "brand_subsidy", "state_subsidy")
