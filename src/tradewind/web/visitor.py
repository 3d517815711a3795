"""Who is looking: the signed-in account or a guest known by a random cookie; their region; their cart count.

Nothing here reads the database for a visitor without a session.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tradewind.logistics.types import REGIONS
from tradewind.parties.types import Buyer
from tradewind.trade.types import secret_hash

CART_COOKIE = "tw_cart"  # a guest's random token; the database knows its hash only
COUNT_COOKIE = "tw_count"  # pieces in the cart, so that no page asks the database for a badge
REGION_COOKIE = "tw_region"
THEME_COOKIE = "tw_theme"
YEAR = 365 * 24 * 3600
CART_AGE = 90 * 24 * 3600
REGION_CODES = frozenset(region.code for region in REGIONS)
DEFAULT_REGION = "CN-SH"


def signed_in(request: HttpRequest) -> bool:
    """Is an account signed in? Free for visitors without a session cookie."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def account_id(request: HttpRequest) -> int | None:
    """The signed-in account, or None."""
    return request.user.pk if signed_in(request) else None


def member(request: HttpRequest) -> int:
    """The account of a page that only members see (see `guards.members`)."""
    account = account_id(request)
    assert account is not None, "the view is not guarded by @members"
    return account


def guest_of(request: HttpRequest) -> str | None:
    """The hash of the visitor's guest token, or None when there is none."""
    token = request.COOKIES.get(CART_COOKIE, "")
    return secret_hash(token) if 20 <= len(token) <= 100 else None


def buyer_of(request: HttpRequest) -> Buyer:
    """The buyer behind a request; `Buyer()` with neither account nor guest for a first visit."""
    account = account_id(request)
    return Buyer(account_id=account) if account is not None else Buyer(guest=guest_of(request))


def known(buyer: Buyer) -> bool:
    """Could this buyer have a cart or an order?"""
    return buyer.account_id is not None or buyer.guest is not None


def new_guest() -> tuple[str, Buyer]:
    """A fresh guest: the token for the cookie, and the buyer."""
    token = secrets.token_urlsafe(32)
    return token, Buyer(guest=secret_hash(token))


def remember_guest(response: HttpResponse, token: str) -> None:
    """Gives the visitor the guest token."""
    response.set_cookie(
        CART_COOKIE, token, CART_AGE, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def remember_count(response: HttpResponse, count: int) -> None:
    """Keeps the number on the cart badge in step."""
    response.set_cookie(
        COUNT_COOKIE, str(count), CART_AGE, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def count_of(request: HttpRequest) -> int:
    """The number on the cart badge, from the cookie; 0 for anything odd."""
    text = request.COOKIES.get(COUNT_COOKIE, "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 5 else 0


def region_of(request: HttpRequest) -> str:
    """The province freight and promises are shown for."""
    code = request.COOKIES.get(REGION_COOKIE, "")
    return code if code in REGION_CODES else DEFAULT_REGION
