"""Ids for rows that happened long ago: ordered by the row's own date, so that pages by id are pages by time.

A live id holds milliseconds since 2025-01-01 (kernel.ids). Rows from 2025-01-02 on get ids of exactly that layout, with
a node leased for the import. What is older has no room below: it shares the ids of that first day, by seconds since
1970 (17 bits each: node, then a sequence). So ids stay positive, older rows stay before younger ones, and nothing live
can have such an id.
"""

# ruff: noqa: S608 - the parts of the statements are names of our own schema

from typing import Any

from tradewind.kernel.ids import EPOCH_MS, NODE_BITS, SEQUENCE_BITS

OLD_SEQUENCE_BITS = 7
DAY_MS = 86_400_000
FIRST_LIVE_TICK = DAY_MS << SEQUENCE_BITS
TRIES = 8

_TICK = f"""CASE WHEN at < '2025-01-02T00:00:00Z' THEN floor(extract(epoch FROM at))::bigint << {OLD_SEQUENCE_BITS}
            ELSE ((extract(epoch FROM at) * 1000)::bigint - {EPOCH_MS}) << {SEQUENCE_BITS} END"""


def _compose(bits: int) -> str:
    """Time, node and sequence of a tick whose lowest `bits` are the sequence."""
    return f"""((tick >> {bits}) << {NODE_BITS + bits}) | (%(node)s::bigint << {bits}) | (tick & {(1 << bits) - 1})"""


def with_ids(source: str) -> str:
    """SQL: the rows of `source` (which have `at` and `ref`) with `id`s in order of (`at`, `ref`).

    A burst borrows from the next moments, as live ids do: every id is at least its own moment's and above the one
    before. Takes the parameter `node`.
    """
    return f"""
    SELECT ticked.*, CASE WHEN tick < {FIRST_LIVE_TICK} THEN {_compose(OLD_SEQUENCE_BITS)}
                          ELSE {_compose(SEQUENCE_BITS)} END AS id
    FROM (SELECT floored.*, nth + max(least_tick - nth) OVER (ORDER BY nth) AS tick
          FROM (SELECT plain.*, row_number() OVER (ORDER BY at, ref) AS nth, {_TICK} AS least_tick
                FROM ({source}) plain) floored) ticked"""


def make(cursor: Any, name: str, source: str, live: str, values: dict[str, Any]) -> None:
    """Creates the temporary table `name` from `source` with ids that the table `live` does not have."""
    for _ in range(TRIES):
        cursor.execute("SELECT nextval('kernel_node')")
        (node,) = cursor.fetchone()
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {with_ids(source)}", {**values, "node": node})
        cursor.execute(f"ANALYZE {name}")
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name} JOIN {live} USING (id))")
        if not cursor.fetchone()[0]:
            return
    raise RuntimeError(f"no free node for the ids of {live}")
