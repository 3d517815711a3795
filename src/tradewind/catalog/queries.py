"""Reads of the catalogue."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import connection

from tradewind.catalog.engine.readiness import missing
from tradewind.catalog.errors import NoCategory, NoListing
from tradewind.catalog.models import Category, CategoryAttribute, Listing, Picture, Stock, Variant
from tradewind.catalog.serving.words import question
from tradewind.catalog.types import (
    AttributeValue,
    AttributeView,
    CategoryNode,
    CategoryStep,
    ListingDraft,
    ListingForEdit,
    ListingRow,
    ListingView,
    OptionName,
    OptionValue,
    PictureView,
    StockRow,
    VariantDraft,
    VariantForSale,
    VariantView,
)

_VARIANTS = """
SELECT v.id, l.id, l.shop_id, l.category_id, l.title, l.title_en, v.options::text, l.cover, v.list_price,
       coalesce(s.on_hand - s.reserved, 0), l.state = 'on_sale' AND p.state = 'open', l.freight_template_id,
       v.weight_g, l.dispatch_hours, p.currency
FROM catalog_variant v
JOIN catalog_listing l ON l.id = v.listing_id
JOIN parties_shop p ON p.id = l.shop_id
LEFT JOIN catalog_stock s ON s.variant_id = v.id
WHERE v.id = ANY(%s)
"""
_SHOP_LISTINGS = """
SELECT l.id, l.title, l.title_en, l.state, l.cover, l.list_from,
       (SELECT count(*) FROM catalog_variant v WHERE v.listing_id = l.id),
       l.stock_left, l.sold_count, l.rating_sum, l.rating_count, l.updated_at, l.version
FROM catalog_listing l
WHERE l.shop_id = %(shop)s
  AND CASE WHEN %(state)s::text IS NULL THEN l.state <> 'archived'
           WHEN %(state)s = 'sold_out' THEN l.state = 'on_sale' AND l.stock_left = 0
           ELSE l.state = %(state)s END
  AND (%(before)s::bigint IS NULL OR l.id < %(before)s)
  AND (%(q)s = '' OR l.search @@ %(words)s::tsquery OR l.external_ref = %(q)s OR l.id = %(id)s)
ORDER BY l.id DESC LIMIT %(limit)s
"""


def category_tree() -> list[CategoryNode]:
    """All categories, parents before children in display order, with the listings on sale in and below each."""
    rows = list(Category.objects.order_by("position", "id").values_list(
        "id", "slug", "name", "name_en", "parent_id", "listing_count"
    ))  # fmt: skip
    below: dict[int | None, list[CategoryNode]] = {}
    for row in rows:
        below.setdefault(row[4], []).append(CategoryNode(*row))
    return [node for root in below.get(None, []) for node in _with_children(root, below)]


def _with_children(node: CategoryNode, below: dict[int | None, list[CategoryNode]]) -> list[CategoryNode]:
    branches = [_with_children(child, below) for child in below.get(node.id, [])]
    count = node.listing_count + sum(branch[0].listing_count for branch in branches)
    return [node._replace(listing_count=count), *(n for branch in branches for n in branch)]


def category(slug: str) -> CategoryStep:
    """A category by the name in its address; refuses `catalog.no_category`."""
    row = Category.objects.filter(slug=slug).values_list("id", "slug", "name", "name_en").first()
    if row is None:
        raise NoCategory(where=slug)
    return CategoryStep(*row)


def category_path(category_id: int) -> list[CategoryStep]:
    """The way from the root to a category; empty for an unknown one."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH RECURSIVE up AS (
                 SELECT id, slug, name, name_en, parent_id, 0 AS depth FROM catalog_category WHERE id = %s
                 UNION ALL
                 SELECT c.id, c.slug, c.name, c.name_en, c.parent_id, up.depth + 1
                 FROM catalog_category c JOIN up ON up.parent_id = c.id)
               SELECT id, slug, name, name_en FROM up ORDER BY depth DESC""",
            [category_id],
        )
        return [CategoryStep(*row) for row in cursor.fetchall()]


def category_attributes(category_id: int) -> list[AttributeView]:
    """The facts that listings of a category state, in display order."""
    rows = CategoryAttribute.objects.filter(category_id=category_id).order_by("position", "id")
    return [AttributeView(a.code, a.name, a.name_en, a.kind, _options(a.choices), a.required) for a in rows]


def listing(listing_id: int) -> ListingView:
    """One listing with all that a page needs. Refuses `catalog.no_listing`; any state is returned, callers look."""
    row = Listing.objects.filter(id=listing_id).select_related("shop").first()
    if row is None:
        raise NoListing(where=str(listing_id))
    return ListingView(
        id=row.id, shop_id=row.shop_id, category_id=row.category_id, category_path=category_path(row.category_id),
        title=row.title, title_en=row.title_en, description=row.description, description_en=row.description_en,
        attributes=_stated(row.attributes, row.category_id),
        option_names=_option_names(row.option_names), variants=_variants(listing_id), pictures=_pictures(listing_id),
        state=row.state, freight_template_id=row.freight_template_id, dispatch_hours=row.dispatch_hours,
        stock_left=row.stock_left, sold_count=row.sold_count, rating_sum=row.rating_sum,
        rating_count=row.rating_count, currency=row.shop.currency, updated_at=row.updated_at,
    )  # fmt: skip


def _stated(facts: dict[str, str], category_id: int) -> list[AttributeValue]:
    """Facts with their names, in the category's order; one that the category no longer knows comes last."""
    known = {a.code: a for a in category_attributes(category_id)}
    named = [
        AttributeValue(a.code, a.name, a.name_en, facts[a.code], dict(a.choices).get(facts[a.code], ""))
        for a in known.values()
        if a.code in facts
    ]
    return named + [AttributeValue(code, code, code, value) for code, value in facts.items() if code not in known]


