"""Drafting a listing."""

from datetime import datetime

from django.db import transaction

from tradewind.catalog.actions.summaries import summarise
from tradewind.catalog.engine.drafts import checked
from tradewind.catalog.errors import NoCategory, WrongField
from tradewind.catalog.events import ListingCreated
from tradewind.catalog.models import Category, Listing, Stock, Variant
from tradewind.catalog.queries import category_attributes
from tradewind.catalog.types import ListingDraft, VariantDraft
from tradewind.kernel.ids import new_id, new_ids
from tradewind.kernel.outbox import record


@transaction.atomic
def create_listing(shop_id: int, draft: ListingDraft, now: datetime) -> int:
    """Creates a listing in state draft, with its variants and their stock; returns its id.

    Refuses `catalog.no_category` and everything `engine.drafts.checked` refuses, and an `external_ref` that the shop
    uses already (`catalog.field`). Says `catalog.ListingCreated`.
    """
    tidy = check_draft(draft)
    if tidy.external_ref and Listing.objects.filter(shop_id=shop_id, external_ref=tidy.external_ref).exists():
        raise WrongField(where="external_ref", field="external_ref")
    listing_id = new_id()
    Listing.objects.create(
        id=listing_id, shop_id=shop_id, created_at=now, updated_at=now, external_ref=tidy.external_ref, **columns(tidy)
    )
    add_variants(listing_id, list(enumerate(tidy.variants)))
    summarise([listing_id])
    record([ListingCreated(key=listing_id, at=now, shop_id=shop_id)])
    return listing_id


def check_draft(draft: ListingDraft) -> ListingDraft:
    """The tidied draft, checked against its category."""
    if not Category.objects.filter(id=draft.category_id).exists():
        raise NoCategory(where="category_id")
    is_leaf = not Category.objects.filter(parent_id=draft.category_id).exists()
    return checked(draft, is_leaf=is_leaf, attributes=category_attributes(draft.category_id))


def columns(draft: ListingDraft) -> dict[str, object]:
    """The columns of a listing that its draft fills."""
    return {
        "category_id": draft.category_id, "title": draft.title, "title_en": draft.title_en,
        "description": draft.description, "description_en": draft.description_en, "attributes": draft.attributes,
        "option_names": [name._asdict() for name in draft.option_names],
        "freight_template_id": draft.freight_template_id, "dispatch_hours": draft.dispatch_hours,
    }  # fmt: skip


def variant_columns(position: int, draft: VariantDraft) -> dict[str, object]:
    """The columns of a variant that its draft fills."""
    return {
        "position": position, "sku": draft.sku, "options": [value._asdict() for value in draft.options],
        "list_price": draft.list_price, "weight_g": draft.weight_g,
    }  # fmt: skip


def add_variants(listing_id: int, drafts: list[tuple[int, VariantDraft]]) -> None:
    """Inserts variants at their positions, each with its stock row."""
    ids = new_ids(len(drafts)) if drafts else []
    Variant.objects.bulk_create(
        Variant(id=id_, listing_id=listing_id, **variant_columns(n, draft))
        for id_, (n, draft) in zip(ids, drafts, strict=True)
    )
    Stock.objects.bulk_create(
        Stock(variant_id=id_, on_hand=draft.on_hand) for id_, (_, draft) in zip(ids, drafts, strict=True)
    )
