"""Reads of reviews."""

from collections.abc import Iterable

from django.db.models import Count

from tradewind.content.models import Review
from tradewind.content.types import RatingBars, ReviewPage, ReviewView, ShopReview

_VIEW = ReviewView._fields
_SHOP = ShopReview._fields


def reviews(listing_id: int, before: int | None = None, limit: int = 10) -> ReviewPage:
    """The rating bars of a listing and a page of its reviews, newest first.

    `before` is the `next` of the page before. A listing without reviews, or none at all, has an empty page.
    """
    of_listing = Review.objects.filter(listing_id=listing_id)
    counts = dict(of_listing.values_list("rating").annotate(Count("id")))
    rows = of_listing if before is None else of_listing.filter(id__lt=before)
    found = [ReviewView(*row) for row in rows.order_by("-id").values_list(*_VIEW)[: limit + 1]]
    page = found[:limit]
    return ReviewPage(
        RatingBars(*(counts.get(stars, 0) for stars in range(1, 6))), page, page[-1].id if len(found) > limit else None
    )


def shop_reviews(
    shop_id: int, before: int | None = None, limit: int = 50, *, unanswered: bool = False
) -> list[ShopReview]:
    """A page of the reviews of a shop's goods, newest first; only those without an answer when asked."""
    rows = Review.objects.filter(shop_id=shop_id)
    if unanswered:
        rows = rows.filter(answer="")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [ShopReview(*row) for row in rows.order_by("-id").values_list(*_SHOP)[:limit]]


def reviewed_lines(order_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Which lines (order id, position) of these orders have a review; position 0 is a review of the whole order."""
    rows = Review.objects.filter(order_id__in=set(order_ids))
    return set(rows.values_list("order_id", "line_position"))
