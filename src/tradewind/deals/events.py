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


class CouponCreated(Event, frozen=True, kw_only=True):
    """A shop coupon was created; `key` is the coupon."""

    name: ClassVar[str] = "deals.CouponCreated"
    shop_id: int


class CouponStopped(Event, frozen=True, kw_only=True):
    """A coupon was taken off before its end; `key` is the coupon."""

    name: ClassVar[str] = "deals.CouponStopped"
    shop_id: int


class CouponUsedUp(Event, frozen=True, kw_only=True):
    """The last use of a coupon was taken; `key` is the coupon."""

    name: ClassVar[str] = "deals.CouponUsedUp"
    shop_id: int
