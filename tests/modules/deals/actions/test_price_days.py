"""The price history: written when something changes, once a day for the rest, and never twice."""

from datetime import timedelta

import pytest

from support.goods import AT, a_category, a_listing, a_shop
from tradewind.catalog.models import Variant
from tradewind.deals import errors
from tradewind.deals.actions.end_item_price import end_item_price
from tradewind.deals.actions.price_days import fill_history, record_day
from tradewind.deals.actions.refresh_prices import refresh, refresh_stale
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.deals.models import ItemPrice, PriceDay
from tradewind.kernel.clock import local_day
from tradewind.kernel.models import OutboxEvent

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def world(db):
    shop_id = a_shop()
    listing_id, (variant,) = a_listing(shop_id, a_category(), prices=(10_000,))
    return shop_id, listing_id, variant


def days(listing_id):
    rows = PriceDay.objects.filter(listing_id=listing_id).order_by("day")
    return {(row.day - local_day(AT)).days: (row.item_price, row.list_price) for row in rows}


def raise_list(listing_id, variant, amount, now):
    Variant.objects.filter(id=variant).update(list_price=amount)
    refresh([listing_id], now)


def test_a_new_price_is_in_the_history_at_once(world):
    shop_id, listing_id, variant = world
    assert days(listing_id) == {0: (10_000, 10_000)}
    set_item_price(shop_id, variant, 8_000, AT, None, AT)
    assert days(listing_id) == {0: (8_000, 10_000)}


def test_of_a_day_the_lowest_price_stays(world):
    shop_id, listing_id, variant = world
    price = set_item_price(shop_id, variant, 8_000, AT, None, AT)
    end_item_price(shop_id, price, AT + HOUR)
    assert days(listing_id) == {0: (8_000, 10_000)}
    assert record_day(AT + DAY) == 1
    assert days(listing_id) == {0: (8_000, 10_000), 1: (10_000, 10_000)}


def test_a_price_that_begins_by_the_clock_is_noted_when_it_begins(world):
    shop_id, listing_id, variant = world
    set_item_price(shop_id, variant, 7_000, AT + HOUR, AT + 2 * HOUR, AT)
    assert days(listing_id) == {0: (10_000, 10_000)}
    refresh_stale(AT + HOUR)
    assert days(listing_id) == {0: (7_000, 10_000)}


def test_the_daily_job_writes_what_is_on_sale_once(world):
    _, listing_id, _ = world
    draft, _ = a_listing(world[0], a_category("cups"), on_sale=False)
    assert [record_day(AT + DAY), record_day(AT + DAY), record_day(AT + DAY + HOUR)] == [1, 0, 0]
    assert days(listing_id) == {0: (10_000, 10_000), 1: (10_000, 10_000)}
    assert days(draft) == {}


def test_days_older_than_four_hundred_are_forgotten(world):
    _, listing_id, _ = world
    record_day(AT + 400 * DAY)
    assert set(days(listing_id)) == {0, 400}
    record_day(AT + 401 * DAY)
    assert set(days(listing_id)) == {400, 401}


def test_the_past_is_worked_out_from_dated_item_prices(world):
    _, listing_id, variant = world
    PriceDay.objects.all().delete()
    now = AT + 6 * DAY
    ItemPrice.objects.create(
        variant_id=variant, amount=8_500, valid_from=AT + 2 * DAY, valid_to=AT + 3 * DAY + HOUR, payer="merchant"
    )
    assert [fill_history(now, 90), fill_history(now, 90)] == [7, 0]
    assert [days(listing_id)[n][0] for n in range(7)] == [10_000, 10_000, 8_500, 8_500, 10_000, 10_000, 10_000]


def test_a_raise_cannot_be_sold_as_a_discount(world):
    shop_id, listing_id, variant = world
    raise_list(listing_id, variant, 15_000, AT + 5 * DAY)
    now = AT + 10 * DAY
    before = OutboxEvent.objects.count(), ItemPrice.objects.count(), days(listing_id)
    with pytest.raises(errors.RaisedBefore) as refused:
        set_item_price(shop_id, variant, 12_000, now, None, now)
    assert refused.value.params == {
        "before": "¥100.00", "after": "¥150.00", "low": "¥100.00",
        "evidence": [{"day": local_day(AT).isoformat(), "item_price": 10_000, "list_price": 10_000}],
    }  # fmt: skip
    assert (OutboxEvent.objects.count(), ItemPrice.objects.count(), days(listing_id)) == before
    set_item_price(shop_id, variant, 9_999, now, None, now)
    assert days(listing_id)[10] == (9_999, 15_000)


def test_a_discount_that_starts_thirty_one_days_after_the_raise_is_honest(world):
    shop_id, listing_id, variant = world
    raise_list(listing_id, variant, 15_000, AT + DAY)
    now = AT + DAY
    with pytest.raises(errors.RaisedBefore):
        set_item_price(shop_id, variant, 12_000, AT + 30 * DAY, None, now)
    set_item_price(shop_id, variant, 12_000, AT + 31 * DAY, None, now)
