"""Offers as pages and forms show them."""

from datetime import datetime
from typing import Any, NamedTuple

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
