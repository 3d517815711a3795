"""Receipt confirmed: by the buyer, or by the schedule when the buyer's time is over."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from tradewind.kernel.outbox import record
from tradewind.parties.types import Buyer
from tradewind.trade.actions.moves import Moved, lock_orders, move_orders, move_subs
from tradewind.trade.errors import NoOrder
from tradewind.trade.events import OrderCompleted, SubOrderConfirmed
from tradewind.trade.queries.orders import order as read_order
from tradewind.trade.states import SUB_ORDER

_DUE = """
SELECT DISTINCT order_id FROM (
    SELECT order_id FROM trade_sub_order
    WHERE state IN ('shipped', 'delivered') AND confirm_by <= %s ORDER BY confirm_by LIMIT %s) due
ORDER BY order_id
"""
_COMPLETE = """
SELECT order_id FROM trade_sub_order WHERE order_id = ANY(%s)
GROUP BY order_id HAVING bool_and(state IN ('confirmed', 'settled', 'closed')) ORDER BY order_id
"""
BATCH = 500


@transaction.atomic
def confirm(order_id: int, sub_position: int, buyer: Buyer, now: datetime) -> bool:
    """The buyer has received a shop's part of the order; the last one completes the order.

    Returns whether something changed: confirming twice does not. Refuses `trade.no_order` (also for somebody else's)
    and `kernel.transition` when the part has not been sent.
    """
    order = read_order(order_id, buyer)
    if not any(sub.position == sub_position for sub in order.subs):
        raise NoOrder(where=f"{order_id}/{sub_position}")
    lock_orders([order_id])
    actor = f"buyer:{buyer.account_id or 'guest'}"
    moved = move_subs(
        [order_id], "confirmed", actor, now, which="position = %(sub_position)s", sub_position=sub_position
    )
    if not moved:
        state = next(sub.state for sub in read_order(order_id, None).subs if sub.position == sub_position)
        if state not in {"confirmed", "settled"}:
            SUB_ORDER.check(state, "confirmed")
        return False
    _tell(moved, actor, now)
    return True


@transaction.atomic
def confirm_due(now: datetime) -> int:
    """Confirms, set-based, the sub-orders whose buyers' time is over; returns how many (the schedule)."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [now, BATCH])
        order_ids = [id_ for (id_,) in cursor.fetchall()]
    lock_orders(order_ids)
    moved = move_subs(order_ids, "confirmed", "schedule", now, which="confirm_by <= %(at)s")
    _tell(moved, "schedule", now)
    return len(moved)


def _tell(moved: Sequence[Moved], actor: str, now: datetime) -> None:
    """Events of confirmed parts; orders of which no part is open any more are completed. Their rows are locked, so that
    of two last parts confirmed at once the second sees the first."""
    with connection.cursor() as cursor:
        cursor.execute(_COMPLETE, [sorted({one.order_id for one in moved})])
        whole = [id_ for (id_,) in cursor.fetchall()]
    completed = move_orders(whole, "completed", actor, now) if whole else []
    record([
        *(SubOrderConfirmed(key=one.order_id, at=now, sub_position=one.sub_position, shop_id=one.shop_id)
          for one in moved),
        *(OrderCompleted(key=one.order_id, at=now) for one in completed),
    ])  # fmt: skip
