"""Reads of the people."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from tradewind.parties.errors import NoAccount, NoAddress, NoShop
from tradewind.parties.models import Account, Address, Operator, SetupToken, Shop, ShopMember
from tradewind.parties.types import AddressCard, Membership, ShopCard

_ADDRESS = AddressCard._fields
_SHOP = ShopCard._fields


def _cards(shops: QuerySet[Shop]) -> list[ShopCard]:
    return [ShopCard(*row) for row in shops.values_list(*_SHOP)]


def shop(shop_id: int) -> ShopCard:
    """One shop; refuses `parties.no_shop`."""
    cards = _cards(Shop.objects.filter(id=shop_id))
    if not cards:
        raise NoShop(where=str(shop_id))
    return cards[0]


def shop_by_slug(slug: str) -> ShopCard:
    """One shop by the name in its address; refuses `parties.no_shop`."""
    cards = _cards(Shop.objects.filter(slug=slug))
    if not cards:
        raise NoShop(where=slug)
    return cards[0]


def shops_by_id(shop_ids: Iterable[int]) -> dict[int, ShopCard]:
    """The named shops that exist, by id."""
    return {card.id: card for card in _cards(Shop.objects.filter(id__in=set(shop_ids)))}


def shops(q: str = "", state: str = "", before_id: int | None = None, limit: int = 50) -> list[ShopCard]:
    """A page of shops, newest first, filtered by a part of the name and by state."""
    rows = Shop.objects.order_by("-id")
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(name_en__icontains=q) | Q(slug=q) | Q(external_ref=q))
    if state:
        rows = rows.filter(state=state)
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    return _cards(rows[:limit])


def my_shops(account_id: int) -> list[Membership]:
    """The shops an account works in, with its role, oldest first."""
    rows = ShopMember.objects.filter(account_id=account_id).order_by("id")
    fields = [f"shop__{name}" for name in _SHOP]
    return [Membership(ShopCard(*row[:-1]), row[-1]) for row in rows.values_list(*fields, "role")]


def role_in_shop(account_id: int | None, shop_id: int) -> str | None:
    """The account's role in the shop, or None."""
    if account_id is None:
        return None
    return ShopMember.objects.filter(account_id=account_id, shop_id=shop_id).values_list("role", flat=True).first()


def operator_role(account_id: int | None) -> str | None:
    """The account's role on the platform, or None."""
    if account_id is None:
        return None
    return Operator.objects.filter(account_id=account_id).values_list("role", flat=True).first()


def operators() -> list[tuple[int, str, str]]:
    """All operators as (account id, e-mail, role)."""
    rows = Operator.objects.order_by("since").values_list("account_id", F("account__email"), "role")
    return [(id_, email or "", role) for id_, email, role in rows]


def account_by_email(email: str) -> int:
    """The account with this e-mail address; refuses `parties.no_account`."""
    found = Account.objects.filter(email=email.strip().lower()).values_list("id", flat=True).first()
    if found is None:
        raise NoAccount(where="email")
    return found


def members(shop_id: int) -> list[tuple[int, str, str]]:
    """Who works in a shop as (account id, e-mail, role)."""
    rows = ShopMember.objects.filter(shop_id=shop_id).order_by("id").values_list("account_id", "account__email", "role")
    return [(id_, email or "", role) for id_, email, role in rows]


def setup_open() -> bool:
    """True while there is no operator and a token waits for the first one."""
    return not Operator.objects.exists() and SetupToken.objects.exists()


def addresses(account_id: int) -> list[AddressCard]:
    """An account's addresses, the default one first."""
    rows = Address.objects.filter(account_id=account_id).order_by("-is_default", "-id")
    return [AddressCard(*row) for row in rows.values_list(*_ADDRESS)]


def address(account_id: int, address_id: int) -> AddressCard:
    """One address of the account; refuses `parties.no_address`."""
    row = Address.objects.filter(account_id=account_id, id=address_id).values_list(*_ADDRESS).first()
    if row is None:
        raise NoAddress(where=str(address_id))
    return AddressCard(*row)


def account_names(account_ids: Iterable[int]) -> dict[int, str]:
    """Names (or e-mail addresses) of accounts, for operators."""
    rows = Account.objects.filter(id__in=set(account_ids)).values_list("id", "name", "email")
    return {id_: name or email or "" for id_, name, email in rows}
