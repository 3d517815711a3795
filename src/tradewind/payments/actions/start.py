"""Starting a payment: our row first, then the provider, then its answer. No transaction is open while we wait."""

from datetime import datetime

from django.db import connection, transaction

from tradewind.kernel.ids import new_id
from tradewind.payments.errors import NoMethod, NothingToPay
from tradewind.payments.methods import METHODS
from tradewind.payments.methods.base import Created, Method, Request
from tradewind.payments.models import Payment
from tradewind.payments.types import Started


def start_payment(
    order_id: int, amount: int, currency: str, method: str, description: str, return_url: str, now: datetime
) -> Started:
    """Opens a payment of `amount` minor units for an order; returns where the buyer pays.

    A payment of the same order, method and amount that is still open is taken up again, so a second click (or a retry
    after a crash between the two sides) makes no second payment. Never call it inside a transaction. Refuses
    `payments.no_method`, `payments.amount`, `payments.refused`, `payments.provider_away`.
    """
    way = METHODS.get(method)
    if way is None:
        raise NoMethod(where="method", method=method, methods=", ".join(METHODS))
    if amount <= 0:
        raise NothingToPay(where="amount")
    row = _open_row(order_id, amount, currency, way, now)
    if row.pay_url:
        return Started(row.id, row.pay_url)
    created = way.create(Request(row.id, order_id, amount, currency, description, return_url))
    _store(row.id, created)
    return Started(row.id, created.pay_url)


@transaction.atomic
def _open_row(order_id: int, amount: int, currency: str, way: Method, now: datetime) -> Payment:
    with connection.cursor() as cursor:  # one starter of an order's payments at a time
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('payments.start', %s))", [order_id])
    mine = Payment.objects.filter(order_id=order_id)
    again = mine.filter(method=way.code, amount=amount, currency=currency, state__in=("created", "pending")).first()
    if again is not None:
        return again
    last = mine.order_by("-position").values_list("position", flat=True).first() or 0
    return Payment.objects.create(
        id=new_id(),
        order_id=order_id,
        position=last + 1,
        method=way.code,
        amount=amount,
        currency=currency,
        created_at=now,
    )


def _store(payment_id: int, created: Created) -> None:
    """The provider's answer. A notification may have been faster, so only a fresh row becomes pending."""
    Payment.objects.filter(id=payment_id).update(provider_ref=created.provider_ref, pay_url=created.pay_url)
    Payment.objects.filter(id=payment_id, state="created").update(state="pending")
