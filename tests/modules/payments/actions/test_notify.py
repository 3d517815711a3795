"""Notifications of the sandbox provider: signed by hand, so that every lie can be told."""

import json
from datetime import timedelta
from itertools import count

import pytest
from django.conf import settings

from support.orders import a_member, broken, place, two_shops
from tradewind.ledger.models import LedgerTransaction
from tradewind.payments import errors
from tradewind.payments.actions import apply, start
from tradewind.payments.actions.notify import handle
from tradewind.payments.methods.base import Created
from tradewind.payments.methods.sandbox import METHOD
from tradewind.payments.methods.signing import signature
from tradewind.payments.models import Notification, Payment
from tradewind.payments.queries import notifications
from tradewind.trade.actions import pay
from tradewind.trade.actions.close import close_order
from tradewind.trade.queries import order as read_order

pytestmark = pytest.mark.django_db
SECRET = "whsec_for_tests"


@pytest.fixture
def waiting(monkeypatch, now):
    """An order of 18.00 whose payment waits at the provider; returns a function that makes notifications about it."""
    settings.SANDBOX_KEY_FILE.parent.mkdir(parents=True, exist_ok=True)
    keys = {"merchant": "m_1", "api_key": "sk_1", "webhook_secret": SECRET}
    settings.SANDBOX_KEY_FILE.write_text(json.dumps(keys))
    number = count(1)
    monkeypatch.setattr(METHOD, "create", lambda request: Created(f"pay_{next(number)}", "https://pay.example/1"))
    _, (tea, _) = two_shops()
    buyer = a_member()
    order_id = place(buyer, {tea: 1}, now).order_id
    payment_id = pay.start(order_id, "sandbox", now).payment_id
    yield Waiting(order_id, payment_id, buyer, now)
    settings.SANDBOX_KEY_FILE.unlink()


class Waiting:
    def __init__(self, order_id, payment_id, buyer, now):
        self.order_id, self.payment_id, self.buyer, self.now = order_id, payment_id, buyer, now

    def message(self, state="paid", **lies):
        data = {
            "merchant": "m_1", "id": "pay_1", "merchant_payment_id": str(self.payment_id),
            "order_id": str(self.order_id), "amount": 1800, "currency": "CNY", "state": state,
            "at": self.now.isoformat(),
        }  # fmt: skip
        return json.dumps({"type": f"payment.{state}", "data": data | lies}).encode()

    def send(self, body=None, message_id="msg_1", at=None, secret=SECRET):
        body, at = body or self.message(), at or self.now
        stamp = int(at.timestamp())
        signed = signature(secret.encode(), message_id, stamp, body)
        headers = {"webhook-id": message_id, "webhook-timestamp": str(stamp), "webhook-signature": signed}
        return handle("sandbox", headers, body, self.now)

    @property
    def state(self):
        return read_order(self.order_id, None).state, Payment.objects.get(id=self.payment_id).state

    def nothing_moved(self):
        return self.state == ("created", "pending") and not LedgerTransaction.objects.exists() and not broken()


def test_paid(waiting):
    assert waiting.send() == "paid"
    assert waiting.state == ("paid", "paid")
    assert Payment.objects.get().paid_at == waiting.now
    assert [(n.notification_id, n.outcome) for n in notifications(waiting.payment_id)] == [("msg_1", "paid")]
    assert broken() == []


def test_a_replay_is_answered_and_changes_nothing(waiting):
    waiting.send()
    assert [waiting.send() for _ in range(3)] == ["repeated"] * 3
    assert (Notification.objects.count(), LedgerTransaction.objects.count()) == (1, 1)


def test_the_same_news_under_another_id(waiting):
    waiting.send()
    assert waiting.send(message_id="msg_2") == "paid"
    assert (Notification.objects.count(), LedgerTransaction.objects.count()) == (2, 1)
    assert broken() == []


def test_older_news_after_newer(waiting):
    assert waiting.send() == "paid"
    assert waiting.send(waiting.message("pending"), "msg_0") == "paid"
    assert waiting.send(waiting.message("failed"), "msg_3") == "paid"
    assert waiting.state == ("paid", "paid")


