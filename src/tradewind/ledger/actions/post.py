"""Posting: entries become transactions with legs, all of them or none, each key once."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from tradewind.kernel.ids import new_ids
from tradewind.ledger.errors import KeyReused, Unbalanced
from tradewind.ledger.types import AccountKey, Entry

_FIND = """
SELECT a.owner_kind, a.owner_id, a.code, a.currency, a.id
FROM ledger_account a
JOIN unnest(%s::text[], %s::bigint[], %s::text[], %s::text[]) AS w(owner_kind, owner_id, code, currency)
  USING (owner_kind, owner_id, code, currency)
"""
_OPEN = """
INSERT INTO ledger_account (id, owner_kind, owner_id, code, currency)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::text[])
ON CONFLICT (owner_kind, owner_id, code, currency) DO NOTHING
"""
_HEADS = """
INSERT INTO ledger_transaction (id, key, kind, subject, reverses_id, legs, posted_at, note)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::smallint[],
                     %s::timestamptz[], %s::text[])
ON CONFLICT (key) DO NOTHING
RETURNING key
"""
_LEGS = """
INSERT INTO ledger_posting (transaction_id, position, account_id, amount)
SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[], %s::bigint[])
"""
_STORED = """
SELECT t.key, t.id, t.kind, t.subject, array_agg(p.account_id || ':' || p.amount ORDER BY p.position)
FROM ledger_transaction t JOIN ledger_posting p ON p.transaction_id = t.id
WHERE t.key = ANY(%s) GROUP BY t.id
"""

_AccountIds = dict[tuple[AccountKey, str], int]


@transaction.atomic
def post(entries: Iterable[Entry], reverses: dict[str, int] | None = None) -> list[int]:
    """Posts `entries` in one set of statements; returns their transaction ids in order.

    Idempotent by `key`: an entry that was posted before returns the id it has. Refuses `ledger.unbalanced`, and
    `ledger.key_reused` when a key comes back with other legs. `reverses` maps a key to the transaction it mirrors.
    """
    batch = list(entries)
    for entry in batch:
        _check(entry)
    if len({entry.key for entry in batch}) != len(batch):
        raise KeyReused(key=next(e.key for i, e in enumerate(batch) if e.key in {x.key for x in batch[:i]}))
    accounts = _accounts(batch)
    ids = dict(zip((e.key for e in batch), new_ids(len(batch)), strict=True)) if batch else {}
    fresh = _insert_heads(batch, ids, reverses or {})
    _insert_legs([e for e in batch if e.key in fresh], ids, accounts)
    _match_stored([e for e in batch if e.key not in fresh], ids, accounts)
    return [ids[e.key] for e in batch]


def _check(entry: Entry) -> None:
    total = sum(leg.amount for leg in entry.legs)
    if total or len(entry.legs) < 2 or any(leg.amount == 0 for leg in entry.legs):
        raise Unbalanced(where=entry.key, key=entry.key, legs=len(entry.legs), total=total)


def _accounts(batch: Sequence[Entry]) -> _AccountIds:
    """Ids of all accounts the batch names; missing ones are opened."""
    wanted = sorted({(leg.account, entry.currency) for entry in batch for leg in entry.legs})
    found = _find(wanted)
    missing = [pair for pair in wanted if pair not in found]
    if missing:
        with connection.cursor() as cursor:
            cursor.execute(_OPEN, [new_ids(len(missing)), *_columns(missing)])
        found |= _find(missing)
    return found


def _columns(pairs: Sequence[tuple[AccountKey, str]]) -> list[list[str] | list[int]]:
    return [
        [key.owner_kind for key, _ in pairs],
        [key.owner_id for key, _ in pairs],
        [key.code for key, _ in pairs],
        [currency for _, currency in pairs],
    ]


def _find(pairs: Sequence[tuple[AccountKey, str]]) -> _AccountIds:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, _columns(pairs))
        return {(AccountKey(kind, owner, code), currency): id_ for kind, owner, code, currency, id_ in cursor}


def _insert_heads(batch: Sequence[Entry], ids: dict[str, int], reverses: dict[str, int]) -> set[str]:
    """Writes the transactions; returns the keys that are new."""
    with connection.cursor() as cursor:
        cursor.execute(
            _HEADS,
            [
                [ids[e.key] for e in batch],
                [e.key for e in batch],
                [e.kind for e in batch],
                [e.subject for e in batch],
                [reverses.get(e.key) for e in batch],
                [len(e.legs) for e in batch],
                [e.posted_at for e in batch],
                [e.note for e in batch],
            ],
        )
        return {key for (key,) in cursor}


def _insert_legs(batch: Sequence[Entry], ids: dict[str, int], accounts: _AccountIds) -> None:
    rows = [
        (ids[e.key], position, accounts[leg.account, e.currency], leg.amount)
        for e in batch
        for position, leg in enumerate(e.legs, 1)
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_LEGS, [list(column) for column in zip(*rows, strict=True)])


def _match_stored(batch: Sequence[Entry], ids: dict[str, int], accounts: _AccountIds) -> None:
    """Repeats: take the stored ids, refuse when the stored movement is another one."""
    if not batch:
        return
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [[e.key for e in batch]])
        stored = {key: (id_, kind, subject, legs) for key, id_, kind, subject, legs in cursor}
    for entry in batch:
        legs = [f"{accounts[leg.account, entry.currency]}:{leg.amount}" for leg in entry.legs]
        id_, *same = stored[entry.key]
        if same != [entry.kind, entry.subject, legs]:
            raise KeyReused(where=entry.key, key=entry.key)
        ids[entry.key] = id_
