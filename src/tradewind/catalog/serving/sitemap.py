"""Which listings search engines may know: those on sale in open shops, in parts of bounded size."""

from typing import Any

_SOLD = "FROM catalog_listing l JOIN parties_shop p ON p.id = l.shop_id WHERE l.state = 'on_sale' AND p.state = 'open'"


def part_starts(cursor: Any, size: int) -> list[int]:
    """The first listing id of every part of at most `size` listings, ascending; empty when nothing is on sale."""
    cursor.execute(
        f"SELECT id FROM (SELECT l.id, row_number() OVER (ORDER BY l.id) AS n {_SOLD}) t WHERE (n - 1) %% %s = 0",  # noqa: S608
        [size],
    )
    return sorted(row[0] for row in cursor.fetchall())


def part(cursor: Any, start: int, size: int) -> list[int]:
    """The listings of the part that begins with id `start`."""
    cursor.execute(f"SELECT l.id {_SOLD} AND l.id >= %s ORDER BY l.id LIMIT %s", [start, size])
    return [row[0] for row in cursor.fetchall()]
