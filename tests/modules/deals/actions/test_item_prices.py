"""Item prices, and the price that every card shows."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connections

from support.goods import AT, a_category, a_listing, a_shop
from tradewind.catalog import queries as catalog
from tradewind.catalog.actions.edit_listing import edit_listing
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.errors import NoVariant
from tradewind.catalog.events import ListingEdited
from tradewind.deals import errors, queries
from tradewind.deals.actions.end_item_price import end_item_price
from tradewind.deals.actions.refresh_prices import refresh, refresh_all, refresh_listing, refresh_stale
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.deals.models import ItemPrice, ListingPrice
from tradewind.kernel.models import OutboxEvent

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def world(db):
    shop_id = a_shop()
    listing_id, variants = a_listing(shop_id, a_category(), prices=(1_000, 1_200))
    return shop_id, listing_id, variants


def card(listing_id):
    row = ListingPrice.objects.get(listing_id=listing_id)
    return row.list_price, row.item_price, row.variants_differ, row.stale_at


def test_a_card_shows_the_cheapest_variant_at_once(world):
    shop_id, listing_id, (_a, b) = world
    assert card(listing_id) == (1_000, 1_000, True, None)
    set_item_price(shop_id, b, 900, AT, AT + DAY, AT)
    assert card(listing_id) == (1_200, 900, True, AT + DAY)
    assert queries.card_prices([listing_id]) == {listing_id: (1_200, 900)}
    assert queries.item_prices([b], AT) == {b: 900}
    assert OutboxEvent.objects.get(name="deals.ItemPriceSet").payload["amount"] == 900


def test_a_price_begins_and_ends_by_the_clock(world):
    shop_id, listing_id, (a, _b) = world
    set_item_price(shop_id, a, 800, AT + HOUR, AT + DAY, AT)
    assert card(listing_id) == (1_000, 1_000, True, AT + HOUR)
    assert refresh_stale(AT + HOUR - timedelta(seconds=1)) == 0
    assert [refresh_stale(AT + HOUR), refresh_stale(AT + HOUR)] == [1, 0]
    assert card(listing_id) == (1_000, 800, True, AT + DAY)
    assert refresh_stale(AT + DAY) == 1
    assert card(listing_id) == (1_000, 1_000, True, None)


def test_of_overlapping_prices_the_lowest_counts(world):
    shop_id, listing_id, (a, _b) = world
    set_item_price(shop_id, a, 900, AT, None, AT)
    set_item_price(shop_id, a, 700, AT, AT + HOUR, AT)
    assert card(listing_id)[1:] == (700, True, AT + HOUR)
    assert [queries.item_prices([a], AT + n * HOUR).get(a) for n in (0, 1)] == [700, 900]


def test_ending_a_price_ends_it_now_and_a_coming_one_never_was(world):
    shop_id, listing_id, (a, _b) = world
    live = set_item_price(shop_id, a, 900, AT, None, AT)
    coming = set_item_price(shop_id, a, 800, AT + DAY, None, AT)
    assert [row.state for row in queries.listing_item_prices(listing_id, AT + HOUR)] == ["coming", "live"]
    end_item_price(shop_id, live, AT + HOUR)
    end_item_price(shop_id, coming, AT + HOUR)
    assert ItemPrice.objects.get().valid_to == AT + HOUR
    assert card(listing_id) == (1_000, 1_000, True, None)
    assert [row.state for row in queries.listing_item_prices(listing_id, AT + HOUR)] == ["over"]
    with pytest.raises(errors.NotLive):
        end_item_price(shop_id, live, AT + 2 * HOUR)


@pytest.mark.parametrize(
    ("amount", "end", "payer", "refusal"),
    [
        (0, None, "merchant", errors.WrongAmount),
        (-5, None, "merchant", errors.WrongAmount),
        (1_000, None, "merchant", errors.AboveList),
        (900, AT, "merchant", errors.WrongWindow),
        (900, AT - DAY, "merchant", errors.WrongWindow),
        (900, None, "creator", errors.WrongField),
    ],
)
def test_a_malformed_price_is_refused_and_nothing_changes(world, amount, end, payer, refusal):
    shop_id, listing_id, (a, _b) = world
    with pytest.raises(refusal):
        set_item_price(shop_id, a, amount, AT, end, AT, payer)
    assert not ItemPrice.objects.exists()
    assert card(listing_id) == (1_000, 1_000, True, None)


def test_another_shop_can_neither_set_nor_end(world):
    shop_id, _, (a, _b) = world
    other = a_shop("别家")
    with pytest.raises(NoVariant):
        set_item_price(other, a, 900, AT, None, AT)
    price_id = set_item_price(shop_id, a, 900, AT, None, AT)
    with pytest.raises(errors.NoOffer):
        end_item_price(other, price_id, AT)
    assert ItemPrice.objects.get().valid_to is None


def test_a_card_follows_edits_and_leaves_the_shelf_with_its_listing(world):
    shop_id, listing_id, (_a, b) = world
    form = catalog.listing_for_edit(shop_id, listing_id)
    only = tuple(v._replace(list_price=500) for v in form.draft.variants if v.id == b)
    edit_listing(shop_id, listing_id, form.version, form.draft._replace(variants=only), AT)
    refresh_listing(ListingEdited(key=listing_id, at=AT, shop_id=shop_id))
    assert card(listing_id) == (500, 500, False, None)
    set_state(shop_id, listing_id, "paused", AT)
    refresh([listing_id], AT)
    assert ListingPrice.objects.get(listing_id=listing_id).category_id is None


def test_refreshing_what_is_right_changes_nothing(world):
    _, listing_id, _ = world
    assert refresh([listing_id, 404], AT) == 0
    ListingPrice.objects.update(item_price=1, list_price=1)
    assert [refresh_all(AT), refresh_all(AT)] == [1, 0]
    assert card(listing_id) == (1_000, 1_000, True, None)


@pytest.mark.django_db(transaction=True)
def test_ten_prices_set_at_once_leave_the_lowest_on_the_card():
    """Real connections: nobody overwrites the card with a price computed before the others were seen."""
    shop_id = a_shop()
    listing_id, (a, b) = a_listing(shop_id, a_category(), prices=(1_000, 1_200))
    failed: list[BaseException] = []

    def run(n):
        close_old_connections()
        try:
            set_item_price(shop_id, (a, b)[n % 2], 500 + n, AT, None, AT)
        except BaseException as wrong:
            failed.append(wrong)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert card(listing_id) == (1_000, 500, True, None)
    assert ItemPrice.objects.count() == 10
