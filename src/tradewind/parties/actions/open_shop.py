"""Opening and describing a shop, and changing its state."""

import re
import unicodedata
from datetime import datetime

from django.db import IntegrityError, transaction

from tradewind.kernel.ids import new_id
from tradewind.kernel.outbox import record
from tradewind.parties.errors import NameTaken, NoShop, TooMany, WrongField
from tradewind.parties.events import ShopOpened, ShopStateChanged
from tradewind.parties.models import Shop, ShopMember
from tradewind.parties.states import BY_ITS_PEOPLE, SHOP
from tradewind.parties.types import ShopDraft

MOST_SHOPS = 20  # an account may own; a guard against scripts, not a policy
_LENGTHS = {"name": 80, "name_en": 80, "intro": 300, "intro_en": 300, "region": 32, "city": 64, "logo": 200}


def _clean(draft: ShopDraft) -> dict[str, str]:
    values = {field: " ".join(str(value).split()) for field, value in draft._asdict().items()}
    for field, most in _LENGTHS.items():
        if len(values[field]) > most or any(unicodedata.category(c) == "Cc" for c in values[field]):
            raise WrongField(where=field, field=field)
    if len(values["name"]) < 2:
        raise WrongField(where="name", field="name")
    return values


def _slug(name_en: str, shop_id: int) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", name_en.lower()).strip("-")[:40]
    return f"{words}-{shop_id % 46_656:x}" if words else f"shop-{shop_id:x}"


@transaction.atomic
def open_shop(account_id: int, draft: ShopDraft, currency: str, now: datetime) -> int:
    """Opens a shop owned by the account; returns its id.

    Refuses `parties.field`, `parties.name_taken`, and `parties.too_many` beyond 20 shops. Says `parties.ShopOpened`.
    """
    values = _clean(draft)
    if ShopMember.objects.filter(account_id=account_id, role="owner").count() >= MOST_SHOPS:
        raise TooMany(limit=MOST_SHOPS)
    if Shop.objects.filter(name__iexact=values["name"]).exclude(state="closed").exists():
        raise NameTaken(where="name")
    shop_id = new_id()
    Shop.objects.create(
        id=shop_id,
        slug=_slug(values["name_en"], shop_id),
        currency=currency,
        opened_at=now,
        state="open",
        **values,
    )
    ShopMember.objects.create(shop_id=shop_id, account_id=account_id, role="owner")
    record([ShopOpened(key=shop_id, at=now, owner_id=account_id)])
    return shop_id


@transaction.atomic
def describe_shop(shop_id: int, draft: ShopDraft) -> None:
    """Changes what a shop says of itself. Refuses `parties.no_shop`, `parties.field`, `parties.name_taken`."""
    values = _clean(draft)
    others = Shop.objects.filter(name__iexact=values["name"]).exclude(state="closed").exclude(id=shop_id)
    if others.exists():
        raise NameTaken(where="name")
    if not Shop.objects.filter(id=shop_id).update(**values):
        raise NoShop(where=str(shop_id))


@transaction.atomic
def set_shop_state(shop_id: int, new: str, actor: str, reason: str, now: datetime) -> None:
    """Pauses, suspends, reopens or closes a shop. Refuses `parties.no_shop` and what the state table does not allow.

    `actor` is "shop:<id>" for the shop's own people, who may only pause and reopen it; "operator:<id>" for operators.
    """
    old = Shop.objects.select_for_update().filter(id=shop_id).values_list("state", flat=True).first()
    if old is None:
        raise NoShop(where=str(shop_id))
    (BY_ITS_PEOPLE if actor.startswith("shop:") else SHOP).check(old, new)
    Shop.objects.filter(id=shop_id).update(state=new)
    record([ShopStateChanged(key=shop_id, at=now, old=old, new=new, actor=actor, reason=reason[:300])])


@transaction.atomic
def add_member(shop_id: int, account_id: int, role: str) -> None:
    """Lets an account work in a shop, or changes its role."""
    try:
        ShopMember.objects.update_or_create(shop_id=shop_id, account_id=account_id, defaults={"role": role})
    except IntegrityError as wrong:
        raise NoShop(where=str(shop_id)) from wrong
