"""A parcel reached the door."""

from datetime import datetime

from django.db import transaction

from tradewind.kernel.outbox import record
from tradewind.logistics.actions.ship import record_delivery
from tradewind.logistics.queries import shipments
from tradewind.trade.actions.moves import lock_orders, move_subs
from tradewind.trade.events import SubOrderDelivered


@transaction.atomic
def mark_delivered(order_id: int, parcel_position: int, now: datetime, actor: str = "carrier") -> bool:
    """Records the delivery of a parcel; when it was its sub-order's last one, the sub-order is `delivered`.

    Returns whether the sub-order moved. Again: nothing changes. Refuses `logistics.no_shipment`.
    """
    lock_orders([order_id])
    record_delivery(order_id, parcel_position, now)
    parcels = shipments([order_id])[order_id]
    place = next(parcel.sub_position for parcel in parcels if parcel.position == parcel_position)
    if any(parcel.state != "delivered" for parcel in parcels if parcel.sub_position == place):
        return False
    moved = move_subs([order_id], "delivered", actor, now, which="position = %(sub_position)s", sub_position=place)
    record(SubOrderDelivered(key=order_id, at=now, sub_position=place, shop_id=one.shop_id) for one in moved)
    return bool(moved)
