"""Values of insight. Amounts are minor units; `goods` is what buyers paid for goods, before refunds."""

from datetime import date
from typing import NamedTuple


class MonthSales(NamedTuple):
    """Sales of one calendar month. `orders` counts a parent order once for every shop in it."""

    month: date
    currency: str
    orders: int
    pieces: int
    goods: int
    freight: int


class DaySales(NamedTuple):
    """Sales of one calendar day; days without a sale are there, with zeros."""

    day: date
    currency: str
    orders: int
    pieces: int
    goods: int
    freight: int


class Totals(NamedTuple):
    """All paid sales in one currency."""

    currency: str
    shops: int
    orders: int
    pieces: int
    goods: int
    freight: int
    first_day: date
    last_day: date
