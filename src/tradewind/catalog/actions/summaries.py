"""The summary columns of listings and categories: what cards and trees show without adding anything up."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from tradewind.catalog.serving.words import document

_SUMMARY = """
UPDATE catalog_listing l SET
    list_from = coalesce((SELECT min(v.list_price) FROM catalog_variant v WHERE v.listing_id = l.id), 0),
    stock_left = coalesce((SELECT sum(s.on_hand - s.reserved) FROM catalog_variant v
                           JOIN catalog_stock s ON s.variant_id = v.id WHERE v.listing_id = l.id), 0),
    cover = coalesce((SELECT p.key FROM catalog_picture p WHERE p.listing_id = l.id
                      ORDER BY p.position, p.id LIMIT 1), '')
WHERE l.id = ANY(%s)
"""
_TEXTS = """
SELECT l.id, l.title, l.title_en, l.description, l.description_en, c.name, c.name_en,
       coalesce((SELECT string_agg(concat_ws(' ', f.value, o.value ->> 'value_en'), ' ')
                 FROM jsonb_each_text(l.attributes) f
                 LEFT JOIN catalog_category_attribute a ON a.category_id = l.category_id AND a.code = f.key
                 LEFT JOIN jsonb_array_elements(a.choices) o ON o.value ->> 'value' = f.value), '')
FROM catalog_listing l JOIN catalog_category c ON c.id = l.category_id WHERE l.id = ANY(%s)
"""
_SEARCH = """
UPDATE catalog_listing l SET search = w.words::tsvector
FROM unnest(%s::bigint[], %s::text[]) AS w(id, words) WHERE l.id = w.id
"""
_COUNTS = """
UPDATE catalog_category c SET listing_count = n.listings
FROM (SELECT c.id, count(l.id) AS listings FROM catalog_category c
      LEFT JOIN catalog_listing l ON l.category_id = c.id AND l.state = 'on_sale' GROUP BY c.id) n
WHERE n.id = c.id AND c.listing_count <> n.listings
"""
_BATCH = 2_000
_SEARCHED = 2_000  # characters of a description


def summarise(listing_ids: Sequence[int]) -> None:
    """Recomputes lowest list price, stock left, cover and search words of these listings. Call it in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMMARY, [list(listing_ids)])
        cursor.execute(_TEXTS, [list(listing_ids)])
        rows = [(row[0], _words(*row[1:])) for row in cursor.fetchall()]
        cursor.execute(_SEARCH, [[id_ for id_, _ in rows], [words for _, words in rows]])


def _words(
    title: str, title_en: str, description: str, description_en: str, category: str, category_en: str, stated: str
) -> str:
    return document([
        (title, "A"), (title_en, "A"), (category, "B"), (category_en, "B"), (stated, "B"),
        (description[:_SEARCHED], "D"), (description_en[:_SEARCHED], "D"),
    ])  # fmt: skip


def count_listings(changes: dict[int, int]) -> None:
    """Adds to the number of listings on sale of categories, locked in sorted order."""
    for category_id in sorted(c for c, n in changes.items() if n):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE catalog_category SET listing_count = listing_count + %s WHERE id = %s",
                [changes[category_id], category_id],
            )


def rebuild(listing_ids: Iterable[int] | None = None) -> int:
    """Recomputes every summary column from scratch; returns how many listings were visited.

    For writers that fill tables directly (imports, the demo world): call it once after them, then
    `deals.actions.refresh_prices.refresh`. `None` means all listings.
    """
    with connection.cursor() as cursor:
        if listing_ids is None:
            cursor.execute("SELECT id FROM catalog_listing ORDER BY id")
            wanted = [row[0] for row in cursor.fetchall()]
        else:
            wanted = sorted(set(listing_ids))
    for start in range(0, len(wanted), _BATCH):
        with transaction.atomic():
            summarise(wanted[start : start + _BATCH])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNTS)
    return len(wanted)
