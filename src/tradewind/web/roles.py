"""The doors of the two back offices: who is asking, in which role, and whether the role may do this.

`@merchant(verb)` finds the shop in the address and hands the view a `Desk`; `@operator(verb)` a `Seat`. Both ask one
table in `parties.permissions`. To anybody who does not work in a shop its pages do not exist (404); the same holds for
the console and people who do not run the platform. A role that may not do this one thing is told so (403).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from tradewind.kernel.errors import Absent
from tradewind.parties.errors import NoShop, NotAllowed
from tradewind.parties.permissions import allowed
from tradewind.parties.queries import my_shops, operator_role
from tradewind.parties.types import Membership, ShopCard
from tradewind.web import visitor

P = ParamSpec("P")
Guarded = Callable[..., HttpResponse]


class Desk(NamedTuple):
    """A person's place in the merchant centre: the shop of the address, the role in it, and the other shops."""

    account_id: int
    shop: ShopCard
    role: str
    shops: list[Membership]

    def may(self, verb: str) -> bool:
        """May this role do `verb`?"""
        return allowed(self.role, verb)

    @property
    def actor(self) -> str:
        """How transitions and events name the shop's people."""
        return f"shop:{self.account_id}"


class Seat(NamedTuple):
    """A person's place in the operator console."""

    account_id: int
    role: str

    def may(self, verb: str) -> bool:
        """May this role do `verb`?"""
        return allowed(self.role, verb)

    @property
    def actor(self) -> str:
        """How transitions and events name the operator."""
        return f"operator:{self.account_id}"


def desk_of(account_id: int, shop_id: int) -> Desk:
    """The account's desk in the shop; refuses `parties.no_shop` when it does not work there."""
    shops = my_shops(account_id)
    for membership in shops:
        if membership.shop.id == shop_id:
            return Desk(account_id, membership.shop, membership.role, shops)
    raise NoShop(where=str(shop_id))


def merchant(verb: str) -> Callable[[Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]], Guarded]:
    """Guards a view of `/merchant/<shop_id>/...`; the view gets the desk in place of the shop's id."""

    def guard(view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]) -> Guarded:
        @wraps(view)
        def guarded(request: HttpRequest, shop_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
            account_id = visitor.account_id(request)
            if account_id is None:
                return redirect_to_login(request.get_full_path())
            desk = desk_of(account_id, shop_id)
            if not desk.may(verb):
                raise NotAllowed(where=verb)
            return _private(view(request, desk, *args, **kwargs))

        return guarded

    return guard


def operator(verb: str) -> Callable[[Callable[Concatenate[HttpRequest, Seat, P], HttpResponse]], Guarded]:
    """Guards a view of `/console/...`; the view gets the operator's seat."""

    def guard(view: Callable[Concatenate[HttpRequest, Seat, P], HttpResponse]) -> Guarded:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            account_id = visitor.account_id(request)
            if account_id is None:
                return redirect_to_login(request.get_full_path())
            role = operator_role(account_id)
            if role is None:
                raise Absent()
            seat = Seat(account_id, role)
            if not seat.may(verb):
                raise NotAllowed(where=verb)
            return _private(view(request, seat, *args, **kwargs))

        return guarded

    return guard


def _private(response: HttpResponse) -> HttpResponse:
    """Back-office pages are never stored by caches."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
