"""Money and time meet: an order is either paid or closed, and money is never lost."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from support.orders import a_member, broken, paid, place, two_shops
from tradewind.catalog.models import Stock
from tradewind.ledger.models import LedgerTransaction
from tradewind.payments.actions.apply import apply
from tradewind.payments.actions.notify import handle
from tradewind.payments.models import Notification, Payment
from tradewind.trade.actions import pay
from tradewind.trade.actions.close import close_unpaid
from tradewind.trade.actions.confirm import confirm, confirm_due
from tradewind.trade.actions.ship import ship
from tradewind.trade.models import Order, Transition
from tradewind.trade.queries import order as read_order


@pytest.mark.parametrize("round_", range(4))
def test_paying_while_the_schedule_closes(at_once, provider, now, round_):
    _, (tea, _) = two_shops()
    orders = [place(a_member(f"b{n}@example.com"), {tea: 1}, now).order_id for n in range(6)]
    started = [pay.start(order_id, "sandbox", now).payment_id for order_id in orders]
    provider.away = round_ % 2 == 1  # then the orders close without an answer, and the money comes late
    later = now + timedelta(minutes=23)

    def money(payment_id):
        if provider.states[payment_id] == "pending" or provider.away:
            provider.states[payment_id] = "paid"
        return apply(provider, provider.report(payment_id, now=later), later)

    outcomes = at_once(
        [*(lambda p=p: money(p) for p in started), lambda: close_unpaid(later), lambda: close_unpaid(later)]
    )
    assert [o for o in outcomes if isinstance(o, Exception)] == []
    states = {order_id: read_order(order_id, None).state for order_id in orders}
    assert set(states.values()) <= {"paid", "closed"}
    sold = sum(state == "paid" for state in states.values())
    stock = Stock.objects.get(variant_id=tea)
    assert (stock.on_hand, stock.reserved) == (10 - sold, 0)
    due = LedgerTransaction.objects.filter(kind="trade.refund_due").count()
    assert Payment.objects.filter(state="paid").count() == sold + due
    assert broken() == []


def test_two_notifications_at_once_are_one_posting(at_once, provider, now):
    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    payment_id = pay.start(order_id, "sandbox", now).payment_id
    same = {"id": "msg_1", "payment": str(payment_id), "state": "paid"}
    other = {**same, "id": "msg_2"}
    outcomes = at_once([lambda h=h: handle("sandbox", h, b"{}", now) for h in (same, same, same, other, other)])
    assert sorted(outcomes) == ["paid", "paid", "repeated", "repeated", "repeated"]
    assert (LedgerTransaction.objects.count(), Notification.objects.count()) == (1, 2)
    assert Transition.objects.filter(order_id=order_id, new="paid", sub_position=0).count() == 1
    assert broken() == []


def test_without_the_row_lock_two_notifications_post_twice(at_once, provider, now, monkeypatch):
    """The control: decide on what was read before, then write; the ledger's own key is taken away too."""
    from tradewind.kernel.outbox import record
    from tradewind.payments.actions import notify
    from tradewind.payments.events import PaymentSucceeded
    from tradewind.trade.actions import pay as pay_actions
    from tradewind.trade.actions import settle

    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    payment_id = pay.start(order_id, "sandbox", now).payment_id

    def naive(method, report, at):
        row = Payment.objects.get(id=report.payment_id)
        if row.state == "paid":
            return "paid"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")
        with transaction.atomic():
            Payment.objects.filter(id=row.id).update(state="paid", paid_at=at)
            event = PaymentSucceeded(
                key=row.order_id, at=at, payment_id=row.id, method="sandbox", provider=1, amount=row.amount,
                currency=row.currency,
            )  # fmt: skip
            record([event])
        return "paid"

    posted = []
    monkeypatch.setattr(notify, "apply", naive)
    monkeypatch.setattr(pay_actions, "lock_orders", lambda ids: dict.fromkeys(ids, "created"))
    monkeypatch.setattr(pay_actions, "settle", lambda *a: posted.append(a) or True)
    assert settle.settle is not pay_actions.settle
    headers = {"payment": str(payment_id), "state": "paid"}
    at_once([lambda n=n: handle("sandbox", {**headers, "id": f"msg_{n}"}, b"{}", now) for n in range(3)])
    assert len(posted) > 1


def test_starting_to_pay_twice_at_once_is_one_payment(at_once, provider, now):
    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    outcomes = at_once([lambda: pay.start(order_id, "sandbox", now)] * 6)
    assert len(set(outcomes)) == 1
    assert Payment.objects.count() == 1


def test_the_last_two_parts_confirmed_at_once_complete_the_order(at_once, provider, now):
    shops, (tea, book) = two_shops()
    buyer = a_member()
    order_id = place(buyer, {tea: 1, book: 1}, now).order_id
    paid(provider, order_id, now)
    for shop in shops:
        ship(shop, order_id, "顺丰", f"SF{shop}", now)
    late = now + timedelta(days=30)
    at_once(
        [lambda: confirm(order_id, 1, buyer, now), lambda: confirm(order_id, 2, buyer, now), lambda: confirm_due(late)]
    )
    assert Order.objects.get().state == "completed"
    assert Transition.objects.filter(order_id=order_id, new="confirmed").count() == 2
    assert Transition.objects.filter(order_id=order_id, new="completed").count() == 1
    assert broken() == []


def test_closing_and_buying_the_same_goods_do_not_wait_in_a_circle(at_once, provider, now):
    _, (tea, book) = two_shops(on_hand=20)
    for n in range(8):
        place(a_member(f"old{n}@example.com"), {book: 1, tea: 1}, now)
    buyers = [a_member(f"new{n}@example.com") for n in range(8)]
    later = now + timedelta(minutes=16)
    outcomes = at_once(
        [*(lambda b=b: place(b, {tea: 1, book: 1}, later) for b in buyers), *[lambda: close_unpaid(later)] * 2]
    )
    assert [o for o in outcomes if isinstance(o, Exception)] == []
    assert sum(o for o in outcomes if isinstance(o, int)) == 8
    assert set(Stock.objects.values_list("reserved", flat=True)) == {8}
    assert broken() == []
