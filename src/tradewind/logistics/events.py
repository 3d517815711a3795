"""What happened to parcels. `key` is the order."""

from typing import ClassVar

from tradewind.kernel.events import Event


class ParcelShipped(Event, frozen=True, kw_only=True):
    """A parcel of a sub-order was handed to a carrier."""

    name: ClassVar[str] = "logistics.ParcelShipped"
    position: int
    sub_position: int
    carrier: str
    tracking_no: str


class ParcelDelivered(Event, frozen=True, kw_only=True):
    """A parcel of a sub-order reached the door."""

    name: ClassVar[str] = "logistics.ParcelDelivered"
    position: int
    sub_position: int
