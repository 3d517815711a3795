"""Parcels: handed to a carrier, delivered. An order's sub-orders and their states are trade's."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tradewind.kernel.outbox import record
from tradewind.logistics.errors import NoShipment, WrongField
from tradewind.logistics.events import ParcelDelivered, ParcelShipped
from tradewind.logistics.models import Shipment
from tradewind.logistics.states import SHIPMENT
from tradewind.logistics.types import ShipmentView

_TRACKING = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{2,58}[0-9A-Za-z]")


@transaction.atomic
def record_shipment(order_id: int, sub_position: int, carrier: str, tracking_no: str, now: datetime) -> ShipmentView:
    """Records a parcel of a sub-order; sending the same tracking number for it again records nothing twice.

    The caller holds the order's lock (trade). Refuses `logistics.field` for a missing carrier or a tracking number
    that is not 4 to 60 letters and digits. Says `logistics.ParcelShipped`.
    """
    carrier, tracking_no = " ".join(carrier.split()), " ".join(tracking_no.split()).upper()
    if not 1 <= len(carrier) <= 40:
        raise WrongField(where="carrier", field="carrier")
    if not _TRACKING.fullmatch(tracking_no):
        raise WrongField(where="tracking_no", field="tracking_no")
    parcels = Shipment.objects.filter(order_id=order_id)
    known = parcels.filter(sub_position=sub_position, carrier=carrier, tracking_no=tracking_no)
    if (row := known.values_list(*ShipmentView._fields).first()) is not None:
        return ShipmentView(*row)
    position = (parcels.aggregate(last=Max("position"))["last"] or 0) + 1
    view = ShipmentView(order_id, position, sub_position, carrier, tracking_no, "shipped", now, None)
    Shipment.objects.create(**view._asdict())
    record([
        ParcelShipped(
            key=order_id, at=now, position=position, sub_position=sub_position, carrier=carrier, tracking_no=tracking_no
        )
    ])  # fmt: skip
    return view


@transaction.atomic
def record_delivery(order_id: int, position: int, now: datetime) -> bool:
    """Records that a parcel reached the door; False when it was recorded before.

    Refuses `logistics.no_shipment`. Says `logistics.ParcelDelivered`.
    """
    row = Shipment.objects.select_for_update().filter(order_id=order_id, position=position).first()
    if row is None:
        raise NoShipment(where=f"{order_id}/{position}")
    if row.state == "delivered":
        return False
    SHIPMENT.check(row.state, "delivered")
    Shipment.objects.filter(order_id=order_id, position=position).update(state="delivered", delivered_at=now)
    record([ParcelDelivered(key=order_id, at=now, position=position, sub_position=row.sub_position)])
    return True
