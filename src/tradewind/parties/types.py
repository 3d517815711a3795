"""Values of the parties."""

from datetime import datetime
from typing import NamedTuple


class Buyer(NamedTuple):
    """Who buys: a signed-in account, or a guest known by the hash of a cookie token."""

    account_id: int | None = None
    guest: str | None = None

    @property
    def key(self) -> str:
        """A text that names this buyer in per-buyer limits."""
        return f"account:{self.account_id}" if self.account_id is not None else f"guest:{self.guest}"


class ShopCard(NamedTuple):
    """A shop as others see it. `state`: open, paused (by its people), suspended (by an operator), closed, history."""

    id: int
    slug: str
    name: str
    name_en: str
    intro: str
    intro_en: str
    currency: str
    region: str
    city: str
    logo: str
    state: str
    opened_at: datetime


class Membership(NamedTuple):
    """An account's place in a shop."""

    shop: ShopCard
    role: str


class AddressCard(NamedTuple):
    """A delivery address."""

    id: int
    recipient: str
    phone: str
    region: str
    city: str
    district: str
    street: str
    postcode: str
    is_default: bool


class AddressDraft(NamedTuple):
    """An address as it is typed in."""

    recipient: str
    phone: str
    region: str
    city: str
    street: str
    district: str = ""
    postcode: str = ""
    is_default: bool = False


class ShopDraft(NamedTuple):
    """A shop as its owner describes it."""

    name: str
    name_en: str = ""
    intro: str = ""
    intro_en: str = ""
    region: str = ""
    city: str = ""
    logo: str = ""
