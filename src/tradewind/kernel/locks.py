"""One primitive for everything that can run out: stock, coupon uses, budgets, per-buyer limits.

A conditional update with a bound, all keys in one statement, locked in sorted order (so two callers never wait for each
other in a circle), late in the transaction. Never a read followed by a write.
"""

from collections.abc import Mapping

from django.db import connection

_TAKE = """
WITH want AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS w(id, n)),
     held AS (SELECT t.{key} FROM {table} t JOIN want ON want.id = t.{key} ORDER BY t.{key} FOR UPDATE OF t)
UPDATE {table} t SET {used} = t.{used} + want.n
FROM want
WHERE t.{key} = want.id AND t.{key} IN (SELECT {key} FROM held) AND t.{used} + want.n >= 0
  AND (t.{bound} IS NULL OR t.{used} + want.n <= t.{bound})
RETURNING t.{key}
"""


def take(table: str, key: str, used: str, bound: str, wanted: Mapping[int, int]) -> list[int]:
    """Adds `wanted[key]` to column `used` of each row, as long as `0 <= used <= bound` stays true (a null bound
    is none).

    Returns the sorted keys that did not fit (or do not exist); the others are taken. The caller decides whether a
    shortfall refuses everything (raise inside the transaction) or only a part. Negative amounts give back.
    Table and column names are constants of the calling module, never input.
    """
    if not wanted:
        return []
    keys = sorted(wanted)
    statement = _TAKE.format(table=table, key=key, used=used, bound=bound)
    with connection.cursor() as cursor:
        cursor.execute(statement, [keys, [wanted[k] for k in keys]])
        taken = {row[0] for row in cursor.fetchall()}
    return [k for k in keys if k not in taken]
