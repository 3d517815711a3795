"""Reversal: the mirrored entry of a transaction, once."""

from datetime import datetime

from django.db import transaction

from tradewind.ledger.actions.post import post
from tradewind.ledger.errors import AlreadyReversed, NoTransaction
from tradewind.ledger.models import LedgerTransaction, Posting
from tradewind.ledger.types import AccountKey, Entry, Leg


@transaction.atomic
def reverse(key: str, new_key: str, now: datetime, note: str = "") -> int:
    """Posts the mirror of transaction `key` under `new_key`; returns its id.

    Idempotent by `new_key`. Refuses `ledger.no_transaction`, and `ledger.reversed` when another reversal exists.
    """
    original = LedgerTransaction.objects.select_for_update().filter(key=key).first()
    if original is None:
        raise NoTransaction(key=key)
    done = LedgerTransaction.objects.filter(reverses_id=original.id).first()
    if done is not None:
        if done.key == new_key:
            return done.id
        raise AlreadyReversed(key=key)
    rows = list(Posting.objects.filter(transaction_id=original.id).select_related("account").order_by("position"))
    legs = tuple(Leg(AccountKey(r.account.owner_kind, r.account.owner_id, r.account.code), -r.amount) for r in rows)
    entry = Entry(new_key, f"{original.kind}.reversal", original.subject, rows[0].account.currency, legs, now, note)
    return post([entry], reverses={new_key: original.id})[0]
