"""The merchant's part: own listings only, edits that know their version, permissions."""

from typing import Any

import pytest

from interfaces.api.world import Caller, World, problem, snapshot
from tradewind.parties.models import ShopMember


def draft(world: World, **changes: Any) -> dict[str, Any]:
    return {"category_id": str(world.category), "title": "盖碗", "variants": [{"list_price": 5900}], **changes}


def test_a_merchant_sees_own_shops_and_listings(world: World) -> None:
    caller = Caller(world.merchant)
    (shop,) = caller.get("/merchant/shops").json()
    assert (shop["id"], shop["role"], shop["currency"]) == (str(world.shop), "owner", "CNY")
    page = caller.get(f"/merchant/{world.shop}/listings?limit=2").json()
    assert [row["id"] for row in page["items"]] == [str(world.draft), str(world.cup)]
    rest = caller.get(f"/merchant/{world.shop}/listings?limit=2&cursor={page['next']}").json()
    assert [row["id"] for row in rest["items"]] == [str(world.listing)]
    assert rest["next"] is None


def test_a_listing_is_drafted_edited_and_put_on_sale(world: World) -> None:
    caller = Caller(world.merchant)
    created = caller.ask("POST", f"/merchant/{world.shop}/listings", draft(world))
    assert created.status_code == 201
    listing = created.json()
    path = f"/merchant/{world.shop}/listings/{listing['id']}"
    assert created["Location"] == f"/api/v1{path}"
    assert created["ETag"] == '"v1"'
    assert (listing["state"], listing["version"]) == ("draft", 1)
    assert listing["variants"][0]["list_price"] == {"amount": 5900, "currency": "CNY"}
    assert listing["missing"] == ["picture", "freight_template"]

    variants = [{"id": listing["variants"][0]["id"], "list_price": 6900}]
    edited = caller.ask("PUT", path, draft(world, variants=variants), If_Match=created["ETag"])
    assert edited.status_code == 200
    assert edited["ETag"] == '"v2"'
    assert edited.json()["variants"][0]["list_price"]["amount"] == 6900

    problem(caller.ask("POST", f"{path}/state", {"state": "on_sale"}), 409, "catalog.not_ready", "picture")


def test_an_edit_of_an_older_version_changes_nothing(world: World) -> None:
    caller = Caller(world.merchant)
    path = f"/merchant/{world.shop}/listings/{world.draft}"
    tag = caller.get(path)["ETag"]
    assert caller.ask("PUT", path, draft(world), If_Match=tag).status_code == 200
    before = snapshot()
    problem(caller.ask("PUT", path, draft(world, title="新"), If_Match=tag), 412, "api.changed_meanwhile", "If-Match")
    problem(caller.ask("PUT", path, draft(world, title="新")), 428, "api.if_match_missing", "If-Match")
    problem(caller.ask("PUT", path, draft(world, title="新"), If_Match="*"), 422, "api.field", "If-Match")
    assert snapshot() == before


def test_stock_is_counted(world: World) -> None:
    caller = Caller(world.merchant)
    path = f"/merchant/{world.shop}/variants/{world.variants[0]}/stock"
    assert caller.ask("PUT", path, {"on_hand": 7}).status_code == 204
    assert Caller().get(f"/listings/{world.listing}").json()["variants"][0]["stock_left"] == 7


WRITES = [
    ("GET", "listings", None),
    ("POST", "listings", {}),
    ("GET", "listings/{listing}", None),
    ("PUT", "listings/{listing}", {}),
    ("POST", "listings/{listing}/state", {"state": "paused"}),
    ("PUT", "variants/{variant}/stock", {"on_hand": 0}),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_another_shop_is_not_there(world: World, method: str, path: str, body: dict[str, Any] | None) -> None:
    path = path.format(listing=world.listing, variant=world.variants[0])
    body = draft(world) if body == {} else body
    callers = (Caller(world.other_merchant), Caller(world.shopper))
    before = snapshot()
    for caller in callers:
        problem(caller.ask(method, f"/merchant/{world.shop}/{path}", body, If_Match='"v1"'), 404, "parties.no_shop")
    anonymous = Caller().ask(method, f"/merchant/{world.shop}/{path}", body, If_Match='"v1"')
    problem(anonymous, 401, "api.not_signed_in")
    assert snapshot() == before


@pytest.mark.parametrize(("method", "path", "body"), WRITES[2:])
def test_a_listing_of_another_shop_cannot_be_reached_through_ones_own(
    world: World, method: str, path: str, body: dict[str, Any] | None
) -> None:
    path = path.format(listing=world.listing, variant=world.variants[0])
    body = draft(world) if body == {} else body
    caller = Caller(world.other_merchant)
    before = snapshot()
    answer = caller.ask(method, f"/merchant/{world.other_shop}/{path}", body, If_Match='"v1"')
    problem(answer, 404, "catalog.no_variant" if path.startswith("variants") else "catalog.no_listing")
    assert snapshot() == before


def test_a_role_does_what_the_table_allows(world: World) -> None:
    ShopMember.objects.create(shop_id=world.shop, account_id=world.shopper, role="warehouse")
    caller = Caller(world.shopper)
    assert (
        caller.ask("PUT", f"/merchant/{world.shop}/variants/{world.cup_variant}/stock", {"on_hand": 9}).status_code
        == 204
    )
    before = snapshot()
    problem(caller.ask("POST", f"/merchant/{world.shop}/listings", draft(world)), 403, "parties.not_allowed")
    assert snapshot() == before


def test_refused_drafts_name_the_place(world: World) -> None:
    caller = Caller(world.merchant)
    before = snapshot()
    path = f"/merchant/{world.shop}/listings"
    twice = [{"list_price": 1}, {"list_price": 2}]
    problem(
        caller.ask("POST", path, draft(world, variants=[{"list_price": 0}])),
        422,
        "api.field",
        "body.variants[0].list_price",
    )
    problem(caller.ask("POST", path, draft(world, variants=twice)), 422, "catalog.options")
    problem(caller.ask("POST", path, draft(world, category_id="1")), 404, "catalog.no_category")
    assert snapshot() == before
