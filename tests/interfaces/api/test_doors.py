"""Other people's things, by enumeration: every address with an id in it, every method, everybody who must not."""

from typing import Any

import pytest
from django.urls import URLPattern

from interfaces.api.feed import HOME, Larder
from interfaces.api.world import Caller, World, snapshot
from tradewind.api.urls import api
from tradewind.parties.actions.addresses import save_address
from tradewind.parties.types import Buyer
from tradewind.trade.types import secret_hash

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
GUEST, STRANGER = "g" * 43, "h" * 43
WHO = ("nobody", "guest", "shopper", "other merchant", "merchant")


def routes(*beginnings: str) -> list[str]:
    """Addresses of the API below one of these beginnings, as they are wired."""
    found = {"/" + str(url.pattern) for url in api.urls[0] if isinstance(url, URLPattern)}
    plain = {route.replace("<", "{").replace(">", "}") for route in found}
    return sorted(route for route in plain if "{" in route and route.startswith(beginnings))


class Doors:
    """A caller at every door; `filled` names the things behind them."""

    def __init__(self, world: World, who: str, **filled: int) -> None:
        self.filled, self.bodies = filled, {**Larder(world, Buyer(account_id=world.merchant)).bodies}
        self.bodies["PUT /merchant/{shop_id}/variants/{variant_id}/stock"] = {"on_hand": 7}
        accounts = {"shopper": world.shopper, "other merchant": world.other_merchant, "merchant": world.merchant}
        self.caller = Caller(accounts.get(who), STRANGER if who == "guest" else None)

    def knock(self, route: str) -> dict[str, Any]:
        """The status that each method gets."""
        path = route.format(**self.filled)
        headers = {"Idempotency_Key": "door", "If_Match": '"v1"'}
        return {
            method: self.caller.ask(method, path, self.bodies.get(f"{method} {route}"), **headers).status_code
            for method in METHODS
        }


def closed(found: dict[str, dict[str, int]], refused: set[int]) -> None:
    """Every door answered at least one method with a refusal, and no method with anything but that or a 405."""
    for route, codes in found.items():
        assert set(codes.values()) <= refused | {405}, (route, codes)
        assert set(codes.values()) & refused, (route, codes)


@pytest.mark.parametrize("who", WHO[:-1])
def test_a_shop_is_closed_to_everybody_who_does_not_work_there(world: World, who: str) -> None:
    order = Larder(world, Buyer(guest=secret_hash(GUEST))).order("/ship")
    doors = Doors(
        world, who, shop_id=world.shop, listing_id=world.listing, variant_id=world.variants[0], order_id=order
    )  # fmt: skip
    asked, before = routes("/merchant/"), snapshot()
    assert len(asked) >= 7
    closed({route: doors.knock(route) for route in asked}, {401} if who in {"nobody", "guest"} else {404})
    assert snapshot() == before


def test_another_shop_s_things_are_not_below_ones_own(world: World) -> None:
    order = Larder(world, Buyer(guest=secret_hash(GUEST))).order("/ship")
    doors = Doors(
        world, "other merchant", shop_id=world.other_shop, listing_id=world.listing, variant_id=world.variants[0],
        order_id=order,
    )  # fmt: skip
    asked, before = [route for route in routes("/merchant/") if route.count("{") > 1], snapshot()
    assert len(asked) >= 5
    closed({route: doors.knock(route) for route in asked}, {404})
    assert snapshot() == before


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("owner", ["guest", "shopper"])
def test_an_order_is_closed_to_everybody_but_its_buyer(world: World, who: str, owner: str) -> None:
    buyer = Buyer(guest=secret_hash(GUEST)) if owner == "guest" else Buyer(account_id=world.shopper)
    if owner == who == "shopper":
        buyer = Buyer(account_id=world.other_merchant)
    order = Larder(world, buyer).order("/confirm")
    doors = Doors(world, who, order_id=order, position=1)
    asked, before = routes("/orders/"), snapshot()
    assert len(asked) == 4
    closed({route: doors.knock(route) for route in asked}, {401} if who == "nobody" else {404})
    assert snapshot() == before


@pytest.mark.parametrize("who", ["nobody", "guest", "merchant", "other merchant"])
def test_an_address_is_closed_to_everybody_but_its_owner(world: World, who: str) -> None:
    address = save_address(world.shopper, HOME)
    doors = Doors(world, who, address_id=address)
    asked, before = routes("/addresses/"), snapshot()
    assert len(asked) == 1
    closed({route: doors.knock(route) for route in asked}, {401} if who in {"nobody", "guest"} else {404})
    assert snapshot() == before


def test_the_same_doors_are_open_to_whom_they_belong(world: World) -> None:
    """The control: with the owner in front of them the checks above would fail."""
    order = Larder(world, Buyer(guest=secret_hash(GUEST))).order("/ship")
    doors = Doors(
        world, "merchant", shop_id=world.shop, listing_id=world.draft, variant_id=world.variants[0], order_id=order
    )  # fmt: skip
    for route in routes("/merchant/"):
        with pytest.raises(AssertionError):
            closed({route: doors.knock(route)}, {404})
