"""A buyer's pages, by enumeration: every address with an order or an address in it, every method, every stranger."""

import pytest
from django.test import Client
from django.urls import reverse

from interfaces.api.world import snapshot
from support.offices import an_account
from support.stall import HOME, an_address
from tradewind.kernel.clock import read_clock
from tradewind.parties.types import AddressDraft, Buyer
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.types import Wanted, secret_hash
from tradewind.web.storefront.urls import urlpatterns
from tradewind.web.visitor import CART_COOKIE

METHODS = ("get", "head", "post", "put", "patch", "delete")
SENT = {**HOME, "sub": "1", "rating": "5", "text": "好", "method": "sandbox"}


def addresses(**known):
    """Every address of the storefront that takes one of the known ids."""
    names = {p.name: p.pattern.converters for p in urlpatterns if set(p.pattern.converters) & set(known)}
    return [reverse(name, kwargs={field: known.get(field, 1) for field in fields}) for name, fields in names.items()]


def a_visitor(who):
    """A browser of somebody else."""
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    if who == "guest":
        client.cookies[CART_COOKIE] = "h" * 43
    if who == "member":
        client.force_login(an_account("stranger"), backend="tradewind.parties.sign_in.Backend")
    return client


def knock(client, found):
    """What each method gets at each address: `sign in` for the way there, else the status."""
    answers = {(path, method): getattr(client, method)(path, SENT) for path in found for method in METHODS}
    return {
        asked: "sign in" if answer.headers.get("Location", "").startswith(reverse("account_login")) else
        answer.status_code
        for asked, answer in answers.items()
    }  # fmt: skip


@pytest.mark.parametrize("who", ["nobody", "guest", "member"])
@pytest.mark.parametrize("owner", ["guest", "member"])
def test_an_order_is_closed_to_strangers(stall, who, owner):
    buyer = Buyer(account_id=stall.shopper.id) if owner == "member" else Buyer(guest=secret_hash("g" * 43))
    lines, home = [Wanted(stall.cup_variant, 1)], AddressDraft(**HOME)
    order = place_order(buyer, home, "g@example.com", "", None, read_clock(), lines=lines).order_id
    client, found = a_visitor(who), addresses(order_id=order)
    assert len(found) == 6
    before = snapshot()
    codes = knock(client, found)
    assert set(codes.values()) <= {404, 405, "sign in"}
    for path in found:
        assert {404, "sign in"} & {code for (asked, _), code in codes.items() if asked == path}, path
    assert snapshot() == before


@pytest.mark.parametrize("who", ["nobody", "guest", "member"])
def test_an_address_is_closed_to_strangers(stall, who):
    client, found = a_visitor(who), addresses(address_id=an_address(stall.shopper))
    assert len(found) == 2
    before = snapshot()
    codes = knock(client, found)
    assert set(codes.values()) <= ({404, 405} if who == "member" else {405, "sign in"})
    assert set(codes.values()) & {404, "sign in"}
    assert snapshot() == before
