"""What happened to offers."""

from typing import ClassVar

from tradewind.kernel.events import Event


class ItemPriceSet(Event, frozen=True, kw_only=True):
    """A dated item price was set for a variant; `key` is the item price."""

    name: ClassVar[str] = "deals.ItemPriceSet"
    listing_id: int
    variant_id: int
    amount: int


class ItemPriceEnded(Event, frozen=True, kw_only=True):
    """An item price was ended by hand; `key` is the item price."""

    name: ClassVar[str] = "deals.ItemPriceEnded"
    listing_id: int
    variant_id: int


class OfferCreated(Event, frozen=True, kw_only=True):
    """An offer was created by a shop, or by the platform (None); `key` is the offer."""

    name: ClassVar[str] = "deals.OfferCreated"
    shop_id: int | None
    kind: str


class OfferStopped(Event, frozen=True, kw_only=True):
    """An offer was taken off before its end; `key` is the offer."""

    name: ClassVar[str] = "deals.OfferStopped"
    shop_id: int | None


class OfferUsedUp(Event, frozen=True, kw_only=True):
    """The last use, or the last of the budget, of an offer was taken; `key` is the offer."""

    name: ClassVar[str] = "deals.OfferUsedUp"
    shop_id: int | None


class OfferClaimed(Event, frozen=True, kw_only=True):
    """Somebody put an offer into their wallet; `key` is the offer."""

    name: ClassVar[str] = "deals.OfferClaimed"
    holder: str
