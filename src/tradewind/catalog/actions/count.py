"""Counters of listings: pieces sold, ratings."""

from collections.abc import Mapping

from django.db import connection, transaction

_SOLD = """
WITH w AS (SELECT * FROM unnest(%s::bigint[], %s::int[]) AS w(id, n)),
     held AS (SELECT l.id FROM catalog_listing l JOIN w ON w.id = l.id ORDER BY l.id FOR UPDATE OF l)
UPDATE catalog_listing l SET sold_count = greatest(0, l.sold_count + w.n)
FROM w WHERE l.id = w.id AND l.id IN (SELECT id FROM held)
"""


@transaction.atomic
def count_sold(quantities: Mapping[int, int]) -> None:
    """Adds pieces to the sold counters of listings (listing id -> pieces; negative takes back). Unknown ids are
    passed over: a listing may be gone while its orders live on. Call it once per order: it does not know orders."""
    if quantities:
        with connection.cursor() as cursor:
            cursor.execute(_SOLD, [list(quantities), list(quantities.values())])


def count_rating(listing_id: int, rating: int) -> None:
    """Adds one rating of 1 to 5 stars to a listing. Call it once per review."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalog_listing SET rating_sum = rating_sum + %s, rating_count = rating_count + 1 WHERE id = %s",
            [rating, listing_id],
        )
