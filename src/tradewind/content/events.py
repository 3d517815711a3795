"""What happened in content."""

from typing import ClassVar

from tradewind.kernel.events import Event


class ReviewPosted(Event, frozen=True, kw_only=True):
    """A buyer reviewed an order line. `key` is the order; the shelf's stars follow in the same transaction."""

    name: ClassVar[str] = "content.ReviewPosted"

    review_id: int
    position: int
    listing_id: int
    shop_id: int
    account_id: int
    rating: int
