"""The `stock_left` of listings, moved together with their stock rows."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from tradewind.catalog.events import StockChanged
from tradewind.kernel.outbox import record

_MOVE = """
WITH d AS (SELECT v.listing_id AS id, sum(w.n)::int AS n
           FROM unnest(%s::bigint[], %s::int[]) AS w(variant_id, n)
           JOIN catalog_variant v ON v.id = w.variant_id GROUP BY v.listing_id),
     held AS (SELECT l.id FROM catalog_listing l JOIN d ON d.id = l.id ORDER BY l.id FOR UPDATE OF l)
UPDATE catalog_listing l SET stock_left = l.stock_left + d.n
FROM d WHERE l.id = d.id AND l.id IN (SELECT id FROM held)
RETURNING l.id, l.stock_left, d.n, transaction_timestamp()
"""


def move(changes: Mapping[int, int], now: datetime | None = None) -> None:
    """Adds pieces per variant to the summary of their listings; says `catalog.StockChanged` when a listing sells out
    or comes back, at `now` or else at the transaction's time. The caller holds the stock rows, so stock is always
    locked before listings."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [list(changes), list(changes.values())])
        rows = sorted(cursor.fetchall())
    record(
        StockChanged(key=id_, at=now or at, sold_out=left == 0)
        for id_, left, n, at in rows
        if n and (left == 0 or left - n == 0)
    )
