"""What a kind of offer is: the goods it covers, the group it competes in, and one rule.

A new kind is a file beside this one: its shape goes into `deals.types.offers`, its rule into a copy of the neighbour's
file, its name into the table of `kinds/table.py`. What a rule is depends on the role:

    PriceKind    the price of one piece            item layer; a piece has one price
    SetKind      a discount on a set of pieces     a piece is in one set at most
    CutKind      an amount off covered goods       one per exclusive group
    FreightKind  an amount off the freight         one per exclusive group
    GiftKind     pieces that come along            changes no price
    SubsidyKind  a part of a piece's final price   a piece has one at most
    TenderKind   a way to pay                      changes no price
"""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from tradewind.deals.types import BasketLine, Payer, PriceWarning, Scope


class Layer(IntEnum):
    """The order in which discounts are taken off."""

    ITEM = 0
    SHOP = 1
    CROSS_SHOP = 2
    ASSETS = 3
    PAYMENT = 4


class Goods:
    """The lines of a basket, and where to find them."""

    __slots__ = ("by_shop", "by_variant", "everything", "lines")

    def __init__(self, lines: Sequence[BasketLine]) -> None:
        self.lines = lines
        self.everything = tuple(range(len(lines)))
        shops: dict[int, list[int]] = {}
        variants: dict[int, list[int]] = {}
        for n, line in enumerate(lines):
            shops.setdefault(line.shop_id, []).append(n)
            variants.setdefault(line.variant_id, []).append(n)
        self.by_shop = {shop: tuple(found) for shop, found in shops.items()}
        self.by_variant = {variant: tuple(found) for variant, found in variants.items()}


class Piece(NamedTuple):
    """One piece as sets see it. `place`: its number among all pieces of the basket."""

    price: int
    variant_id: int
    place: int


class Missing(NamedTuple):
    """What keeps an offer from working: money, or pieces."""

    amount: int
    pieces: int = 0


NOTHING = Missing(0)
NEVER = 1 << 62  # beyond every amount, after everything that ends
Check = Callable[[Any, str], Sequence[PriceWarning]]
Fund = Callable[[Any, list[int]], list[tuple[Payer, list[int]]]]


