"""The merchant's part: shops, listings, stock. Orders are in `merchant_orders`."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router

from tradewind.api.callers import MEMBERS, buyer_of, works_in
from tradewind.api.errors import ChangedMeanwhile, VersionMissing, WrongField
from tradewind.api.schemas import (
    Cursor,
    Id,
    Limit,
    ListingIn,
    ListingOut,
    ListingRowOut,
    ListingRows,
    Money,
    OptionNameOut,
    OptionOut,
    ShopOut,
    StateIn,
    StockIn,
    VariantIn,
    VariantOut,
    before,
    id_of,
)
from tradewind.catalog.actions.create_listing import create_listing
from tradewind.catalog.actions.edit_listing import edit_listing
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.actions.set_stock import set_stock
from tradewind.catalog.errors import EditedMeanwhile
from tradewind.catalog.queries import listing_for_edit, shop_listings
from tradewind.catalog.types import ListingDraft, ListingForEdit, OptionName, OptionValue, VariantDraft
from tradewind.kernel.clock import read_clock
from tradewind.parties import queries as parties

router = Router(tags=["merchant"], auth=MEMBERS)


@router.get("/shops", response=list[ShopOut], operation_id="my_shops")
def my_shops(request: HttpRequest) -> list[ShopOut]:
    """The shops that the signed-in account works in, with its role."""
    found = parties.my_shops(buyer_of(request).account_id or 0)
    return [
        ShopOut(
            id=str(shop.id), slug=shop.slug, name=shop.name, name_en=shop.name_en, state=shop.state,
            currency=shop.currency, role=role,
        )
        for shop, role in found
    ]  # fmt: skip


@router.get("/{shop_id}/listings", response=ListingRows, operation_id="shop_listings")
def listings(
    request: HttpRequest,
    shop_id: Id,
    state: Annotated[str, Query(pattern="^(draft|on_sale|paused|archived)$")] | None = None,
    q: Annotated[str, Query(max_length=80)] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> ListingRows:
    """A shop's listings, newest first; archived ones only when asked for."""
    shop = id_of(shop_id)
    works_in(request, shop, "shop.see")
    rows = shop_listings(shop, state, q.strip(), before(cursor), limit + 1)
    currency = parties.shop(shop).currency
    items = [
        ListingRowOut(
            id=str(row.id), title=row.title, title_en=row.title_en, state=row.state,
            list_from=Money(amount=row.list_from, currency=currency), variant_count=row.variant_count,
            stock_left=row.stock_left, sold_count=row.sold_count, updated_at=row.updated_at, version=row.version,
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return ListingRows(items=items, next=items[-1].id if len(rows) > limit else None)


@router.post("/{shop_id}/listings", response={201: ListingOut}, operation_id="create_listing")
def create(request: HttpRequest, shop_id: Id, body: ListingIn, response: HttpResponse) -> ListingOut:
    """Drafts a listing. It goes on sale by its state, once it has a picture, stock and a freight template."""
    shop = id_of(shop_id)
    works_in(request, shop, "listings.edit")
    listing_id = create_listing(shop, _draft(body), read_clock())
    response.headers["Location"] = f"/api/v1/merchant/{shop}/listings/{listing_id}"
    return _shown(shop, listing_id, response)


@router.get("/{shop_id}/listings/{listing_id}", response=ListingOut, operation_id="listing_for_edit")
def read(request: HttpRequest, shop_id: Id, listing_id: Id, response: HttpResponse) -> ListingOut:
    """A listing as its merchant edits it. Its ETag goes into If-Match of an edit."""
    works_in(request, id_of(shop_id), "shop.see")
    return _shown(id_of(shop_id), id_of(listing_id), response)


@router.put("/{shop_id}/listings/{listing_id}", response=ListingOut, operation_id="edit_listing")
def edit(
    request: HttpRequest,
    shop_id: Id,
    listing_id: Id,
    body: ListingIn,
    response: HttpResponse,
    if_match: Annotated[str, Header(alias="If-Match", max_length=40)] = "",
) -> ListingOut:
    """Makes the listing what the body says. If-Match names the version that the caller saw; an older one is a 412."""
    shop, listing = id_of(shop_id), id_of(listing_id)
    works_in(request, shop, "listings.edit")
    if not if_match:
        raise VersionMissing(where="If-Match")
    try:
        edit_listing(shop, listing, _version(if_match), _draft(body), read_clock())
    except EditedMeanwhile as wrong:
        raise ChangedMeanwhile(where="If-Match") from wrong
    return _shown(shop, listing, response)


@router.post("/{shop_id}/listings/{listing_id}/state", response=ListingOut, operation_id="set_listing_state")
def state(request: HttpRequest, shop_id: Id, listing_id: Id, body: StateIn, response: HttpResponse) -> ListingOut:
    """Puts a listing on sale, pauses it, archives it."""
    works_in(request, id_of(shop_id), "listings.edit")
    set_state(id_of(shop_id), id_of(listing_id), body.state, read_clock())
    return _shown(id_of(shop_id), id_of(listing_id), response)


@router.put("/{shop_id}/variants/{variant_id}/stock", response={204: None}, operation_id="set_stock")
def stock(request: HttpRequest, shop_id: Id, variant_id: Id, body: StockIn) -> None:
    """Sets the pieces on hand of one variant."""
    works_in(request, id_of(shop_id), "stock.edit")
    set_stock(id_of(shop_id), id_of(variant_id), body.on_hand, read_clock())


def _version(tag: str) -> int:
    text = tag.strip().removeprefix("W/").strip('"').removeprefix("v")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise WrongField(where="If-Match", count=1)
    return int(text)


def _draft(body: ListingIn) -> ListingDraft:
    return ListingDraft(
        category_id=id_of(body.category_id),
        title=body.title,
        variants=tuple(_variant(v) for v in body.variants),
        title_en=body.title_en,
        description=body.description,
        description_en=body.description_en,
        attributes=dict(body.attributes),
        option_names=tuple(OptionName(o.name, o.name_en) for o in body.option_names),
        freight_template_id=id_of(body.freight_template_id) if body.freight_template_id else None,
        dispatch_hours=body.dispatch_hours,
        external_ref=body.external_ref,
    )


def _variant(body: VariantIn) -> VariantDraft:
    options = tuple(OptionValue(o.value, o.value_en) for o in body.options)
    known = id_of(body.id) if body.id else None
    return VariantDraft(body.list_price, options, body.sku, body.weight_g, body.on_hand, known)


def _shown(shop_id: int, listing_id: int, response: HttpResponse) -> ListingOut:
    """The listing as it stands now, with its version as ETag."""
    listing = listing_for_edit(shop_id, listing_id)
    response.headers["ETag"] = f'"v{listing.version}"'
    return _listing(listing, parties.shop(shop_id).currency)


def _listing(listing: ListingForEdit, currency: str) -> ListingOut:
    draft = listing.draft
    return ListingOut(
        id=str(listing.id), version=listing.version, state=listing.state, category_id=str(draft.category_id),
        title=draft.title, title_en=draft.title_en, description=draft.description,
        description_en=draft.description_en, attributes=draft.attributes,
        option_names=[OptionNameOut(name=o.name, name_en=o.name_en) for o in draft.option_names],
        variants=[
            VariantOut(
                id=str(v.id), list_price=Money(amount=v.list_price, currency=currency), sku=v.sku,
                options=[OptionOut(value=o.value, value_en=o.value_en) for o in v.options],
                weight_g=v.weight_g, on_hand=v.on_hand,
            )
            for v in draft.variants
        ],
        freight_template_id=str(draft.freight_template_id) if draft.freight_template_id else None,
        dispatch_hours=draft.dispatch_hours, external_ref=draft.external_ref, missing=listing.missing,
    )  # fmt: skip
