"""Pages that list goods: a category, a shop, a search, all categories."""

from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.catalog.errors import NoCategory
from tradewind.catalog.queries import category_tree
from tradewind.catalog.types import CategoryNode
from tradewind.deals.queries import shop_coupons
from tradewind.deals.serving.shelf import Shelf, shelf
from tradewind.kernel.clock import read_clock
from tradewind.parties.errors import NoShop
from tradewind.parties.queries import shop_by_slug
from tradewind.web.storefront.kept import Kept

PAGE = 24
SORTS = ("popular", "newest", "price_asc", "price_desc")
MOST_QUERY = 80

kept_categories = Kept(category_tree)


def sort_of(request: HttpRequest) -> str:
    """The order asked for; popular for anything unknown."""
    asked = request.GET.get("sort", "")
    return asked if asked in SORTS else "popular"


def shelf_context(request: HttpRequest, found: Shelf, keep: dict[str, str]) -> dict[str, Any]:
    """What a shelf template needs: the cards and the address of the next part. `keep` goes on in that address."""
    more = f"{request.path}?{urlencode({**keep, 'after': found.next})}" if found.next else ""
    return {"cards": found.cards, "more": more}


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or for htmx asking for more only the next cards."""
    if "HX-Request" in request.headers and "after" in request.GET:
        return render(request, "storefront/_cards_more.html", context)
    return render(request, template, context)


def _find(slug: str) -> tuple[CategoryNode, list[CategoryNode], list[CategoryNode]]:
    """A category, the way to it from the root, and its children."""
    nodes = kept_categories()
    node = next((n for n in nodes if n.slug == slug), None)
    if node is None:
        raise NoCategory(where=slug)
    by_id = {n.id: n for n in nodes}
    path, step = [node], node
    while step.parent_id is not None:
        step = by_id[step.parent_id]
        path.insert(0, step)
    return node, path, [n for n in nodes if n.parent_id == node.id]


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """The goods of a category and of those below it, in the order asked for."""
    node, path, children = _find(slug)
    siblings = children or [n for n in kept_categories() if n.parent_id == node.parent_id and node.parent_id]
    sort = sort_of(request)
    with connection.cursor() as cursor:
        found = shelf(cursor, category_id=node.id, sort=sort, after=request.GET.get("after") or None, limit=PAGE)
    context = shelf_context(request, found, {"sort": sort} if sort != "popular" else {})
    context |= {"tab": "categories", "node": node, "path": path, "chips": siblings, "sort": sort}
    return _answer(request, "storefront/category.html", context)


@require_safe
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    """A shop: who it is, its coupons, its goods."""
    card = shop_by_slug(slug)
    if card.state not in ("open", "paused"):
        raise NoShop(where=slug)
    sort, q = sort_of(request), request.GET.get("q", "").strip()[:MOST_QUERY]
    with connection.cursor() as cursor:
        found = shelf(
            cursor, shop_id=card.id, q=q or None, sort=sort, after=request.GET.get("after") or None, limit=PAGE
        )
    keep = ({"q": q} if q else {}) | ({"sort": sort} if sort != "popular" else {})
    context = shelf_context(request, found, keep)
    context |= {"shop": card, "coupons": shop_coupons(card.id, read_clock()), "sort": sort, "shop_q": q}
    return _answer(request, "storefront/shop.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Goods that match the words; help instead of an empty page when nothing does."""
    q, sort = " ".join(request.GET.get("q", "").split())[:MOST_QUERY], sort_of(request)
    node = next((n for n in kept_categories() if n.slug == request.GET.get("in")), None)
    after = request.GET.get("after") or None
    with connection.cursor() as cursor:
        found = shelf(cursor, q=q, category_id=node.id if node else None, sort=sort, after=after, limit=PAGE)
        popular = shelf(cursor, sort="popular", limit=10).cards if not found.cards and after is None else []
    keep = {"q": q} | ({"in": node.slug} if node else {}) | ({"sort": sort} if sort != "popular" else {})
    context = shelf_context(request, found, keep)
    roots = [n for n in kept_categories() if n.parent_id is None and n.listing_count]
    context |= {"q": q, "sort": sort, "node": node, "roots": roots, "popular": popular, "tab": "home"}
    return _answer(request, "storefront/search.html", context)


@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    """All categories with their children."""
    nodes = kept_categories()
    roots = [(n, [child for child in nodes if child.parent_id == n.id]) for n in nodes if n.parent_id is None]
    return render(request, "storefront/categories.html", {"tab": "categories", "roots": roots})
