"""What goods cost day by day, and whether a discount is an honest one."""

from datetime import date

import msgspec


class PriceDay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lowest item price and the lowest list price of a variant on one day."""

    day: date
    item_price: int
    list_price: int


class DiscountQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Input of `deals.honest_discount`: may goods with this `list_price` be sold at `amount` as a discount on `day`?

    `history`: earlier days, in any order. `window_days`: how far back is looked. `elsewhere`: prices in other shops,
    where a campaign compares them.
    """

    amount: int
    list_price: int
    day: date
    history: list[PriceDay] = []
    window_days: int = 30
    elsewhere: list[int] = []


class HonestDiscount(msgspec.Struct, frozen=True, kw_only=True):
    """`reference`: the lowest price of the days before (and elsewhere); without history the list price.

    `code` is why the discount is refused, blank when it is honest. `evidence`: the days that show the raise.
    """

    reference: int
    code: str
    raised_from: int
    evidence: list[PriceDay]
