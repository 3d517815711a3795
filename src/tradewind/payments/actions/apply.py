"""The one place where a provider's word becomes our state, whether it came as a notification or as an answer."""

from datetime import datetime

from django.db import transaction

from tradewind.kernel.outbox import record
from tradewind.payments.errors import Mismatch, UnknownOrder
from tradewind.payments.events import PaymentFailed, PaymentSucceeded
from tradewind.payments.methods.base import Method, Report
from tradewind.payments.models import Payment
from tradewind.payments.states import PAYMENT


@transaction.atomic
def apply(method: Method, report: Report, now: datetime) -> str:
    """Compares a report with the payment it is about, then moves the payment, once, and says what happened.

    Returns the payment's state afterwards. A report that brings nothing new (a repeat, an old one out of order) changes
    nothing. Refuses `payments.unknown_order` and `payments.mismatch` (merchant, order, amount, currency, reference),
    with nothing changed.
    """
    row = Payment.objects.select_for_update().filter(id=report.payment_id, method=method.code).first()
    if row is None:
        raise UnknownOrder(where="merchant_payment_id")
    _compare(method, row, report)
    if report.state == row.state or row.state not in PAYMENT.before(report.state):
        return row.state
    changes: dict[str, object] = {"state": report.state, "provider_ref": report.provider_ref}
    if report.state == "paid":
        changes["paid_at"] = report.at
    Payment.objects.filter(id=row.id).update(**changes)
    if report.state == "paid":
        record([
            PaymentSucceeded(
                key=row.order_id, at=now, payment_id=row.id, method=method.code, provider=method.number,
                amount=row.amount, currency=row.currency,
            )
        ])  # fmt: skip
    elif report.state == "failed":
        record([PaymentFailed(key=row.order_id, at=now, payment_id=row.id, method=method.code)])
    return report.state


def _compare(method: Method, row: Payment, report: Report) -> None:
    """Every fact of the report against ours; a signature alone proves only who wrote it."""
    pairs = {
        "merchant": (report.merchant, method.merchant()),
        "order": (report.order_id, row.order_id),
        "amount": (report.amount, row.amount),
        "currency": (report.currency, row.currency),
        "reference": (report.provider_ref, row.provider_ref or report.provider_ref),
    }
    for field, (theirs, ours) in pairs.items():
        if theirs != ours:
            raise Mismatch(where=field, field=field)
