"""Changing a listing. Locks in the order of all catalogue writers: stock rows, then the listing, then categories."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tradewind.catalog.actions.create_listing import add_variants, check_draft, columns, variant_columns
from tradewind.catalog.actions.summaries import count_listings, summarise
from tradewind.catalog.errors import EditedMeanwhile, NoListing, NotReady, NoVariant, VariantReserved
from tradewind.catalog.events import ListingEdited
from tradewind.catalog.models import Listing, Stock, Variant
from tradewind.catalog.types import ListingDraft
from tradewind.kernel.outbox import record


@transaction.atomic
def edit_listing(shop_id: int, listing_id: int, version: int, draft: ListingDraft, now: datetime) -> None:
    """Makes a listing what the draft says. Variants with an id are kept, without one are new, absent ones are removed;
    stock of kept variants does not change (see `set_stock`).

    Refuses `catalog.no_listing`, `catalog.edited_meanwhile` when `version` is not the present one, `catalog.no_variant`
    for an id of another listing, `catalog.variant_reserved` for removing pieces held by orders, `catalog.not_ready` for
    taking the freight template off a listing on sale, and what `create_listing` refuses. Says `catalog.ListingEdited`.
    """
    held = _lock_stock(listing_id)
    row = Listing.objects.select_for_update().filter(id=listing_id, shop_id=shop_id).first()
    if row is None:
        raise NoListing(where=str(listing_id))
    if row.version != version:
        raise EditedMeanwhile(where="version")
    tidy = check_draft(draft)
    if row.state == "on_sale" and tidy.freight_template_id is None:
        raise NotReady(where="freight_template_id", missing="freight_template")
    _write_variants(listing_id, tidy, held)
    Listing.objects.filter(id=listing_id).update(**columns(tidy), updated_at=now, version=F("version") + 1)
    if row.state == "on_sale" and row.category_id != tidy.category_id:
        count_listings({row.category_id: -1, tidy.category_id: 1})
    summarise([listing_id])
    record([ListingEdited(key=listing_id, at=now, shop_id=shop_id)])


def _lock_stock(listing_id: int) -> dict[int, int]:
    """Locks the stock rows of a listing; returns the pieces held of each variant."""
    rows = Stock.objects.select_for_update().filter(variant__listing_id=listing_id).order_by("variant_id")
    return dict(rows.values_list("variant_id", "reserved"))


def _write_variants(listing_id: int, draft: ListingDraft, held: dict[int, int]) -> None:
    present = set(Variant.objects.filter(listing_id=listing_id).values_list("id", flat=True))
    kept = [v.id for v in draft.variants if v.id is not None]
    for n, variant in enumerate(draft.variants):
        if variant.id is not None and (variant.id not in present or kept.count(variant.id) > 1):
            raise NoVariant(where=f"variants[{n}].id")
    for gone in present - set(kept):
        if held.get(gone, 0):
            raise VariantReserved(where="variants", reserved=held[gone])
    Variant.objects.filter(id__in=present - set(kept)).delete()
    for n, variant in enumerate(draft.variants):
        if variant.id is not None:
            Variant.objects.filter(id=variant.id).update(**variant_columns(n, variant))
    add_variants(listing_id, [(n, v) for n, v in enumerate(draft.variants) if v.id is None])
