"""All of a product page in one statement."""

from datetime import timedelta

import pytest
from django.db import connection

from support.coupons import coupon, create_coupon
from support.goods import AT, a_category, a_listing, a_shop
from support.offers import offer
from tradewind.catalog.actions.reserve import reserve
from tradewind.catalog.actions.save_category import save_attributes
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.models import Listing
from tradewind.catalog.types import AttributeView, OptionValue
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.deals.serving.product import product
from tradewind.parties.models import Shop

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
END_MS = int((AT + DAY).timestamp()) * 1000


def look(listing_id, now=AT):
    with connection.cursor() as cursor:
        return product(cursor, listing_id, now)


@pytest.fixture
def world(db):
    shop_id = a_shop()
    tea = a_category("tea", "茶", a_category("food", "食品"))
    facts = [
        AttributeView("origin", "产地", "Origin", "text", [], False),
        AttributeView("age", "年份", "", "number", [], False),
        AttributeView("kind", "品类", "Kind", "choice", [OptionValue("绿茶", "Green"), OptionValue("白茶")], False),
    ]
    save_attributes(tea, facts)
    listing_id, variants = a_listing(
        shop_id, tea, prices=(1_000, 1_200), title_en="Dragon Well", description="好茶\n第二行",
        attributes={"kind": "绿茶", "age": "2026", "origin": "杭州"},
    )  # fmt: skip
    return shop_id, listing_id, variants


def test_the_page_has_everything(world):
    shop_id, listing_id, (a, b) = world
    set_item_price(shop_id, b, 900, AT, AT + DAY, AT)
    reserve(1, {a: 4}, AT, AT)
    create_coupon(shop_id, coupon("券", 1_000, 100, 5, AT, AT + DAY), AT)
    page = look(listing_id)
    assert (page.id, page.title, page.title_en, page.on_sale) == (listing_id, "明前龙井", "Dragon Well", True)
    assert (page.shop.id, page.shop.name, page.shop.currency, page.shop.region) == (shop_id, "山间茶铺", "CNY", "CN-ZJ")
    assert [step.slug for step in page.category_path] == ["food", "tea"]
    assert [(f.name, f.value, f.value_en) for f in page.attributes] == [
        ("产地", "杭州", ""), ("年份", "2026", ""), ("品类", "绿茶", "Green"),
    ]  # fmt: skip
    assert [(v.id, v.list_price, v.item_price, v.stock_left, v.ends_at) for v in page.variants] == [
        (a, 1_000, 1_000, 6, None), (b, 1_200, 900, 10, AT + DAY),
    ]  # fmt: skip
    assert [v.options[0].value for v in page.variants] == ["0号", "1号"]
    assert (page.cheapest.id, page.variants_differ, page.option_names[0].name_en) == (b, True, "Size")
    assert [(p.width, p.height, p.alt) for p in page.pictures] == [(40, 30, "茶")]
    assert page.cover == page.pictures[0].key
    assert [(c.threshold, c.face, c.expires_ms) for c in page.coupons] == [(1_000, 100, END_MS)]
    assert page.description == "好茶\n第二行"
    assert [page.saving(variant) for variant in page.variants] == [100, 0]


def test_prices_hold_at_the_given_moment(world):
    shop_id, listing_id, (a, _) = world
    set_item_price(shop_id, a, 900, AT + DAY, AT + 2 * DAY, AT)
    create_coupon(shop_id, coupon("券", 1_000, 100, 5, AT + DAY, AT + 2 * DAY), AT)
    found = [(look(listing_id, AT + n * DAY)) for n in range(3)]
    assert [page.variants[0].item_price for page in found] == [1_000, 900, 1_000]
    assert [len(page.coupons) for page in found] == [0, 1, 0]


def test_a_paused_listing_is_shown_as_not_on_sale(world):
    shop_id, listing_id, _ = world
    set_state(shop_id, listing_id, "paused", AT)
    assert look(listing_id).on_sale is False
    set_state(shop_id, listing_id, "on_sale", AT)
    Shop.objects.update(state="paused")
    assert look(listing_id).on_sale is False


def test_what_is_not_for_shoppers_is_not_shown(world):
    _, listing_id, _ = world
    for state in ("draft", "archived", "history"):
        Listing.objects.update(state=state)
        assert look(listing_id) is None
    Listing.objects.update(state="on_sale")
    Shop.objects.update(state="closed")
    assert look(listing_id) is None
    assert look(404) is None


def test_without_a_moment_the_databases_clock_holds(world):
    with connection.cursor() as cursor:
        assert product(cursor, world[1]).id == world[1]


def test_the_best_automatic_offers_of_one_piece_are_those_of_the_engine(world):
    """A coupon of the shop and a red packet of the platform add up; the larger of two coupons counts."""
    shop_id, listing_id, _ = world
    for face in (100, 150):
        create_coupon(shop_id, coupon("券", 1_000, face, 5, AT, AT + DAY), AT)
    assert [look(listing_id).saving(variant) for variant in look(listing_id).variants] == [150, 150]
    offer("red_packet", {"face": 30})
    page = look(listing_id)
    assert [page.saving(variant) for variant in page.variants] == [180, 180]
