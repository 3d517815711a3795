"""Sales figures: counted once for each paid order, told by day and month, and always what the orders say."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from support.goods import a_category, a_listing, a_shop
from tradewind.insight.actions.rebuild import rebuild
from tradewind.insight.invariants import counters_match_orders
from tradewind.insight.queries import sales_by_day, sales_by_month, totals
from tradewind.insight.types import DaySales, MonthSales, Totals
from tradewind.kernel.ids import new_id
from tradewind.kernel.outbox import drain
from tradewind.parties.types import Buyer
from tradewind.payments.models import Payment
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.actions.settle import settle
from tradewind.trade.types import OrderAddress, Wanted

pytestmark = pytest.mark.django_db
HOME = OrderAddress("王小明", "13800138000", "CN-ZJ", "杭州市", "西湖区", "文三路 1 号", "310012")
AT = datetime(2026, 6, 17, 4, 0, tzinfo=UTC)
LATE = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)  # half past midnight on 1 July in Shanghai


@pytest.fixture
def shops():
    """Two shops, each with a listing: 10.00 and 25.00, freight 8.00."""
    category = a_category()
    made = [a_shop("甲"), a_shop("乙")]
    variants = [a_listing(made[0], category, (1000,))[1][0], a_listing(made[1], category, (2500,))[1][0]]
    from tradewind.logistics.queries import templates

    for shop, variant in zip(made, variants, strict=True):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE catalog_listing SET freight_template_id = %s FROM catalog_variant v "
                "WHERE v.listing_id = catalog_listing.id AND v.id = %s",
                [templates(shop)[0].id, variant],
            )
    return made, variants


def buy(variants, pieces, at):
    """A paid order of `pieces` of each variant."""
    wanted = [Wanted(variant, n) for variant, n in zip(variants, pieces, strict=True) if n]
    goods = sum(price * n for price, n in zip((1000, 2500), pieces, strict=True))
    freight = sum(800 + 200 * (n - 1) for n in pieces if n)
    placed = place_order(Buyer(guest="g" * 64), HOME, "a@example.com", "", goods + freight, at, lines=wanted)
    payment = Payment.objects.create(
        order_id=placed.order_id, position=1, method="sandbox", amount=placed.payable, currency="CNY", state="paid",
        created_at=at, paid_at=at, id=new_id(),
    )  # fmt: skip
    with transaction.atomic():
        assert settle(placed.order_id, payment.id, 1, at)
    return placed.order_id


def test_a_paid_order_counts_once_in_each_of_its_shops(shops):
    (one, two), variants = shops
    buy(variants, (2, 1), AT)
    assert sales_by_month() == []
    drain()
    drain()
    assert sales_by_month(one) == [MonthSales(date(2026, 6, 1), "CNY", 1, 2, 2000, 1000)]
    assert sales_by_month(two) == [MonthSales(date(2026, 6, 1), "CNY", 1, 1, 2500, 800)]
    assert sales_by_month() == [MonthSales(date(2026, 6, 1), "CNY", 2, 3, 4500, 1800)]
    assert totals() == [Totals("CNY", 2, 2, 3, 4500, 1800, date(2026, 6, 17), date(2026, 6, 17))]
    assert counters_match_orders() == []


def test_days_end_at_midnight_in_the_marketplace_zone(shops):
    (one, _), variants = shops
    buy(variants, (1, 0), datetime(2026, 6, 30, 15, 59, tzinfo=UTC))
    buy(variants, (1, 0), LATE)
    drain()
    assert [(row.month, row.orders) for row in sales_by_month(one)] == [(date(2026, 6, 1), 1), (date(2026, 7, 1), 1)]
    assert sales_by_day(one, 3, LATE, "CNY") == [
        DaySales(date(2026, 6, 29), "CNY", 0, 0, 0, 0),
        DaySales(date(2026, 6, 30), "CNY", 1, 1, 1000, 800),
        DaySales(date(2026, 7, 1), "CNY", 1, 1, 1000, 800),
    ]


def test_empty_spans_and_unknown_shops_have_no_sales(shops):
    assert sales_by_day(None, 2, AT) == []
    assert sales_by_day(None, 0, AT, "CNY") == []
    assert sales_by_day(1, 1, AT, "CNY") == [DaySales(date(2026, 6, 17), "CNY", 0, 0, 0, 0)]
    assert sales_by_month(1) == []
    assert totals() == []


def test_an_unpaid_order_does_not_count(shops):
    _, variants = shops
    place_order(Buyer(guest="g" * 64), HOME, "a@example.com", "", 1800, AT, lines=[Wanted(variants[0], 1)])
    drain()
    assert rebuild() == 0
    assert sales_by_month() == []
    assert counters_match_orders() == []


def test_rebuilding_counts_the_same_and_waiting_events_do_not_count_twice(shops):
    _, variants = shops
    buy(variants, (2, 1), AT)
    assert rebuild() == 2
    drain()
    assert sales_by_month() == [MonthSales(date(2026, 6, 1), "CNY", 2, 3, 4500, 1800)]
    buy(variants, (1, 0), LATE)
    drain()
    before = sales_by_day(None, 60, LATE, "CNY")
    assert rebuild() == 3
    assert sales_by_day(None, 60, LATE, "CNY") == before
    assert counters_match_orders() == []


def test_a_partial_rebuild_leaves_older_days_alone(shops):
    _, variants = shops
    buy(variants, (1, 0), AT)
    buy(variants, (1, 0), LATE)
    drain()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE insight_shop_day SET goods = goods + 1")
    assert rebuild(date(2026, 7, 1)) == 1
    assert [row.goods for row in sales_by_month()] == [1001, 1000]


def test_a_wrong_counter_is_found_and_a_waiting_event_is_not_a_mistake(shops):
    (one, _), variants = shops
    buy(variants, (1, 0), AT)
    assert counters_match_orders() == []
    drain()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE insight_shop_day SET orders = 2")
    (problem,) = counters_match_orders()
    assert (problem.rule, problem.about) == ("insight.shop_day", str(one))
    assert problem.said == (
        f"shop {one} on 2026-06-17: counted 2 orders and 1000 CNY (minor units), there are 1 and 1000"
    )