def in_scope(scope: Scope, goods: Goods, among: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the lines `among` that a scope covers."""
    if not (scope.shops or scope.listings or scope.variants or scope.categories or scope.except_listings):
        return among
    lines = goods.lines
    return tuple(
        [
            n
            for n in among
            if (not scope.shops or lines[n].shop_id in scope.shops)
            and (not scope.listings or lines[n].listing_id in scope.listings)
            and (not scope.variants or lines[n].variant_id in scope.variants)
            and (not scope.categories or lines[n].category_id in scope.categories)
            and lines[n].listing_id not in scope.except_listings
        ]
    )


def the_variant(offer: Any, goods: Goods) -> tuple[int, ...]:
    """The lines of the offer's SKU."""
    return goods.by_variant.get(offer.variant_id, ())


def the_scope(offer: Any, goods: Goods) -> tuple[int, ...]:
    """The lines in the offer's scope."""
    return in_scope(offer.on, goods, goods.everything)


def the_shop(offer: Any, goods: Goods) -> tuple[int, ...]:
    """The lines of the offer's shop (0: of all shops) in its scope."""
    return in_scope(offer.on, goods, goods.by_shop.get(offer.shop_id, ()) if offer.shop_id else goods.everything)


def shared(offer: Any, pieces: list[int]) -> list[tuple[Payer, list[int]]]:
    """A discount, piece by piece, split among those who pay for it (`funding`, else the payer).

    Each payer's sum is the floor of its rate up to that piece, the last one takes what is left.
    """
    if len(offer.funding) < 2:
        return [(next(iter(offer.funding), offer.payer), pieces)]
    found: list[tuple[Payer, list[int]]] = []
    left, payers = list(pieces), sorted(offer.funding.items())
    for payer, rate in payers[:-1]:
        taken, so_far, total = [], 0, 0
        for piece in pieces:
            total += piece
            taken.append(total * rate // 10_000 - so_far)
            so_far += taken[-1]
        left = [have - take for have, take in zip(left, taken, strict=True)]
        found.append((payer, taken))
    return [*found, (payers[-1][0], left)]


def alone(offer: Any) -> str:
    """No group: it competes with nobody."""
    return f"{offer.id}"


def never(offer: Any, other: Any) -> bool:
    """Neither makes the other needless."""
    return False


class PriceKind(NamedTuple):
    """The price of one piece. `price` is None when the offer is not for that line or buyer; `limit` counts pieces."""

    name: str
    takes: type
    label: tuple[str, str]
    covers: Callable[[Any, Goods], tuple[int, ...]]
    price: Callable[[Any, BasketLine], int]
    limit: Callable[[Any], int | None]
    check: Check
    fund: Fund = shared
    members_only: bool = False
    own_budget: bool = False  # `limit` counts what the budget carries
    layer: Layer = Layer.ITEM
    group: Callable[[Any], str] = alone


class SetKind(NamedTuple):
    """A discount on a set of pieces. `worth` gets them dearest first; it returns the discount and the pieces it is on.

    More pieces, or dearer ones, are never worth less. `missing`: pieces that are missing to the first step. Up to so
    many pieces are worth no more than `share` basis points of their prices. `beats`: where it covers all that the other
    covers, pieces of both together are never worth less in it than dealt to both.
    """

    name: str
    takes: type
    label: tuple[str, str]
    covers: Callable[[Any, Goods], tuple[int, ...]]
    worth: Callable[[Any, Sequence[Piece]], tuple[int, Sequence[Piece]]]
    missing: Callable[[Any, Sequence[Piece]], int]
    share: Callable[[Any, int], int]
    check: Check
    beats: Callable[[Any, Any], bool] = never
    fund: Fund = shared
    layer: Layer = Layer.SHOP
    group: Callable[[Any], str] = alone


class CutKind(NamedTuple):
    """An amount off the covered goods. `saves` and `missing` get their amount and their number of pieces.

    A larger amount never saves less.
    """

    name: str
    takes: type
    label: tuple[str, str]
    covers: Callable[[Any, Goods], tuple[int, ...]]
    saves: Callable[[Any, int, int], int]
    missing: Callable[[Any, int, int], Missing]
    check: Check
    layer: Layer
    group: Callable[[Any], str]
    fund: Fund = shared


class FreightKind(NamedTuple):
    """An amount off the freight of the shops whose goods it covers. `saves` also gets that freight."""

    name: str
    takes: type
    label: tuple[str, str]
    covers: Callable[[Any, Goods], tuple[int, ...]]
    saves: Callable[[Any, int, int, int], int]
    missing: Callable[[Any, int, int], Missing]
    check: Check
    group: Callable[[Any], str]
    fund: Fund = shared
    layer: Layer = Layer.SHOP


class GiftKind(NamedTuple):
    """Pieces that come along once nothing is missing."""

    name: str
    takes: type
    label: tuple[str, str]
    covers: Callable[[Any, Goods], tuple[int, ...]]
    missing: Callable[[Any, int, int], Missing]
    check: Check
    layer: Layer = Layer.SHOP
    group: Callable[[Any], str] = alone


class SubsidyKind(NamedTuple):
    """A part of a piece's final price; `most` is the largest it can be for a final price up to the given one."""

    name: str
    takes: type
    label: tuple[str, str]
    covers: Callable[[Any, Goods], tuple[int, ...]]
    gives: Callable[[Any, int], int]
    most: Callable[[Any, int], int]
    limit: Callable[[Any], int]
    check: Check
    fund: Fund = shared
    layer: Layer = Layer.PAYMENT
    group: Callable[[Any], str] = alone


class TenderKind(NamedTuple):
    """A way to pay. `pays` gets what is still due for the covered goods, and for all goods."""

    name: str
    takes: type
    label: tuple[str, str]
    covers: Callable[[Any, Goods], tuple[int, ...]]
    pays: Callable[[Any, int, int], int]
    check: Check
    layer: Layer = Layer.PAYMENT
    group: Callable[[Any], str] = alone


Kind = PriceKind | SetKind | CutKind | FreightKind | GiftKind | SubsidyKind | TenderKind
