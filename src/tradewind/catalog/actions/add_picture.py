"""Pictures of a listing."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from tradewind.catalog import pictures
from tradewind.catalog.actions.summaries import summarise
from tradewind.catalog.errors import NoListing, TooMany, WrongField
from tradewind.catalog.events import ListingEdited
from tradewind.catalog.models import Listing, Picture
from tradewind.catalog.types import PictureView
from tradewind.kernel.ids import new_id
from tradewind.kernel.outbox import record

MOST_PICTURES = 20
_MOST_ALT = 160


def add_picture(shop_id: int, listing_id: int, data: bytes, alt: str, now: datetime) -> PictureView:
    """Stores an uploaded picture (raw bytes) behind the listing's last one. `alt` says what it shows.

    Refuses `catalog.no_listing`, `catalog.too_many` beyond 20, `catalog.field` for a long `alt`, and what
    `pictures.store` refuses. The first picture becomes the cover. Says `catalog.ListingEdited`.
    """
    alt = checked_alt(alt)
    if not Listing.objects.filter(id=listing_id, shop_id=shop_id).exists():
        raise NoListing(where=str(listing_id))
    # Decoding takes a while: outside the transaction, and before any lock.
    return _add(shop_id, listing_id, pictures.store(data), alt, now)


def checked_alt(alt: str) -> str:
    """The alt text without outer blanks; refuses more than 160 characters (`catalog.field`)."""
    alt = " ".join(alt.split())
    if len(alt) > _MOST_ALT:
        raise WrongField(where="alt", field="alt")
    return alt


@transaction.atomic
def _add(shop_id: int, listing_id: int, stored: pictures.Stored, alt: str, now: datetime) -> PictureView:
    lock(shop_id, listing_id)
    rows = Picture.objects.filter(listing_id=listing_id)
    if rows.count() >= MOST_PICTURES:
        raise TooMany(where="picture", limit=MOST_PICTURES)
    last = rows.aggregate(last=Max("position"))["last"]
    picture = Picture.objects.create(
        id=new_id(), listing_id=listing_id, position=0 if last is None else last + 1, alt=alt, **stored._asdict()
    )
    changed(shop_id, listing_id, now)
    return PictureView(picture.id, stored.key, stored.width, stored.height, alt)


def lock(shop_id: int, listing_id: int) -> str:
    """Locks a shop's listing; returns its state. Refuses `catalog.no_listing`."""
    rows = Listing.objects.select_for_update().filter(id=listing_id, shop_id=shop_id)
    state = rows.values_list("state", flat=True).first()
    if state is None:
        raise NoListing(where=str(listing_id))
    return state


def changed(shop_id: int, listing_id: int, now: datetime) -> None:
    """What every change of pictures does: new version, new cover, `catalog.ListingEdited`."""
    Listing.objects.filter(id=listing_id).update(updated_at=now, version=F("version") + 1)
    summarise([listing_id])
    record([ListingEdited(key=listing_id, at=now, shop_id=shop_id)])
