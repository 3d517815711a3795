"""The price history: written when a price changes and once a day for everything on sale, set-based, in any order."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from tradewind.kernel.clock import local_day

KEPT_DAYS = 400
# Of a day the lowest prices stay: writing it again, or later, never makes it dearer.
_KEEP_LOWEST = """
ON CONFLICT (listing_id, day, variant_id) DO UPDATE
SET item_price = least(old.item_price, excluded.item_price), list_price = least(old.list_price, excluded.list_price)
WHERE old.item_price > excluded.item_price OR old.list_price > excluded.list_price
"""
_TODAY = f"""
INSERT INTO deals_price_day AS old (listing_id, day, variant_id, item_price, list_price)
SELECT v.listing_id, %(day)s, v.id, least(v.list_price, p.amount), v.list_price
FROM catalog_listing l JOIN catalog_variant v ON v.listing_id = l.id
LEFT JOIN LATERAL (
    SELECT min(i.amount) AS amount FROM deals_item_price i
    WHERE i.variant_id = v.id AND i.valid_from <= %(now)s AND (i.valid_to IS NULL OR i.valid_to > %(now)s)) p ON true
WHERE l.state = 'on_sale' AND {{which}}
ORDER BY v.listing_id, v.id
{_KEEP_LOWEST}
"""  # noqa: S608 - parts are constants
_MISSING = """NOT EXISTS (SELECT FROM deals_price_day d
                            WHERE d.listing_id = v.listing_id AND d.day = %(day)s AND d.variant_id = v.id)"""
# What the dated item prices say of the past: each day at the lowest price that held at some time of it.
_PAST = f"""
INSERT INTO deals_price_day AS old (listing_id, day, variant_id, item_price, list_price)
SELECT v.listing_id, d.day, v.id, least(v.list_price, p.amount), v.list_price
FROM catalog_listing l JOIN catalog_variant v ON v.listing_id = l.id
CROSS JOIN LATERAL generate_series(
    greatest(%(first)s::date, (l.created_at AT TIME ZONE %(zone)s)::date)::timestamp, %(last)s::timestamp,
    interval '1 day') s(at)
CROSS JOIN LATERAL (SELECT s.at::date AS day, s.at AT TIME ZONE %(zone)s AS starts) d
LEFT JOIN LATERAL (
    SELECT min(i.amount) AS amount FROM deals_item_price i
    WHERE i.variant_id = v.id AND i.valid_from < d.starts + interval '1 day'
      AND (i.valid_to IS NULL OR i.valid_to > d.starts)) p ON true
WHERE l.state = 'on_sale'
ORDER BY v.listing_id, d.day, v.id
{_KEEP_LOWEST}
"""  # noqa: S608 - parts are constants
_OLD = "DELETE FROM deals_price_day WHERE day < %s"


def record_prices(listing_ids: Iterable[int], now: datetime) -> int:
    """Notes what these listings cost at `now`, if that is the lowest of the day; returns how many rows changed."""
    which = "l.id = ANY(%(ids)s)"
    with connection.cursor() as cursor:
        cursor.execute(
            _TODAY.format(which=which), {"ids": sorted(set(listing_ids)), "day": local_day(now), "now": now}
        )  # fmt: skip
        return int(cursor.rowcount)


@transaction.atomic
def record_day(now: datetime) -> int:
    """Notes the prices of everything on sale that has no row for today yet, and forgets days older than 400.

    Run by the schedule; running it twice changes nothing. Returns how many rows are new.
    """
    day = local_day(now)
    with connection.cursor() as cursor:
        cursor.execute(_TODAY.format(which=_MISSING), {"day": day, "now": now})
        written = int(cursor.rowcount)
        cursor.execute(_OLD, [day - timedelta(days=KEPT_DAYS)])
    return written


@transaction.atomic
def fill_history(now: datetime, days: int) -> int:
    """Works the last `days` days out from the dated item prices (after an import or a bulk build), at today's list
    prices; returns how many rows were written. Rows that are there stay when they are lower."""
    day = local_day(now)
    values: dict[str, date | str] = {"first": day - timedelta(days=days), "last": day, "zone": "Asia/Shanghai"}
    with connection.cursor() as cursor:
        cursor.execute(_PAST, values)
        return int(cursor.rowcount)
