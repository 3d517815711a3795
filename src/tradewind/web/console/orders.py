"""Orders: search, one order with payments, parts, history, and the way its money took."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.kernel import decisions, outbox
from tradewind.ledger import queries as books
from tradewind.parties.queries import account_names
from tradewind.trade.queries import order as read_order
from tradewind.trade.queries import orders
from tradewind.web.backoffice import keyset
from tradewind.web.console.decisions import pretty
from tradewind.web.console.flow import Flow, flow
from tradewind.web.roles import Seat, operator

STATES = ("", "created", "paid", "completed", "closed")


class Told(NamedTuple):
    """An event of the order as the page shows it."""

    name: str
    payload: str
    recorded_at: Any
    delivered: bool


@require_safe
@operator("orders.see")
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All orders, newest first, by state; found by number, external number or e-mail address."""
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    q = request.GET.get("q", "").strip()[:80]
    found = keyset(request, lambda before, limit: orders(before, state or None, q or None, limit), lambda row: row.id)
    context = {"seat": seat, "found": found, "state": state, "q": q, "states": STATES}
    return render(request, "console/orders.html", context)


@require_safe
@operator("orders.see")
def order(request: HttpRequest, seat: Seat, order_id: int) -> HttpResponse:
    """One order with everything that happened to it."""
    found = read_order(order_id, None)
    shops = {sub.shop_id: (sub.shop_name, sub.shop_name_en) for sub in found.subs}
    posted = books.transactions(subject=order_id) if seat.may("ledger.see") else []
    pictures: list[Flow] = [flow(transaction, shops) for transaction in reversed(posted)]
    events = [
        Told(event.name, pretty(event.payload), event.recorded_at, event.delivered_at is not None)
        for event in outbox.history(order_id)
    ]
    context = {
        "seat": seat, "order": found, "flows": pictures, "events": events, "shops": shops,
        "buyer": account_names([found.account_id]).get(found.account_id, "") if found.account_id else "",
        "decisions": decisions.decisions(subject_id=order_id, limit=20) if seat.may("decisions.see") else [],
    }  # fmt: skip
    return render(request, "console/order.html", context)
