"""Prices from before the demo's first order: sales that are over, and the price history that follows from all of it."""

from collections.abc import Sequence
from datetime import datetime

from tradewind.deals.actions.price_days import fill_history
from tradewind.ops.demo.bulk import DatedIds, copy
from tradewind.ops.demo.shelves import ShelfListing, midnight

DAYS = 90
FIRST, LAST = -86, -66  # days from now: no order of the demo is as old


def write_past(listings: Sequence[ShelfListing], now: datetime) -> int:
    """Every third listing that is old enough had a sale of 5 to 14 days; returns the days of history written."""
    ids, rows = DatedIds(), []
    for n, one in enumerate(listings):
        starts, ends = FIRST + n % 7, min(LAST, FIRST + n % 7 + 5 + n % 10)
        if n % 3 or one.plan.age <= -starts:
            continue
        start, end = midnight(now, starts), midnight(now, ends)
        for v in one.variants:
            amount = max(100, v.list_price * (92 - n % 4 * 4) // 100 // 10 * 10)
            if amount < v.list_price:
                rows.append((ids.at(start), v.variant_id, amount, start, end, "merchant"))
    copy("deals_item_price", ("id", "variant_id", "amount", "valid_from", "valid_to", "payer"), rows)
    return fill_history(now, DAYS)
