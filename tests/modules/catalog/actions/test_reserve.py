"""Pieces are held, sold and given back, each exactly once."""

import threading

import pytest
from django.db import close_old_connections, connection, connections

from support.goods import AT, a_category, a_listing, a_shop
from tradewind.catalog import errors
from tradewind.catalog.actions.reserve import release, reserve, sell
from tradewind.catalog.actions.set_stock import set_stock
from tradewind.catalog.invariants import INVARIANTS
from tradewind.catalog.models import Listing, Reservation, Stock
from tradewind.kernel.models import OutboxEvent


@pytest.fixture
def world(db):
    """A shop, a listing, its two variants with 10 pieces each."""
    shop_id = a_shop()
    listing_id, variants = a_listing(shop_id, a_category(), prices=(1000, 1200))
    return shop_id, listing_id, variants


def counts(variant_id):
    return Stock.objects.values_list("on_hand", "reserved").get(variant_id=variant_id)


def left(listing_id):
    return Listing.objects.values_list("stock_left", flat=True).get(id=listing_id)


def stock_events():
    return [e.payload["sold_out"] for e in OutboxEvent.objects.filter(name="catalog.StockChanged").order_by("id")]


def nothing_is_wrong():
    return [problem for invariant in INVARIANTS for problem in invariant()] == []


def test_held_pieces_are_taken_from_what_is_left_and_not_from_what_is_on_hand(world):
    _, listing_id, (a, b) = world
    reserve(1, {a: 3, b: 1}, AT, AT)
    assert (counts(a), counts(b), left(listing_id)) == ((10, 3), (10, 1), 16)
    assert nothing_is_wrong()


def test_asking_twice_for_an_order_holds_nothing_twice(world):
    _, listing_id, (a, _b) = world
    reserve(1, {a: 3}, AT, AT)
    reserve(1, {a: 3}, AT, AT)
    assert (counts(a), left(listing_id)) == ((10, 3), 17)


def test_too_many_pieces_are_refused_by_name_and_nothing_is_held(world):
    _, listing_id, (a, b) = world
    with pytest.raises(errors.SoldOut) as refusal:
        reserve(1, {a: 3, b: 11}, AT, AT)
    assert refusal.value.params["variants"] == [b]
    assert refusal.value.params["names"] == "明前龙井"
    assert (counts(a), counts(b), left(listing_id)) == ((10, 0), (10, 0), 20)
    assert not Reservation.objects.exists()


def test_an_unknown_variant_is_sold_out(world):
    with pytest.raises(errors.SoldOut):
        reserve(1, {12345: 1}, AT, AT)


def test_the_last_piece_says_sold_out_and_giving_it_back_says_so_too(world):
    _, listing_id, (a, b) = world
    reserve(1, {a: 10, b: 10}, AT, AT)
    assert stock_events() == [True]
    release(1, AT)
    assert stock_events() == [True, False]
    assert left(listing_id) == 20


def test_selling_takes_pieces_off_the_shelf_once(world):
    _, listing_id, (a, b) = world
    reserve(1, {a: 3, b: 2}, AT, AT)
    assert [sell(1), sell(1)] == [2, 0]
    assert (counts(a), counts(b), left(listing_id)) == ((7, 0), (8, 0), 15)
    assert nothing_is_wrong()


def test_releasing_gives_back_once(world):
    _, listing_id, (a, b) = world
    reserve(1, {a: 3, b: 2}, AT, AT)
    assert [release(1, AT), release(1, AT), sell(1)] == [2, 0, 0]
    assert (counts(a), counts(b), left(listing_id)) == ((10, 0), (10, 0), 20)


def test_releasing_a_sold_order_puts_the_pieces_back_on_the_shelf_once(world):
    _, listing_id, (a, _) = world
    reserve(1, {a: 4}, AT, AT)
    sell(1)
    assert [release(1, AT), release(1, AT)] == [1, 0]
    assert (counts(a), left(listing_id)) == ((10, 0), 20)
    assert nothing_is_wrong()


def test_a_released_order_holds_nothing_again(world):
    """A closed order stays closed: its reservation is spent."""
    _, _, (a, _) = world
    reserve(1, {a: 4}, AT, AT)
    release(1, AT)
    reserve(1, {a: 4}, AT, AT)
    assert counts(a) == (10, 0)


def test_stock_cannot_go_below_what_orders_hold(world):
    shop_id, listing_id, (a, _) = world
    reserve(1, {a: 4}, AT, AT)
    with pytest.raises(errors.StockReserved) as refusal:
        set_stock(shop_id, a, 3, AT)
    assert refusal.value.params == {"reserved": 4, "on_hand": 3}
    assert (counts(a), left(listing_id)) == ((10, 4), 16)
    set_stock(shop_id, a, 4, AT)
    assert (counts(a), left(listing_id)) == ((4, 4), 10)


def test_another_shop_cannot_count_the_stock(world):
    _, listing_id, (a, _) = world
    with pytest.raises(errors.NoVariant):
        set_stock(a_shop("别家"), a, 99, AT)
    assert (counts(a), left(listing_id)) == ((10, 0), 20)


@pytest.mark.parametrize("pieces", [-1, 10**9 + 1])
def test_a_stock_out_of_range_is_refused(world, pieces):
    shop_id, _, (a, _) = world
    with pytest.raises(errors.WrongField):
        set_stock(shop_id, a, pieces, AT)
    assert counts(a) == (10, 0)


@pytest.mark.django_db(transaction=True)
def test_thirty_buyers_want_the_last_ten_pieces_of_two_variants():
    """Real connections, variants asked for in both orders: ten get both, nobody waits in a circle."""
    shop_id = a_shop()
    listing_id, (a, b) = a_listing(shop_id, a_category(), prices=(1000, 1200))
    outcomes: list[str] = []

    def buy(order_id):
        close_old_connections()
        wanted = {a: 1, b: 1} if order_id % 2 else {b: 1, a: 1}
        try:
            reserve(order_id, wanted, AT, AT)
            outcomes.append("got")
        except errors.SoldOut:
            outcomes.append("sold out")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=buy, args=(n,)) for n in range(1, 31)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["got"] * 10 + ["sold out"] * 20
    assert (counts(a), counts(b), left(listing_id)) == ((10, 10), (10, 10), 0)
    assert nothing_is_wrong()
    assert connection.is_usable()
