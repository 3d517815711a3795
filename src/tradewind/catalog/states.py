"""A listing's states and those of pieces held for an order."""

from tradewind.kernel.states import machine

LISTING = machine(
    "listing",
    draft=("on_sale", "archived"),
    on_sale=("paused", "archived"),
    paused=("on_sale", "archived"),
    archived=("paused",),
)

RESERVATION = machine("reservation", held=("sold", "released"), sold=("released",), released=())
