"""What happened to orders. `key` is the order's id."""

from typing import ClassVar

import msgspec

from tradewind.kernel.events import Event


class ShopPart(msgspec.Struct, frozen=True, kw_only=True):
    """One shop's part of an order. Amounts are minor units of the order's currency."""

    position: int
    shop_id: int
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int


class ListingPieces(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of one listing in an order."""

    listing_id: int
    quantity: int


class OrderPlaced(Event, frozen=True, kw_only=True):
    """A buyer placed an order; its goods are held until it is paid or closed."""

    name: ClassVar[str] = "trade.OrderPlaced"
    account_id: int | None
    currency: str
    payable: int
    shops: list[int]


class OrderPaid(Event, frozen=True, kw_only=True):
    """An order was paid in full. `payment_id` is None when there was nothing to pay."""

    name: ClassVar[str] = "trade.OrderPaid"
    account_id: int | None
    currency: str
    payable: int
    payment_id: int | None
    shops: list[ShopPart]
    listings: list[ListingPieces]


class OrderClosed(Event, frozen=True, kw_only=True):
    """An order ended without delivery. `old` is the state it was in, `reason` a code (`unpaid`, `cancelled`...).

    `listings` holds the pieces that had been sold and came back; empty for an order that was never paid.
    """

    name: ClassVar[str] = "trade.OrderClosed"
    old: str
    reason: str
    listings: list[ListingPieces]


class RefundDue(Event, frozen=True, kw_only=True):
    """Money arrived that no order takes, or an order that was paid is closed: the buyer gets it back.

    `reason`: `closed` (paid after the order was closed), `already_paid` (a second payment), `cancelled`.
    """

    name: ClassVar[str] = "trade.RefundDue"
    payment_id: int | None
    account_id: int | None
    amount: int
    currency: str
    reason: str


class SubOrderShipped(Event, frozen=True, kw_only=True):
    """A shop handed its part of an order to a carrier."""

    name: ClassVar[str] = "trade.SubOrderShipped"
    sub_position: int
    shop_id: int
    carrier: str
    tracking_no: str


class SubOrderDelivered(Event, frozen=True, kw_only=True):
    """A shop's part of an order reached the door."""

    name: ClassVar[str] = "trade.SubOrderDelivered"
    sub_position: int
    shop_id: int


class SubOrderConfirmed(Event, frozen=True, kw_only=True):
    """The buyer (or, when the time was over, the schedule) confirmed the receipt of a shop's part."""

    name: ClassVar[str] = "trade.SubOrderConfirmed"
    sub_position: int
    shop_id: int


class OrderCompleted(Event, frozen=True, kw_only=True):
    """Every part of an order is confirmed or closed."""

    name: ClassVar[str] = "trade.OrderCompleted"


class PriceProtected(Event, frozen=True, kw_only=True):
    """The price of a line fell within its window, and the buyer is owed the difference. `payer` lowered the price."""

    name: ClassVar[str] = "trade.PriceProtected"
    position: int
    shop_id: int
    account_id: int | None
    amount: int
    currency: str
    payer: str
