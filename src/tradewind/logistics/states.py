"""A parcel's states."""

from tradewind.kernel.states import machine

SHIPMENT = machine("parcel", shipped=("delivered",), delivered=())
