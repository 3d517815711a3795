"""Values of the ledger."""

from datetime import datetime
from typing import NamedTuple


class AccountKey(NamedTuple):
    """Names an account: whose (`platform`, `shop`, `buyer`, `provider`), whose id, what for."""

    owner_kind: str
    owner_id: int
    code: str


class Leg(NamedTuple):
    """Minor units onto an account; debit positive."""

    account: AccountKey
    amount: int


class Entry(NamedTuple):
    """A transaction to post. `key` makes it idempotent; legs sum to zero; one currency."""

    key: str
    kind: str
    subject: int
    currency: str
    legs: tuple[Leg, ...]
    posted_at: datetime
    note: str = ""
