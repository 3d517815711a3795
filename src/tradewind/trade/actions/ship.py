"""A shop hands its part of an order to a carrier."""

from datetime import datetime

from django.db import transaction

from tradewind.kernel.clock import day_ends
from tradewind.kernel.outbox import record
from tradewind.kernel.policy import policy
from tradewind.logistics.actions.ship import record_shipment
from tradewind.logistics.types import ShipmentView
from tradewind.trade.actions.moves import lock_orders, move_subs
from tradewind.trade.errors import NoOrder, NotShippable
from tradewind.trade.events import SubOrderShipped
from tradewind.trade.models import SubOrder
from tradewind.trade.policies import CONFIRM_DAYS


@transaction.atomic
def ship(shop_id: int, order_id: int, carrier: str, tracking_no: str, now: datetime, actor: str = "") -> ShipmentView:
    """Records the parcel and moves the shop's sub-order from `paid` to `shipped`; the buyer's time to confirm begins
    (policy `trade.confirm_days`). `actor` names who did it ("shop:<account>").

    Sending the same parcel again changes nothing. Another parcel of the same sub-order is recorded too.
    Refuses `trade.no_order`, `trade.not_shippable` and `logistics.field`.
    """
    lock_orders([order_id])
    sub = SubOrder.objects.filter(order_id=order_id, shop_id=shop_id).values_list("position", "state").first()
    if sub is None:
        raise NoOrder(where=str(order_id))
    position, state = sub
    if state not in {"paid", "shipped"}:
        raise NotShippable(where=str(order_id), state=state)
    parcel = record_shipment(order_id, position, carrier, tracking_no, now)
    until = day_ends(now, policy(CONFIRM_DAYS, now))
    moved = move_subs(
        [order_id], "shipped", actor or f"shop:{shop_id}", now,
        which="position = %(sub_position)s", sub_position=position, until=until,
    )  # fmt: skip
    record(
        SubOrderShipped(
            key=order_id, at=now, sub_position=position, shop_id=shop_id, carrier=parcel.carrier,
            tracking_no=parcel.tracking_no,
        )
        for _ in moved
    )  # fmt: skip
    return parcel
