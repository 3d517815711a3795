"""A shop's states. Imported shops stay history until an operator opens them.

Its own people pause and reopen a shop; what an operator has suspended only an operator reopens.
"""

from tradewind.kernel.states import machine

SHOP = machine(
    "shop",
    open=("paused", "suspended", "closed"),
    paused=("open", "suspended", "closed"),
    suspended=("open", "closed"),
    history=("open",),
    closed=(),
)
BY_ITS_PEOPLE = machine("shop", open=("paused",), paused=("open",))
