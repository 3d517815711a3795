"""Cards of listings on sale in open shops, one page at a time, in one round trip. No Django, no ORM.

Pages follow a key (value, id) instead of an offset, so the hundredth page costs what the first one does and no card
is shown twice or skipped while others are sold. Every order has an index that yields cards already sorted; a category
with categories below it takes the first cards of each and merges them.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from tradewind.catalog.serving.words import question
from tradewind.deals.errors import WrongField
from tradewind.deals.serving.fast import rows

MOST_CARDS = 100


class Card(NamedTuple):
    """What a card shows. Prices are those of the cheapest variant; `variants_differ`: others cost more."""

    listing_id: int
    shop_id: int
    title: str
    title_en: str
    cover: str
    currency: str
    list_price: int
    item_price: int
    variants_differ: bool
    sold_count: int
    rating_sum: int
    rating_count: int
    shop_name: str
    shop_name_en: str
    sold_out: bool


class Shelf(NamedTuple):
    """A page of cards; `next` is the `after` of the page behind it, None on the last one."""

    cards: list[Card]
    next: str | None


class _Order(NamedTuple):
    """A sort order: the column its key begins with, and its direction."""

    column: str
    direction: str
    past: str


_ORDERS = {
    "popular": _Order("l.sold_count", "DESC", "<"),
    "newest": _Order("l.id", "DESC", "<"),
    "price_asc": _Order("p.item_price", "ASC", ">"),
    "price_desc": _Order("p.item_price", "DESC", "<"),
}
SORTS = tuple(_ORDERS)

_CARD = """l.id, l.shop_id, l.title, l.title_en, l.cover, s.currency,
       coalesce(p.list_price, l.list_from), coalesce(p.item_price, l.list_from), coalesce(p.variants_differ, false),
       l.sold_count, l.rating_sum, l.rating_count, s.name, s.name_en, l.stock_left <= 0"""
_TABLES = {
    True: """deals_listing_price p JOIN catalog_listing l ON l.id = p.listing_id AND l.state = 'on_sale'
     JOIN parties_shop s ON s.id = l.shop_id AND s.state = 'open'""",
    False: """catalog_listing l JOIN parties_shop s ON s.id = l.shop_id AND s.state = 'open'
     LEFT JOIN deals_listing_price p ON p.listing_id = l.id""",
}
_BELOW = """WITH RECURSIVE below AS (
    SELECT %(category)s::bigint AS id
    UNION ALL SELECT c.id FROM catalog_category c JOIN below ON c.parent_id = below.id)
"""


def shelf(
    cursor: Any, *, category_id: int | None = None, shop_id: int | None = None, q: str | None = None,
    sort: str = "popular", after: str | None = None, limit: int = 24,
) -> Shelf:  # fmt: skip
    """A page of cards. Filters add up: a category with all below it, a shop, words of a search box.

    `sort`: popular, newest, price_asc, price_desc. `after`: `Shelf.next` of the page before, of the same order.
    `limit`: 1 to 100 cards. Words without a letter or digit find nothing. Refuses `deals.field` for an unknown order,
    a foreign `after` or a limit out of range.
    """
    if sort not in _ORDERS:
        raise WrongField(where="sort", field="sort")
    if not 1 <= limit <= MOST_CARDS:
        raise WrongField(where="limit", field="limit")
    words = question(q) if q and q.strip() else None
    if words == "":
        return Shelf([], None)
    value, last = _key(after)
    sql = _statement(sort, category_id is not None, shop_id is not None, words is not None, after is not None, limit)
    found = rows(cursor, sql, {"category": category_id, "shop": shop_id, "words": words, "value": value, "last": last})
    cards = [Card._make(row) for row in found[:limit]]
    return Shelf(cards, _token(sort, cards[-1]) if len(found) > limit else None)


def _key(after: str | None) -> tuple[int, int]:
    """The key behind which a page begins."""
    if not after:
        return 0, 0
    value, dash, last = after.partition("-")
    if not (dash and value.isdecimal() and last.isdecimal() and value.isascii() and len(value) < 19 > len(last)):
        raise WrongField(where="after", field="after")
    return int(value), int(last)


def _token(sort: str, card: Card) -> str:
    value = {"popular": card.sold_count, "newest": card.listing_id}.get(sort, card.item_price)
    return f"{value}-{card.listing_id}"


@lru_cache(maxsize=512)
def _statement(sort: str, category: bool, shop: bool, words: bool, after: bool, limit: int) -> str:
    """The statement for one combination of filters. The limit is part of the text, so that plans know it is small."""
    order = _ORDERS[sort]
    by_price = order.column.startswith("p.")
    conditions = ["p.category_id IS NOT NULL" if by_price else "l.state = 'on_sale'"]
    if shop:
        conditions.append("l.shop_id = %(shop)s")
    if words:
        conditions.append("l.search @@ %(words)s::tsquery")
    if after:
        conditions.append(f"({order.column}, l.id) {order.past} (%(value)s, %(last)s)")
    tail = f"ORDER BY {order.column} {order.direction}, l.id {order.direction} LIMIT {limit + 1}"
    if by_price:  # the index on price carries the listing's id
        conditions = [c.replace("l.id)", "p.listing_id)") for c in conditions]
        tail = tail.replace("l.id", "p.listing_id")
    merge = category and not shop and not words
    if category and not merge:
        conditions.append("l.category_id IN (SELECT id FROM below)")
    if merge:
        conditions.append(f"{'p' if by_price else 'l'}.category_id = below.id")
    inner = f"FROM {_TABLES[by_price]}\nWHERE {' AND '.join(conditions)}\n{tail}"
    if merge:
        return _merged(order, f"SELECT {_CARD} {inner}", limit)
    found = _found_first(inner, tail) if words else f"SELECT {_CARD} {inner}"
    return (_BELOW if category else "") + found


def _found_first(inner: str, tail: str) -> str:
    """Words may find thousands of listings: first the keys of the page, then the rest of its cards only."""
    order = tail.replace("p.listing_id", "l.id")
    return (
        f"SELECT {_CARD} FROM (SELECT l.id {inner}) k JOIN catalog_listing l ON l.id = k.id\n"  # noqa: S608
        "JOIN parties_shop s ON s.id = l.shop_id LEFT JOIN deals_listing_price p ON p.listing_id = l.id\n"
        f"{order}"
    )


def _merged(order: _Order, inner: str, limit: int) -> str:
    """The first cards of every category below, merged."""
    names = ", ".join(Card._fields)
    key = {"l.sold_count": "sold_count", "l.id": "listing_id"}.get(order.column, "item_price")
    return (
        f"{_BELOW}SELECT card.* FROM below CROSS JOIN LATERAL ({inner}) AS card({names})\n"  # noqa: S608
        f"ORDER BY {key} {order.direction}, listing_id {order.direction} LIMIT {limit + 1}"
    )
