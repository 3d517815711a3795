"""What the product page says of each variant: price, saving, stock, freight; the same words for server and picker."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from django.utils.translation import gettext

from tradewind.deals.serving.product import PageVariant
from tradewind.kernel.money import SYMBOLS
from tradewind.web.jinja import money

FEW = 10  # pieces; from here on the page says how many are left


class Choice(msgspec.Struct, frozen=True):
    """One variant. `price`: symbol, whole, decimals with their point. Blank texts are not shown."""

    id: str
    at: list[int]
    left: int
    price: list[str]
    was: str
    saving: str
    low: str
    stock: str
    door: str
    freight: str
    can_buy: bool
    amount: int


class Words:
    """The sentences in the page's language, looked up once a page."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.symbol = SYMBOLS.get(currency, currency + " ")
        self.saving = gettext("You save %(amount)s")
        self.low = gettext("Lowest price of the last 30 days: %(amount)s")
        self.sold_out = gettext("Sold out")
        self.few = gettext("Only %(count)s left")
        self.in_stock = gettext("In stock")
        self.free = gettext("Free delivery")
        self.fee = gettext("including %(amount)s delivery")
        self.away = gettext("Not delivered there")
        self.offers = gettext("offers of %(amount)s used")

    def parts(self, amount: int) -> list[str]:
        """A price as the picker draws it."""
        whole, dot, fraction = money(amount, self.currency).removeprefix(self.symbol).partition(".")
        return [self.symbol, whole, dot + fraction if fraction.strip("0") else ""]

    def stock(self, left: int) -> str:
        """How many there are, in words."""
        if left <= 0:
            return self.sold_out
        return self.few % {"count": left} if left <= FEW else self.in_stock


def choices(
    words: Words,
    variants: Sequence[PageVariant],
    where: Mapping[int, list[int]],
    door: Sequence[int | None],
    saving: Callable[[PageVariant], int],
    lows: Mapping[int, int],
) -> dict[int, Choice]:
    """The words of every variant, by id. `door` is the fee of each to the visitor's region, `saving` what the
    best automatic offers take off one piece, `lows` the lowest price of each in the last 30 days."""
    made = {}
    for variant, fee in zip(variants, door, strict=True):
        off = saving(variant)
        save = variant.list_price - variant.item_price
        made[variant.id] = Choice(
            id=str(variant.id),
            at=where[variant.id],
            left=max(variant.stock_left, 0),
            price=words.parts(variant.item_price),
            was=money(variant.list_price, words.currency) if save > 0 else "",
            saving=words.saving % {"amount": money(save, words.currency)} if save > 0 else "",
            low=words.low % {"amount": money(lows[variant.id], words.currency)} if variant.id in lows else "",
            stock=words.stock(variant.stock_left),
            door=money(variant.item_price - off + fee, words.currency) if fee is not None else "",
            freight=_freight(words, fee, off),
            can_buy=variant.stock_left > 0 and fee is not None,
            amount=variant.item_price,
        )
    return made


def _freight(words: Words, fee: int | None, off: int) -> str:
    """What is in the price to the door."""
    if fee is None:
        return words.away
    freight = words.fee % {"amount": money(fee, words.currency)} if fee else words.free
    return f"{freight} · {words.offers % {'amount': money(off, words.currency)}}" if off else freight
