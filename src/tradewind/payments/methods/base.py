"""The port to a payment provider. A new way to pay is one file beside this one and one row in `__init__`."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from tradewind.payments.types import MethodView


class Request(NamedTuple):
    """What we ask a provider to collect. `payment_id` is our own id: asking twice creates one payment there."""

    payment_id: int
    order_id: int
    amount: int
    currency: str
    description: str
    return_url: str


class Created(NamedTuple):
    """The provider's name for the payment and the page where the buyer pays."""

    provider_ref: str
    pay_url: str


class Report(NamedTuple):
    """What a provider says about a payment. `state`: pending, paid, failed, closed.

    Texts are as the provider sent them: the caller compares every one with our own row before anything moves.
    """

    payment_id: int
    order_id: int
    merchant: str
    provider_ref: str
    amount: int
    currency: str
    state: str
    at: datetime


class Message(NamedTuple):
    """A notification whose signature and timestamp were found good."""

    notification_id: str
    report: Report
    payload: dict[str, object]


class Method(Protocol):
    """One way to pay. `code` names it in addresses and rows, `number` in the ledger (never changes)."""

    code: str
    number: int
    view: MethodView

    def merchant(self) -> str:
        """Our own id at the provider."""

    def create(self, request: Request) -> Created:
        """Asks the provider to collect; idempotent by our payment id. Refuses `payments.refused` and
        `payments.provider_away`."""

    def ask(self, payment_id: int) -> Report | None:
        """What the provider knows of our payment; None when it has never heard of it. Refuses
        `payments.provider_away`."""

    def close(self, payment_id: int) -> Report | None:
        """Asks the provider to take no more money for our payment; answers what it is now: `paid` when the buyer was
        faster. None when it has never heard of it. Refuses `payments.provider_away`."""

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Message:
        """Checks who signed a notification and when. Refuses `payments.bad_signature`, `payments.stale`,
        `payments.malformed`."""
