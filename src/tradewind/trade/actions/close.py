"""Closing orders: unpaid ones by their buyer or when the time is over, paid ones by an operator before they are sent.

The provider is asked first, and never inside a transaction: between the question and the closing a buyer can still pay,
and then the money is owed back (see `pay.mark_paid`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from tradewind.catalog.actions.reserve import release
from tradewind.deals.actions.spend import release_offers
from tradewind.kernel.errors import Refusal
from tradewind.kernel.outbox import record
from tradewind.kernel.policy import policy
from tradewind.ledger.actions.post import post
from tradewind.ledger.actions.reverse import reverse
from tradewind.ledger.types import Entry
from tradewind.parties.types import Buyer
from tradewind.payments.actions.close import close_payment
from tradewind.payments.errors import ProviderAway
from tradewind.payments.queries import open_payments, provider_number
from tradewind.trade.actions.moves import Moved, lock_orders, move_orders, move_subs
from tradewind.trade.actions.settle import pieces_of, sale_key
from tradewind.trade.engine.recipe import refund_due
from tradewind.trade.errors import NotClosable, OrderAlreadyPaid
from tradewind.trade.events import OrderClosed, RefundDue
from tradewind.trade.policies import CLOSE_GRACE_MINUTES
from tradewind.trade.queries.orders import order as read_order
from tradewind.trade.types import OrderView

_OVERDUE = """
SELECT id, pay_by FROM trade_order WHERE state = 'created' AND pay_by <= %s ORDER BY pay_by, id LIMIT %s
"""
BATCH = 200


def close_order(order_id: int, buyer: Buyer | None, reason: str, now: datetime, actor: str = "operator") -> None:
    """Closes an order that has not been sent. A buyer closes what is not paid yet; `buyer` None is an operator or the
    schedule, who may also close a paid order: its sale is reversed and the money is owed to the buyer.

    Open payments are closed at the provider first, so that nobody pays a closed order. Pieces and coupon uses come
    back. Closing a closed order changes nothing. Refuses `trade.no_order`, `trade.order_paid` (for a buyer; also when
    the money arrives while we ask), `trade.not_closable` (something was sent) and `payments.provider_away`.
    """
    order = read_order(order_id, buyer)
    if order.state == "closed":
        return
    if order.state == "created":
        if _paid_meanwhile(order_id, now) and buyer is not None:
            raise OrderAlreadyPaid(where=str(order_id))
    elif buyer is not None:
        raise OrderAlreadyPaid(where=str(order_id))
    if buyer is not None:
        actor = f"buyer:{buyer.account_id or 'guest'}"
    _close(order_id, actor, reason, now, paid_too=buyer is None)


def _paid_meanwhile(order_id: int, now: datetime) -> bool:
    """Closes the order's open payments at their providers; True when one of them turns out to be paid."""
    return any(close_payment(id_, now) == "paid" for id_ in open_payments([order_id]).get(order_id, []))


@transaction.atomic
def _close(order_id: int, actor: str, reason: str, now: datetime, *, paid_too: bool) -> None:
    moved = move_orders([order_id], "closed", actor, now, reason)
    if not moved:
        state = read_order(order_id, None).state
        if state != "closed":
            raise NotClosable(where=str(order_id), state=state)
        return
    if moved[0].old != "created" and not paid_too:
        raise OrderAlreadyPaid(where=str(order_id))
    _give_back(moved[0], actor, reason, now)


def close_unpaid(now: datetime) -> int:
    """Closes the orders whose time to pay is over, after asking their providers; returns how many (the schedule).

    A provider that does not answer is asked again by the next runs, for 8 minutes (policy
    `trade.close_grace_minutes`); then the order is closed without its answer, so that goods are not held for ever.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE, [now, BATCH])
        overdue: dict[int, datetime] = dict(cursor.fetchall())
    patience = now - timedelta(minutes=policy(CLOSE_GRACE_MINUTES, now))
    unanswered = _ask(open_payments(overdue), now)
    closable = [id_ for id_, pay_by in overdue.items() if id_ not in unanswered or pay_by <= patience]
    return sum(_close_unpaid(id_, now) for id_ in closable)


def _ask(payments: dict[int, list[int]], now: datetime) -> set[int]:
    """Closes payments at their providers; returns the orders of which that is not certain. A provider that does not
    answer once is not asked again in this run: each question may take seconds."""
    unanswered: set[int] = set()
    for order_id, payment_ids in payments.items():
        if any(isinstance(refusal, ProviderAway) for refusal in _close_payments(payment_ids, now)):
            rest = list(payments)
            return unanswered | set(rest[rest.index(order_id) :])
    return unanswered


def _close_payments(payment_ids: Sequence[int], now: datetime) -> list[Refusal]:
    refusals: list[Refusal] = []
    for payment_id in payment_ids:
        try:
            close_payment(payment_id, now)
        except Refusal as refusal:
            refusals.append(refusal)
    return refusals


@transaction.atomic
def _close_unpaid(order_id: int, now: datetime) -> bool:
    """Closes an order that still waits for money (the answer may have paid it). One transaction an order: rows that
    can run out are locked in sorted order only within one."""
    if lock_orders([order_id]).get(order_id) != "created":
        return False
    for moved in move_orders([order_id], "closed", "schedule", now, "unpaid"):
        _give_back(moved, "schedule", "unpaid", now)
    return True


def _give_back(moved: Moved, actor: str, reason: str, now: datetime) -> None:
    """Sub-orders close too; coupon uses, pieces and money go back to where they came from."""
    order_id, was_paid = moved.order_id, moved.old == "paid"
    move_subs([order_id], "closed", actor, now)
    order = read_order(order_id, None)
    sent = [sub.state for sub in order.subs if sub.state != "closed"]
    if sent:
        raise NotClosable(where=str(order_id), state=sent[0])
    release_offers(order_id, now)  # coupons before stock, as in placing
    release(order_id, now)
    if was_paid:
        _reverse_sale(order, reason, now)
    pieces = pieces_of(order_id) if was_paid else []
    record([OrderClosed(key=order_id, at=now, old=moved.old, reason=reason, listings=pieces)])


def _reverse_sale(order: OrderView, reason: str, now: datetime) -> None:
    """The sale is undone in the books; what the buyer paid lies at the provider and is owed to them."""
    if order.list_amount or order.freight_amount:
        reverse(sale_key(order.id), f"order:{order.id}:closed", now, reason)
    if not order.payable:
        return
    paid = next(payment for payment in order.payments if payment.state == "paid")
    legs = refund_due(provider_number(paid.method), order.account_id, order.payable)
    post([Entry(f"order:{order.id}:refund_due", "trade.refund_due", order.id, order.currency, legs, now, reason)])
    record([
        RefundDue(
            key=order.id, at=now, payment_id=paid.id, account_id=order.account_id, amount=order.payable,
            currency=order.currency, reason=reason,
        )
    ])  # fmt: skip