def test_declined_and_then_tried_again(waiting):
    assert waiting.send(waiting.message("failed")) == "failed"
    assert waiting.state == ("created", "failed")
    again = pay.start(waiting.order_id, "sandbox", waiting.now)
    assert again.payment_id != waiting.payment_id


def test_late_after_the_order_was_closed(waiting, monkeypatch):
    monkeypatch.setattr(METHOD, "close", lambda payment_id: None)
    close_order(waiting.order_id, waiting.buyer, "cancelled", waiting.now)
    assert waiting.send() == "paid"
    assert waiting.state == ("closed", "paid")
    assert list(LedgerTransaction.objects.values_list("kind", "note")) == [("trade.refund_due", "closed")]
    assert broken() == []


@pytest.mark.parametrize(
    ("lie", "field"),
    [
        ({"amount": 1799}, "amount"),
        ({"amount": 180000}, "amount"),
        ({"currency": "USD"}, "currency"),
        ({"merchant": "m_2"}, "merchant"),
        ({"order_id": "42"}, "order"),
        ({"id": "pay_2"}, "reference"),
    ],
)
def test_signed_but_not_what_we_asked_for(waiting, lie, field):
    with pytest.raises(errors.Mismatch) as caught:
        waiting.send(waiting.message(**lie))
    assert caught.value.params["field"] == field
    assert [n.outcome for n in notifications(waiting.payment_id)] == ["refused: payments.mismatch"]
    Notification.objects.all().delete()
    assert waiting.nothing_moved()


def test_without_the_comparison_a_lie_is_believed(waiting, monkeypatch):
    """The control of the test above: it is the comparison that refuses."""
    monkeypatch.setattr(apply, "_compare", lambda *_: None)
    assert waiting.send(waiting.message(amount=1)) == "paid"


def test_an_order_we_do_not_know(waiting):
    with pytest.raises(errors.UnknownOrder):
        waiting.send(waiting.message(merchant_payment_id="42"))
    assert Notification.objects.get().outcome == "refused: payments.unknown_order"
    Notification.objects.all().delete()
    assert waiting.nothing_moved()


def test_not_signed_by_the_provider(waiting):
    with pytest.raises(errors.BadSignature):
        waiting.send(secret="whsec_guessed")
    assert not Notification.objects.exists()
    assert waiting.nothing_moved()


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_recording(waiting, minutes):
    with pytest.raises(errors.Stale):
        waiting.send(at=waiting.now + timedelta(minutes=minutes))
    assert not Notification.objects.exists()
    assert waiting.nothing_moved()


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[]",
        b"{}",
        b'{"data": 5}',
        b'{"data": {}}',
        b'{"data": {"amount": true}}',
        b'{"data": {"amount": 1.5}}',
        b'{"data": {}, "more": NaN}',
        "{}".encode("utf-16"),
        b"[" * 50_000,
    ],
)
def test_signed_nonsense(waiting, body):
    with pytest.raises(errors.Malformed):
        waiting.send(body)
    assert waiting.nothing_moved()


@pytest.mark.parametrize(
    "lie",
    [
        {"merchant_payment_id": str(2**63)},
        {"order_id": "-1"},
        {"state": "pa\0id"},
        {"state": "\ud800"},
        {"state": "\udc00"},
        {"merchant": float("nan")},
        {"at": "yesterday"},
        {"at": "2026-06-17T12:00:00"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"at": "9999-12-31T23:59:59-12:00"},
    ],
)
def test_signed_values_that_fit_no_column(waiting, lie):
    with pytest.raises(errors.Malformed):
        waiting.send(waiting.message(**lie))
    assert waiting.nothing_moved()


def test_a_provider_nobody_knows(now):
    with pytest.raises(errors.NoMethod):
        handle("cowries", {}, b"", now)


def test_nothing_is_charged_when_the_provider_is_away(waiting, monkeypatch):
    settings.SANDBOX_KEY_FILE.write_text("{")
    with pytest.raises(errors.ProviderAway):
        waiting.send()
    with pytest.raises(errors.NothingToPay):
        start.start_payment(1, 0, "CNY", "sandbox", "", "", waiting.now)
    assert waiting.nothing_moved()
