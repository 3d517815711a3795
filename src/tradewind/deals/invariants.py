"""What must always hold for offers and prices."""

from tradewind.kernel.invariants import Invariant, Problem, rows_that_break


def offer_uses_match() -> list[Problem]:
    """The uses and the amount that an offer counts are those of the orders that hold one."""
    return rows_that_break(
        "deals.offer_uses",
        """SELECT o.id, o.uses_taken, count(u.order_id), o.budget_taken, coalesce(sum(u.amount), 0) FROM deals_offer o
           LEFT JOIN deals_offer_use u ON u.offer_id = o.id AND u.state = 'taken'
           GROUP BY o.id HAVING (o.uses_taken, o.budget_taken) <> (count(u.order_id), coalesce(sum(u.amount), 0))""",
        "offer {0} counts {1} uses of {3}, orders hold {2} of {4}",
    )


def buyers_keep_their_limits() -> list[Problem]:
    """No buyer holds more of an offer than one buyer may."""
    return rows_that_break(
        "deals.buyer_limit",
        """SELECT o.id, u.buyer, sum(u.counted), o.per_buyer FROM deals_offer_use u
           JOIN deals_offer o ON o.id = u.offer_id
           WHERE u.state = 'taken' GROUP BY o.id, u.buyer HAVING sum(u.counted) > o.per_buyer""",
        "offer {0}: {1} holds {2}, {3} are allowed",
    )


def claims_match() -> list[Problem]:
    """The claims that an offer counts lie in wallets."""
    return rows_that_break(
        "deals.offer_claims",
        """SELECT o.id, o.claims_taken, count(c.holder) FROM deals_offer o LEFT JOIN deals_claim c ON c.offer_id = o.id
           GROUP BY o.id HAVING o.claims_taken <> count(c.holder)""",
        "offer {0} counts {1} claims, wallets hold {2}",
    )


def offers_can_be_found() -> list[Problem]:
    """Every offer can be found by at least one target."""
    return rows_that_break(
        "deals.offer_target",
        "SELECT o.id FROM deals_offer o WHERE NOT EXISTS (SELECT FROM deals_offer_target t WHERE t.offer_id = o.id)",
        "offer {0} has no target",
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
    offer_uses_match,
    buyers_keep_their_limits,
    claims_match,
    offers_can_be_found,
    card_prices_are_right,
]
