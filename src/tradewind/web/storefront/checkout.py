"""Checkout: where to, what it comes to, place the order once."""

import re
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.kernel.idempotency import once
from tradewind.parties import queries as parties
from tradewind.parties.actions.addresses import save_address
from tradewind.parties.errors import WrongField
from tradewind.parties.types import AddressCard, Buyer
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.errors import AddressIncomplete, EmptyCart, PriceChanged
from tradewind.trade.queries import cart_count, link_secret
from tradewind.trade.queries import checkout as checkout_view
from tradewind.trade.types import CheckoutView, OrderAddress, Wanted
from tradewind.web import visitor
from tradewind.web.storefront.address_form import AddressForm
from tradewind.web.storefront.cart import number
from tradewind.web.storefront.guests import remember_order
from tradewind.web.words import said

FIELDS = ("recipient", "phone", "region", "city", "district", "street", "postcode")


class Desk:
    """One look at checkout: the buyer, their addresses, the address chosen, the form for a new one."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.data = request.POST if request.method == "POST" else request.GET
        self.buyer = visitor.buyer_of(request)
        account = self.buyer.account_id
        self.cards: list[AddressCard] = parties.addresses(account) if account is not None else []
        self.chosen = self._chosen()
        self.form = AddressForm(
            request.POST if request.method == "POST" and self.chosen is None else None,
            region=visitor.region_of(request),
        )
        self.email = self.data.get("email", "").strip()
        self.note = self.data.get("note", "").strip()
        self.wrong: dict[str, str] = {}
        self.buy = self.data.get("buy", "")

    def _chosen(self) -> AddressCard | None:
        asked = self.data.get("address", "")
        if asked == "new" or not self.cards:
            return None
        return next((card for card in self.cards if str(card.id) == asked), self.cards[0])

    @property
    def lines(self) -> list[Wanted] | None:
        """What "buy now" asked for, past the cart; None for the cart's selected lines."""
        found = re.fullmatch(r"([0-9]{1,19})\.([0-9]{1,6})", self.buy)
        return [Wanted(int(found[1]), int(found[2]))] if found else None

    @property
    def region(self) -> str:
        """Where to, for freight and promise."""
        if self.chosen is not None:
            return self.chosen.region
        typed = self.data.get("region", "")
        return typed if typed in visitor.REGION_CODES else visitor.region_of(self.request)

    def view(self) -> CheckoutView:
        """What placing the order now would come to."""
        return checkout_view(self.buyer, self.region, read_clock(), self.lines)

    def filled(self) -> bool:
        """Is everything typed that an order needs? What is missing is noted beside its field."""
        if self.buyer.account_id is None:
            try:
                validate_email(self.email)
            except ValidationError:
                self.wrong["email"] = gettext("An e-mail address is needed, so that you can find your order again.")
        return (self.chosen is not None or self.form.is_valid()) and not self.wrong

    def address(self) -> OrderAddress:
        """The address the order goes to."""
        source = self.chosen if self.chosen is not None else self.form.draft()
        return OrderAddress(**{field: getattr(source, field) for field in FIELDS})

    def context(self, view: CheckoutView, **more: Any) -> dict[str, Any]:
        """What the template needs."""
        key = self.data.get("key") or secrets.token_hex(16)
        return {
            "tab": "cart", "view": view, "cards": self.cards, "chosen": self.chosen, "form": self.form,
            "email": self.email, "note": self.note, "wrong": self.wrong, "key": key, "region": self.region,
            "buy": self.buy,
            "problems": [said(problem) for problem in view.problems], "refused": None, "changed": None, **more,
        }  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """The checkout page; a POST places the order, or says what stands in the way and places nothing."""
    desk = Desk(request)
    if not visitor.known(desk.buyer):
        return HttpResponseRedirect(reverse("cart"))
    if request.method == "POST" and request.POST.get("do") != "quote":
        return _place(desk)
    try:
        view = desk.view()
    except EmptyCart:
        return HttpResponseRedirect(reverse("cart"))
    if request.method == "POST":
        desk.form = AddressForm(None, region=desk.region)
        desk.form.initial = {field: request.POST.get(field, "") for field in FIELDS}
    return render(request, "storefront/checkout.html", desk.context(view))


@require_safe
def quote(request: HttpRequest) -> HttpResponse:
    """Only the goods and sums, for another address."""
    desk = Desk(request)
    return render(request, "storefront/_quote_bars.html", desk.context(desk.view()))


def _place(desk: Desk) -> HttpResponse:
    request = desk.request
    if not desk.filled():
        return render(request, "storefront/checkout.html", desk.context(desk.view()), status=422)
    try:
        order_id = _place_once(desk, number(request, "expect"))
    except PriceChanged as changed:
        view = desk.view()
        return render(request, "storefront/checkout.html", desk.context(view, changed=changed.params), status=409)
    except (WrongField, AddressIncomplete) as wrong:
        desk.form.is_valid()
        desk.form.refuse(wrong.where.removeprefix("address."))
        return render(request, "storefront/checkout.html", desk.context(desk.view()), status=422)
    except Refusal as refusal:
        if isinstance(refusal, EmptyCart):
            return HttpResponseRedirect(reverse("cart"))
        return render(
            request, "storefront/checkout.html", desk.context(desk.view(), refused=said(refusal)), status=refusal.status
        )
    _keep_address(desk)
    response = HttpResponseRedirect(reverse("pay", args=[order_id]))
    if desk.buyer.account_id is None:
        remember_order(response, order_id, link_secret(order_id))
    visitor.remember_count(response, cart_count(desk.buyer))
    return response


def _place_once(desk: Desk, expected: int) -> int:
    """Places the order, or answers a repeat of the same form with the order it placed; returns its id."""
    buyer: Buyer = desk.buyer
    address = desk.address()
    now = read_clock()

    def run() -> tuple[int, dict[str, Any]]:
        placed = place_order(buyer, address, desk.email, desk.note, expected, now, lines=desk.lines)
        return 201, {"order_id": str(placed.order_id)}

    body = {"address": address._asdict(), "email": desk.email, "note": desk.note, "expect": expected, "buy": desk.buy}
    answer = once(f"checkout:{buyer.key}", desk.data.get("key", ""), body, now, run)
    return int(answer.body["order_id"])


def _keep_address(desk: Desk) -> None:
    """Puts a new address into the member's book when asked; an order does not fail over a full book."""
    account = desk.buyer.account_id
    if account is not None and desk.chosen is None and desk.data.get("keep"):
        try:
            save_address(account, desk.form.draft())
        except Refusal:
            return
