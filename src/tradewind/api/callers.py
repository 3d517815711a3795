"""Who calls: a signed-in account with its session, or a guest with a token; and what every request must fit."""

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.http import parse_header_parameters
from ninja.parser import Parser
from ninja.security import APIKeyCookie, APIKeyHeader
from ninja.utils import check_csrf

from tradewind.api.errors import CsrfMissing, NoBuyer, NotSignedIn, TooLarge, WrongBody, WrongField, WrongMedia
from tradewind.api.problems import BODY_LIMIT, View, answer, wrong_method
from tradewind.parties.errors import NoShop, NotAllowed
from tradewind.parties.permissions import allowed
from tradewind.parties.queries import role_in_shop
from tradewind.parties.types import Buyer

GUEST_HEADER = "X-Guest-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def account_of(request: HttpRequest) -> int | None:
    """The signed-in account. A request that changes something must carry the CSRF token (`api.csrf`)."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    if request.method not in SAFE and check_csrf(request) is not None:
        raise CsrfMissing()
    return int(request.user.pk)


def guest_of(request: HttpRequest) -> str | None:
    """The hash of the guest token that the request carries: all that the database knows of a guest."""
    token = request.headers.get(GUEST_HEADER, "")
    return hashlib.sha256(token.encode()).hexdigest() if 20 <= len(token) <= 100 else None


def new_guest_token() -> str:
    """A fresh token for a guest; whoever holds it holds the cart and the orders made with it."""
    return secrets.token_urlsafe(32)


class SessionCookie(APIKeyCookie):
    """A browser's session."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # `account_of` checks, and says what is missing

    def authenticate(self, request: HttpRequest, key: str | None) -> Buyer | None:
        """The account as a buyer."""
        account = account_of(request)
        return None if account is None else Buyer(account_id=account)


class GuestToken(APIKeyHeader):
    """A guest's token."""

    param_name = GUEST_HEADER

    def authenticate(self, request: HttpRequest, key: str | None) -> Buyer | None:
        """The guest as a buyer; refuses `api.no_buyer`, being the last to be asked."""
        guest = guest_of(request)
        if guest is None:
            raise NoBuyer()
        return Buyer(guest=guest)


class MemberCookie(SessionCookie):
    """A browser's session, and nobody else."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Buyer | None:
        """The account as a buyer; refuses `api.not_signed_in`."""
        member = super().authenticate(request, key)
        if member is None:
            raise NotSignedIn()
        return member


BUYERS = [SessionCookie(), GuestToken()]
MEMBERS = [MemberCookie()]


def buyer_of(request: HttpRequest) -> Buyer:
    """The buyer that the request was let in as."""
    buyer: Buyer = request.auth  # type: ignore[attr-defined]  # set by django-ninja
    return buyer


def works_in(request: HttpRequest, shop_id: int, verb: str) -> int:
    """The account, if its role in the shop may do `verb`. A shop that is not yours is not there: `parties.no_shop`."""
    account = buyer_of(request).account_id
    role = role_in_shop(account, shop_id)
    if account is None or role is None:
        raise NoShop(where="shop_id")
    if not allowed(role, verb):
        raise NotAllowed(where="shop_id")
    return account


class JsonParser(Parser):
    """Strict JSON: UTF-8, no NaN, no NUL characters (the database has none)."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The decoded body; refuses `api.media_type`, `api.too_large` and `api.body`."""
        media, parameters = parse_header_parameters(request.headers.get("Content-Type", ""))
        if media.lower() != "application/json" or parameters.get("charset", "utf-8").lower() != "utf-8":
            raise WrongMedia(where="Content-Type")
        body = body_of(request, BODY_LIMIT)
        try:
            value = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
            raise WrongBody(where="body") from wrong
        refuse_nul(value, "body")
        return value


def body_of(request: HttpRequest, limit: int) -> bytes:
    """The raw body; refuses `api.too_large` before it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > limit or len(request.body) > limit:
        raise TooLarge(where="body", limit=limit)
    return request.body


def refuse_nul(value: Any, where: str) -> None:
    """Refuses `api.field` when a text has a NUL character in it."""
    if isinstance(value, str):
        if "\x00" in value:
            raise WrongField(where=where, count=1)
    elif isinstance(value, dict):
        for key, inner in value.items():
            refuse_nul(key, where)
            refuse_nul(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            refuse_nul(inner, f"{where}[{i}]")


def guarded(view: Callable[..., Any]) -> View:
    """Around every django-ninja view: texts fit for the database, other methods answered in our way, problems only."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.method
        if asked == "HEAD":  # answered like GET; the server sends the head of the answer only
            request.method = "GET"
        try:
            for name, text in [*request.GET.items(), *kwargs.items()]:
                refuse_nul(text, f"query.{name}")
            response: HttpResponse = view(request, *args, **kwargs)
        except Exception as wrong:  # every answer of the API is a problem document, defects too
            return answer(request, wrong)
        finally:
            request.method = asked
        if isinstance(response, HttpResponseNotAllowed):
            return wrong_method(request, sorted(response["Allow"].split(", ")))
        return response

    wrapped.csrf_exempt = True  # type: ignore[attr-defined]  # checked where a session is used
    return wrapped


def refused(request: HttpRequest, wrong: Exception) -> HttpResponse:
    """django-ninja's hook for whatever a view raised."""
    return answer(request, wrong)
