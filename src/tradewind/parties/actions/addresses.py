"""An account's address book."""

import re
import unicodedata

from django.db import transaction

from tradewind.parties.errors import NoAddress, TooMany, WrongField
from tradewind.parties.models import Account, Address
from tradewind.parties.types import AddressDraft

MOST = 30
_LENGTHS = {
    "recipient": 60,
    "phone": 32,
    "region": 32,
    "city": 64,
    "district": 64,
    "street": 200,
    "postcode": 16,
}
_REQUIRED = ("recipient", "phone", "region", "city", "street")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,30}")


def check_address(draft: AddressDraft) -> AddressDraft:
    """The draft with surrounding and double spaces removed. Refuses `parties.field`, naming the field.

    A guest's address at checkout is checked by the same rule as one in the book.
    """
    texts = {field: " ".join(getattr(draft, field).split()) for field in _LENGTHS}
    for field, most in _LENGTHS.items():
        text = texts[field]
        if (field in _REQUIRED and not text) or len(text) > most or any(unicodedata.category(c) == "Cc" for c in text):
            raise WrongField(where=field, field=field)
    if not _PHONE.fullmatch(texts["phone"]):
        raise WrongField(where="phone", field="phone")
    return AddressDraft(**texts, is_default=draft.is_default)


@transaction.atomic
def save_address(account_id: int, draft: AddressDraft, address_id: int | None = None) -> int:
    """Adds an address, or changes the one named; returns its id. The first address becomes the default.

    Refuses `parties.field`, `parties.no_address`, and `parties.too_many` beyond 30.
    """
    clean = check_address(draft)
    Account.objects.select_for_update().filter(id=account_id).first()  # one writer of this book at a time
    mine = Address.objects.filter(account_id=account_id)
    others = mine.exclude(id=address_id) if address_id else mine
    if address_id is None and mine.count() >= MOST:
        raise TooMany(limit=MOST)
    default = clean.is_default or not others.exists()
    if default:
        others.filter(is_default=True).update(is_default=False)
    values = {**clean._asdict(), "is_default": default}
    if address_id is None:
        return Address.objects.create(account_id=account_id, **values).id
    if not mine.filter(id=address_id).update(**values):
        raise NoAddress(where=str(address_id))
    return address_id


@transaction.atomic
def remove_address(account_id: int, address_id: int) -> None:
    """Removes an address; the newest other one becomes the default if it was. Refuses `parties.no_address`."""
    Account.objects.select_for_update().filter(id=account_id).first()
    row = Address.objects.filter(account_id=account_id, id=address_id).first()
    if row is None:
        raise NoAddress(where=str(address_id))
    row.delete()
    newest = Address.objects.filter(account_id=account_id).order_by("-id").first()
    if row.is_default and newest is not None:
        Address.objects.filter(id=newest.id).update(is_default=True)
