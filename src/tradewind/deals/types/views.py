"""Offers as pages and forms show them."""

from datetime import datetime
from typing import Any, Literal, NamedTuple

from tradewind.deals.types.offers import Payer


class OfferDraft(NamedTuple):
    """An offer as its maker describes it. `params`: the fields of its kind (`deals.types.offers`). None: no bound.

    `code`: the word with which a buyer claims it; `budget_allowed`: minor units that it may take off in all.
    """

    kind: str
    name: str
    params: dict[str, Any]
    valid_from: datetime
    valid_to: datetime
    name_en: str = ""
    payer: Payer | None = None
    funding: dict[str, int] = {}
    code: str = ""
    group: str = ""
    excludes: tuple[int, ...] = ()
    uses_allowed: int | None = None
    per_buyer: int | None = 1
    budget_allowed: int | None = None
    claim_needed: bool = False
    claims_allowed: int | None = None


class OfferView(NamedTuple):
    """A stored offer. `state`: coming, live, over, stopped, used_up, budget_out. `budget_taken`: its cost so far."""

    id: int
    shop_id: int | None
    kind: str
    name: str
    name_en: str
    params: dict[str, Any]
    currency: str
    payer: str
    code: str
    per_buyer: int | None
    uses_allowed: int | None
    uses_taken: int
    budget_allowed: int | None
    budget_taken: int
    claim_needed: bool
    claims_allowed: int | None
    claims_taken: int
    valid_from: datetime
    valid_to: datetime
    state: str


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


class ShopGoods(NamedTuple):
    """A variant on sale in a shop, as forms and previews name it."""

    variant_id: int
    listing_id: int
    shop_id: int
    category_id: int
    title: str
    title_en: str
    options: str
    options_en: str
    list_price: int
    currency: str


class WorstCase(NamedTuple):
    """The lowest price of one piece of a listing with everything that may stack, and what its shop then gets of it."""

    goods: ShopGoods
    now: int
    lowest: int
    shop_receives: int


FieldSort = Literal[
    "money", "rate", "count", "flag", "spend_tiers", "piece_tiers", "variant", "parts", "listings", "categories"
]


class OfferField(NamedTuple):
    """One field of the form that makes an offer. `at`: its place in the parameters; `label`: English, Chinese."""

    at: str
    sort: FieldSort
    label: tuple[str, str]
