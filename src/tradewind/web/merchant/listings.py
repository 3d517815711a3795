"""Listings: the table, the form, publishing, stock."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.catalog.actions.create_listing import create_listing
from tradewind.catalog.actions.edit_listing import edit_listing
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.actions.set_stock import set_stock
from tradewind.catalog.errors import EditedMeanwhile
from tradewind.catalog.queries import listing_counters, listing_for_edit, shop_listings
from tradewind.catalog.types import ListingForEdit
from tradewind.deals.queries import item_prices
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Absent, Refusal
from tradewind.web.backoffice import keyset, notice, refuse, said, warn
from tradewind.web.merchant import listing_form
from tradewind.web.merchant.listing_form import ListingPage
from tradewind.web.merchant.pictures import add_all
from tradewind.web.roles import Desk, merchant

TABS = ("", "on_sale", "draft", "paused", "sold_out", "archived")


@require_safe
@merchant("shop.see")
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The shop's listings: tabs by state, search, newest first."""
    state = request.GET.get("state", "")
    state = state if state in TABS else ""
    q = request.GET.get("q", "").strip()[:80]
    page = keyset(
        request,
        lambda before, limit: shop_listings(desk.shop.id, state or None, q, before, limit),
        lambda row: row.id,
    )
    counters = listing_counters(desk.shop.id)
    context = {"desk": desk, "found": page, "state": state, "q": q, "tabs": TABS, "counters": counters}
    return render(request, "merchant/listings.html", context)


def _form(
    request: HttpRequest, desk: Desk, page: ListingPage, listing: ListingForEdit | None, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page, or only the part that htmx asked for."""
    part = request.headers.get("HX-Target", "")
    template = {
        "variants": "merchant/_variants.html",
        "attributes": "merchant/_attributes.html",
    }.get(part if request.headers.get("HX-Request") else "", "merchant/listing.html")
    context = {
        "desk": desk, "entry": page, "form": page.form, "matrix": page.matrix, "listing": listing,
        "currency": desk.shop.currency, "conflict": False, "prices": {}, **more,
    }  # fmt: skip
    return render(request, template, context, status=status)


def _redrawing(request: HttpRequest) -> bool:
    """The sender wants another table or other attributes, nothing is saved yet."""
    return request.POST.get("do") == "redraw"


@require_http_methods(["GET", "HEAD", "POST"])
@merchant("listings.edit")
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new listing; it starts as a draft."""
    if request.method != "POST":
        return _form(request, desk, listing_form.blank(desk.shop.id, request.GET.get("category_id", "")), None)
    page = listing_form.posted(desk.shop.id, request.POST)
    if _redrawing(request):
        return _form(request, desk, page, None)
    page, draft = listing_form.draft_of(page, desk.shop.currency)
    if draft is not None:
        try:
            listing_id = create_listing(desk.shop.id, draft, read_clock())
        except Refusal as refusal:
            refuse(page.form, refusal)
        else:
            add_all(request, desk, listing_id)
            notice(request, _("The draft is saved. Check pictures and stock, then put it on sale."))
            return redirect("merchant:listing", desk.shop.id, listing_id)
    return _form(request, desk, page, None, 422)


@require_http_methods(["GET", "HEAD", "POST"])
@merchant("listings.edit")
def edit(request: HttpRequest, desk: Desk, listing_id: int) -> HttpResponse:
    """A listing's form. Somebody else's edit in between is shown, and nothing typed is lost."""
    listing = listing_for_edit(desk.shop.id, listing_id)
    if request.method != "POST":
        ids = [variant.id for variant in listing.draft.variants if variant.id]
        prices = item_prices(ids, read_clock())
        page = listing_form.stored(desk.shop.id, listing, desk.shop.currency)
        return _form(request, desk, page, listing, prices=prices)
    page = listing_form.posted(desk.shop.id, request.POST)
    if _redrawing(request):
        return _form(request, desk, page, listing)
    page, draft = listing_form.draft_of(page, desk.shop.currency)
    conflict = False
    if draft is not None:
        draft = draft._replace(external_ref=listing.draft.external_ref)
        try:
            edit_listing(desk.shop.id, listing_id, page.version, draft, read_clock())
        except EditedMeanwhile:
            conflict = True
        except Refusal as refusal:
            refuse(page.form, refusal)
        else:
            notice(request, _("Saved."))
            return redirect("merchant:listing", desk.shop.id, listing_id)
    status = 409 if conflict else 422
    return _form(request, desk, page, listing, status, conflict=conflict)


@require_POST
@merchant("listings.edit")
def state(request: HttpRequest, desk: Desk, listing_id: int) -> HttpResponse:
    """Puts a listing on sale, pauses or archives it."""
    new_state = request.POST.get("new", "")
    try:
        set_state(desk.shop.id, listing_id, new_state, read_clock())
    except Absent:
        raise
    except Refusal as refusal:
        warn(request, refusal)
    else:
        notice(request, {
            "on_sale": _("The listing is on sale."),
            "paused": _("The listing is paused; shoppers no longer see it."),
            "archived": _("The listing is archived."),
        }.get(new_state, _("Saved.")))  # fmt: skip
    if request.POST.get("back") == "list":
        return redirect("merchant:listings", desk.shop.id)
    return redirect("merchant:listing", desk.shop.id, listing_id)


@require_http_methods(["GET", "HEAD", "POST"])
@merchant("stock.edit")
def stock(request: HttpRequest, desk: Desk, listing_id: int) -> HttpResponse:
    """Pieces of each variant. Only cells that were changed are set, so a sale meanwhile is not undone."""
    listing = listing_for_edit(desk.shop.id, listing_id)
    errors: dict[int, str] = {}
    if request.method == "POST":
        changed = 0
        for row in listing.stock:
            typed = request.POST.get(f"stock-{row.variant_id}", "").strip()
            if typed in ("", request.POST.get(f"was-{row.variant_id}", "")):
                continue
            try:
                set_stock(desk.shop.id, row.variant_id, _pieces(typed), read_clock())
                changed += 1
            except ValueError:
                errors[row.variant_id] = _("A whole number of pieces, please.")
            except Refusal as refusal:
                errors[row.variant_id] = said(refusal)
        if not errors:
            notice(request, _("Stock saved.") if changed else _("Nothing was changed."))
            return redirect("merchant:listing_stock", desk.shop.id, listing_id)
        listing = listing_for_edit(desk.shop.id, listing_id)
    held = {row.variant_id: row for row in listing.stock}
    context = {"desk": desk, "listing": listing, "held": held, "errors": errors, "typed": request.POST}
    return render(request, "merchant/stock.html", context, status=422 if errors else 200)


def _pieces(typed: str) -> int:
    """A count of pieces; ValueError for anything else."""
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 7):
        raise ValueError(typed)
    return int(typed)
