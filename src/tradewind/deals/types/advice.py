"""What a shopper could do to pay less: two orders instead of one, or goods that come free."""

import msgspec

from tradewind.deals.types.sheet import PriceQuestion


class AdviceQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Input of `deals.advise`. `most_work`: the work limit, in lines priced and nodes searched."""

    question: PriceQuestion
    most_work: int = 20_000


class TwoOrders(msgspec.Struct, frozen=True, kw_only=True):
    """Two orders, placed one after the other, that cost less than one. `first`, `second`: positions of lines."""

    first: list[int]
    second: list[int]
    first_payable: int
    second_payable: int
    saves: int


class TopUp(msgspec.Struct, frozen=True, kw_only=True):
    """With goods for `missing` more an offer works: the basket then costs `payable`, `saves` less than without."""

    offer_id: int
    kind: str
    name: str
    name_en: str
    shop_id: int
    listing_id: int
    missing: int
    payable: int
    saves: int


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What is cheaper than the basket as it is. `complete`: False when the work limit ended the search."""

    payable: int
    two_orders: TwoOrders | None
    top_ups: list[TopUp]
    work: int
    complete: bool
