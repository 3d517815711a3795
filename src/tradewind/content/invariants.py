"""What must always hold for reviews."""

from tradewind.kernel.invariants import Invariant, Problem, rows_that_break


def stars_match_reviews() -> list[Problem]:
    """The rating counters of a listing are the sum and the number of its reviews."""
    return rows_that_break(
        "content.stars",
        """SELECT l.id, l.rating_count, coalesce(r.count, 0), l.rating_sum, coalesce(r.total, 0) FROM catalog_listing l
           LEFT JOIN (SELECT listing_id, count(*) AS count, sum(rating) AS total FROM content_review
                      WHERE listing_id IS NOT NULL GROUP BY listing_id) r ON r.listing_id = l.id
           WHERE (l.rating_count, l.rating_sum) IS DISTINCT FROM (coalesce(r.count, 0), coalesce(r.total, 0))""",
        "listing {0} counts {1} reviews with {3} stars, it has {2} with {4}",
    )


def reviews_speak_of_what_was_bought() -> list[Problem]:
    """A review of a line names that line's listing and shop."""
    return rows_that_break(
        "content.bought",
        """SELECT r.id, r.order_id, r.line_position FROM content_review r
           LEFT JOIN trade_order_line l ON l.order_id = r.order_id AND l.position = r.line_position
           WHERE r.line_position > 0 AND (l.listing_id, l.shop_id) IS DISTINCT FROM (r.listing_id, r.shop_id)""",
        "review {0} speaks of line {2} of order {1}, which is another listing or not there",
    )


INVARIANTS: list[Invariant] = [stars_match_reviews, reviews_speak_of_what_was_bought]
