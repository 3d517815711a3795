"""Offers as pages and forms show them."""

from datetime import datetime
from typing import NamedTuple

from tradewind.deals.types.offers import Payer


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
