"""Asking a provider what became of a payment: heals lost notifications."""

from datetime import datetime, timedelta

import structlog

from tradewind.kernel.errors import Refusal
from tradewind.payments.actions.apply import apply
from tradewind.payments.actions.close import close_payment
from tradewind.payments.errors import Mismatch, NoPayment, ProviderAway
from tradewind.payments.methods import METHODS
from tradewind.payments.models import Payment
from tradewind.payments.queries import payments_to_ask

log = structlog.get_logger(__name__)
QUIET = timedelta(seconds=30)
FORGOTTEN = timedelta(days=1)
MOST = 50


def ask(payment_id: int, now: datetime) -> str:
    """Asks the provider about a payment and applies the answer; returns the payment's state afterwards.

    No transaction is open while we wait. A payment that the provider has never heard of stays as it is. Refuses
    `payments.no_payment`, `payments.provider_away` and `payments.mismatch`.
    """
    row = Payment.objects.filter(id=payment_id).first()
    if row is None:
        raise NoPayment(where=str(payment_id))
    way = METHODS.get(row.method)
    if way is None or row.state == "paid":
        return row.state
    report = way.ask(payment_id)
    Payment.objects.filter(id=payment_id).update(asked_at=now)
    return row.state if report is None else apply(way, report, now)


def ask_open(now: datetime) -> int:
    """Asks about open payments of which nothing was heard for half a minute, at most 50; returns how many moved (the
    schedule). One that nobody paid in a day is closed at the provider, so that it is not asked about for ever. A
    provider that does not answer ends the run: the next one tries again."""
    moved = 0
    for payment_id, begun in payments_to_ask(now, QUIET, MOST):
        verb = close_payment if begun <= now - FORGOTTEN else ask
        try:
            moved += verb(payment_id, now) not in {"created", "pending"}
        except ProviderAway:
            break
        except Mismatch as refusal:
            note_refusal(payment_id, refusal)
    return moved


def note_refusal(payment_id: int, refusal: Refusal) -> None:
    """A provider's answer that does not fit ours is for people to look at; nothing has moved."""
    log.error("payments.refused_answer", payment=payment_id, code=refusal.code, where=refusal.where)
