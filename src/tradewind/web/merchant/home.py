"""The way in, and a shop's home: what needs doing, how sales go."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tradewind.catalog.queries import listing_counters, shop_listings
from tradewind.insight.queries import sales_by_day, sales_by_month
from tradewind.insight.types import DaySales
from tradewind.kernel.clock import read_clock
from tradewind.parties.queries import my_shops
from tradewind.trade.queries import shop_counters, shop_orders
from tradewind.web.backoffice import sales_chart
from tradewind.web.guards import members
from tradewind.web.roles import Desk, merchant

DAYS = 30


class Window(NamedTuple):
    """Sales of the last days, today included."""

    days: int
    orders: int
    amount: int


def window(sales: Sequence[DaySales], days: int) -> Window:
    """Sums of the last `days` of `sales`, which runs up to today."""
    recent = sales[-days:]
    return Window(days, sum(day.orders for day in recent), sum(day.goods + day.freight for day in recent))


@members
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The shops of the account; straight in when there is one, to the opening form when there is none."""
    shops = my_shops(request.user.pk or 0)
    if not shops:
        return redirect("merchant:open")
    if len(shops) == 1:
        return redirect("merchant:home", shops[0].shop.id)
    return render(request, "merchant/choose.html", {"shops": shops})


@require_safe
@merchant("shop.see")
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Counters that need action, sales by day and month, the next orders to send."""
    now = read_clock()
    counters = shop_counters(desk.shop.id, now)
    context: dict[str, Any] = {
        "desk": desk, "counters": counters, "waiting": counters.to_ship, "listings": listing_counters(desk.shop.id),
        "sold_out": shop_listings(desk.shop.id, "sold_out", limit=5), "now": now,
        "next_orders": shop_orders(desk.shop.id, "paid", limit=5) if desk.may("orders.see") else [],
    }  # fmt: skip
    if desk.may("money.see"):
        context |= _sales(desk, now)
    return render(request, "merchant/home.html", context)


def _sales(desk: Desk, now: Any) -> dict[str, Any]:
    days = sales_by_day(desk.shop.id, DAYS, now, desk.shop.currency)
    months = sales_by_month(desk.shop.id, desk.shop.currency)
    return {
        "today": window(days, 1), "week": window(days, 7), "month": window(days, DAYS), "days": days[::-1],
        "months": months[::-1], "day_chart": sales_chart(days, "day"), "month_chart": sales_chart(months, "month"),
    }  # fmt: skip
