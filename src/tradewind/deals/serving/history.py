"""The price history of a listing, as its product page shows it."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from tradewind.deals.serving.fast import rows

DAYS, LOW_DAYS = 90, 30


class History(NamedTuple):
    """`days`: the lowest price of the cheapest variant on each day, oldest first. `lows`: of each variant the lowest
    price of the last 30 days. Empty while nothing is known."""

    days: tuple[tuple[date, int], ...]
    lows: dict[int, int]


_DAYS = """
SELECT day, min(item_price)::bigint FROM deals_price_day
WHERE listing_id = %(id)s AND day > %(first)s AND day < %(today)s GROUP BY day ORDER BY day
"""
_LOWS = """
SELECT variant_id, min(item_price)::bigint FROM deals_price_day
WHERE listing_id = %(id)s AND day > %(first)s AND day < %(today)s GROUP BY variant_id
"""
_TODAY = "SELECT variant_id, item_price FROM deals_price_day WHERE listing_id = %(id)s AND day = %(today)s"
_MOST_KEPT = 4_096
_kept: dict[tuple[int, date], History] = {}


def history(cursor: Any, listing_id: int, today: date) -> History:
    """The last 90 days of a listing up to `today`, and the lows of the last 30.

    Days that are over do not change any more: a process reads them once a day for each listing.
    """
    past = _kept.get((listing_id, today)) or _past(cursor, listing_id, today)
    now = dict(rows(cursor, _TODAY, {"id": listing_id, "today": today}))
    days = (*past.days, (today, min(now.values()))) if now else past.days
    return History(days, past.lows | {id_: min(price, past.lows.get(id_, price)) for id_, price in now.items()})


def _past(cursor: Any, listing_id: int, today: date) -> History:
    at = {"id": listing_id, "today": today}
    days = rows(cursor, _DAYS, at | {"first": today - timedelta(days=DAYS)})
    lows = rows(cursor, _LOWS, at | {"first": today - timedelta(days=LOW_DAYS)})
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    if days:  # a listing without a past may get one by an import
        _kept[listing_id, today] = History(tuple((day, amount) for day, amount in days), dict(lows))
    return _kept.get((listing_id, today), History((), {}))
