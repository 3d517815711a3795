"""The price that cards show, kept up to date: recomputed for what changed, and when an item price begins or ends."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from tradewind.catalog.events import ListingCreated, ListingEdited, ListingStateChanged
from tradewind.deals.actions.price_days import record_prices

# The cheapest variant speaks for the listing; `stale_at` is the next moment at which the answer may change.
COMPUTED = """
SELECT l.id AS listing_id, CASE WHEN l.state = 'on_sale' THEN l.category_id END AS category_id,
       (array_agg(v.list_price ORDER BY v.price, v.list_price, v.id))[1] AS list_price, min(v.price) AS item_price,
       min(v.price) <> max(v.price) AS variants_differ, min(v.changes_at) AS stale_at
FROM catalog_listing l
JOIN LATERAL (
    SELECT v.id, v.list_price, least(v.list_price, p.live) AS price, p.changes_at
    FROM catalog_variant v
    LEFT JOIN LATERAL (
        SELECT min(i.amount) FILTER (WHERE i.valid_from <= %(now)s) AS live,
               min(CASE WHEN i.valid_from > %(now)s THEN i.valid_from ELSE i.valid_to END) AS changes_at
        FROM deals_item_price i
        WHERE i.variant_id = v.id AND (i.valid_to IS NULL OR i.valid_to > %(now)s)
    ) p ON true
    WHERE v.listing_id = l.id
) v ON true
"""
_REFRESH = f"""
INSERT INTO deals_listing_price AS old (listing_id, category_id, list_price, item_price, variants_differ, stale_at)
SELECT * FROM ({COMPUTED} WHERE l.id = ANY(%(ids)s) GROUP BY l.id) c ORDER BY listing_id
ON CONFLICT (listing_id) DO UPDATE SET
    category_id = excluded.category_id, list_price = excluded.list_price, item_price = excluded.item_price,
    variants_differ = excluded.variants_differ, stale_at = excluded.stale_at
WHERE (old.category_id, old.list_price, old.item_price, old.variants_differ, old.stale_at) IS DISTINCT FROM
      (excluded.category_id, excluded.list_price, excluded.item_price, excluded.variants_differ, excluded.stale_at)
"""  # noqa: S608 - parts are constants
# First the lock, then the look: of two changes of one listing the second must see what the first one wrote.
_LOCK = "SELECT FROM deals_listing_price WHERE listing_id = ANY(%(ids)s) ORDER BY listing_id FOR UPDATE"
_GONE = """
DELETE FROM deals_listing_price p WHERE p.listing_id = ANY(%(ids)s)
AND NOT EXISTS (SELECT FROM catalog_variant v WHERE v.listing_id = p.listing_id)
"""
_STALE = """
SELECT listing_id FROM deals_listing_price WHERE stale_at <= %s
ORDER BY stale_at LIMIT %s FOR UPDATE SKIP LOCKED
"""
_BATCH = 1_000


@transaction.atomic
def refresh(listing_ids: Iterable[int], now: datetime) -> int:
    """Recomputes the card prices of these listings as of `now`, set-based, and notes them in the price history; returns
    how many changed."""
    values: dict[str, Any] = {"ids": sorted(set(listing_ids)), "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, values)
        cursor.execute(_REFRESH, values)
        changed = cursor.rowcount
        cursor.execute(_GONE, values)
    record_prices(values["ids"], now)
    return changed


def refresh_stale(now: datetime) -> int:
    """Recomputes the card prices that an item price's start or end has overtaken; returns how many were due.

    Run by the schedule; several may run at once, and running it twice changes nothing.
    """
    total = 0
    while True:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_STALE, [now, _BATCH])
                due = [row[0] for row in cursor.fetchall()]
            refresh(due, now)
        total += len(due)
        if len(due) < _BATCH:
            return total


def refresh_all(now: datetime) -> int:
    """Recomputes every card price (after an import or a restore); returns how many changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM catalog_listing ORDER BY id")
        ids = [row[0] for row in cursor.fetchall()]
    return sum(refresh(ids[start : start + _BATCH], now) for start in range(0, len(ids), _BATCH))


def refresh_listing(event: ListingCreated | ListingEdited | ListingStateChanged) -> None:
    """Subscriber in the listing's own transaction: its card price follows at once."""
    refresh([event.key], event.at)
