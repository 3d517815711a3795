"""Every page that a shopper may come to, and a small marketplace that has something to show on each."""

import re
from pathlib import Path
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.test import RequestFactory
from django.utils import translation

from support.goods import a_category
from support.offices import an_account, an_order
from support.stall import a_stall, an_address
from tradewind import web
from tradewind.content.actions.post_review import post_review
from tradewind.parties.models import Account
from tradewind.parties.types import Buyer
from tradewind.trade.actions.close import close_order
from tradewind.trade.actions.confirm import confirm
from tradewind.trade.actions.deliver import mark_delivered
from tradewind.trade.actions.ship import ship

TEMPLATES = Path(web.__file__).parent / "templates"
# (template, who looks, address); `drawn` pages have no address of their own: something must go wrong first.
PAGES = (
    ("storefront/home.html", "guest", "/"),
    ("storefront/categories.html", "guest", "/categories"),
    ("storefront/category.html", "guest", "/c/{leaf}"),
    ("storefront/category.html", "guest", "/c/{bare}"),
    ("storefront/search.html", "guest", "/search?q=龙井"),
    ("storefront/search.html", "guest", "/search?q=潜水艇"),
    ("storefront/shop.html", "guest", "/s/{slug}"),
    ("storefront/product.html", "guest", "/p/{tea}"),
    ("storefront/product.html", "guest", "/p/{gone}"),
    ("storefront/reviews.html", "guest", "/p/{cup}/reviews"),
    ("storefront/cart.html", "guest", "/cart"),
    ("storefront/cart.html", "newcomer", "/cart"),
    ("storefront/checkout.html", "guest", "/checkout"),
    ("storefront/checkout.html", "member", "/checkout?buy={cup_variant}.1"),
    ("storefront/pay.html", "member", "/orders/{created}/pay"),
    ("storefront/order.html", "member", "/orders/{created}"),
    ("storefront/order.html", "member", "/orders/{paid}"),
    ("storefront/order.html", "member", "/orders/{shipped}"),
    ("storefront/order.html", "member", "/orders/{delivered}"),
    ("storefront/order.html", "member", "/orders/{confirmed}"),
    ("storefront/order.html", "member", "/orders/{closed}"),
    ("storefront/orders.html", "member", "/orders"),
    ("storefront/orders.html", "newcomer", "/orders"),
    ("storefront/review.html", "member", "/orders/{delivered}/review/1"),
    ("storefront/me.html", "guest", "/me"),
    ("storefront/me.html", "member", "/me"),
    ("storefront/addresses.html", "member", "/me/addresses"),
    ("storefront/addresses.html", "newcomer", "/me/addresses"),
    ("storefront/address.html", "member", "/me/addresses/new"),
    ("storefront/offline.html", "guest", "/offline"),
    ("account/login.html", "guest", "/account/sign-in"),
    ("account/signup.html", "guest", "/account/sign-up"),
    ("account/logout.html", "member", "/account/sign-out"),
    ("account/account_inactive.html", "guest", "/account/inactive"),
    ("account/reauthenticate.html", "member", "/account/again"),
    ("account/password_change.html", "member", "/account/password"),
    ("account/password_reset.html", "guest", "/account/password/reset"),
    ("account/password_reset_done.html", "guest", "/account/password/reset/sent"),
    ("account/password_reset_from_key.html", "guest", "/account/password/reset/key/0-gone"),
    ("account/password_reset_from_key_done.html", "guest", "/account/password/reset/done"),
    ("account/verification_sent.html", "guest", "/account/confirm-email"),
    ("account/email_confirm.html", "guest", "/account/confirm-email/gone"),
    ("shared/refusal.html", "guest", "/p/1"),
    *((f"{status}.html", "drawn", "") for status in ("400", "403", "403_csrf", "404", "429", "500")),
)

ORDERS = ("created", "closed", "paid", "shipped", "delivered", "confirmed")  # how far an order got


class Windows(NamedTuple):
    """`people`: the shopper with orders and the one with nothing; `known` names the things in the addresses."""

    people: dict[str, Account]
    known: dict[str, int | str]


def windows(now, prefix):
    """The stall, and one order of the shopper's in every state."""
    stall = a_stall(now, prefix)
    bare = f"{prefix}bare"
    a_category(bare, "空空如也", name_en="Nothing yet")
    an_address(stall.shopper)
    orders = {state: an_order_that_is(state, stall, now) for state in ORDERS}
    post_review(orders["confirmed"], 1, stall.shopper.id, 5, "杯子小巧，釉色很美。", now)
    people = {"member": stall.shopper, "newcomer": an_account(f"{prefix}newcomer")}
    return Windows(people, {**stall._asdict(), **orders, "bare": bare})


def an_order_that_is(state, stall, now):
    """An order of the shopper's for a cup and a tea, brought into a state; returns its id."""
    buyer = Buyer(account_id=stall.shopper.id)
    order = an_order(
        stall.shopper, [stall.cup_variant, stall.small], now, paid=ORDERS.index(state) > ORDERS.index("closed")
    )
    if state == "closed":
        close_order(order, buyer, "buyer", now)
    if ORDERS.index(state) >= ORDERS.index("shipped"):
        ship(stall.shop, order, "顺丰速运", "SF1234567890", now)
    if ORDERS.index(state) >= ORDERS.index("delivered"):
        mark_delivered(order, 1, now)
    if state == "confirmed":
        confirm(order, 1, buyer, now)
    return order


def drawn(template, path):
    """A page that something gone wrong would show, as `path` would."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    with translation.override("en" if path.startswith("/en/") else "zh-hans"):
        return render(request, template).content


def page_templates():
    """Names of the storefront's and account's templates and those of errors that are whole pages: pieces begin with
    an underscore or no document, frames are extended by others."""
    texts = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}
    frames = {name for text in texts.values() for name in re.findall(r'{% extends "([^"]+)"', text)}
    whole = {name for name, text in texts.items() if text.startswith(("{% extends", "<!doctype"))}
    offices = ("merchant/", "console/", "backoffice/", "setup/")
    return {name for name in whole - frames if not name.startswith(offices)}
