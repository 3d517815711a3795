"""Reads of payments."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from tradewind.payments.errors import NoPayment
from tradewind.payments.methods import METHODS
from tradewind.payments.models import Notification, Payment
from tradewind.payments.types import MethodView, NotificationView, PaymentView

OPEN = ("created", "pending")
_TO_ASK = """
SELECT id, created_at FROM payments_payment
WHERE state IN ('created', 'pending') AND created_at <= %(now)s - %(quiet)s
  AND (asked_at IS NULL OR asked_at <= %(now)s - greatest(%(quiet)s, (%(now)s - created_at) / 10))
ORDER BY asked_at NULLS FIRST, id LIMIT %(limit)s
"""


def methods() -> list[MethodView]:
    """The ways to pay, in the order in which choosers show them."""
    return [method.view for method in METHODS.values()]


def payment(payment_id: int) -> PaymentView:
    """One payment; refuses `payments.no_payment`."""
    row = Payment.objects.filter(id=payment_id).values_list(*PaymentView._fields).first()
    if row is None:
        raise NoPayment(where=str(payment_id))
    return PaymentView(*row)


def payments_of(order_ids: Iterable[int]) -> dict[int, list[PaymentView]]:
    """The payments of orders, by order, in the order they were made."""
    rows = Payment.objects.filter(order_id__in=set(order_ids)).order_by("order_id", "position")
    found: dict[int, list[PaymentView]] = {}
    for row in rows.values_list(*PaymentView._fields):
        found.setdefault(row[1], []).append(PaymentView(*row))
    return found


def open_payments(order_ids: Iterable[int]) -> dict[int, list[int]]:
    """Ids of the payments that a provider may still take money for, by order."""
    rows = Payment.objects.filter(order_id__in=set(order_ids), state__in=OPEN).order_by("order_id", "position")
    found: dict[int, list[int]] = {}
    for order_id, payment_id in rows.values_list("order_id", "id"):
        found.setdefault(order_id, []).append(payment_id)
    return found


def payments_to_ask(now: datetime, quiet: timedelta, limit: int = 100) -> list[tuple[int, datetime]]:
    """Open payments about which nothing was heard and nothing asked for `quiet`, as (id, begun at), those asked longest
    ago first. The older a payment, the rarer it is asked about: after a tenth of its age."""
    asked: dict[str, Any] = {"now": now, "quiet": quiet, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_TO_ASK, asked)
        return [(id_, begun) for id_, begun in cursor.fetchall()]


def notifications(payment_id: int) -> list[NotificationView]:
    """What providers told us about a payment, in the order it arrived."""
    rows = Notification.objects.filter(payment_id=payment_id).order_by("received_at", "notification_id")
    return [NotificationView(*row) for row in rows.values_list(*NotificationView._fields)]


def provider_number(method: str) -> int:
    """The number of a method's provider in the ledger; 0 for methods that only an import knows."""
    return METHODS[method].number if method in METHODS else 0
