"""Reads of the ledger."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db import connection


class Balance(NamedTuple):
    """Sum of an account's postings, minor units; debit positive."""

    code: str
    currency: str
    amount: int


class AccountTotal(NamedTuple):
    """All accounts of one owner kind and code together."""

    owner_kind: str
    code: str
    currency: str
    accounts: int
    amount: int


class LegView(NamedTuple):
    """One leg with the name of its account."""

    owner_kind: str
    owner_id: int
    code: str
    currency: str
    amount: int


class TransactionView(NamedTuple):
    """A transaction with its legs in order."""

    id: int
    key: str
    kind: str
    subject: int
    posted_at: datetime
    note: str
    reverses_id: int | None
    legs: list[LegView]


class StatementRow(NamedTuple):
    """What one transaction did to one owner's account."""

    transaction_id: int
    kind: str
    subject: int
    posted_at: datetime
    code: str
    currency: str
    amount: int


_BALANCES = """
SELECT a.code, a.currency, coalesce(sum(p.amount), 0)::bigint
FROM ledger_account a LEFT JOIN ledger_posting p ON p.account_id = a.id
WHERE a.owner_kind = %s AND a.owner_id = %s GROUP BY a.code, a.currency ORDER BY a.code, a.currency
"""
_TOTALS = """
SELECT a.owner_kind, a.code, a.currency, count(*), coalesce(sum(s.amount), 0)::bigint
FROM ledger_account a
LEFT JOIN (SELECT account_id, sum(amount) AS amount FROM ledger_posting GROUP BY account_id) s ON s.account_id = a.id
GROUP BY a.owner_kind, a.code, a.currency ORDER BY a.owner_kind, a.code, a.currency
"""
_STATEMENT = """
SELECT t.id, t.kind, t.subject, t.posted_at, a.code, a.currency, p.amount
FROM ledger_account a JOIN ledger_posting p ON p.account_id = a.id JOIN ledger_transaction t ON t.id = p.transaction_id
WHERE a.owner_kind = %(kind)s AND a.owner_id = %(owner)s AND (%(before)s::bigint IS NULL OR t.id < %(before)s)
ORDER BY t.id DESC, p.position LIMIT %(limit)s
"""
_TRANSACTIONS = """
WITH page AS (
    SELECT * FROM ledger_transaction t
    WHERE (%(subject)s::bigint IS NULL OR t.subject = %(subject)s) AND (%(kind)s::text IS NULL OR t.kind = %(kind)s)
      AND (%(before)s::bigint IS NULL OR t.id < %(before)s)
    ORDER BY t.id DESC LIMIT %(limit)s
)
SELECT t.id, t.key, t.kind, t.subject, t.posted_at, t.note, t.reverses_id,
       a.owner_kind, a.owner_id, a.code, a.currency, p.amount
FROM page t JOIN ledger_posting p ON p.transaction_id = t.id JOIN ledger_account a ON a.id = p.account_id
ORDER BY t.id DESC, p.position
"""
_EFFECTS = """
SELECT t.subject, a.code, sum(p.amount)::bigint
FROM ledger_transaction t JOIN ledger_posting p ON p.transaction_id = t.id JOIN ledger_account a ON a.id = p.account_id
WHERE t.subject = ANY(%s) AND a.owner_kind = %s AND a.owner_id = %s GROUP BY t.subject, a.code
"""


def balances(owner_kind: str, owner_id: int) -> list[Balance]:
    """Balances of all accounts of one owner."""
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES, [owner_kind, owner_id])
        return [Balance(*row) for row in cursor.fetchall()]


def account_totals() -> list[AccountTotal]:
    """The trial balance: sums by owner kind, code and currency. The amounts of one currency sum to zero."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS)
        return [AccountTotal(*row) for row in cursor.fetchall()]


def statement(owner_kind: str, owner_id: int, before_id: int | None = None, limit: int = 50) -> list[StatementRow]:
    """An owner's postings, newest first. `limit` counts postings; page on with the last row's transaction id."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"kind": owner_kind, "owner": owner_id, "before": before_id, "limit": limit})
        return [StatementRow(*row) for row in cursor.fetchall()]


def effects(owner_kind: str, owner_id: int, subjects: Sequence[int]) -> dict[int, dict[str, int]]:
    """What all transactions about each subject (an order id) did to one owner's accounts: subject -> code -> sum."""
    found: dict[int, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_EFFECTS, [list(subjects), owner_kind, owner_id])
        for subject, code, amount in cursor.fetchall():
            found.setdefault(subject, {})[code] = amount
    return found


def transactions(
    subject: int | None = None, kind: str | None = None, before_id: int | None = None, limit: int = 50
) -> list[TransactionView]:
    """Transactions with all their legs, newest first; of one subject (an order id) or kind when given."""
    with connection.cursor() as cursor:
        cursor.execute(_TRANSACTIONS, {"subject": subject, "kind": kind, "before": before_id, "limit": limit})
        rows: Sequence[tuple[object, ...]] = cursor.fetchall()
    return [
        TransactionView(*head, legs=[LegView(*row[7:]) for row in legs])  # type: ignore[arg-type, misc]
        for head, legs in groupby(rows, key=lambda row: row[:7])
    ]
