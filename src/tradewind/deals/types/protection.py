"""Price protection: the price fell after somebody bought."""

from datetime import datetime
from typing import Literal

import msgspec

from tradewind.deals.types.offers import Payer

ProtectionCode = Literal["", "not_signed", "window_over", "other_goods", "not_public", "returned", "no_drop"]


class SoldAt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A price of one piece of a SKU in a shop. `payer` lowered it; `public`: everybody gets it."""

    variant_id: int
    shop_id: int
    price: int
    payer: Payer = "merchant"
    public: bool = True


class ProtectionQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Input of `deals.price_protection`: `pieces` kept of a line cost `paid` together, without freight.

    `compensated`: what was paid back for them before. The window is `days` from `signed_at`, to the second.
    """

    variant_id: int
    shop_id: int
    paid: int
    pieces: int
    compensated: int
    sells_at: SoldAt
    signed_at: datetime | None
    now: datetime
    days: int


class Protection(msgspec.Struct, frozen=True, kw_only=True):
    """What comes back now, who pays it, and until when the price is protected. `code`: why nothing comes back."""

    compensation: int
    payer: Payer
    code: ProtectionCode
    until: datetime | None
