"""The wiring, as a table: event -> actions. `NOW` runs in the event's transaction, `LATER` after commit in a worker."""

from collections.abc import Callable
from typing import Any

from tradewind.catalog.actions.count import count_rating, count_sold
from tradewind.catalog.events import ListingCreated, ListingEdited, ListingStateChanged
from tradewind.content.events import ReviewPosted
from tradewind.deals.actions.refresh_prices import refresh_listing
from tradewind.insight.actions.count_order import count_order
from tradewind.kernel.events import Event
from tradewind.kernel.outbox import Recorded, subscribe_later, subscribe_now
from tradewind.payments.events import PaymentSucceeded
from tradewind.trade.actions.pay import mark_paid
from tradewind.trade.events import OrderClosed, OrderPaid


def rate_listing(event: ReviewPosted) -> None:
    """A review moves the stars of its listing."""
    count_rating(event.listing_id, event.rating)


def count_pieces_sold(event: Recorded) -> None:
    """A paid order counts for its listings' popularity."""
    count_sold({piece["listing_id"]: piece["quantity"] for piece in event.payload["listings"]})


def take_back_pieces_sold(event: Recorded) -> None:
    """A paid order that was closed does not count any more."""
    count_sold({piece["listing_id"]: -piece["quantity"] for piece in event.payload["listings"]})


NOW: list[tuple[type[Event], Callable[[Any], None]]] = [
    (ListingCreated, refresh_listing),
    (ListingEdited, refresh_listing),
    (ListingStateChanged, refresh_listing),
    (PaymentSucceeded, mark_paid),
    (ReviewPosted, rate_listing),
]

LATER: list[tuple[type[Event], Callable[[Recorded], None]]] = [
    (OrderPaid, count_pieces_sold),
    (OrderPaid, count_order),
    (OrderClosed, take_back_pieces_sold),
]


def wire() -> None:
    """Connects both tables (called once, when all modules are loaded)."""
    for event, action in NOW:
        subscribe_now(event, action)
    for event, effect in LATER:
        subscribe_later(event, effect)
