"""The real sandbox provider misbehaves as networks do; our orders, stock and books come out right all the same."""

import signal
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection

from support.orders import a_member, broken, place, two_shops
from support.sandbox import Listener, SandboxProcess, wait_for
from tradewind.catalog.models import Variant
from tradewind.kernel.clock import ZONE, read_clock
from tradewind.kernel.errors import Refusal
from tradewind.ledger.models import LedgerTransaction
from tradewind.payments.actions import apply, notify
from tradewind.payments.actions.ask import ask_open
from tradewind.payments.actions.notify import handle
from tradewind.payments.methods.sandbox import METHOD
from tradewind.payments.models import Notification, Payment
from tradewind.payments.states import PAYMENT
from tradewind.trade.actions import pay
from tradewind.trade.actions.close import close_order, close_unpaid
from tradewind.trade.models import Order
from tradewind.trade.queries import order as read_order

pytestmark = pytest.mark.process
LATER = timedelta(minutes=1)  # past the half minute in which a notification may still come


def webhook(headers, body):
    """Our endpoint, as the API has it, on a connection of its own."""
    try:
        handle("sandbox", headers, body, read_clock())
        return 200
    except Refusal as refusal:
        return refusal.status
    finally:
        connection.close()


@pytest.fixture
def listener(transactional_db):
    one = Listener(webhook)
    yield one
    one.close()


@pytest.fixture
def sandbox(listener, settings, tmp_path):
    running = SandboxProcess(tmp_path / "sandbox", listener.url)
    settings.SANDBOX_URL = f"http://127.0.0.1:{running.port}"
    settings.SANDBOX_KEY_FILE = running.home / "merchant.key"
    yield running
    running.kill(signal.SIGTERM)


def bought(sandbox, action="pay"):
    """An order of 18.00 whose buyer has been to the provider's page; returns its id."""
    number = Order.objects.count()
    now = read_clock()
    variant = Variant.objects.get(list_price=1000).id if number else two_shops(on_hand=50)[1][0]
    order_id = place(a_member(f"b{number}@example.com"), {variant: 1}, now).order_id
    started = pay.start(order_id, "sandbox", now)
    sandbox.press(started.pay_url, action)
    return order_id


def state(order_id):
    return read_order(order_id, None).state


def paid_once(order_id, messages):
    """The check of these tests: so many messages were taken, the order is paid, once, and the books say so."""
    assert (state(order_id), Payment.objects.get().state) == ("paid", "paid")
    assert (Notification.objects.count(), LedgerTransaction.objects.count()) == (messages, 1)
    assert broken() == []


def test_nothing_goes_wrong(sandbox, listener):
    order_id = bought(sandbox)
    listener.hears(1)
    paid_once(order_id, 1)


def test_declined(sandbox, listener):
    order_id = bought(sandbox, "decline")
    listener.hears(1)
    assert (state(order_id), Payment.objects.get().state) == ("created", "failed")


def test_said_twice(sandbox, listener):
    sandbox.set_faults(duplicate=1)
    order_id = bought(sandbox)
    first, second = listener.hears(2)
    assert first[0]["webhook-id"] == second[0]["webhook-id"]
    assert [status for *_, status in listener.heard] == [200, 200]
    paid_once(order_id, 1)


def test_out_of_order(sandbox, listener):
    sandbox.set_faults(reordered=1)
    order_id = bought(sandbox)
    assert [body["data"]["state"] for _, body, _ in listener.hears(2)] == ["paid", "pending"]
    paid_once(order_id, 2)


def test_lost_and_healed_by_asking(sandbox, listener):
    sandbox.set_faults(lost=1)
    order_id = bought(sandbox)
    assert ask_open(read_clock()) == 0  # too early to ask
    assert state(order_id) == "created"
    assert ask_open(read_clock() + LATER) == 1
    assert listener.heard == []
    assert ask_open(read_clock() + 2 * LATER) == 0
    paid_once(order_id, 0)


def forget_ids(monkeypatch):
    """A message that comes again looks like a new one."""
    monkeypatch.setattr(notify, "_ONCE", notify._ONCE.replace("(%s, %s,", "(%s, %s || gen_random_uuid(),"))


def move_anywhere(monkeypatch):
    """A payment goes from any state to any other."""
    monkeypatch.setattr(apply, "PAYMENT", SimpleNamespace(before=lambda state: frozenset(PAYMENT.states)))


