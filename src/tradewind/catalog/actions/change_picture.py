"""Moving a picture of a listing and describing it."""

from datetime import datetime

from django.db import transaction

from tradewind.catalog.actions.add_picture import changed, checked_alt, lock
from tradewind.catalog.errors import NoPicture
from tradewind.catalog.models import Picture


@transaction.atomic
def change_picture(shop_id: int, listing_id: int, picture_id: int, alt: str | None, step: int, now: datetime) -> None:
    """Sets the alt text (None: leave it) and moves the picture `step` places: -1 towards the cover, 1 away, 0 stays.

    The first picture is the cover. Refuses `catalog.no_listing`, `catalog.no_picture`, `catalog.field` for a long text.
    Says `catalog.ListingEdited`.
    """
    lock(shop_id, listing_id)
    order = list(Picture.objects.filter(listing_id=listing_id).order_by("position", "id").values_list("id", flat=True))
    if picture_id not in order:
        raise NoPicture(where=str(picture_id))
    if alt is not None:
        Picture.objects.filter(id=picture_id).update(alt=checked_alt(alt))
    place = min(max(order.index(picture_id) + step, 0), len(order) - 1)
    order.remove(picture_id)
    order.insert(place, picture_id)
    for position, id_ in enumerate(order):
        Picture.objects.filter(id=id_).update(position=position)
    changed(shop_id, listing_id, now)
