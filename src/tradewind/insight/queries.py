"""Reads of insight: figures from the counters, never from the orders."""

from datetime import date, datetime, timedelta

from django.db import connection

from tradewind.insight.types import DaySales, MonthSales, Totals
from tradewind.kernel.clock import local_day

# A shop's rows, or everybody's: two plain statements plan better than one with a switch in it.
_OF_SHOP = "shop_id = %(shop)s AND"
_MONTHS = """
SELECT date_trunc('month', day)::date, currency, sum(orders)::bigint, sum(pieces)::bigint, sum(goods)::bigint,
       sum(freight)::bigint
FROM insight_shop_day WHERE {shop} (%(currency)s::text IS NULL OR currency = %(currency)s)
GROUP BY 1, 2 ORDER BY 1, 2
"""
_DAYS = """
SELECT day, currency, sum(orders)::bigint, sum(pieces)::bigint, sum(goods)::bigint, sum(freight)::bigint
FROM insight_shop_day WHERE {shop} day BETWEEN %(first)s AND %(last)s
      AND (%(currency)s::text IS NULL OR currency = %(currency)s)
GROUP BY 1, 2 ORDER BY 2, 1
"""
_TOTALS = """
SELECT currency, count(DISTINCT shop_id), sum(orders)::bigint, sum(pieces)::bigint, sum(goods)::bigint,
       sum(freight)::bigint, min(day), max(day)
FROM insight_shop_day GROUP BY currency ORDER BY sum(orders) DESC, currency
"""
MOST_DAYS = 400


def sales_by_month(shop_id: int | None = None, currency: str | None = None) -> list[MonthSales]:
    """Sales by calendar month, oldest first: of one shop or of the whole marketplace, of one currency or of each.

    Months without a sale are absent. `month` is its first day.
    """
    values = {"shop": shop_id, "currency": currency}
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS.format(shop="" if shop_id is None else _OF_SHOP), values)
        return [MonthSales(*row) for row in cursor.fetchall()]


def sales_by_day(shop_id: int | None, days: int, now: datetime, currency: str | None = None) -> list[DaySales]:
    """Sales of the last `days` local days (at most 400) up to today, oldest first, with zeros for empty days.

    With `currency` there is one row for every day; without, one for every day and currency that had a sale in them.
    `shop_id` None is the whole marketplace.
    """
    last = local_day(now)
    span = [last - timedelta(days=back) for back in range(min(days, MOST_DAYS) - 1, -1, -1)]
    if not span:
        return []
    values = {"shop": shop_id, "first": span[0], "last": last, "currency": currency}
    with connection.cursor() as cursor:
        cursor.execute(_DAYS.format(shop="" if shop_id is None else _OF_SHOP), values)
        found = [DaySales(*row) for row in cursor.fetchall()]
    return _with_empty_days(found, span, [currency] if currency else sorted({row.currency for row in found}))


def _with_empty_days(found: list[DaySales], span: list[date], currencies: list[str]) -> list[DaySales]:
    there = {(row.currency, row.day): row for row in found}
    return [there.get((c, day), DaySales(day, c, 0, 0, 0, 0)) for c in currencies for day in span]


def totals() -> list[Totals]:
    """All paid sales of the marketplace by currency, the busiest currency first."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS)
        return [Totals(*row) for row in cursor.fetchall()]
