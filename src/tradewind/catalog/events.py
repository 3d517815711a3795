"""What happened to listings. `deals` recomputes card prices on the first three, in the same transaction."""

from typing import ClassVar

from tradewind.kernel.events import Event


class ListingCreated(Event, frozen=True, kw_only=True):
    """A shop drafted a listing; `key` is the listing."""

    name: ClassVar[str] = "catalog.ListingCreated"
    shop_id: int


class ListingEdited(Event, frozen=True, kw_only=True):
    """A shop changed a listing (text, variants, prices or pictures); `key` is the listing."""

    name: ClassVar[str] = "catalog.ListingEdited"
    shop_id: int


class ListingStateChanged(Event, frozen=True, kw_only=True):
    """A listing went on sale, was paused or archived; `key` is the listing."""

    name: ClassVar[str] = "catalog.ListingStateChanged"
    shop_id: int
    old: str
    new: str


class StockChanged(Event, frozen=True, kw_only=True):
    """The last piece of a listing went, or pieces came back; `key` is the listing."""

    name: ClassVar[str] = "catalog.StockChanged"
    sold_out: bool
