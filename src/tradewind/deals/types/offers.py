"""Offers as the engine takes them, one shape per kind. Rates are basis points off, amounts minor units.

Structs with a tag, so that a question stored as JSON or typed by hand reads the same. `deals/kinds/` has the rules.
"""

from typing import Annotated, Literal

import msgspec

from tradewind.deals.types.basket import Amount, Moment

Rate = Annotated[int, msgspec.Meta(description="Basis points off, above 0 and below 10,000 (1500 is 15 %).")]
Payer = Literal["platform", "merchant", "brand", "creator", "state"]


class Scope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The goods that an offer covers: a line must be in every list that is not empty, and not among the exceptions."""

    shops: list[int] = []
    listings: list[int] = []
    variants: list[int] = []
    categories: list[int] = []
    except_listings: list[int] = []


class _Offer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every offer has.

    `funding`: basis points by payer that add up to 10,000 (empty: `payer` pays for all of it). `currency` empty: the
    basket's. `starts_ms`, `expires_ms`: unix milliseconds, 0 for none. `uses_left`, `buyer_left`: None for no limit.
    `budget_left`: what its funder can still spend. `code`: must be typed by the buyer. `blocked` names the refusal that
    keeps this buyer from using it. `group`: of the offers in one exclusive group at most one is used (empty: the
    kind's own group). `excludes`: offers that are not used in one order with this one.
    """

    id: int
    name: str = ""
    name_en: str = ""
    payer: Payer = "merchant"
    funding: dict[Payer, int] = {}
    currency: str = ""
    starts_ms: Moment = 0
    expires_ms: Moment = 0
    uses_left: int | None = None
    buyer_left: int | None = None
    budget_left: Amount | None = None
    code: str = ""
    blocked: str = ""
    group: str = ""
    excludes: list[int] = []


# --- item layer: the price of a piece ---


class ItemPriceOffer(_Offer, frozen=True, kw_only=True, tag="item_price"):
    """A SKU sells at `amount` instead of its list price."""

    variant_id: int
    amount: Amount


class InstantDiscountOffer(_Offer, frozen=True, kw_only=True, tag="instant_discount"):
    """Official instant discount: `rate_off` each piece, one piece is enough; at most `most` a piece (0: no cap)."""

    rate_off: Rate
    on: Scope = Scope()
    most: int = 0


class FlashPriceOffer(_Offer, frozen=True, kw_only=True, tag="flash_price"):
    """A SKU sells at `amount`, to this buyer `pieces_left` more times."""

    variant_id: int
    amount: Amount
    pieces_left: int


class MemberPriceOffer(_Offer, frozen=True, kw_only=True, tag="member_price"):
    """Paying members get `rate_off` each piece, or pay `amount` for it."""

    on: Scope = Scope()
    rate_off: Rate = 0
    amount: Amount | None = None


class BrandSubsidyOffer(_Offer, frozen=True, kw_only=True, tag="brand_subsidy"):
    """Brand subsidy channel: a SKU sells at `amount`. Of the gap to the list price (the supply price) the platform pays
    up to `platform_most` a piece, the merchant the rest. `pieces_left` of this buyer (None: no limit)."""

    variant_id: int
    amount: Amount
    platform_most: Amount
    pieces_left: int | None = None


# --- sets of pieces: a piece is in one set at most ---


class PieceTier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From `pieces` on (or: the piece with this number) a rate off, or an amount off."""

    pieces: int
    rate_off: Rate = 0
    amount_off: Amount = 0


class MultiBuyOffer(_Offer, frozen=True, kw_only=True, tag="multi_buy"):
    """Multi-buy tiers over a SKU, a set, a shop or (`cross`) several shops. The highest tier reached counts for all.

    `nth`: a tier is what the piece with that number gets; pieces are counted dearest first, again and again.
    """

    tiers: list[PieceTier]
    on: Scope = Scope()
    nth: bool = False
    cross: bool = False


class BuyGetOffer(_Offer, frozen=True, kw_only=True, tag="buy_get"):
    """Buy `buy`, get `get` more free: dearest first, in groups of both, the cheapest of each group are free.
    At most `most` groups (0: any number)."""

    buy: int
    get: int
    on: Scope = Scope()
    most: int = 0


class BundlePart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many pieces of a SKU in a bundle."""

    variant_id: int
    pieces: int = 1


class BundleOffer(_Offer, frozen=True, kw_only=True, tag="bundle"):
    """These goods together for `amount`, at most `most` times (0: any number)."""

    parts: list[BundlePart]
    amount: Amount
    most: int = 0


class GiftOffer(_Offer, frozen=True, kw_only=True, tag="gift"):
    """`quantity` of a SKU come along from `threshold` or `pieces` on. It changes no price."""

    variant_id: int
    quantity: int = 1
    on: Scope = Scope()
    threshold: Amount = 0
    pieces: int = 0


