"""The visitor's own corner, and the page shown without a connection."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.parties.queries import my_shops, operator_role
from tradewind.trade.queries import buyer_orders, guest_orders
from tradewind.web import visitor


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Orders at a glance, addresses, settings. A visitor who is not signed in sees what signing in brings."""
    buyer = visitor.buyer_of(request)
    account = buyer.account_id
    found = buyer_orders(account, limit=3) if account is not None else []
    if buyer.guest is not None:
        found = guest_orders(buyer.guest, limit=3)
    context = {
        "tab": "me",
        "orders": found,
        "shops": my_shops(account) if account is not None else [],
        "operator": operator_role(account),
    }
    return render(request, "storefront/me.html", context)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows when the network is gone."""
    return render(request, "storefront/offline.html")
