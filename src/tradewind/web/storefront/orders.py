"""A buyer's orders: the list, one order with its parcels, cancelling, confirming receipt."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tradewind.content.queries import reviewed_lines
from tradewind.kernel.clock import read_clock
from tradewind.trade.actions.close import close_order
from tradewind.trade.actions.confirm import confirm
from tradewind.trade.queries import buyer_orders, guest_orders, protections
from tradewind.trade.queries import order as order_view
from tradewind.web import visitor
from tradewind.web.guards import to_sign_in
from tradewind.web.storefront.cart import number
from tradewind.web.storefront.guests import buyer_of_order, order_secret, remember_order

PAGE = 20


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The orders of the account, or of this device's guest, newest first; others are asked to sign in."""
    buyer, asked = visitor.buyer_of(request), request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 20 else None
    if buyer.account_id is not None:
        found = buyer_orders(buyer.account_id, before_id=before, limit=PAGE)
    elif buyer.guest is not None:
        found = guest_orders(buyer.guest, before_id=before, limit=PAGE)
    else:
        return to_sign_in(request)
    more = f"{request.path}?before={found[-1].id}" if len(found) >= PAGE else ""
    return render(request, "storefront/orders.html", {"tab": "me", "orders": found, "more": more})


@never_cache
@require_safe
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order: where it stands, its parcels, its price. A guest's link is remembered on this device."""
    buyer = buyer_of_order(request, order_id)
    view = order_view(order_id, buyer)
    if "key" in request.GET and buyer.account_id is None:
        response = HttpResponseRedirect(request.path)
        remember_order(response, order_id, order_secret(request, order_id))
        return response
    secret = order_secret(request, order_id)
    link = request.build_absolute_uri(f"{request.path}?key={secret}") if secret else ""
    reviewed = {position for _, position in reviewed_lines([order_id])} if buyer.account_id is not None else set()
    context = {
        "tab": "me", "order": view, "guest_link": link, "now": read_clock(), "reviewed": reviewed,
        "protections": protections([order_id]).get(order_id, []),
    }  # fmt: skip
    return render(request, "storefront/order.html", context)


@require_POST
def cancel(request: HttpRequest, order_id: int) -> HttpResponse:
    """Closes an order that has not been paid."""
    close_order(order_id, buyer_of_order(request, order_id), "buyer", read_clock())
    messages.success(request, gettext("The order is cancelled."))
    return HttpResponseRedirect(reverse("order", args=[order_id]))


@require_POST
def receipt(request: HttpRequest, order_id: int) -> HttpResponse:
    """The buyer has the parcel of a shop."""
    confirm(order_id, number(request, "sub"), buyer_of_order(request, order_id), read_clock())
    messages.success(request, gettext("Thank you. The shop is told that your parcel arrived."))
    return HttpResponseRedirect(reverse("order", args=[order_id]))
