"""Holding pieces for an order, selling them, giving them back. Each happens exactly once per order and variant."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from tradewind.catalog.actions.stock_left import move
from tradewind.catalog.errors import SoldOut
from tradewind.kernel.locks import take

_HOLD = """
INSERT INTO catalog_reservation (order_id, variant_id, quantity, state, until)
SELECT %s, w.id, w.n, 'held', %s FROM unnest(%s::bigint[], %s::int[]) AS w(id, n)
ON CONFLICT DO NOTHING RETURNING variant_id, quantity
"""
# The condition on the old state is what makes each change happen once, however often it is asked for.
_CHANGE = """
WITH was AS (SELECT variant_id, state FROM catalog_reservation
             WHERE order_id = %s AND state = ANY(%s) ORDER BY variant_id FOR UPDATE)
UPDATE catalog_reservation r SET state = %s FROM was
WHERE r.order_id = %s AND r.variant_id = was.variant_id
RETURNING r.variant_id, r.quantity, was.state
"""
_STOCK = """
WITH w AS (SELECT * FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS w(id, on_hand, reserved)),
     held AS (SELECT s.variant_id FROM catalog_stock s JOIN w ON w.id = s.variant_id
              ORDER BY s.variant_id FOR UPDATE OF s)
UPDATE catalog_stock s SET on_hand = s.on_hand + w.on_hand, reserved = s.reserved + w.reserved
FROM w WHERE s.variant_id = w.id AND s.variant_id IN (SELECT variant_id FROM held)
"""


@transaction.atomic
def reserve(order_id: int, quantities: Mapping[int, int], until: datetime | None, now: datetime | None = None) -> None:
    """Holds pieces (variant id -> quantity, each > 0) for an order until a moment (None: without end).

    All or nothing. Asking again for the same order holds nothing twice. Refuses `catalog.sold_out` with the variants of
    which too few are left. Says `catalog.StockChanged` for listings that sell out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [order_id, until, list(quantities), list(quantities.values())])
        fresh = dict(cursor.fetchall())
    if not fresh:
        return
    short = take("catalog_stock", "variant_id", "reserved", "on_hand", fresh)
    if short:
        raise SoldOut(where="lines", variants=short, names=_names(short))
    move({variant_id: -n for variant_id, n in fresh.items()}, now)


def sell(order_id: int) -> int:
    """What the order holds has left the shop's stock for good; returns the number of variants (0 when done before)."""
    return len(_change(order_id, ["held"], "sold"))


@transaction.atomic
def release(order_id: int, now: datetime | None = None) -> int:
    """Gives back everything the order holds or has bought (a paid order that is closed before it is sent).

    Returns the number of variants, 0 when done before. Says `catalog.StockChanged` for listings that come back.
    """
    back = _change(order_id, ["held", "sold"], "released")
    if back:
        move(back, now)
    return len(back)


@transaction.atomic
def _change(order_id: int, old: list[str], new: str) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_CHANGE, [order_id, old, new, order_id])
        rows = cursor.fetchall()
        if rows:
            # A held piece counts as on hand and reserved, a sold one as neither.
            on_hand = [(n if was == "sold" else 0) - (n if new == "sold" else 0) for _, n, was in rows]
            reserved = [-n if was == "held" else 0 for _, n, was in rows]
            cursor.execute(_STOCK, [[id_ for id_, _, _ in rows], on_hand, reserved])
    return {variant_id: n for variant_id, n, _ in rows}


def _names(variant_ids: list[int]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT l.title, v.options FROM catalog_variant v JOIN catalog_listing l ON l.id = v.listing_id
               WHERE v.id = ANY(%s) ORDER BY v.id""",
            [variant_ids],
        )
        return ", ".join(title for title, _ in cursor.fetchall()) or ", ".join(map(str, variant_ids))
