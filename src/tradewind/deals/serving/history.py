"""The price history of a listing, as its product page shows it."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from tradewind.deals.serving.fast import rows

DAYS, LOW_DAYS = 90, 30


class History(NamedTuple):
    """`days`: the lowest price of the cheapest variant on each day, oldest first. `lows`: of each variant the lowest
    price of the last 30 days. Empty while nothing is known."""

    days: list[tuple[date, int]]
    lows: dict[int, int]


_DAYS = """
SELECT day, min(item_price)::bigint FROM deals_price_day
WHERE listing_id = %(id)s AND day > %(first)s AND day <= %(today)s GROUP BY day ORDER BY day
"""
_LOWS = """
SELECT variant_id, min(item_price)::bigint FROM deals_price_day
WHERE listing_id = %(id)s AND day > %(first)s AND day <= %(today)s GROUP BY variant_id
"""


def history(cursor: Any, listing_id: int, today: date) -> History:
    """The last 90 days of a listing up to `today`, and the lows of the last 30."""
    at = {"id": listing_id, "today": today}
    days = rows(cursor, _DAYS, at | {"first": today - timedelta(days=DAYS)})
    lows = rows(cursor, _LOWS, at | {"first": today - timedelta(days=LOW_DAYS)})
    return History([(day, amount) for day, amount in days], dict(lows))
