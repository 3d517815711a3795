"""The question and the answer of a refund."""

import msgspec

from tradewind.deals.types.offers import Payer
from tradewind.deals.types.sheet import PriceSheet


class RefundQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Input of `deals.refund_amount`: pieces by position of the line, returned so far and coming back now.

    `with_freight`: the pieces were never sent, so their part of the freight comes back too.
    """

    sheet: PriceSheet
    now: dict[int, int]
    returned: dict[int, int] = {}
    with_freight: bool = False


class RefundTender(msgspec.Struct, frozen=True, kw_only=True):
    """Points, credit or the value of an old thing that goes back."""

    offer_id: int
    kind: str
    amount: int


class RefundShare(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a discount that goes back to who paid for it."""

    offer_id: int
    kind: str
    payer: Payer
    amount: int


class Refund(msgspec.Struct, frozen=True, kw_only=True):
    """What comes back: goods and freight, as `money` and as tenders. Minor units."""

    goods: int
    freight: int
    money: int
    tenders: list[RefundTender]
    shares: list[RefundShare]