# --- amounts off ---


class SpendTier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From `threshold` on an amount off, or a rate off."""

    threshold: Amount
    amount_off: Amount = 0
    rate_off: Rate = 0


class _Spend(_Offer, frozen=True, kw_only=True):
    """Spend and save: tiers, or `off` for each full `every`, at most `most` times (0: any number)."""

    on: Scope = Scope()
    tiers: list[SpendTier] = []
    every: Amount = 0
    off: Amount = 0
    most: int = 0


class SpendSaveOffer(_Spend, frozen=True, kw_only=True, tag="spend_save"):
    """Spend and save in one shop."""

    shop_id: int


class CrossShopOffer(_Spend, frozen=True, kw_only=True, tag="cross_shop"):
    """Spend and save across shops ("every 300 take 50")."""


class _Coupon(_Offer, frozen=True, kw_only=True):
    """From `threshold` on: `face` off, or `rate_off` up to `most` (0: no cap).

    Threshold 0 with a face: any amount above the face, so that a coupon alone never buys anything.
    """

    on: Scope = Scope()
    threshold: Amount = 0
    face: Amount = 0
    rate_off: Rate = 0
    most: int = 0


class ShopCouponOffer(_Coupon, frozen=True, kw_only=True, tag="shop_coupon"):
    """A shop's coupon; one coupon per shop and order."""

    shop_id: int


class ItemCouponOffer(_Coupon, frozen=True, kw_only=True, tag="item_coupon"):
    """A shop's coupon for some of its goods; competes with its shop coupons."""

    shop_id: int


class CategoryCouponOffer(_Coupon, frozen=True, kw_only=True, tag="category_coupon"):
    """A coupon for categories, across shops; one per order."""

    payer: Payer = "platform"


class PlatformCouponOffer(_Coupon, frozen=True, kw_only=True, tag="platform_coupon"):
    """A coupon of the platform, across shops; one per order."""

    payer: Payer = "platform"


class RedPacketOffer(_Coupon, frozen=True, kw_only=True, tag="red_packet"):
    """A cash red packet: money off, from `threshold` on if it has one. Several add up."""

    payer: Payer = "platform"


# --- freight ---


class FreeFreightOffer(_Offer, frozen=True, kw_only=True, tag="free_freight"):
    """A shop (0: every shop) sends for free from `threshold` or `pieces` on."""

    shop_id: int = 0
    on: Scope = Scope()
    threshold: Amount = 0
    pieces: int = 0


class FreightCouponOffer(_Offer, frozen=True, kw_only=True, tag="freight_coupon"):
    """`face` off the freight of a shop (0: of all shops together) from `threshold` on."""

    face: Amount
    shop_id: int = 0
    on: Scope = Scope()
    threshold: Amount = 0
    payer: Payer = "platform"


# --- subsidy by law, and ways to pay ---


class StateSubsidyOffer(_Offer, frozen=True, kw_only=True, tag="state_subsidy"):
    """`rate` of a piece's final price, at most `most`; not for pieces above `price_limit` (0: none); for
    `pieces_left` more pieces of this person in the category."""

    on: Scope
    rate: Rate
    most: int
    price_limit: Amount = 0
    pieces_left: int = 1
    payer: Payer = "state"


class TradeInOffer(_Offer, frozen=True, kw_only=True, tag="trade_in"):
    """The value of an old thing counts as payment for a new one. It does not lower the base of a subsidy."""

    variant_id: int
    credit: Amount


class ShopCreditOffer(_Offer, frozen=True, kw_only=True, tag="shop_credit"):
    """Prepaid credit of a shop (0: of the platform), used as payment."""

    balance: int
    shop_id: int = 0


class PointsOffer(_Offer, frozen=True, kw_only=True, tag="points"):
    """Points as payment: `per_unit` of them are one minor unit; at most `share` basis points of the order."""

    balance: int
    per_unit: int = 1
    share: int = 10_000
    payer: Payer = "platform"


Offer = (
    ItemPriceOffer
    | InstantDiscountOffer
    | FlashPriceOffer
    | MemberPriceOffer
    | BrandSubsidyOffer
    | MultiBuyOffer
    | BuyGetOffer
    | BundleOffer
    | GiftOffer
    | SpendSaveOffer
    | ShopCouponOffer
    | ItemCouponOffer
    | CrossShopOffer
    | CategoryCouponOffer
    | PlatformCouponOffer
    | RedPacketOffer
    | FreeFreightOffer
    | FreightCouponOffer
    | StateSubsidyOffer
    | TradeInOffer
    | ShopCreditOffer
    | PointsOffer
)
