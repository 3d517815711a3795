"""What happened to payments. `key` is the order."""

from typing import ClassVar

from tradewind.kernel.events import Event


class PaymentSucceeded(Event, frozen=True, kw_only=True):
    """A provider has taken the buyer's money, all of it. Said once per payment, whatever told us."""

    name: ClassVar[str] = "payments.PaymentSucceeded"
    payment_id: int
    method: str
    provider: int  # number of the provider in the ledger (methods/*.py)
    amount: int
    currency: str


class PaymentFailed(Event, frozen=True, kw_only=True):
    """A buyer declined, or the provider did. The order still waits; another payment may follow."""

    name: ClassVar[str] = "payments.PaymentFailed"
    payment_id: int
    method: str
