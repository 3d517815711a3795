"""A guest's own orders: the secret of the order link, kept in a cookie of this device."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tradewind.parties.types import Buyer
from tradewind.trade.types import secret_hash
from tradewind.web import visitor

DAYS_90 = 90 * 24 * 3600


def _cookie(order_id: int) -> str:
    return f"tw_order_{order_id}"


def remember_order(response: HttpResponse, order_id: int, secret: str) -> None:
    """Lets this device see the guest's order."""
    response.set_cookie(
        _cookie(order_id), secret, DAYS_90, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def order_secret(request: HttpRequest, order_id: int) -> str:
    """The secret of the order link: from the address, else from the cookie; empty for members."""
    secret = request.GET.get("key") or request.COOKIES.get(_cookie(order_id), "")
    return secret if 16 <= len(secret) <= 200 else ""


def buyer_of_order(request: HttpRequest, order_id: int) -> Buyer:
    """Who asks for the order: the holder of its link, else the signed-in account or this device's guest."""
    secret = order_secret(request, order_id)
    return Buyer(guest=secret_hash(secret)) if secret else visitor.buyer_of(request)
