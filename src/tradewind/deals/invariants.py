"""What must always hold for offers and prices."""

from tradewind.kernel.invariants import Invariant, Problem, rows_that_break


def coupon_uses_match() -> list[Problem]:
    """The uses a coupon counts are the orders that hold one."""
    return rows_that_break(
        "deals.coupon_uses",
        """SELECT c.id, c.uses_taken, count(u.order_id) FROM deals_coupon c
           LEFT JOIN deals_coupon_use u ON u.coupon_id = c.id AND u.state = 'taken'
           GROUP BY c.id HAVING c.uses_taken <> count(u.order_id)""",
        "coupon {0} counts {1} uses, orders hold {2}",
    )


def buyers_keep_their_limits() -> list[Problem]:
    """No buyer holds more uses of a coupon than one buyer may."""
    return rows_that_break(
        "deals.buyer_limit",
        """SELECT c.id, u.buyer, count(*), c.per_buyer FROM deals_coupon_use u JOIN deals_coupon c ON c.id = u.coupon_id
           WHERE u.state = 'taken' GROUP BY c.id, u.buyer HAVING count(*) > c.per_buyer""",
        "coupon {0}: {1} holds {2} uses, {3} are allowed",
    )


def discounts_stay_within_the_face() -> list[Problem]:
    """No order got more from a coupon than its face."""
    return rows_that_break(
        "deals.coupon_face",
        """SELECT u.order_id, c.id, u.amount, c.face FROM deals_coupon_use u JOIN deals_coupon c ON c.id = u.coupon_id
           WHERE u.amount > c.face OR u.amount < 0""",
        "order {0} got {2} from coupon {1} of {3}",
    )


def card_prices_are_right() -> list[Problem]:
    """The price a card shows is what its variants and item prices say (unless a change is due this very minute)."""
    return rows_that_break(
        "deals.card_price",
        """WITH v AS (
             SELECT v.listing_id, v.id, v.list_price, least(v.list_price, min(i.amount)) AS price
             FROM catalog_variant v LEFT JOIN deals_item_price i ON i.variant_id = v.id
                  AND i.valid_from <= now() AND (i.valid_to IS NULL OR i.valid_to > now())
             GROUP BY v.id),
           want AS (
             SELECT l.id, CASE WHEN l.state = 'on_sale' THEN l.category_id END AS category_id, min(v.price) AS price,
                    (array_agg(v.list_price ORDER BY v.price, v.list_price, v.id))[1] AS list_price,
                    min(v.price) <> max(v.price) AS differ
             FROM catalog_listing l JOIN v ON v.listing_id = l.id GROUP BY l.id)
           SELECT w.id, p.item_price, w.price FROM want w LEFT JOIN deals_listing_price p ON p.listing_id = w.id
           WHERE (p.category_id, p.list_price, p.item_price, p.variants_differ)
                 IS DISTINCT FROM (w.category_id, w.list_price, w.price, w.differ)
             AND (p.stale_at IS NULL OR p.stale_at > now() OR p.stale_at < now() - interval '10 minutes')""",
        "listing {0} shows the price {1}, its variants say {2}",
    )


INVARIANTS: list[Invariant] = [
    coupon_uses_match,
    buyers_keep_their_limits,
    discounts_stay_within_the_face,
    card_prices_are_right,
]
