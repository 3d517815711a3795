"""Values of paying. Amounts are minor units."""

from datetime import datetime
from typing import NamedTuple


class Started(NamedTuple):
    """A payment that waits for the buyer at `pay_url`."""

    payment_id: int
    pay_url: str


class PaymentView(NamedTuple):
    """One payment of an order. `state`: created, pending, paid, failed, closed."""

    id: int
    order_id: int
    position: int
    method: str
    amount: int
    currency: str
    instalments: int
    state: str
    provider_ref: str | None
    pay_url: str
    created_at: datetime
    paid_at: datetime | None


class NotificationView(NamedTuple):
    """A provider's signed message and what we did about it."""

    method: str
    notification_id: str
    payment_id: int | None
    outcome: str
    received_at: datetime


class MethodView(NamedTuple):
    """A way to pay as a chooser shows it."""

    code: str
    name: str
    name_en: str
    note: str
    note_en: str
