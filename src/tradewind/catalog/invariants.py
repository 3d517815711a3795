"""What must always hold in the catalogue."""

from tradewind.kernel.invariants import Invariant, Problem, rows_that_break


def stock_holds_what_orders_hold() -> list[Problem]:
    """Reserved pieces of a variant are the sum of its held reservations."""
    return rows_that_break(
        "catalog.reserved",
        """SELECT s.variant_id, s.reserved, coalesce(r.held, 0) FROM catalog_stock s
           LEFT JOIN (SELECT variant_id, sum(quantity) AS held FROM catalog_reservation WHERE state = 'held'
                      GROUP BY variant_id) r USING (variant_id)
           WHERE s.reserved <> coalesce(r.held, 0)""",
        "variant {0}: {1} pieces reserved, orders hold {2}",
    )


def held_pieces_have_stock() -> list[Problem]:
    """No order holds pieces of a variant without a stock row."""
    return rows_that_break(
        "catalog.held_without_stock",
        """SELECT r.variant_id, r.order_id FROM catalog_reservation r
           LEFT JOIN catalog_stock s USING (variant_id) WHERE r.state = 'held' AND s.variant_id IS NULL""",
        "order {1} holds variant {0}, which has no stock row",
    )


def listings_sum_up() -> list[Problem]:
    """A listing's lowest list price, stock left and cover are those of its variants and pictures."""
    return rows_that_break(
        "catalog.summaries",
        """SELECT l.id FROM catalog_listing l
           LEFT JOIN (SELECT v.listing_id, min(v.list_price) AS list_from,
                             coalesce(sum(s.on_hand - s.reserved), 0) AS stock_left
                      FROM catalog_variant v LEFT JOIN catalog_stock s ON s.variant_id = v.id GROUP BY v.listing_id) v
                  ON v.listing_id = l.id
           LEFT JOIN (SELECT DISTINCT ON (listing_id) listing_id, key FROM catalog_picture
                      ORDER BY listing_id, position, id) p ON p.listing_id = l.id
           WHERE (l.list_from, l.stock_left, l.cover)
                 IS DISTINCT FROM (coalesce(v.list_from, 0), coalesce(v.stock_left, 0), coalesce(p.key, ''))""",
        "listing {0} shows another price, stock or cover than its variants and pictures have",
    )


def listings_on_sale_are_whole() -> list[Problem]:
    """A listing on sale has a variant, a picture and search words."""
    return rows_that_break(
        "catalog.on_sale",
        """SELECT l.id FROM catalog_listing l WHERE l.state = 'on_sale'
           AND (l.list_from = 0 OR l.cover = '' OR l.search IS NULL)""",
        "listing {0} is on sale without a price, a picture or search words",
    )


def categories_count_their_listings() -> list[Problem]:
    """A category's count is the number of listings on sale in it."""
    return rows_that_break(
        "catalog.category_counts",
        """SELECT c.slug, c.listing_count, count(l.id) FROM catalog_category c
           LEFT JOIN catalog_listing l ON l.category_id = c.id AND l.state = 'on_sale'
           GROUP BY c.id HAVING c.listing_count <> count(l.id)""",
        "category {0} counts {1} listings, {2} are on sale",
    )


INVARIANTS: list[Invariant] = [
    stock_holds_what_orders_hold,
    held_pieces_have_stock,
    listings_sum_up,
    listings_on_sale_are_whole,
    categories_count_their_listings,
]