def _option_names(stored: list[dict[str, str]]) -> list[OptionName]:
    return [OptionName(o["name"], o.get("name_en", "")) for o in stored]


def _options(stored: list[dict[str, str]]) -> list[OptionValue]:
    return [OptionValue(o["value"], o.get("value_en", "")) for o in stored]


def _pictures(listing_id: int) -> list[PictureView]:
    rows = Picture.objects.filter(listing_id=listing_id).order_by("position", "id")
    return [PictureView(*row) for row in rows.values_list("id", "key", "width", "height", "alt")]


def _variants(listing_id: int) -> list[VariantView]:
    stock = {s.variant_id: s for s in _stock(listing_id)}
    none = StockRow(0, 0, 0)
    return [
        VariantView(v.id, _options(v.options), v.list_price,
                    (s := stock.get(v.id, none)).on_hand - s.reserved, v.sku, v.weight_g)
        for v in Variant.objects.filter(listing_id=listing_id).order_by("position", "id")
    ]  # fmt: skip


def _stock(listing_id: int) -> list[StockRow]:
    rows = Stock.objects.filter(variant__listing_id=listing_id).order_by("variant__position", "variant_id")
    return [StockRow(*row) for row in rows.values_list("variant_id", "on_hand", "reserved")]


def variants(variant_ids: Iterable[int]) -> dict[int, VariantForSale]:
    """The named variants that exist, by id, in one query. `stock_left` counts what no order holds."""
    wanted = sorted(set(variant_ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_VARIANTS, [wanted])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return {row[0]: VariantForSale._make((*row[:6], _options(msgspec.json.decode(row[6])), *row[7:])) for row in rows}


def shop_listings(
    shop_id: int, state: str | None = None, q: str = "", before_id: int | None = None, limit: int = 50
) -> list[ListingRow]:
    """A page of a shop's listings, newest first; archived ones only when asked for by `state`. `sold_out`: on sale with
    nothing left.

    `q` is words, a listing's id or the shop's own reference.
    """
    wanted = q.strip()
    asked = {
        "shop": shop_id, "state": state or None, "before": before_id, "limit": limit, "q": wanted,
        "words": question(wanted) or None, "id": int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SHOP_LISTINGS, asked)
        return [ListingRow(*row) for row in cursor.fetchall()]


def listing_for_edit(shop_id: int, listing_id: int) -> ListingForEdit:
    """A shop's listing as its form shows it. Refuses `catalog.no_listing` for another shop's."""
    row = Listing.objects.filter(id=listing_id, shop_id=shop_id).first()
    if row is None:
        raise NoListing(where=str(listing_id))
    stock, pictures = _stock(listing_id), _pictures(listing_id)
    on_hand = {s.variant_id: s.on_hand for s in stock}
    drafts = tuple(
        VariantDraft(v.list_price, tuple(_options(v.options)), v.sku, v.weight_g, on_hand.get(v.id, 0), v.id)
        for v in Variant.objects.filter(listing_id=listing_id).order_by("position", "id")
    )
    draft = ListingDraft(
        row.category_id, row.title, drafts, row.title_en, row.description, row.description_en, row.attributes,
        tuple(_option_names(row.option_names)), row.freight_template_id, row.dispatch_hours, row.external_ref,
    )  # fmt: skip
    lacks = missing(
        has_picture=bool(pictures), variants=[d.id for d in drafts if d.id], stocked=on_hand,
        has_template=row.freight_template_id is not None,
    )  # fmt: skip
    return ListingForEdit(row.id, row.version, row.state, draft, pictures, stock, lacks)


def shop_of(listing_ids: Iterable[int]) -> dict[int, int]:
    """The shop of each listing that exists."""
    return dict(Listing.objects.filter(id__in=set(listing_ids)).values_list("id", "shop_id"))


def listing_counters(shop_id: int) -> dict[str, int]:
    """How many listings of a shop are in each state, and `sold_out` of those on sale."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT state, count(*), count(*) FILTER (WHERE stock_left = 0) FROM catalog_listing
               WHERE shop_id = %s GROUP BY state""",
            [shop_id],
        )
        rows = cursor.fetchall()
    return {state: n for state, n, _ in rows} | {"sold_out": sum(none for state, _, none in rows if state == "on_sale")}
