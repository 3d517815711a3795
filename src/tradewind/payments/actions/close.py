"""Closing a payment at its provider, so that nobody pays for an order that is over."""

from datetime import datetime

from tradewind.payments.actions.apply import apply
from tradewind.payments.errors import NoPayment
from tradewind.payments.methods import METHODS
from tradewind.payments.models import Payment


def close_payment(payment_id: int, now: datetime) -> str:
    """Asks the provider to take no more money for a payment; returns its state: `paid` when the buyer was faster.

    No transaction is open while we wait. A payment that the provider never heard of is closed here. Refuses
    `payments.no_payment`, `payments.provider_away` and `payments.mismatch`.
    """
    row = Payment.objects.filter(id=payment_id).first()
    if row is None:
        raise NoPayment(where=str(payment_id))
    way = METHODS.get(row.method)
    if way is None or row.state not in {"created", "pending"}:
        return row.state
    report = way.close(payment_id)
    Payment.objects.filter(id=payment_id).update(asked_at=now)
    if report is not None:
        return apply(way, report, now)
    Payment.objects.filter(id=payment_id, state__in=("created", "pending")).update(state="closed")
    return str(Payment.objects.values_list("state", flat=True).get(id=payment_id))
