"""From the shop to the door: shipped, delivered, confirmed, completed."""

from datetime import timedelta

import pytest

from support.orders import a_member, broken, paid, place, two_shops
from tradewind.kernel.clock import day_ends
from tradewind.kernel.errors import UnknownTransition
from tradewind.kernel.outbox import history
from tradewind.logistics.errors import NoShipment, WrongField
from tradewind.parties.types import Buyer
from tradewind.trade import errors
from tradewind.trade.actions.confirm import confirm, confirm_due
from tradewind.trade.actions.deliver import mark_delivered
from tradewind.trade.actions.ship import ship
from tradewind.trade.models import SubOrder, Transition
from tradewind.trade.queries import buyer_orders, orders, shop_counters, shop_order, shop_orders
from tradewind.trade.queries import order as read_order
from tradewind.trade.types import Counters

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold(provider, now):
    """A paid order of two shops: (shops, buyer, order id)."""
    shops, (tea, book) = two_shops()
    buyer = a_member()
    order_id = place(buyer, {tea: 1, book: 1}, now).order_id
    paid(provider, order_id, now)
    return shops, buyer, order_id


def states(order_id):
    view = read_order(order_id, None)
    return view.state, [sub.state for sub in view.subs]


def names(order_id):
    return [event.name.removeprefix("trade.") for event in history(order_id) if event.name.startswith("trade.Sub")]


def test_from_the_shop_to_the_door(sold, now):
    shops, buyer, order_id = sold
    parcel = ship(shops[0], order_id, "顺丰", "sf 123456789", now, "shop:7")
    assert (parcel.tracking_no, states(order_id)) == ("SF 123456789", ("paid", ["shipped", "paid"]))
    assert read_order(order_id, buyer).subs[0].confirm_by == day_ends(now, 15)
    assert mark_delivered(order_id, parcel.position, now) is True
    assert mark_delivered(order_id, parcel.position, now) is False
    assert confirm(order_id, 1, buyer, now) is True
    assert confirm(order_id, 1, buyer, now) is False
    assert states(order_id) == ("paid", ["confirmed", "paid"])
    ship(shops[1], order_id, "中通", "ZT987654321", now)
    confirm(order_id, 2, buyer, now)  # the door need not be recorded
    assert states(order_id) == ("completed", ["confirmed", "confirmed"])
    assert names(order_id) == [
        "SubOrderShipped", "SubOrderDelivered", "SubOrderConfirmed", "SubOrderShipped", "SubOrderConfirmed",
    ]  # fmt: skip
    actors = list(
        Transition.objects.filter(order_id=order_id, new="shipped").order_by("id").values_list("actor", flat=True)
    )
    assert actors == ["shop:7", f"shop:{shops[1]}"]
    assert broken() == []


def test_two_parcels_of_one_shop(sold, now):
    shops, _, order_id = sold
    first = ship(shops[0], order_id, "顺丰", "SF0001", now)
    second = ship(shops[0], order_id, "顺丰", "SF0002", now)
    assert ship(shops[0], order_id, "顺丰", "SF0002", now) == second
    assert len(read_order(order_id, None).subs[0].parcels) == 2
    assert mark_delivered(order_id, first.position, now) is False
    assert mark_delivered(order_id, second.position, now) is True


def test_time_confirms_for_the_buyer(sold, now):
    shops, buyer, order_id = sold
    for shop in shops:
        ship(shop, order_id, "顺丰", f"SF{shop}", now)
    due = day_ends(now, 15)
    assert confirm_due(due - timedelta(seconds=1)) == 0
    assert confirm_due(due) == 2
    assert confirm_due(due) == 0
    assert states(order_id) == ("completed", ["confirmed", "confirmed"])
    assert {t.actor for t in read_order(order_id, buyer).history if t.new == "confirmed"} == {"schedule"}
    assert broken() == []


def test_what_cannot_be_sent(sold, now):
    shops, buyer, order_id = sold
    before = list(SubOrder.objects.values())
    with pytest.raises(errors.NoOrder):
        ship(404, order_id, "顺丰", "SF0001", now)
    with pytest.raises(WrongField):
        ship(shops[0], order_id, "顺丰", "?", now)
    with pytest.raises(UnknownTransition):
        confirm(order_id, 1, buyer, now)
    with pytest.raises(NoShipment):
        mark_delivered(order_id, 1, now)
    assert list(SubOrder.objects.values()) == before


def test_an_unpaid_order_is_not_sent(provider, now):
    shops, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    with pytest.raises(errors.NotShippable):
        ship(shops[0], order_id, "顺丰", "SF0001", now)
    assert states(order_id) == ("created", ["created"])


def test_only_the_buyer_confirms(sold, now):
    shops, _, order_id = sold
    ship(shops[0], order_id, "顺丰", "SF0001", now)
    for stranger in (Buyer(guest="x" * 64), a_member("other@example.com")):
        with pytest.raises(errors.NoOrder):
            confirm(order_id, 1, stranger, now)
    assert states(order_id) == ("paid", ["shipped", "paid"])


def test_what_a_shop_sees(sold, now):
    shops, _, order_id = sold
    [row] = shop_orders(shops[0], "paid", now=now)
    assert (row.order_id, row.payable, row.recipient, row.late, [line.title for line in row.lines]) == (
        order_id, 1800, "王小明", False, ["明前龙井"],
    )  # fmt: skip
    assert shop_orders(shops[0], "shipped", now=now) == []
    assert shop_counters(shops[0], now) == Counters(0, 1, 0, 0, 1, 1800)
    late = now + timedelta(hours=49)
    assert [r.late for r in shop_orders(shops[0], "late", now=late)] == [True]
    assert shop_counters(shops[0], late) == Counters(0, 1, 1, 0, 0, 0)
    mine = shop_order(shops[0], order_id)
    assert ([line.title for line in mine.sub.lines], mine.address.street) == (["明前龙井"], "文三路 1 号")
    with pytest.raises(errors.NoOrder):
        shop_order(404, order_id)
    assert shop_orders(shops[0], before_id=order_id) == []


def test_what_a_buyer_and_an_operator_see(sold, now):
    _, buyer, order_id = sold
    assert [view.id for view in buyer_orders(buyer.account_id)] == [order_id]
    assert buyer_orders(buyer.account_id, before_id=order_id) == []
    [row] = orders(q=str(order_id))
    assert (row.id, row.shops, row.pieces, row.payable, row.state) == (order_id, 2, 2, 5100, "paid")
    assert orders(state="closed") == orders(q="nobody@example.com") == []
