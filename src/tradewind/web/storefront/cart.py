"""The cart. It works without JavaScript; with htmx a change redraws the cart in place."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import N_, Invalid
from tradewind.parties.types import Buyer
from tradewind.trade.actions import cart as actions
from tradewind.trade.queries import cart as cart_view
from tradewind.trade.types import CartView
from tradewind.web import visitor

EMPTY = CartView(shops=[], sheet=None, currency="", pieces=0, selected_pieces=0, problems=[], priced={}, advice=None)


class WrongForm(Invalid):
    code = "web.wrong_form"
    reason = N_("The form is not complete.")
    mend = N_("Reload the page and try again.")


def number(request: HttpRequest, name: str) -> int:
    """A whole number of a form; refuses `web.wrong_form`."""
    return whole(request.POST.get(name, "").strip(), name)


def whole(text: str, name: str) -> int:
    """The whole number that stands in the field `name`; refuses `web.wrong_form`."""
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        raise WrongForm(where=name)
    return int(text)


def seen(request: HttpRequest, buyer: Buyer) -> CartView:
    """The buyer's cart; empty for somebody we have never seen."""
    return cart_view(buyer, read_clock(), visitor.region_of(request)) if visitor.known(buyer) else EMPTY


def _show(request: HttpRequest, template: str, view: CartView) -> HttpResponse:
    response = render(request, template, {"tab": "cart", "cart": view, "count": view.pieces})
    visitor.remember_count(response, view.pieces)
    return response


@never_cache
@require_safe
def cart(request: HttpRequest) -> HttpResponse:
    """What is in the cart, by shop, with today's prices and what became of goods meanwhile."""
    return _show(request, "storefront/cart.html", seen(request, visitor.buyer_of(request)))


@require_POST
def line(request: HttpRequest) -> HttpResponse:
    """Changes lines: `do` is set, remove, all (select everything or nothing), or only (select just these variants).

    htmx gets the cart redrawn, others go back to it.
    """
    buyer, now = visitor.buyer_of(request), read_clock()
    verb = request.POST.get("do", "set")
    if verb == "all":
        actions.select(buyer, None, bool(request.POST.get("selected")), now)
    elif verb == "only":
        actions.select_only(buyer, [whole(text, "variant") for text in request.POST.getlist("variant")], now)
    elif verb == "remove":
        actions.remove(buyer, number(request, "variant"), now)
    else:
        variant, quantity = number(request, "variant"), number(request, "quantity")
        actions.put(buyer, variant, quantity, now)
        actions.select(buyer, [variant], bool(request.POST.get("selected")), now)
    if request.headers.get("HX-Request") == "true":
        return _show(request, "storefront/_cart_changed.html", seen(request, buyer))
    return HttpResponseRedirect(reverse("cart"))
