"""Taking a picture off a listing."""

from datetime import datetime

from django.db import transaction

from tradewind.catalog.actions.add_picture import changed, lock
from tradewind.catalog.errors import NoPicture, NotReady
from tradewind.catalog.models import Picture


@transaction.atomic
def remove_picture(shop_id: int, listing_id: int, picture_id: int, now: datetime) -> None:
    """Takes a picture off a listing. Refuses `catalog.no_listing`, `catalog.no_picture`, and `catalog.not_ready`
    for the last picture of a listing on sale. Says `catalog.ListingEdited`."""
    state = lock(shop_id, listing_id)
    rows = Picture.objects.filter(listing_id=listing_id)
    if not rows.filter(id=picture_id).exists():
        raise NoPicture(where=str(picture_id))
    if state == "on_sale" and rows.count() == 1:
        raise NotReady(where="picture", missing="picture")
    rows.filter(id=picture_id).delete()
    changed(shop_id, listing_id, now)
