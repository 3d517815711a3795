"""Categories, regions, sessions, guests, addresses, and the list of refusals."""

from interfaces.api.world import ADDRESS, Caller, World, problem, snapshot
from tradewind.catalog.actions.save_category import save_attributes
from tradewind.catalog.types import AttributeView, OptionValue


def test_categories_and_regions_are_open_to_everybody(world: World) -> None:
    assert Caller().get("/categories").json() == [
        {
            "id": str(world.category), "slug": "tea-ware", "name": "茶具", "name_en": "Tea ware",
            "parent_id": None, "listing_count": 2,
        }
    ]  # fmt: skip
    regions = Caller().get("/regions").json()
    assert len(regions) == 34
    assert {"code": "CN-ZJ", "name": "浙江", "name_en": "Zhejiang"} in regions


def test_a_category_says_which_facts_its_listings_state(world: World) -> None:
    glaze = AttributeView("glaze", "釉", "Glaze", "choice", [OptionValue("青釉", "Celadon"), OptionValue("本色")], True)
    save_attributes(world.category, [glaze])
    assert Caller().get(f"/categories/{world.category}/attributes").json() == [
        {
            "code": "glaze", "name": "釉", "name_en": "Glaze", "kind": "choice", "required": True,
            "choices": [{"value": "青釉", "value_en": "Celadon"}, {"value": "本色", "value_en": ""}],
        }
    ]  # fmt: skip
    assert Caller().get("/categories/1/attributes").json() == []


def test_a_session_says_who_it_is(world: World) -> None:
    assert Caller().get("/session").json()["account_id"] is None
    assert Caller(world.shopper).get("/session").json()["account_id"] == str(world.shopper)


def test_every_guest_gets_another_token(db: None) -> None:
    first, second = (Caller().ask("POST", "/guests") for _ in range(2))
    assert first.status_code == 201
    assert first.json()["token"] != second.json()["token"]
    assert len(first.json()["token"]) == 43


def test_the_address_book_is_kept(world: World) -> None:
    caller = Caller(world.shopper)
    added = caller.ask("POST", "/addresses", ADDRESS)
    assert added.status_code == 201
    card = added.json()
    assert card == {**ADDRESS, "id": card["id"], "is_default": True}
    assert caller.get("/addresses").json() == [card]
    problem(Caller(world.merchant).ask("DELETE", f"/addresses/{card['id']}"), 404, "parties.no_address")
    assert caller.ask("DELETE", f"/addresses/{card['id']}").status_code == 204
    assert caller.get("/addresses").json() == []


def test_addresses_need_a_sign_in(world: World) -> None:
    problem(Caller().get("/addresses"), 401, "api.not_signed_in")
    problem(Caller(guest="g" * 43).get("/addresses"), 401, "api.not_signed_in")


def test_a_session_without_its_csrf_token_changes_nothing(world: World) -> None:
    caller = Caller(world.shopper)
    before = snapshot()
    for token in ("", "x" * 32, "x" * 64):
        problem(caller.ask("POST", "/addresses", ADDRESS, X_CSRFToken=token), 403, "api.csrf")
    assert snapshot() == before
    assert caller.ask("POST", "/addresses", ADDRESS).status_code == 201


def test_every_code_is_listed_and_explained(db: None) -> None:
    listed = {entry["code"]: entry for entry in Caller().get("/problems").json()}
    assert listed["catalog.no_listing"] == {
        "code": "catalog.no_listing",
        "status": 404,
        "reason": "There is no such listing.",
        "mend": "It may have been taken off sale. Search for something similar.",
    }
    assert Caller().get("/problems/catalog.no_listing").json() == [listed["catalog.no_listing"]]
    assert Caller().get("/problems/none.such").json() == []
