"""Closing: the provider is asked first; goods, coupons and money go back exactly once."""

from datetime import timedelta

import pytest
from django.db import connection

from support.coupons import coupon, create_coupon
from support.orders import a_member, broken, paid, place, two_shops
from tradewind.catalog.models import Reservation, Stock
from tradewind.deals.models import Offer
from tradewind.kernel.outbox import history
from tradewind.ledger.queries import account_totals, balances
from tradewind.parties.types import Buyer
from tradewind.payments.errors import ProviderAway
from tradewind.payments.models import Payment
from tradewind.trade import errors
from tradewind.trade.actions import pay
from tradewind.trade.actions.close import close_order, close_unpaid
from tradewind.trade.actions.ship import ship
from tradewind.trade.models import Order
from tradewind.trade.queries import order as read_order

pytestmark = pytest.mark.django_db
LATE = timedelta(minutes=15)


def an_order(now, buyer=None, quantity=2):
    shops, (tea, book) = two_shops()
    window = (now - timedelta(days=1), now + timedelta(days=1))
    create_coupon(shops[0], coupon("满减", 500, 100, 9, *window), now)
    buyer = buyer or a_member()
    return shops, tea, buyer, place(buyer, {tea: quantity, book: 1}, now).order_id


def back_on_the_shelf(tea):
    return (
        Stock.objects.get(variant_id=tea).reserved,
        Stock.objects.get(variant_id=tea).on_hand,
        Offer.objects.get().uses_taken,
        set(Reservation.objects.values_list("state", flat=True)),
    )


def test_the_time_to_pay_is_over(provider, now):
    _, tea, buyer, order_id = an_order(now)
    assert close_unpaid(now + LATE - timedelta(seconds=1)) == 0
    assert back_on_the_shelf(tea) == (2, 10, 1, {"held"})
    assert close_unpaid(now + LATE) == 1
    assert close_unpaid(now + LATE) == 0
    view = read_order(order_id, buyer)
    assert (view.state, view.close_reason, view.closed_at) == ("closed", "unpaid", now + LATE)
    assert {sub.state for sub in view.subs} == {"closed"}
    assert back_on_the_shelf(tea) == (0, 10, 0, {"released"})
    assert [e.payload["old"] for e in history(order_id) if e.name == "trade.OrderClosed"] == ["created"]
    assert provider.asked == []  # nobody had begun to pay
    assert broken() == []


def test_an_open_payment_is_closed_at_the_provider_first(provider, now):
    _, _, _, order_id = an_order(now)
    started = pay.start(order_id, "sandbox", now)
    assert close_unpaid(now + LATE) == 1
    assert provider.asked == [("create", started.payment_id), ("close", started.payment_id)]
    assert (provider.states[started.payment_id], Payment.objects.get().state) == ("closed", "closed")
    assert broken() == []


def test_a_lost_notification_is_found_when_the_order_is_about_to_close(provider, now):
    _, tea, _, order_id = an_order(now)
    started = pay.start(order_id, "sandbox", now)
    provider.states[started.payment_id] = "paid"  # and we were never told
    assert close_unpaid(now + LATE) == 0
    assert read_order(order_id, None).state == "paid"
    assert back_on_the_shelf(tea) == (0, 8, 1, {"sold"})
    assert broken() == []


def test_a_silent_provider_is_asked_again_but_goods_are_not_held_for_ever(provider, now):
    _, tea, _, order_id = an_order(now)
    started = pay.start(order_id, "sandbox", now)
    provider.away = True
    assert close_unpaid(now + LATE + timedelta(minutes=7, seconds=59)) == 0
    assert read_order(order_id, None).state == "created"
    assert close_unpaid(now + LATE + timedelta(minutes=8)) == 1
    assert back_on_the_shelf(tea) == (0, 10, 0, {"released"})
    assert provider.asked.count(("close", started.payment_id)) == 2


