"""Values of content."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

MOST_TEXT = 2_000  # characters of a review or an answer


class ReviewView(NamedTuple):
    """One review as a shopper reads it. `rating` is 1 to 5; `answer` is the shop's, empty when it gave none."""

    id: int
    author: str
    rating: int
    title: str
    text: str
    created_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(slots=True, frozen=True)
class RatingBars:
    """How many reviews gave each number of stars."""

    one: int
    two: int
    three: int
    four: int
    five: int

    @property
    def count(self) -> int:
        """All reviews together."""
        return self.one + self.two + self.three + self.four + self.five

    @property
    def total(self) -> int:
        """All stars together; the mean is `total / count`."""
        return self.one + 2 * self.two + 3 * self.three + 4 * self.four + 5 * self.five


class ReviewPage(NamedTuple):
    """The bars of a listing and one page of its reviews, newest first. `next` is the mark of the page after it."""

    bars: RatingBars
    reviews: list[ReviewView]
    next: int | None


class ShopReview(NamedTuple):
    """A review as the shop reads it."""

    id: int
    order_id: int
    line_position: int
    listing_id: int | None
    author: str
    rating: int
    title: str
    text: str
    created_at: datetime
    answer: str
    answered_at: datetime | None
