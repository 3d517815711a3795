"""Paying: choose how, go to the provider, wait for the result."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.payments.actions.ask import ask
from tradewind.payments.queries import methods
from tradewind.trade.actions.pay import start
from tradewind.trade.queries import order as order_view
from tradewind.trade.types import OrderView
from tradewind.web.storefront.guests import buyer_of_order

ASK_EVERY = 4  # polls; then the provider itself is asked, in case its message was lost


def _waiting(order: OrderView) -> bool:
    return any(payment.state in ("created", "pending") and payment.pay_url for payment in order.payments)


def _ask_provider(order: OrderView) -> None:
    """Heals a lost message; when the provider does not answer either, we go on waiting."""
    for payment in order.payments:
        if payment.state in ("created", "pending"):
            with suppress(Refusal):
                ask(payment.id, read_clock())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, order_id: int) -> HttpResponse:
    """The chooser; a POST starts a payment and leads to the provider. A paid order goes to its own page."""
    buyer = buyer_of_order(request, order_id)
    order = order_view(order_id, buyer)
    if order.state != "created":
        return HttpResponseRedirect(reverse("order", args=[order_id]))
    if request.method == "POST":
        back = request.build_absolute_uri(f"{request.path}?back=1")
        started = start(order_id, request.POST.get("method", ""), read_clock(), buyer=buyer, return_url=back)
        return HttpResponseRedirect(started.pay_url)
    context = {
        "tab": "me", "order": order, "methods": methods(), "waiting": _waiting(order), "back": "back" in request.GET,
        "round": 0,
    }  # fmt: skip
    return render(request, "storefront/pay.html", context)


@require_POST
def state(request: HttpRequest, order_id: int) -> HttpResponse:
    """For the waiting page: what became of the payment. Sends the visitor on as soon as the order is paid."""
    buyer = buyer_of_order(request, order_id)
    order = order_view(order_id, buyer)
    text = request.POST.get("round", "0")
    turn = int(text) + 1 if text.isdecimal() and len(text) < 4 else 1
    if order.state == "created" and turn % ASK_EVERY == 1:
        _ask_provider(order)
        order = order_view(order_id, buyer)
    if order.state == "created" and _waiting(order):
        return render(request, "storefront/_pay_waiting.html", {"order": order, "round": turn})
    target = reverse("pay" if order.state == "created" else "order", args=[order_id])
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)
