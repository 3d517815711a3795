"""The only way an order or sub-order changes its state: a conditional update, its condition taken from the table of
states, and a row that says who did it. Two callers at once: one moves, the other finds nothing to move."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from tradewind.kernel.ids import new_ids
from tradewind.trade.states import ORDER, SUB_ORDER

# Orders are locked in sorted order, and always before their sub-orders.
_LOCK = "SELECT id, state FROM trade_order WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
_ORDERS = """
WITH was AS (SELECT id, state FROM trade_order WHERE id = ANY(%(ids)s) AND state = ANY(%(before)s)
             ORDER BY id FOR NO KEY UPDATE)
UPDATE trade_order o SET state = %(new)s {stamps} FROM was WHERE o.id = was.id RETURNING o.id, 0, was.state, 0
"""
_SUBS = """
WITH was AS (SELECT order_id, position, state FROM trade_sub_order
             WHERE order_id = ANY(%(ids)s) AND state = ANY(%(before)s) AND {which}
             ORDER BY order_id, position FOR NO KEY UPDATE)
UPDATE trade_sub_order s SET state = %(new)s {stamps} FROM was
WHERE s.order_id = was.order_id AND s.position = was.position
RETURNING s.order_id, s.position, was.state, s.shop_id
"""
_WRITE = """
INSERT INTO trade_transition (id, order_id, sub_position, old, new, actor, at)
SELECT w.id, w.order_id, w.sub_position, w.old, %s, %s, %s
FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::text[]) AS w(id, order_id, sub_position, old)
"""
_ORDER_STAMPS = {
    "paid": ", paid_at = %(at)s",
    "closed": ", closed_at = %(at)s, close_reason = %(reason)s",
}
_SUB_STAMPS = {
    "paid": ", paid_at = %(at)s, ship_by = %(at)s + s.dispatch_hours * interval '1 hour'",
    "shipped": ", shipped_at = %(at)s, confirm_by = %(until)s",
    "delivered": ", delivered_at = %(at)s",
    "confirmed": ", confirmed_at = %(at)s",
}


class Moved(NamedTuple):
    """A change of state that took place. `sub_position` and `shop_id` are 0 for an order."""

    order_id: int
    sub_position: int
    old: str
    shop_id: int


def lock_orders(order_ids: Sequence[int]) -> dict[int, str]:
    """Locks orders until the end of the transaction; returns the state of each that exists."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [list(order_ids)])
        return dict(cursor.fetchall())


def move_orders(order_ids: Sequence[int], new: str, actor: str, at: datetime, reason: str = "") -> list[Moved]:
    """Moves those orders to `new` that may go there; returns them with the state they came from."""
    asked = {"ids": list(order_ids), "before": ORDER.before(new), "new": new, "at": at, "reason": reason}
    return _move(_ORDERS.format(stamps=_ORDER_STAMPS.get(new, "")), asked, actor)


def move_subs(
    order_ids: Sequence[int],
    new: str,
    actor: str,
    at: datetime,
    *,
    which: str = "true",
    shop_id: int = 0,
    sub_position: int = 0,
    until: datetime | None = None,
) -> list[Moved]:
    """Moves those sub-orders to `new` that may go there. `which` is a condition of the calling module on a sub-order's
    columns, with `shop_id`, `sub_position` and `at` as parameters; `until` becomes `confirm_by` of a shipped one."""
    asked = {
        "ids": list(order_ids), "before": SUB_ORDER.before(new), "new": new, "at": at, "shop_id": shop_id,
        "sub_position": sub_position, "until": until,
    }  # fmt: skip
    return _move(_SUBS.format(stamps=_SUB_STAMPS.get(new, ""), which=which), asked, actor)


def record_placed(order_id: int, subs: Sequence[int], actor: str, at: datetime) -> None:
    """The first rows of an order's history."""
    _write([Moved(order_id, 0, "", 0), *(Moved(order_id, position, "", 0) for position in subs)], "created", actor, at)


def _move(statement: str, asked: dict[str, Any], actor: str) -> list[Moved]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        moved = sorted(Moved(*row) for row in cursor.fetchall())
    if moved:
        _write(moved, asked["new"], actor, asked["at"])
    return moved


def _write(moved: Sequence[Moved], new: str, actor: str, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                new, actor, at, new_ids(len(moved)), [m.order_id for m in moved], [m.sub_position for m in moved],
                [m.old for m in moved],
            ],
        )  # fmt: skip
