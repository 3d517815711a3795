"""Is a price question well formed? Every refusal has a code and a path; nothing is repaired silently."""

from collections.abc import Iterable, Sequence

from tradewind.deals.errors import (
    Duplicate,
    OtherCurrency,
    TooMany,
    UnknownKind,
    UnknownShop,
    WrongExclusion,
    WrongFunding,
    WrongQuantity,
)
from tradewind.deals.kinds.base import GiftKind, SubsidyKind, TenderKind
from tradewind.deals.kinds.checks import amount
from tradewind.deals.kinds.table import BY_NAME, BY_SHAPE
from tradewind.deals.types import BasketLine, Offer, PriceQuestion, PriceWarning

MOST_LINES, MOST_OFFERS, MOST_QUANTITY, MOST_PIECES = 200, 300, 9_999, 200_000
MOST_NODES = 1_000_000
_NOT_CHOSEN = (GiftKind, SubsidyKind, TenderKind)


def check(question: PriceQuestion) -> list[PriceWarning]:
    """Refuses a malformed question; returns what is lawful but odd.

    Refuses `deals.too_many`, `deals.duplicate`, `deals.quantity`, `deals.amount`, `deals.currency`, `deals.funding`,
    `deals.unknown_shop`, `deals.unknown_kind`, and what a kind refuses about its own fields.
    """
    _check_size(question)
    _check_lines(question.basket.lines)
    _check_freight(question)
    _check_policy(question)
    _once("offer", "offers", [offer.id for offer in question.offers])
    # Gifts, subsidies and ways to pay are not chosen by the search: nothing can exclude them.
    alone = {offer.id for offer in question.offers if type(BY_SHAPE[type(offer)]) in _NOT_CHOSEN}
    currency, warnings = question.basket.currency, list[PriceWarning]()
    for n, offer in enumerate(question.offers):
        where = f"offers[{n}]"
        _check_offer(where, offer, currency)
        if offer.excludes and (not alone.isdisjoint(offer.excludes) or offer.id in {*alone, *offer.excludes}):
            raise WrongExclusion(where=f"{where}.excludes")
        warnings += BY_SHAPE[type(offer)].check(offer, where)
    return warnings


def _check_size(question: PriceQuestion) -> None:
    for where, count, limit in (
        ("basket.lines", len(question.basket.lines), MOST_LINES),
        ("offers", len(question.offers), MOST_OFFERS),
    ):
        if count > limit:
            raise TooMany(where=where, limit=limit)


def _check_lines(lines: Sequence[BasketLine]) -> None:
    _once("position", "basket.lines", [line.position for line in lines])
    for n, line in enumerate(lines):
        if not 1 <= line.quantity <= MOST_QUANTITY:
            raise WrongQuantity(where=f"basket.lines[{n}].quantity", most=MOST_QUANTITY)
        amount(f"basket.lines[{n}].list_price", line.list_price)
        if line.floor:
            amount(f"basket.lines[{n}].floor", line.floor)
    if sum(line.quantity for line in lines) > MOST_PIECES:
        raise TooMany(where="basket.lines", limit=MOST_PIECES)


def _check_freight(question: PriceQuestion) -> None:
    shops = {line.shop_id for line in question.basket.lines}
    _once("shop", "basket.freight", [freight.shop_id for freight in question.basket.freight])
    for n, freight in enumerate(question.basket.freight):
        amount(f"basket.freight[{n}].amount", freight.amount)
        if freight.shop_id not in shops:
            raise UnknownShop(where=f"basket.freight[{n}].shop_id", id=freight.shop_id)


def _check_policy(question: PriceQuestion) -> None:
    policy = question.policy
    amount("policy.min_payable", policy.min_payable)
    if not 1 <= policy.most_nodes <= MOST_NODES:
        raise TooMany(where="policy.most_nodes", limit=MOST_NODES)
    for n, pair in enumerate(policy.excluded_kinds):
        for name in pair:
            if name not in BY_NAME:
                raise UnknownKind(where=f"policy.excluded_kinds[{n}]", kind=name)


def _check_offer(where: str, offer: Offer, currency: str) -> None:
    if offer.currency and offer.currency != currency:
        raise OtherCurrency(where=f"{where}.currency", offered=offer.currency, wanted=currency)
    if min(offer.uses_left or 0, offer.buyer_left or 0, offer.budget_left or 0) < 0:
        for name in ("uses_left", "buyer_left", "budget_left"):
            amount(f"{where}.{name}", getattr(offer, name) or 0)
    if offer.funding and (min(offer.funding.values()) <= 0 or sum(offer.funding.values()) != 10_000):
        raise WrongFunding(where=f"{where}.funding")


def _once(what: str, where: str, ids: Iterable[int]) -> None:
    seen: set[int] = set()
    for n, id_ in enumerate(ids):
        if id_ in seen:
            raise Duplicate(where=f"{where}[{n}]", what=what, id=id_)
        seen.add(id_)
