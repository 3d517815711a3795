"""Values of pricing: what goes into the engine and the sheet that comes out. Amounts are minor units.

Structs with a tag, so that a sheet stored as JSON or typed by hand reads the same.
"""

from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

Payer = Literal["platform", "merchant", "brand", "creator", "state"]
OfferState = Literal["used", "beaten", "short", "refused"]


class BasketLine(msgspec.Struct, frozen=True, kw_only=True):
    """`quantity` pieces of one SKU at `list_price` each."""

    position: int
    shop_id: int
    listing_id: int
    variant_id: int
    category_id: int
    quantity: int
    list_price: int


class ShopFreight(msgspec.Struct, frozen=True, kw_only=True):
    """What a shop's parcel costs to the door, before offers."""

    shop_id: int
    amount: int


class Basket(msgspec.Struct, frozen=True, kw_only=True):
    """What a buyer means to buy, at one moment, in one currency."""

    currency: str
    lines: list[BasketLine]
    freight: list[ShopFreight] = []


class ItemPriceOffer(msgspec.Struct, frozen=True, kw_only=True, tag="item_price", tag_field="kind"):
    """A SKU sells at `amount` instead of its list price. `currency` empty: the basket's. `expires_ms` 0: no end."""

    id: int
    variant_id: int
    amount: int
    payer: Payer = "merchant"
    currency: str = ""
    expires_ms: int = 0


class ShopCouponOffer(msgspec.Struct, frozen=True, kw_only=True, tag="shop_coupon", tag_field="kind"):
    """`face` off a shop's lines once they reach `threshold` at item price; one per shop and order.

    Threshold 0: any basket worth more than `face`. `blocked` names the refusal that keeps this buyer from using it
    (`deals.used_up`, `deals.buyer_limit`); empty when nothing does.
    """

    id: int
    shop_id: int
    threshold: int
    face: int
    name: str = ""
    name_en: str = ""
    payer: Payer = "merchant"
    currency: str = ""
    expires_ms: int = 0
    blocked: str = ""


Offer = ItemPriceOffer | ShopCouponOffer


class PriceQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """Input of `deals.price_basket`."""

    basket: Basket
    offers: list[Offer] = []


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a discount on one line, and who pays for it. `pieces` splits it down to single pieces."""

    offer_id: int
    kind: str
    payer: Payer
    amount: int
    pieces: list[int]


class SheetLine(msgspec.Struct, frozen=True, kw_only=True):
    """The frozen numbers of a line: list, item level, discounts below it, freight share, payable.

    `shares` are the discounts below the item level and sum to `discount_amount`; `item_shares` say who pays for
    list minus item level. `item_amount - discount_amount + freight_amount = payable`.
    """

    position: int
    shop_id: int
    variant_id: int
    quantity: int
    list_amount: int
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int
    shares: list[Share]
    item_shares: list[Share]
    why: str  # one sentence, English
    why_zh: str


class SheetShop(msgspec.Struct, frozen=True, kw_only=True):
    """Sums of a shop's lines."""

    shop_id: int
    list_amount: int
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int


class OfferOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an offer. `amount`: saved when used, the better offer's saving when beaten, missing when short."""

    offer_id: int
    kind: str
    state: OfferState
    amount: int = 0
    by: int = 0
    code: str = ""
    name: str = ""
    name_en: str = ""


class PriceWarning(msgspec.Struct, frozen=True, kw_only=True):
    """Something lawful that its maker may not have meant, and where."""

    code: str
    where: str


class PriceSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The price of a basket with everything that led to it."""

    currency: str
    lines: list[SheetLine]
    shops: list[SheetShop]
    offers: list[OfferOutcome]
    list_amount: int
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int
    warnings: list[PriceWarning] = []


class CouponView(NamedTuple):
    """A shop coupon as pages show it. `state`: coming, live, over, stopped, used_up."""

    id: int
    shop_id: int
    name: str
    name_en: str
    threshold: int
    face: int
    currency: str
    payer: str
    per_buyer: int
    uses_allowed: int
    uses_taken: int
    valid_from: datetime
    valid_to: datetime
    state: str


class CouponDraft(NamedTuple):
    """A shop coupon as its merchant describes it. Amounts in minor units of the shop's currency."""

    name: str
    threshold: int
    face: int
    uses_allowed: int
    valid_from: datetime
    valid_to: datetime
    name_en: str = ""
    per_buyer: int = 1
    payer: Payer = "merchant"


class ItemPriceView(NamedTuple):
    """A dated item price. `state`: coming, live, over."""

    id: int
    variant_id: int
    listing_id: int
    amount: int
    list_price: int
    payer: str
    valid_from: datetime
    valid_to: datetime | None
    state: str
