"""The console's home: is the marketplace well, and how does it sell?"""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.insight.queries import sales_by_day, sales_by_month
from tradewind.kernel.clock import read_clock
from tradewind.trade.queries import orders
from tradewind.web.backoffice import sales_chart
from tradewind.web.console.health import backlog, last_run, queue
from tradewind.web.merchant.home import window
from tradewind.web.roles import Seat, operator

DAYS = 30


@require_safe
@operator("console.see")
def home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Sales of the whole marketplace, the invariants' light, the outbox and the queue, the latest orders."""
    now = read_clock()
    months = sales_by_month()
    currency = main_currency([(month.currency, month.orders) for month in months])
    days = sales_by_day(None, DAYS, now, currency)
    own = [month for month in months if month.currency == currency]
    context = {
        "seat": seat, "currency": currency, "today": window(days, 1), "week": window(days, 7),
        "month": window(days, DAYS), "months": months[::-1], "run": last_run(), "queue": queue(),
        "backlog": backlog(), "latest": orders(limit=6), "now": now,
        "days": days[::-1], "day_chart": sales_chart(days, "day"), "month_chart": sales_chart(own, "month"),
    }  # fmt: skip
    return render(request, "console/home.html", context)


def main_currency(orders_by_currency: Sequence[tuple[str, int]]) -> str:
    """The currency with the most orders; "CNY" before the first one."""
    totals: dict[str, int] = {}
    for currency, count in orders_by_currency:
        totals[currency] = totals.get(currency, 0) + count
    return max(totals, key=lambda currency: totals[currency], default="CNY")
