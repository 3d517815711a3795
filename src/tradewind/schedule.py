"""The clock's wiring, as a table: cron line -> action(now). The worker runs it; every action may run twice safely."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from tradewind.deals.actions.price_days import record_day
from tradewind.deals.actions.refresh_prices import refresh_stale
from tradewind.kernel import idempotency
from tradewind.kernel.counters import forget_counters
from tradewind.payments.actions.ask import ask_open
from tradewind.trade.actions import cart
from tradewind.trade.actions.close import close_unpaid
from tradewind.trade.actions.confirm import confirm_due
from tradewind.trade.actions.protect_prices import protect_prices


class Job(NamedTuple):
    """`action(now)` runs at the times of `cron`; it returns how many things it changed."""

    name: str
    cron: str
    action: Callable[[datetime], int]


def forget_guests(now: datetime) -> int:
    """A guest's cart is kept as long as the cookie that finds it."""
    return cart.forget_guests(now - timedelta(days=90))


JOBS: list[Job] = [
    Job("payments.ask_open", "* * * * *", ask_open),
    Job("trade.close_unpaid", "* * * * *", close_unpaid),
    Job("deals.refresh_stale", "* * * * *", refresh_stale),
    Job("trade.confirm_due", "*/5 * * * *", confirm_due),
    Job("kernel.forget_counters", "*/5 * * * *", forget_counters),
    Job("deals.record_day", "1 * * * *", record_day),  # each hour: whenever it ran last, no day is left out
    Job("trade.protect_prices", "47 * * * *", protect_prices),  # a line once a day; a window ends at any hour
    Job("kernel.forget_keys", "17 * * * *", idempotency.forget_old),
    Job("trade.forget_guests", "37 3 * * *", forget_guests),
]