def never_ask(monkeypatch):
    """Whoever hears nothing waits on."""
    monkeypatch.setattr(METHOD, "ask", lambda payment_id: None)


@pytest.mark.parametrize(
    ("fault", "heard", "messages", "without"),
    [("duplicate", 2, 1, forget_ids), ("reordered", 2, 2, move_anywhere), ("lost", 0, 0, never_ask)],
)
def test_without_the_protection_the_check_sees_the_fault(
    sandbox, listener, monkeypatch, fault, heard, messages, without
):
    """The controls: each fault does harm when what guards against it is taken away, and `paid_once` notices."""
    without(monkeypatch)
    sandbox.set_faults(**{fault: 1})
    order_id = bought(sandbox)
    listener.hears(heard)
    ask_open(read_clock() + LATER)
    with pytest.raises(AssertionError):
        paid_once(order_id, messages)


def test_lost_and_found_when_the_time_is_over(sandbox, listener):
    sandbox.set_faults(lost=1)
    order_id = bought(sandbox)
    assert close_unpaid(read_clock() + timedelta(minutes=16)) == 0
    assert (state(order_id), broken()) == ("paid", [])


def test_late_after_the_order_was_closed(sandbox, listener, settings):
    sandbox.set_faults(late=1, late_seconds=3600)
    order_id = bought(sandbox)
    here, settings.SANDBOX_URL = settings.SANDBOX_URL, "http://127.0.0.1:9"  # the provider does not answer
    assert close_unpaid(read_clock() + timedelta(minutes=23)) == 1
    settings.SANDBOX_URL = here
    assert sandbox.call("POST", "/admin/send-now")[1] == {"due": 1}
    listener.hears(1)
    assert (state(order_id), Payment.objects.get().state) == ("closed", "paid")
    assert list(LedgerTransaction.objects.values_list("kind", "note")) == [("trade.refund_due", "closed")]
    assert broken() == []


def test_a_cancelled_order_cannot_be_paid_at_the_provider(sandbox, listener):
    now = read_clock()
    _, (tea, _) = two_shops()
    buyer = a_member()
    order_id = place(buyer, {tea: 1}, now).order_id
    started = pay.start(order_id, "sandbox", now)
    close_order(order_id, buyer, "cancelled", now)
    sandbox.press(started.pay_url)
    assert sandbox.call("GET", f"/v1/payments/by-merchant-id/{started.payment_id}")[1]["state"] == "closed"
    assert (state(order_id), Payment.objects.get().state, listener.heard) == ("closed", "closed", [])


def test_our_side_is_away_for_a_while(sandbox, listener):
    listener.take = lambda headers, body: 503
    order_id = bought(sandbox)
    listener.hears(1)
    assert state(order_id) == "created"
    listener.take = webhook
    wait_for(lambda: listener.heard[-1][2] == 200)
    assert state(order_id) == "paid"


def test_forty_orders_in_bad_weather(sandbox, listener):
    """All faults at once; afterwards both sides have the same books."""
    sandbox.set_faults(seed=42, duplicate=0.4, late=0.3, reordered=0.4, lost=0.3, late_seconds=0.2)
    orders = {bought(sandbox, "decline" if n % 5 == 4 else "pay"): n % 5 != 4 for n in range(40)}
    wait_for(
        lambda: all(n["state"] != "waiting" for n in sandbox.call("GET", "/admin/notifications")[1]["notifications"])
    )
    told = Order.objects.filter(state="paid").count()
    assert told < 32  # some news was lost, or this test would test nothing
    ask_open(read_clock() + LATER)
    ask_open(read_clock() + 2 * LATER)
    assert {order_id: state(order_id) == "paid" for order_id in orders} == orders
    day = read_clock().astimezone(ZONE).date().isoformat()
    statement = sandbox.call("GET", f"/v1/statements/{day}")[1]
    ours = dict(Payment.objects.filter(state="paid").values_list("id", "amount"))
    assert {int(p["merchant_payment_id"]): p["amount"] for p in statement["payments"]} == ours
    assert (len(ours), LedgerTransaction.objects.filter(kind="trade.sale").count()) == (32, 32)
    assert {status for *_, status in listener.heard} == {200}
    assert broken() == []
