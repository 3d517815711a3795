"""The category tiles of the front page: every root category with its count and the cover of its best seller."""

from typing import Any, NamedTuple

_TILES = """
WITH RECURSIVE tree AS (
  SELECT id, id AS root FROM catalog_category WHERE parent_id IS NULL
  UNION ALL
  SELECT c.id, tree.root FROM catalog_category c JOIN tree ON c.parent_id = tree.id)
SELECT DISTINCT ON (r.position, r.id) r.id, r.slug, r.name, r.name_en, coalesce(best.cover, '')
FROM catalog_category r
JOIN tree ON tree.root = r.id
LEFT JOIN LATERAL (
  SELECT l.cover, l.sold_count FROM catalog_listing l
  WHERE l.category_id = tree.id AND l.state = 'on_sale' AND l.cover <> ''
  ORDER BY l.sold_count DESC, l.id DESC LIMIT 1) best ON true
WHERE r.parent_id IS NULL
ORDER BY r.position, r.id, best.sold_count DESC NULLS LAST
"""


class Tile(NamedTuple):
    """A root category. `cover`: media key of the picture of its best seller, empty when it has none."""

    id: int
    slug: str
    name: str
    name_en: str
    cover: str


def tiles(cursor: Any) -> list[Tile]:
    """All root categories in display order."""
    cursor.execute(_TILES)
    return [Tile(*row) for row in cursor.fetchall()]