def test_a_silent_provider_is_asked_once_a_run(provider, now):
    _, (tea, _) = two_shops()
    for n in range(3):
        order_id = place(a_member(f"b{n}@example.com"), {tea: 1}, now).order_id
        pay.start(order_id, "sandbox", now)
    never_paid = place(a_member("idle@example.com"), {tea: 1}, now).order_id
    provider.away, provider.asked = True, []
    assert close_unpaid(now + LATE) == 1  # only the one that no provider knows of
    assert (len(provider.asked), read_order(never_paid, None).state) == (1, "closed")


def test_a_buyer_changes_their_mind(provider, now):
    _, tea, buyer, order_id = an_order(now)
    started = pay.start(order_id, "sandbox", now)
    close_order(order_id, buyer, "cancelled", now)
    close_order(order_id, buyer, "cancelled", now)
    assert read_order(order_id, buyer).history[-1].actor == f"buyer:{buyer.account_id}"
    assert (provider.states[started.payment_id], back_on_the_shelf(tea)) == ("closed", (0, 10, 0, {"released"}))
    assert broken() == []


def test_a_buyer_who_has_just_paid_cannot_cancel(provider, now):
    _, tea, buyer, order_id = an_order(now)
    started = pay.start(order_id, "sandbox", now)
    provider.states[started.payment_id] = "paid"
    for _ in range(2):
        with pytest.raises(errors.OrderAlreadyPaid):
            close_order(order_id, buyer, "cancelled", now)
    assert (read_order(order_id, buyer).state, back_on_the_shelf(tea)) == ("paid", (0, 8, 1, {"sold"}))


def test_nobody_closes_somebody_elses_order(provider, now):
    _, _, _, order_id = an_order(now)
    for stranger in (Buyer(guest="x" * 64), a_member("other@example.com")):
        with pytest.raises(errors.NoOrder):
            close_order(order_id, stranger, "cancelled", now)
    assert Order.objects.get().state == "created"


def test_without_an_answer_a_buyer_is_told_to_wait(provider, now):
    _, tea, buyer, order_id = an_order(now)
    pay.start(order_id, "sandbox", now)
    provider.away = True
    with pytest.raises(ProviderAway):
        close_order(order_id, buyer, "cancelled", now)
    assert (Order.objects.get().state, back_on_the_shelf(tea)) == ("created", (2, 10, 1, {"held"}))


def test_an_operator_closes_a_paid_order_and_the_money_is_owed(provider, now):
    shops, tea, buyer, order_id = an_order(now)
    paid(provider, order_id, now)
    payable = read_order(order_id, None).payable
    close_order(order_id, None, "out_of_stock", now)
    assert back_on_the_shelf(tea) == (0, 10, 0, {"released"})
    assert {b.code: b.amount for b in balances("shop", shops[0])} == {"sales": 0, "freight": 0, "promotion": 0}
    assert [(b.code, b.amount) for b in balances("buyer", buyer.account_id)] == [("refund_due", -payable)]
    assert sum(total.amount for total in account_totals()) == 0
    assert [e.payload["reason"] for e in history(order_id) if e.name == "trade.RefundDue"] == ["out_of_stock"]
    assert broken() == []


def test_what_was_sent_is_not_closed(provider, now):
    shops, tea, _, order_id = an_order(now)
    paid(provider, order_id, now)
    ship(shops[1], order_id, "顺丰", "SF123456789", now)
    with pytest.raises(errors.NotClosable):
        close_order(order_id, None, "out_of_stock", now)
    assert (read_order(order_id, None).state, back_on_the_shelf(tea)) == ("paid", (0, 8, 1, {"sold"}))
    assert broken() == []


def test_a_database_connection_is_never_kept_waiting_for_a_provider(provider, now, monkeypatch, transactional_db):
    _, _, buyer, order_id = an_order(now)
    inside = []
    for verb in ("create", "ask", "close"):
        original = getattr(provider, verb)
        monkeypatch.setattr(
            provider, verb, lambda *a, original=original: (inside.append(connection.in_atomic_block), original(*a))[1]
        )
    pay.start(order_id, "sandbox", now)
    close_order(order_id, buyer, "cancelled", now)
    assert inside == [False, False]
