"""The two hot endpoints."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interfaces.api.world import Caller, World, problem


def test_a_shelf_has_cards_with_prices_pictures_and_shops(world: World) -> None:
    answer = Caller().get("/listings?sort=price_asc")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    cup, pot = answer.json()["items"]
    assert cup == {
        "id": str(world.cup),
        "title": "茶杯",
        "title_en": "Tea cup",
        "picture": cup["picture"],
        "price": {"amount": 3900, "currency": "CNY"},
        "list_price": {"amount": 3900, "currency": "CNY"},
        "prices_differ": False,
        "sold_out": False,
        "sold_count": 0,
        "rating": {"sum": 0, "count": 0},
        "shop": {"id": str(world.shop), "name": "青山茶具", "name_en": "Green Hill Tea"},
    }
    assert cup["picture"].startswith("/media/")
    assert cup["picture"].endswith("-320.webp")
    assert (pot["id"], pot["price"]["amount"], pot["prices_differ"]) == (str(world.listing), 19900, True)
    assert answer.json()["next"] is None


def test_pages_follow_the_cursor(world: World) -> None:
    first = Caller().get("/listings?sort=price_asc&limit=1").json()
    second = Caller().get(f"/listings?sort=price_asc&limit=1&cursor={first['next']}").json()
    assert [page["items"][0]["id"] for page in (first, second)] == [str(world.cup), str(world.listing)]
    assert second["next"] is None


def test_filters_add_up(world: World) -> None:
    def found(query: str) -> list[str]:
        return [item["id"] for item in Caller().get(f"/listings?sort=price_asc&{query}").json()["items"]]

    assert found(f"category_id={world.category}&shop_id={world.shop}") == [str(world.cup), str(world.listing)]
    assert found("q=teapot") == [str(world.listing)]
    assert found(f"shop_id={world.other_shop}") == []
    assert found("category_id=9223372036854775807") == []


@pytest.mark.parametrize(
    ("query", "code", "where"),
    [
        ("limit=0", "api.field", "query.limit"),
        ("limit=61", "api.field", "query.limit"),
        ("limit=ten", "api.field", "query.limit"),
        ("sort=best", "api.field", "query.sort"),
        ("category_id=x", "api.field", "query.category_id"),
        ("category_id=007", "api.field", "query.category_id"),
        ("category_id=99999999999999999999", "api.field", "query.category_id"),
        ("q=%00", "api.field", "query.q"),
        (f"q={'a' * 81}", "api.field", "query.q"),
        ("cursor=abc", "api.cursor", "query.cursor"),
        ("page=2", "api.field", "query.page"),
    ],
)
def test_wrong_parameters_are_named(world: World, query: str, code: str, where: str) -> None:
    problem(Caller().get(f"/listings?{query}"), 422, code, where)


def test_a_listing_has_all_of_its_page(world: World) -> None:
    answer = Caller().get(f"/listings/{world.listing}").json()
    red, black = answer["variants"]
    assert red == {
        "id": str(world.variants[0]),
        "options": [{"zh": "红", "en": "red"}],
        "price": {"amount": 19900, "currency": "CNY"},
        "list_price": {"amount": 19900, "currency": "CNY"},
        "stock_left": 5,
        "price_ends_at": None,
    }
    assert black["price"]["amount"] == 21900
    assert answer["option_names"] == [{"zh": "颜色", "en": "Colour"}]
    assert answer["category"] == [
        {"id": str(world.category), "slug": "tea-ware", "name": "茶具", "name_en": "Tea ware"}
    ]
    assert set(answer["pictures"][0]["urls"]) == {"320", "640", "1280"}
    assert answer["shop"]["id"] == str(world.shop)
    assert answer["on_sale"] is True


@pytest.mark.parametrize("id_", ["1", "9223372036854775807", "9999999999999999999"])
def test_a_listing_that_is_not_there_is_a_404(world: World, id_: str) -> None:
    problem(Caller().get(f"/listings/{id_}"), 404, "catalog.no_listing", "path.listing_id")


def test_a_draft_is_not_there_for_shoppers(world: World) -> None:
    problem(Caller().get(f"/listings/{world.draft}"), 404, "catalog.no_listing")


def test_other_methods_are_refused_and_the_right_ones_named(world: World) -> None:
    answer = Caller().ask("DELETE", "/listings")
    problem(answer, 405, "api.method")
    assert answer["Allow"] == "GET"


@pytest.mark.parametrize("path", ["/listings", "/listings/{listing}"])
def test_one_round_trip_and_no_cookie(world: World, path: str) -> None:
    caller = Caller()
    caller.get(path.format(listing=world.listing))
    with CaptureQueriesContext(connection) as queries:
        answer = caller.get(path.format(listing=world.listing))
    assert answer.status_code == 200
    assert len(queries) <= 1
    assert not answer.cookies
