"""The fields of the form that makes an offer, kind by kind: place in `params`, sort, label in English and Chinese.

Sorts: money, rate (percent off), count, flag, spend_tiers and piece_tiers (one a line), variant, parts (variants that
go together), listings, categories. Everything but a variant, its price and the parts may stay empty; what a kind needs
is said by its own `check`.
"""

from tradewind.deals.types import OfferField as Field

_THRESHOLD = Field("threshold", "money", ("From an order value of", "满多少可用"))
_FACE = Field("face", "money", ("Amount off", "减多少"))
_RATE = Field("rate_off", "rate", ("Percent off", "优惠百分比"))
_MOST = Field("most", "money", ("At most off", "最多减"))
_TIMES = Field("most", "count", ("At most so many times", "最多几次"))
_LISTINGS = Field("on.listings", "listings", ("Only these listings", "仅限商品"))
_CATEGORIES = Field("on.categories", "categories", ("Categories", "类目"))
_VARIANT = Field("variant_id", "variant", ("Variant", "规格"))
_AMOUNT = Field("amount", "money", ("Price", "价格"))
_PIECES = Field("pieces", "count", ("From so many pieces", "满几件"))
_COUPON = (_THRESHOLD, _FACE, _RATE, _MOST)
_SPEND = (
    Field("tiers", "spend_tiers", ("Tiers, one a line: amount, then amount or % off", "档位（每行：满多少 减多少）")),
    Field("every", "money", ("Or for every full", "或每满")),
    Field("off", "money", ("take off", "减")),
    _TIMES,
)
FIELDS: dict[str, tuple[Field, ...]] = {
    "shop_coupon": _COUPON,
    "item_coupon": (*_COUPON, _LISTINGS),
    "category_coupon": (*_COUPON, _CATEGORIES),
    "platform_coupon": _COUPON,
    "red_packet": (_FACE, _THRESHOLD),
    "spend_save": (*_SPEND, _LISTINGS),
    "cross_shop": (*_SPEND, _CATEGORIES),
    "multi_buy": (
        Field("tiers", "piece_tiers", ("Tiers, one a line: pieces, then % or amount", "档位（每行：几件 减多少）")),
        Field("nth", "flag", ("Only the piece with that number", "只对第几件优惠")),
        _LISTINGS,
    ),
    "buy_get": (Field("buy", "count", ("Buy", "买")), Field("get", "count", ("get free", "送")), _TIMES, _LISTINGS),
    "bundle": (Field("parts", "parts", ("Sold together", "一起买")), _AMOUNT, _TIMES),
    "instant_discount": (_RATE, _MOST, _LISTINGS),
    "flash_price": (_VARIANT, _AMOUNT),
    "member_price": (_RATE, _AMOUNT, _LISTINGS),
    "free_freight": (_THRESHOLD, _PIECES),
    "freight_coupon": (_FACE, _THRESHOLD),
    "brand_subsidy": (_VARIANT, _AMOUNT, Field("platform_most", "money", ("The platform pays at most", "平台最多补"))),
    "state_subsidy": (
        _CATEGORIES, Field("rate", "rate", ("Percent paid", "补贴百分比")), _MOST,
        Field("price_limit", "money", ("Not above a price of", "单价上限")),
    ),
}  # fmt: skip
