"""The front page: category tiles, what is popular, what is new."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.catalog.serving.tiles import Tile, tiles
from tradewind.deals.serving.shelf import Card, shelf
from tradewind.web.storefront.kept import Kept
from tradewind.web.storefront.shelves import PAGE, shelf_context

NEW = 10


def _tiles() -> list[Tile]:
    with connection.cursor() as cursor:
        return tiles(cursor)


def _arrivals() -> list[Card]:
    with connection.cursor() as cursor:
        return shelf(cursor, sort="newest", limit=NEW).cards


kept_tiles = Kept(_tiles)
kept_arrivals = Kept(_arrivals)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page; with `after`, the next part of the popular shelf (for htmx only the cards)."""
    after = request.GET.get("after") or None
    with connection.cursor() as cursor:
        found = shelf(cursor, sort="popular", after=after, limit=PAGE)
    context = shelf_context(request, found, {}) | {"tab": "home"}
    if "HX-Request" in request.headers and after:
        return render(request, "storefront/_cards_more.html", context)
    context |= {"tiles": kept_tiles(), "arrivals": kept_arrivals() if after is None else [], "first": after is None}
    return render(request, "storefront/home.html", context)
