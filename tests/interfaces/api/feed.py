"""What generated requests are fed with: ids that exist, orders in the right state, bodies that fit the world.

Left to chance alone nearly every request ends at "there is no such thing", and says nothing about the code behind.
"""

import json
from collections import Counter
from itertools import count
from typing import Any, NamedTuple

from hypothesis import strategies as st

from interfaces.api.world import ADDRESS, World
from support.offices import pay
from tradewind.catalog.models import Listing, Stock
from tradewind.catalog.queries import listing_for_edit
from tradewind.kernel.clock import read_clock
from tradewind.logistics.queries import templates
from tradewind.parties.actions.addresses import save_address
from tradewind.parties.models import Address
from tradewind.parties.types import AddressDraft, Buyer
from tradewind.trade.actions.cart import put
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.actions.ship import ship
from tradewind.trade.types import Wanted

HOME = AddressDraft(**ADDRESS)
PARCEL = {"carrier": "顺丰速运", "tracking_no": "SF1234567890"}


class Larder:
    """Feeds requests of one buyer, who also works in the world's shop when the role allows it."""

    def __init__(self, world: World, buyer: Buyer) -> None:
        self.world, self.buyer, self.number = world, buyer, count(1)
        Stock.objects.update(on_hand=1_000_000)
        cup = {"variant_id": str(world.cup_variant), "quantity": 1}
        listing = {
            "category_id": str(world.category), "title": "紫砂壶", "title_en": "Pot", "description": "x",
            "attributes": {}, "option_names": [],
            "variants": [{"list_price": 1990, "sku": "P-1", "weight_g": 400, "on_hand": 3}],
            "freight_template_id": str(templates(world.shop)[0].id), "dispatch_hours": 24, "external_ref": None,
        }  # fmt: skip
        order = {
            "address": ADDRESS, "email": "g@example.com", "note": "", "lines": [cup],
            "expect_payable": {"amount": 4700, "currency": "CNY"},
        }  # fmt: skip
        self.bodies: dict[str, dict[str, Any]] = {
            "PUT /cart/lines/{variant_id}": {"quantity": 2},
            "POST /cart/select": {"variant_ids": [str(world.cup_variant)], "selected": True},
            "POST /checkout/quote": {"region": "CN-ZJ", "lines": [cup]},
            "POST /orders": order,
            "POST /orders/{order_id}/pay": {"method": "sandbox"},
            "POST /addresses": ADDRESS,
            "POST /merchant/{shop_id}/listings": listing,
            "PUT /merchant/{shop_id}/listings/{listing_id}": listing,
            "POST /merchant/{shop_id}/listings/{listing_id}/state": {"state": "paused"},
            "POST /merchant/{shop_id}/orders/{order_id}/ship": PARCEL,
        }  # fmt: skip

    def feed(self, case: Any, data: Any, valid: bool) -> None:
        """Mends a generated request. One that is meant to be wrong keeps its body and gets real ids only."""
        operation = f"{case.method} {case.path.removeprefix('/api/v1')}"
        often = st.integers(0, 7)
        for name in case.path_parameters or {}:
            if data.draw(often) < 7:
                case.path_parameters[name] = self.known(name, operation, data)
        if not valid:
            return
        if data.draw(often) < 7:
            case.headers["Idempotency-Key"] = f"fuzz-{next(self.number)}"
            case.headers["If-Match"] = self.version(case.path_parameters.get("listing_id", ""))
        if operation == "POST /addresses":
            Address.objects.all().delete()
        if "/cart" in operation:
            put(self.buyer, self.world.cup_variant, 1, read_clock())
        for name in ("cursor", "category_id", "shop_id"):
            if data.draw(often) < 6:
                (case.query or {}).pop(name, None)
        if operation in self.bodies and isinstance(case.body, dict) and data.draw(often) < 7:
            case.body = self.body(operation, case.body, data)

    def body(self, operation: str, made: dict[str, Any], data: Any) -> dict[str, Any]:
        """A body that fits, half of the time with one field as chance made it."""
        good = json.loads(json.dumps(self.bodies[operation]))
        if made and data.draw(st.booleans()):
            field = data.draw(st.sampled_from(sorted(made)))
            good[field] = made[field]
        return good  # type: ignore[no-any-return]

    def known(self, name: str, operation: str, data: Any) -> str:
        """Something that exists."""
        world, merchant = self.world, operation.split(" ")[1].startswith("/merchant")
        match name:
            case "order_id":
                return str(self.order(operation))
            case "listing_id":
                return str(data.draw(st.sampled_from([world.listing, world.draft] if merchant else [world.listing])))
            case "variant_id":
                pot = listing_for_edit(world.shop, world.listing).draft.variants
                return str(data.draw(st.sampled_from([v.id for v in pot])) if merchant else world.cup_variant)
            case "shop_id":
                return str(data.draw(st.sampled_from([world.shop] * 7 + [world.other_shop])))
            case "address_id":
                Address.objects.all().delete()  # a book takes thirty
                return str(save_address(self.buyer.account_id or world.shopper, HOME))
            case "code":
                return "trade.price_changed"
            case "category_id":
                return str(world.category)
        return {"position": "1", "method": "sandbox"}[name]

    def order(self, operation: str) -> int:
        """A fresh order of the buyer, paid or sent as the operation wants it."""
        now = read_clock()
        lines = [Wanted(self.world.cup_variant, 1)]
        placed = place_order(self.buyer, HOME, "g@example.com", "", None, now, lines=lines)
        if operation.endswith(("/ship", "/confirm")):
            pay(placed.order_id, placed.payable, placed.currency, now)
        if operation.endswith("/confirm"):
            ship(self.world.shop, placed.order_id, "顺丰速运", "SF12345", now, "shop:1")
        return placed.order_id

    def version(self, listing_id: str) -> str:
        """The ETag of a listing as it stands now."""
        found = Listing.objects.filter(id=int(listing_id)) if listing_id.isdecimal() and len(listing_id) < 19 else []
        return f'"v{found[0].version}"' if found else '"v1"'


class Answers(NamedTuple):
    """How often each operation answered with which status, to requests that fit the description and to others."""

    valid: Counter[tuple[str, int]]
    other: Counter[tuple[str, int]]

    def went_well(self) -> set[str]:
        """The operations that did what they were asked for at least once."""
        return {operation for operation, status in self.valid if status < 300}

    def share(self, operations: set[str]) -> float:
        """The share of 2xx among the requests that fit the description."""
        asked = [(status, n) for (operation, status), n in self.valid.items() if operation in operations]
        return sum(n for status, n in asked if status < 300) / sum(n for _, n in asked)
