"""Price protection: the price fell after the parcel came, and the difference comes back by itself."""

from datetime import timedelta

import pytest

from support.orders import a_member, broken, paid, place, two_shops
from tradewind.deals.actions.end_item_price import end_item_price
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.kernel.decisions import decisions, replay
from tradewind.kernel.models import OutboxEvent
from tradewind.ledger.queries import balances, transactions
from tradewind.trade.actions.confirm import confirm
from tradewind.trade.actions.protect_prices import protect_prices
from tradewind.trade.actions.ship import ship
from tradewind.trade.models import PriceProtection
from tradewind.trade.queries import protections

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def signed(provider, now):
    """Two pieces of 10.00, received now: (shop, variant, buyer, order id)."""
    shops, (tea, _book) = two_shops()
    buyer = a_member()
    order_id = place(buyer, {tea: 2}, now).order_id
    paid(provider, order_id, now)
    ship(shops[0], order_id, "顺丰", "SF123456789", now)
    confirm(order_id, 1, buyer, now)
    return shops[0], tea, buyer, order_id


def given(order_id):
    return [(row.position, row.amount, row.payer, row.price) for row in protections([order_id]).get(order_id, [])]


def account(kind, owner, code):
    return {row.code: row.amount for row in balances(kind, owner)}.get(code, 0)


def moved():
    return PriceProtection.objects.count(), len(transactions()), OutboxEvent.objects.count()


def test_the_difference_comes_back_once_a_day(signed, now):
    shop, tea, buyer, order_id = signed
    later = now + DAY
    set_item_price(shop, tea, 900, later, None, later)
    assert protect_prices(later) == 1
    assert given(order_id) == [(1, 200, "merchant", 900)]
    assert account("buyer", buyer.account_id, "refund_due") == -200
    assert account("shop", shop, "promotion") == 200
    before = moved()
    assert [protect_prices(later), protect_prices(later + SECOND), protect_prices(later + DAY)] == [0, 0, 0]
    assert moved() == before
    assert broken() == []


def test_it_comes_back_again_when_the_price_falls_further(signed, now):
    shop, tea, buyer, order_id = signed
    first = set_item_price(shop, tea, 900, now, None, now)
    protect_prices(now)
    end_item_price(shop, first, now + DAY)
    assert protect_prices(now + DAY) == 0
    set_item_price(shop, tea, 850, now + 2 * DAY, None, now + 2 * DAY)
    assert protect_prices(now + 2 * DAY) == 1
    assert given(order_id) == [(1, 200, "merchant", 900), (1, 100, "merchant", 850)]
    assert account("buyer", buyer.account_id, "refund_due") == -300


def test_what_the_platform_lowers_the_platform_pays(signed, now):
    shop, tea, _buyer, order_id = signed
    set_item_price(shop, tea, 900, now, None, now, payer="platform")
    assert protect_prices(now) == 1
    assert (account("platform", 0, "subsidy"), account("shop", shop, "promotion")) == (200, 0)
    assert given(order_id) == [(1, 200, "platform", 900)]


@pytest.mark.parametrize(("late", "lines"), [(timedelta(0), 1), (SECOND, 0)])
def test_the_window_ends_to_the_second(signed, now, late, lines):
    shop, tea, _buyer, _order_id = signed
    at = now + 7 * DAY + late
    set_item_price(shop, tea, 900, at, None, at)
    before = moved()
    assert protect_prices(at) == lines
    assert (moved() == before) is not bool(lines)


def test_goods_that_were_not_received_are_not_looked_at(provider, now):
    shops, (tea, _book) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    paid(provider, order_id, now)
    set_item_price(shops[0], tea, 900, now, None, now)
    assert protect_prices(now) == 0
    assert given(order_id) == []


def test_the_decision_is_stored_and_can_be_replayed_and_the_event_says_it(signed, now):
    shop, tea, buyer, order_id = signed
    set_item_price(shop, tea, 900, now, None, now)
    protect_prices(now)
    (decision,) = decisions("deals.price_protection")
    assert (decision.subject_id, decision.outcome["compensation"], decision.reason) == (
        order_id, 200, "¥2.00 back: the price fell to ¥9.00",
    )  # fmt: skip
    assert replay(decision.id).same
    event = OutboxEvent.objects.get(name="trade.PriceProtected").payload
    assert (event["amount"], event["payer"], event["account_id"]) == (200, "merchant", buyer.account_id)
