"""A provider's notification: verified, stored once, compared, applied; all in one transaction, answered after it."""

from collections.abc import Mapping
from datetime import datetime

import structlog
from django.db import connection, transaction

from tradewind.kernel.errors import Refusal
from tradewind.payments.actions.apply import apply
from tradewind.payments.errors import BadSignature, Malformed, NoMethod, Stale
from tradewind.payments.methods import METHODS
from tradewind.payments.methods.base import Message, Method
from tradewind.payments.models import Notification

log = structlog.get_logger(__name__)
_ONCE = """
INSERT INTO payments_notification (method, notification_id, payment_id, payload, outcome, received_at)
VALUES (%s, %s, %s, %s::jsonb, '', %s) ON CONFLICT DO NOTHING
"""


def handle(method: str, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """Takes one notification; returns what became of it: the payment's state, or `repeated` for one that was handled
    before (the provider is answered the same way: it must stop sending).

    Refuses `payments.no_method`, `payments.malformed`, `payments.bad_signature`, `payments.stale` (nothing is stored:
    anybody could have sent it), and `payments.unknown_order`, `payments.mismatch` (the notification is stored with the
    refusal, nothing else moves). Returning means that everything is committed.
    """
    way = METHODS.get(method)
    if way is None:
        raise NoMethod(where="method", method=method, methods=", ".join(METHODS))
    try:
        message = way.verify(headers, body, now)
    except (Malformed, BadSignature, Stale) as refusal:
        log.warning("payments.notification_refused", method=method, code=refusal.code, where=refusal.where)
        raise
    outcome = _once(way, message, body, now)
    if isinstance(outcome, Refusal):
        log.error("payments.notification_refused", method=method, code=outcome.code, id=message.notification_id)
        raise outcome
    return outcome


@transaction.atomic
def _once(way: Method, message: Message, body: bytes, now: datetime) -> str | Refusal:
    """Stores the notification and applies it. A second one with the same id waits for the first and finds its row."""
    with connection.cursor() as cursor:
        cursor.execute(_ONCE, [way.code, message.notification_id, message.report.payment_id, body.decode(), now])
        if cursor.rowcount == 0:
            return "repeated"
    outcome = _apply(way, message, now)
    said = f"refused: {outcome.code}" if isinstance(outcome, Refusal) else outcome
    mine = Notification.objects.filter(method=way.code, notification_id=message.notification_id)
    mine.update(outcome=said)
    return outcome


def _apply(way: Method, message: Message, now: datetime) -> str | Refusal:
    try:
        with transaction.atomic():  # a refusal rolls back to here: the row with its outcome stays
            return apply(way, message.report, now)
    except Refusal as refusal:
        return refusal
