"""Storing a picture that belongs to no listing (a shop's logo)."""

from tradewind.catalog import pictures


def store_picture(data: bytes) -> pictures.Stored:
    """Checks a picture by its content and stores it in three sizes; returns its key and size.

    Refuses `catalog.picture_size` and `catalog.picture_format` (see `catalog.pictures.store`).
    """
    return pictures.store(data)
