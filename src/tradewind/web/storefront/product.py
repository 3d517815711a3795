"""The product page and its two buttons. One statement for the page, one for freight; no session, no cookie."""

import re
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tradewind.catalog.errors import NoListing
from tradewind.deals.serving.history import history
from tradewind.deals.serving.product import PageVariant, ProductPage
from tradewind.deals.serving.product import product as product_page
from tradewind.kernel.clock import local_day, read_clock
from tradewind.logistics.queries import promise
from tradewind.logistics.serving.door import fees, rules
from tradewind.trade.actions import cart
from tradewind.trade.queries import cart_count
from tradewind.trade.types import MOST_PIECES
from tradewind.web import visitor
from tradewind.web.guards import same_origin
from tradewind.web.jinja import script_json
from tradewind.web.storefront.cart import WrongForm
from tradewind.web.storefront.price_chart import chart
from tradewind.web.storefront.product_words import Words, choices
from tradewind.web.storefront.structured import product_data


def groups(page: ProductPage) -> list[list[tuple[str, str]]]:
    """The values of each option in order of first appearance, in both languages."""
    found: list[dict[tuple[str, str], None]] = [{} for _ in page.option_names]
    for variant in page.variants:
        for values, option in zip(found, variant.options, strict=False):
            values[(option.value, option.value_en)] = None
    return [list(values) for values in found]


def places(page: ProductPage, options: list[list[tuple[str, str]]]) -> dict[int, list[int]]:
    """For each variant the place of its value in every option."""
    index = [{value: n for n, value in enumerate(values)} for values in options]
    return {v.id: [at[(o.value, o.value_en)] for at, o in zip(index, v.options, strict=False)] for v in page.variants}


def asked(request: HttpRequest, page: ProductPage, where: dict[int, list[int]]) -> PageVariant | None:
    """The variant that the request names: by its id (`v`), or by the place of each option's value (`o0`, `o1`...)."""
    data = request.POST if request.method == "POST" else request.GET
    if "o0" in data:
        wanted = [data.get(f"o{n}", "") for n in range(len(page.option_names))]
        return next((v for v in page.variants if [str(n) for n in where[v.id]] == wanted), None)
    if "v" in data:
        return next((v for v in page.variants if str(v.id) == data["v"]), None)
    return page.variants[0] if len(page.variants) == 1 else None


def first(page: ProductPage) -> PageVariant:
    """What the page shows before anybody chooses: the cheapest variant that is left, else the cheapest."""
    left = [v for v in page.variants if v.stock_left > 0] or page.variants
    return min(left, key=lambda v: (v.item_price, v.list_price, v.id))


@require_safe
def product(request: HttpRequest, listing_id: int) -> HttpResponse:
    """All that a shopper needs to decide: price to the door, promise, stock, shop, facts, reviews."""
    now = read_clock()
    region = visitor.region_of(request)
    with connection.cursor() as cursor:
        page = product_page(cursor, listing_id, now)
        if page is None or not page.variants:
            raise NoListing(where=str(listing_id))
        template = rules(cursor, page.shop.id, page.freight_template_id)
        past = history(cursor, listing_id, local_day(now))
    options = groups(page)
    where = places(page, options)
    chosen = asked(request, page, where) or first(page)
    door = fees(template, [v.item_price for v in page.variants], region)
    made = choices(Words(page.shop.currency), page.variants, where, door, page.saving, past.lows)
    context: dict[str, Any] = {
        "p": page, "options": options, "where": where[chosen.id], "chosen": made[chosen.id],
        "data": script_json(list(made.values())) if options else "",
        "promise": promise(page.dispatch_hours, page.shop.region, region, now),
        "structured": product_data(page, request), "chart": chart(past.days),
        "most": min(max(chosen.stock_left, 1), MOST_PIECES), "tab": "",
    }  # fmt: skip
    return render(request, "storefront/product.html", context)


@same_origin
@require_POST
def add(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Puts the chosen variant into the cart (`do` add), or goes straight to checkout with it (`do` buy)."""
    now = read_clock()
    with connection.cursor() as cursor:
        page = product_page(cursor, listing_id, now)
    if page is None:
        raise NoListing(where=str(listing_id))
    chosen = asked(request, page, places(page, groups(page)))
    quantity = request.POST.get("quantity", "1")
    if chosen is None or not re.fullmatch(r"[0-9]{1,6}", quantity):
        raise WrongForm(where="variant" if chosen is None else "quantity")
    buyer, token = visitor.buyer_of(request), ""
    if not visitor.known(buyer):
        token, buyer = visitor.new_guest()
    if request.POST.get("do") == "buy":
        response: HttpResponse = HttpResponseRedirect(f"{reverse('checkout')}?buy={chosen.id}.{int(quantity)}")
    else:
        cart.add(buyer, chosen.id, int(quantity), now)
        count = cart_count(buyer)
        if request.headers.get("HX-Request") == "true":
            response = render(request, "storefront/_added.html", {"p": page, "count": count})
        else:
            response = HttpResponseRedirect(reverse("cart"))
        visitor.remember_count(response, count)
    if token:
        visitor.remember_guest(response, token)
    return response
