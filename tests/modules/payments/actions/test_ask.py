"""Asking about payments: soon at first, then rarer, and not for ever."""

from datetime import timedelta

import pytest

from support.orders import a_member, broken, place, two_shops
from tradewind.payments.actions.ask import ask, ask_open
from tradewind.payments.actions.close import close_payment
from tradewind.payments.errors import NoPayment
from tradewind.payments.models import Payment
from tradewind.payments.queries import payments_to_ask
from tradewind.trade.actions import pay

pytestmark = pytest.mark.django_db
HALF = timedelta(seconds=30)


@pytest.fixture
def begun(provider, now):
    """A payment that waits for its buyer since `now`."""
    _, (tea, _) = two_shops()
    return pay.start(place(a_member(), {tea: 1}, now).order_id, "sandbox", now).payment_id


def test_soon_at_first_then_rarer(begun, provider, now):
    asked = []
    for minute in range(240):
        before = len(provider.asked)
        ask_open(now + timedelta(minutes=minute))
        if len(provider.asked) > before:
            asked.append(minute)
    assert asked[:6] == [1, 2, 3, 4, 5, 6]
    assert len(asked) < 50
    assert asked[-1] - asked[-2] > 15


def test_not_for_ever(begun, provider, now):
    assert ask_open(now + timedelta(hours=23)) == 0
    assert ask_open(now + timedelta(days=1, hours=3)) == 1
    assert provider.asked[-1] == ("close", begun)
    assert Payment.objects.get().state == "closed"
    assert payments_to_ask(now + timedelta(days=3), HALF) == []


def test_a_provider_that_is_away_ends_the_run(begun, provider, now):
    provider.away = True
    assert ask_open(now + timedelta(minutes=1)) == 0
    provider.away = False
    assert ask_open(now + timedelta(minutes=1)) == 0
    assert provider.asked[-2:] == [("ask", begun)] * 2  # not counted as asked the first time


def test_an_answer_that_does_not_fit_is_left_for_people(begun, provider, now):
    provider.states[begun] = "paid"
    request = provider.payments[begun]
    provider.payments[begun] = request._replace(amount=request.amount - 1)
    assert ask_open(now + timedelta(minutes=1)) == 0
    assert Payment.objects.get().state == "pending"
    assert broken() == []


def test_a_payment_the_provider_never_heard_of(begun, provider, now):
    del provider.payments[begun]
    assert ask(begun, now) == "pending"
    assert close_payment(begun, now) == "closed"
    assert close_payment(begun, now) == "closed"


def test_no_such_payment(provider, now):
    for verb in (ask, close_payment):
        with pytest.raises(NoPayment):
            verb(404, now)
