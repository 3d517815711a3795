"""Putting a listing on sale, pausing it, archiving it."""

from datetime import datetime

from django.db import transaction

from tradewind.catalog.actions.summaries import count_listings
from tradewind.catalog.engine.readiness import missing
from tradewind.catalog.errors import NoListing, NotReady
from tradewind.catalog.events import ListingStateChanged
from tradewind.catalog.models import Listing, Picture, Stock, Variant
from tradewind.catalog.states import LISTING
from tradewind.kernel.outbox import record


@transaction.atomic
def set_state(shop_id: int, listing_id: int, new: str, now: datetime) -> None:
    """Moves a listing to state `new` (on_sale, paused, archived).

    Refuses `catalog.no_listing`, what the state table does not allow (`kernel.transition`), and going on sale without a
    picture, a price, stock rows and a freight template (`catalog.not_ready`). Says `catalog.ListingStateChanged`.
    """
    row = Listing.objects.select_for_update().filter(id=listing_id, shop_id=shop_id).first()
    if row is None:
        raise NoListing(where=str(listing_id))
    LISTING.check(row.state, new)
    if new == "on_sale":
        _check_ready(row)
    Listing.objects.filter(id=listing_id).update(state=new, updated_at=now)
    count_listings({row.category_id: (new == "on_sale") - (row.state == "on_sale")})
    record([ListingStateChanged(key=listing_id, at=now, shop_id=shop_id, old=row.state, new=new)])


def _check_ready(row: Listing) -> None:
    variants = list(Variant.objects.filter(listing_id=row.id).values_list("id", flat=True))
    lacks = missing(
        has_picture=Picture.objects.filter(listing_id=row.id).exists(), variants=variants,
        stocked=set(Stock.objects.filter(variant_id__in=variants).values_list("variant_id", flat=True)),
        has_template=row.freight_template_id is not None,
    )  # fmt: skip
    if lacks:
        raise NotReady(where=lacks[0], missing=", ".join(lacks))
