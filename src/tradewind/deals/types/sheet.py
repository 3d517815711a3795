"""The question of pricing, and the price sheet that answers it: what everything costs, who pays for it, and why."""

from typing import Annotated, Literal

import msgspec

from tradewind.deals.types.basket import Basket, Moment, PricePolicy
from tradewind.deals.types.offers import Offer, Payer

Offers = Annotated[
    list[Offer], msgspec.Meta(description="At most 300 offers; each id once.", extra_json_schema={"maxItems": 300})
]
OfferState = Literal["used", "beaten", "short", "refused"]


class PriceQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Input of `deals.price_basket`. `now_ms` 0: validity windows are not tested. `codes`: what the buyer typed."""

    basket: Basket
    offers: Offers = []
    policy: PricePolicy = PricePolicy()
    now_ms: Moment = 0
    codes: list[str] = []


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
    list minus item level; `freight_shares` are what offers took off the line's part of the freight before
    `freight_amount`. `item_amount - discount_amount + freight_amount = payable`. `pieces` is what each piece costs
    after all discounts, without freight: what comes back when it is returned.
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
    freight_shares: list[Share] = []
    pieces: list[int] = []


class SheetShop(msgspec.Struct, frozen=True, kw_only=True):
    """Sums of a shop's lines."""

    shop_id: int
    list_amount: int
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int


class OfferOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an offer.

    `amount`: saved when used, what it would have saved when beaten, missing when short (`pieces` of them, when pieces
    are missing). `by`, `margin`: the offer that beat it, and by how much. `code`: why it was refused, or not worth it.
    """

    offer_id: int
    kind: str
    state: OfferState
    amount: int = 0
    by: int = 0
    margin: int = 0
    pieces: int = 0
    code: str = ""
    name: str = ""
    name_en: str = ""


class PriceWarning(msgspec.Struct, frozen=True, kw_only=True):
    """Something lawful that its maker may not have meant, and where."""

    code: str
    where: str


class Gift(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces that come along."""

    offer_id: int
    variant_id: int
    quantity: int


class TenderShare(msgspec.Struct, frozen=True, kw_only=True):
    """A line's part of a tender, by piece."""

    position: int
    pieces: list[int]


class Tender(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the payable that is not paid with money: points, prepaid credit, an old thing."""

    offer_id: int
    kind: str
    amount: int
    shares: list[TenderShare]


class PriceSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The price of a basket with everything that led to it.

    `optimal`: no legal combination of the offers is cheaper; `nodes` combinations and bounds were looked at to know
    it. Otherwise `bound` is the least that any combination could cost. `due`: the payable less the tenders.
    """

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
    gifts: list[Gift] = []
    tenders: list[Tender] = []
    due: int = 0
    optimal: bool = True
    nodes: int = 0
    bound: int = 0
