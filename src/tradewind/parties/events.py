"""What happened to shops."""

from typing import ClassVar

from tradewind.kernel.events import Event


class ShopOpened(Event, frozen=True, kw_only=True):
    """A shop was opened by an account; `key` is the shop."""

    name: ClassVar[str] = "parties.ShopOpened"
    owner_id: int


class ShopStateChanged(Event, frozen=True, kw_only=True):
    """A shop was paused, reopened or closed; `key` is the shop."""

    name: ClassVar[str] = "parties.ShopStateChanged"
    old: str
    new: str
    actor: str
    reason: str
