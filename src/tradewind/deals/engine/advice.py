"""Would two orders be cheaper than one, and which top-up pays for itself? Pure; every number is the price of a basket.

Nothing is said that was not priced: a split costs what it says, a top-up is one whose goods come free.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from msgspec import structs

from tradewind.deals.engine.after import left_after
from tradewind.deals.engine.checks import MOST_LINES
from tradewind.deals.engine.price import price_basket
from tradewind.deals.kinds.base import CutKind, FreightKind, GiftKind, Goods, PriceKind, SubsidyKind, TenderKind
from tradewind.deals.kinds.table import BY_SHAPE
from tradewind.deals.types import (
    Advice,
    AdviceQuestion,
    BasketLine,
    Offer,
    OfferOutcome,
    PriceQuestion,
    PriceSheet,
    TopUp,
    TwoOrders,
)
from tradewind.kernel.engines import Engine, register

MOST_SPLIT = 8  # lines of which every partition is tried


class _Desk:
    """Prices baskets while there is work left."""

    def __init__(self, most: int) -> None:
        self.most, self.work, self.complete = most, 0, True

    def price(self, question: PriceQuestion) -> PriceSheet:
        sheet = price_basket(question)
        self.work += len(question.basket.lines) + sheet.nodes
        return sheet

    def may(self) -> bool:
        """May another basket be priced? If not, the answer is not complete."""
        self.complete &= self.work < self.most
        return self.complete


def advise(asked: AdviceQuestion) -> Advice:
    """The cheapest two orders, if they cost less than one, and the top-ups whose goods come free, smallest first.

    Tried are all partitions of up to 8 lines, beyond that single lines and single shops, in both orders. Each order
    pays the freight of its shops in full, and the second one finds what the first left of the offers. Refuses what
    `deals.price_basket` refuses.
    """
    question, desk = asked.question, _Desk(asked.most_work)
    sheet = desk.price(question)
    top_ups = _top_ups(question, sheet, desk)
    best = _cheapest(question, sheet, desk)
    return Advice(payable=sheet.payable, two_orders=best, top_ups=top_ups, work=desk.work, complete=desk.complete)


def two_orders(first: PriceQuestion, second: PriceQuestion, payable: int) -> TwoOrders | None:
    """Two orders placed one after the other; None unless both together cost less than `payable`."""
    return _two(first, second, payable, 0, _Desk(0))


def _cheapest(question: PriceQuestion, sheet: PriceSheet, desk: _Desk) -> TwoOrders | None:
    best: TwoOrders | None = None
    for first in _partitions(question.basket.lines) if _may_split(question, sheet) else ():
        if not desk.may():
            break
        parts = _part(question, first, True), _part(question, first, False)
        best = _two(*parts, sheet.payable, best.saves if best else 0, desk) or best
    return best


def _may_split(question: PriceQuestion, sheet: PriceSheet) -> bool:
    """Can two orders have what one has not? Only by an offer that works in both or that stands back in the one, by a
    subsidy (it looks at final prices), or by a limited price that is gone in the second: thresholds look at prices."""
    offers = {offer.id: offer for offer in question.offers}
    exclusive = any(offer.excludes or offer.group for offer in question.offers) or question.policy.excluded_kinds
    return bool(exclusive) or any(
        _counts_apart(offers[one.offer_id], one.state == "used")
        for one in sheet.offers
        if one.state in ("used", "beaten")
    )


def _counts_apart(offer: Offer, used: bool) -> bool:
    kind = BY_SHAPE[type(offer)]
    if isinstance(kind, GiftKind | TenderKind):
        return False
    if isinstance(kind, PriceKind):
        limits = (offer.uses_left, offer.buyer_left, offer.budget_left, kind.limit(offer))
        return used and any(limit is not None for limit in limits)
    return isinstance(kind, SubsidyKind) or not used or 1 not in (offer.uses_left, offer.buyer_left)


def _partitions(lines: Sequence[BasketLine]) -> Iterator[tuple[int, ...]]:
    """What the first of two orders holds, as positions: single shops, single lines, then all the rest."""
    everything = tuple(sorted(line.position for line in lines))
    shops: dict[int, list[int]] = {}
    for line in lines:
        shops.setdefault(line.shop_id, []).append(line.position)
    wanted = [tuple(sorted(mine)) for mine in shops.values()] + [(position,) for position in everything]
    if len(everything) <= MOST_SPLIT:
        wanted += [part for size in range(2, len(everything)) for part in combinations(everything, size)]
    seen: set[tuple[int, ...]] = {everything}
    for part in wanted:
        for first in (part, tuple(position for position in everything if position not in part)):
            if first and first not in seen:
                seen.add(first)
                yield first


def _part(question: PriceQuestion, first: tuple[int, ...], inside: bool) -> PriceQuestion:
    """The question with the lines at these positions only, or without them, and the freight of their shops."""
    basket = question.basket
    lines = [line for line in basket.lines if (line.position in first) is inside]
    shops = {line.shop_id for line in lines}
    freight = [one for one in basket.freight if one.shop_id in shops]
    return structs.replace(question, basket=structs.replace(basket, lines=lines, freight=freight))


def _two(first: PriceQuestion, second: PriceQuestion, payable: int, least: int, desk: _Desk) -> TwoOrders | None:
    """Both orders, if together they save more than `least`."""
    one = desk.price(first)
    if one.payable >= payable - least:
        return None
    two = desk.price(structs.replace(second, offers=left_after(first, one)))
    saves = payable - one.payable - two.payable
    if saves <= least:
        return None
    return TwoOrders(
        first=[line.position for line in one.lines], second=[line.position for line in two.lines],
        first_payable=one.payable, second_payable=two.payable, saves=saves,
    )  # fmt: skip


def _top_ups(question: PriceQuestion, sheet: PriceSheet, desk: _Desk) -> list[TopUp]:
    """Offers that are short of money only, and work for free: smallest first."""
    offers = {offer.id: offer for offer in question.offers}
    short = [one for one in sheet.offers if one.state == "short" and one.amount and not one.pieces]
    if len(question.basket.lines) >= MOST_LINES:
        return []
    found = []
    for outcome in sorted(short, key=lambda one: (one.amount, one.offer_id)):
        if not desk.may():
            break
        found.append(_top_up(question, offers[outcome.offer_id], outcome, sheet.payable, desk))
    return [one for one in found if one]


def _top_up(question: PriceQuestion, offer: Any, outcome: OfferOutcome, before: int, desk: _Desk) -> TopUp | None:
    """The basket with goods of exactly the missing amount, beside the first ones that the offer covers."""
    kind, lines = BY_SHAPE[type(offer)], question.basket.lines
    if not isinstance(kind, CutKind | FreightKind):
        return None  # a gift makes nothing cheaper
    beside = lines[kind.covers(offer, Goods(lines))[0]]
    other = beside.variant_id if offer.on.variants else max(line.variant_id for line in lines) + 1
    more = structs.replace(
        beside, position=max(line.position for line in lines) + 1, variant_id=other, quantity=1,
        list_price=outcome.amount, floor=0,
    )  # fmt: skip
    basket = structs.replace(question.basket, lines=[*lines, more])
    sheet = desk.price(structs.replace(question, basket=basket))
    works = any(one.offer_id == offer.id and one.state == "used" for one in sheet.offers)
    if not works or sheet.payable > before:
        return None
    return TopUp(
        offer_id=offer.id, kind=outcome.kind, name=outcome.name, name_en=outcome.name_en, shop_id=beside.shop_id,
        listing_id=beside.listing_id, missing=outcome.amount, payable=sheet.payable, saves=before - sheet.payable,
    )  # fmt: skip


_PROMISE = "Whether two orders are cheaper than one, and the top-ups whose goods come free."
ENGINE = register(Engine("deals.advise", 1, _PROMISE, AdviceQuestion, Advice, advise))
