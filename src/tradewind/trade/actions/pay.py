"""Paying an order: starting a payment, and what happens when a provider says that the money is there."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from tradewind.kernel.outbox import record
from tradewind.ledger.actions.post import post
from tradewind.ledger.types import Entry
from tradewind.parties.types import Buyer
from tradewind.payments.actions.start import start_payment
from tradewind.payments.events import PaymentSucceeded
from tradewind.payments.types import Started
from tradewind.trade.actions.moves import lock_orders
from tradewind.trade.actions.settle import settle
from tradewind.trade.engine.recipe import refund_due
from tradewind.trade.errors import NotPayable
from tradewind.trade.events import RefundDue
from tradewind.trade.models import Order
from tradewind.trade.queries.orders import order as read_order
from tradewind.trade.types import OrderView


def start(order_id: int, method: str, now: datetime, *, buyer: Buyer | None = None, return_url: str = "") -> Started:
    """Starts (or takes up again) the payment of an order that waits for money; returns where the buyer pays.

    Calls the provider: never call it inside a transaction. With `buyer` the order must be theirs. `return_url`: where
    the provider sends the buyer afterwards, default the order's page. Starting twice gives the same payment.
    Refuses `trade.no_order`, `trade.not_payable`, and what `payments.actions.start` refuses.
    """
    order = read_order(order_id, buyer)
    if order.state != "created" or order.pay_by is None or order.pay_by <= now:
        raise NotPayable(where=str(order_id), state=order.state)
    return start_payment(
        order_id,
        order.payable,
        order.currency,
        method,
        _description(order),
        return_url or f"{settings.SITE_URL}/orders/{order_id}",
        now,
    )


def _description(order: OrderView) -> str:
    """What the provider shows the buyer: the first goods and how many others there are."""
    first, *others = (line.title for line in order.lines)
    return first + (f" +{len(others)}" if others else "")


@transaction.atomic
def mark_paid(event: PaymentSucceeded) -> None:
    """A provider has taken the money for an order (wired to `payments.PaymentSucceeded`, in its transaction).

    An order that waits for exactly this money is paid. Money that no order takes (it was closed meanwhile, or paid
    already) is never lost: it is booked as due to the buyer, and `trade.RefundDue` says so; the order stays as it is.
    """
    state = lock_orders([event.key]).get(event.key)
    order = Order.objects.filter(id=event.key).values("account_id", "payable", "currency").first()
    fits = order is not None and (order["payable"], order["currency"]) == (event.amount, event.currency)
    if state == "created" and fits:
        settle(event.key, event.payment_id, event.provider, event.at)
        return
    reason = {"created": "amount", "closed": "closed", None: "no_order"}.get(state, "already_paid")
    owe_buyer(event, order["account_id"] if order else None, reason)


def owe_buyer(event: PaymentSucceeded, account_id: int | None, reason: str) -> None:
    """Books money at the provider as due to its buyer, once per payment, and says so."""
    legs = refund_due(event.provider, account_id, event.amount)
    key = f"payment:{event.payment_id}:refund_due"
    post([Entry(key, "trade.refund_due", event.key, event.currency, legs, event.at, reason)])
    record([
        RefundDue(
            key=event.key, at=event.at, payment_id=event.payment_id, account_id=account_id, amount=event.amount,
            currency=event.currency, reason=reason,
        )
    ])  # fmt: skip
