"""More buyers than pieces: exactly as many orders as pieces, everybody else is told so, and nothing deadlocks.

The negative control takes the guard away and must see more orders than pieces: otherwise these tests could not see.
"""

import pytest
from django.db import connection

from support.coupons import coupon, create_coupon
from support.orders import HOME, a_member, broken, place, two_shops
from tradewind.catalog.actions import reserve
from tradewind.catalog.errors import SoldOut
from tradewind.catalog.models import Stock
from tradewind.deals.errors import UsedUp
from tradewind.deals.models import Offer
from tradewind.kernel.idempotency import once
from tradewind.trade.actions import cart
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.errors import EmptyCart, PriceChanged
from tradewind.trade.models import Order
from tradewind.trade.types import Placed

BUYERS, PIECES = 16, 5


def test_sixteen_buyers_of_five_pieces(at_once, now):
    _, (tea, _) = two_shops(on_hand=PIECES)
    buyers = [a_member(f"b{n}@example.com") for n in range(BUYERS)]
    outcomes = at_once([lambda b=b: place(b, {tea: 1}, now) for b in buyers])
    assert sum(isinstance(o, Placed) for o in outcomes) == PIECES
    assert sum(isinstance(o, SoldOut) for o in outcomes) == BUYERS - PIECES
    stock = Stock.objects.get(variant_id=tea)
    assert (stock.on_hand, stock.reserved, Order.objects.count()) == (PIECES, PIECES, PIECES)
    assert broken() == []


def test_without_the_guard_the_same_race_oversells(at_once, now, monkeypatch):
    """The control: read the stock, think, then write, as so many shops do."""
    _, (tea, _) = two_shops(on_hand=PIECES)
    buyers = [a_member(f"b{n}@example.com") for n in range(BUYERS)]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE catalog_stock DROP CONSTRAINT catalog_stock_never_below_zero")

    def naive(table, key, used, bound, wanted):
        with connection.cursor() as cursor:
            cursor.execute("SELECT on_hand - reserved FROM catalog_stock WHERE variant_id = %s", [tea])
            if cursor.fetchone()[0] < 1:
                return [tea]
            cursor.execute("SELECT pg_sleep(0.1)")
            cursor.execute("UPDATE catalog_stock SET reserved = reserved + 1 WHERE variant_id = %s", [tea])
        return []

    monkeypatch.setattr(reserve, "take", naive)
    outcomes = at_once([lambda b=b: place(b, {tea: 1}, now) for b in buyers])
    assert sum(isinstance(o, Placed) for o in outcomes) > PIECES


def test_baskets_in_opposite_orders_do_not_wait_in_a_circle(at_once, now):
    _, (tea, book) = two_shops(on_hand=PIECES)
    buyers = [a_member(f"b{n}@example.com") for n in range(BUYERS)]
    baskets = [{tea: 1, book: 1}, {book: 1, tea: 1}]
    outcomes = at_once([lambda n=n, b=b: place(b, baskets[n % 2], now) for n, b in enumerate(buyers)])
    assert {type(o) for o in outcomes} == {Placed, SoldOut}
    assert sum(isinstance(o, Placed) for o in outcomes) == PIECES
    assert set(Stock.objects.values_list("reserved", flat=True)) == {PIECES}
    assert broken() == []


def test_the_last_uses_of_a_coupon(at_once, now):
    shops, (tea, _) = two_shops(on_hand=100)
    from datetime import timedelta

    draft = coupon("满减", 500, 100, 3, now - timedelta(days=1), now + timedelta(days=1))
    create_coupon(shops[0], draft, now)
    buyers = [a_member(f"b{n}@example.com") for n in range(8)]
    outcomes = at_once([lambda b=b: place(b, {tea: 1}, now, expect=1700) for b in buyers])
    assert sum(isinstance(o, Placed) for o in outcomes) == 3
    assert {type(o) for o in outcomes} <= {Placed, UsedUp, PriceChanged}
    assert (Offer.objects.get().uses_taken, Stock.objects.get(variant_id=tea).reserved) == (3, 3)
    assert broken() == []


@pytest.mark.parametrize("clicks", [2, 8])
def test_a_double_click_with_one_key_is_one_order(at_once, now, clicks):
    _, (tea, _) = two_shops()
    buyer = a_member()

    def click():
        def run():
            placed = place(buyer, {tea: 1}, now)
            return 201, {"order": str(placed.order_id)}

        return once("checkout:1", "key-1", {"tea": 1}, now, run)

    outcomes = at_once([click] * clicks)
    assert len({o.body["order"] for o in outcomes}) == 1
    assert sorted(o.replayed for o in outcomes) == [False] + [True] * (clicks - 1)
    assert (Order.objects.count(), Stock.objects.get(variant_id=tea).reserved) == (1, 1)


def test_a_double_click_without_a_key_finds_the_cart_empty(at_once, now):
    _, (tea, _) = two_shops()
    buyer = a_member()
    cart.put(buyer, tea, 1, now)
    outcomes = at_once([lambda: place_order(buyer, HOME, "", "", None, now)] * 4)
    assert sorted(type(o).__name__ for o in outcomes) == ["EmptyCart"] * 3 + ["Placed"]
    assert isinstance(next(o for o in outcomes if not isinstance(o, Placed)), EmptyCart)
    assert Order.objects.count() == 1


def test_without_a_key_past_the_cart_a_double_click_is_two_orders(at_once, now):
    """The control of the test with a key."""
    _, (tea, _) = two_shops()
    buyer = a_member()
    at_once([lambda: place(buyer, {tea: 1}, now)] * 2)
    assert Order.objects.count() == 2
