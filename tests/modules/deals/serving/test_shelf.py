"""Cards: which, in which order, page by page."""

import subprocess
import sys

import pytest
from django.db import connection

from support.goods import AT, a_category, a_listing, a_shop
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.models import Listing
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.deals.errors import WrongField
from tradewind.deals.serving.shelf import SORTS, Card, shelf
from tradewind.parties.models import Shop

pytestmark = pytest.mark.django_db


def look(**filters):
    with connection.cursor() as cursor:
        return shelf(cursor, **filters)


def ids(**filters):
    return [card.listing_id for card in look(**filters).cards]


def walk(**filters):
    """All pages of a shelf, one after the other."""
    found, after = [], None
    while True:
        page = look(after=after, **filters)
        found += [card.listing_id for card in page.cards]
        if page.next is None:
            return found
        after = page.next


@pytest.fixture
def world(db):
    """Two shops; food > tea, coffee; home. Nine listings on sale with different prices and sales, one draft."""
    first, second = a_shop("山间茶铺"), a_shop("城里咖啡")
    food = a_category("food", "食品")
    tea, coffee = a_category("tea", "茶", food), a_category("coffee", "咖啡", food)
    home = a_category("home", "家居")
    places = [(first, tea), (first, home), (second, coffee)]
    made = []
    for n in range(9):
        shop_id, category_id = places[n % 3]
        id_, _ = a_listing(shop_id, category_id, prices=(1_000 + 100 * (n * 7 % 9),), title=f"好物{n} 红色连衣裙")
        Listing.objects.filter(id=id_).update(sold_count=n // 2)
        made.append(id_)
    a_listing(first, tea, on_sale=False)
    return {"first": first, "second": second, "food": food, "tea": tea, "coffee": coffee, "home": home, "made": made}


def test_a_card_tells_what_it_must(world):
    id_, (variant, _) = a_listing(world["first"], world["tea"], prices=(5_000, 6_000), on_hand=0, title_en="Tea")
    set_item_price(world["first"], variant, 4_500, AT, None, AT)
    row = Listing.objects.get(id=id_)
    assert look(sort="newest").cards[0] == Card(
        listing_id=id_, shop_id=world["first"], title="明前龙井", title_en="Tea", cover=row.cover, currency="CNY",
        list_price=5_000, item_price=4_500, variants_differ=True, sold_count=0, rating_sum=0, rating_count=0,
        shop_name="山间茶铺", shop_name_en="山间茶铺", sold_out=True,
    )  # fmt: skip


def test_every_order(world):
    made = world["made"]
    price = {id_: 1_000 + 100 * (n * 7 % 9) for n, id_ in enumerate(made)}
    assert ids(sort="newest") == made[::-1]
    assert ids(sort="popular") == sorted(made, key=lambda id_: (made.index(id_) // 2, id_), reverse=True)
    assert ids(sort="price_asc") == sorted(made, key=lambda id_: price[id_])
    assert ids(sort="price_desc") == sorted(made, key=lambda id_: -price[id_])


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(
    "filters", [{}, {"category_id": "food"}, {"category_id": "tea"}, {"shop_id": "first"}, {"q": "红色连衣裙"},
                {"category_id": "food", "q": "连衣裙"}, {"category_id": "food", "shop_id": "first"},
                {"shop_id": "first", "q": "红色"}],
)  # fmt: skip
def test_pages_follow_each_other_without_gap_or_repeat(world, sort, filters):
    wanted = {name: world.get(value, value) for name, value in filters.items()}
    whole = ids(sort=sort, **wanted)
    assert whole
    assert walk(sort=sort, limit=2, **wanted) == whole
    assert walk(sort=sort, limit=len(whole), **wanted) == whole


def test_filters_add_up(world):
    made = world["made"]
    assert set(ids(category_id=world["food"])) == {id_ for n, id_ in enumerate(made) if n % 3 != 1}
    assert set(ids(category_id=world["tea"])) == set(made[::3])
    assert set(ids(shop_id=world["second"])) == set(made[2::3])
    assert ids(category_id=world["food"], shop_id=world["first"]) == ids(category_id=world["tea"])
    assert ids(q="好物4") == [made[4]]
    assert ids(q="好物4", category_id=world["tea"]) == []
    assert set(ids(q="连衣裙红色")) == set(made)
    assert ids(category_id=404) == ids(shop_id=404) == ids(q="没有的东西") == ids(q="！？") == []


def test_a_price_may_be_equal_across_pages(world):
    Listing.objects.update(sold_count=7)
    assert walk(sort="popular", limit=2) == world["made"][::-1]


@pytest.mark.parametrize("sort", SORTS)
def test_paused_listings_and_paused_shops_are_not_on_the_shelf(world, sort):
    set_state(world["first"], world["made"][0], "paused", AT)
    Shop.objects.filter(id=world["second"]).update(state="paused")
    assert set(ids(sort=sort)) == {id_ for n, id_ in enumerate(world["made"]) if n % 3 != 2 and n}
    assert ids(sort=sort, category_id=world["coffee"]) == []
    assert ids(sort=sort, q="好物0") == []


@pytest.mark.parametrize(
    "wrong", [{"sort": "best"}, {"limit": 0}, {"limit": 101}, {"after": "x"}, {"after": "1"}, {"after": "1-"},
              {"after": "1-2-3"}, {"after": "-1-5"}, {"after": "9" * 30 + "-1"}, {"after": "１-２"}],
)  # fmt: skip
def test_a_malformed_request_is_refused(wrong):
    with pytest.raises(WrongField):
        look(**wrong)


def test_hostile_words_find_nothing_and_break_nothing(world):
    for q in ("'", "\\", "a'b & !c:*", "' | '", "\x00", "(", "%s %(q)s", "x" * 5_000):
        look(q=q)


def test_serving_needs_no_django():
    """The two busiest pages load neither Django nor the ORM."""
    code = (
        "import sys; import tradewind.deals.serving.shelf, tradewind.deals.serving.product;"
        "assert not any(name.split('.')[0] == 'django' for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": "src"})
