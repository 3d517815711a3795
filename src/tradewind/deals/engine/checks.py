"""Is a price question well formed? Every refusal has a code and a path; nothing is repaired silently."""

from collections.abc import Iterable

from tradewind.deals.errors import Duplicate, OtherCurrency, TooMany, UnknownShop, WrongAmount, WrongQuantity
from tradewind.deals.types import ItemPriceOffer, Offer, PriceQuestion, PriceWarning, ShopCouponOffer

MOST_LINES, MOST_OFFERS, MOST_QUANTITY, MOST_PIECES = 200, 300, 9_999, 200_000
MOST_AMOUNT = 10**15


def check(question: PriceQuestion) -> list[PriceWarning]:
    """Refuses a malformed question; returns what is lawful but odd.

    Refuses `deals.too_many`, `deals.duplicate`, `deals.quantity`, `deals.amount`, `deals.currency`,
    `deals.unknown_shop`. Warns `deals.face_above_threshold`: such a coupon can pay for everything.
    """
    _check_size(question)
    _check_lines(question)
    _check_freight(question)
    _once("offer", "offers", [offer.id for offer in question.offers])
    warnings = [_check_offer(n, offer, question.basket.currency) for n, offer in enumerate(question.offers)]
    return [warning for warning in warnings if warning]


def _check_size(question: PriceQuestion) -> None:
    for where, count, limit in (
        ("basket.lines", len(question.basket.lines), MOST_LINES),
        ("offers", len(question.offers), MOST_OFFERS),
    ):
        if count > limit:
            raise TooMany(where=where, limit=limit)


def _check_lines(question: PriceQuestion) -> None:
    lines = question.basket.lines
    _once("position", "basket.lines", [line.position for line in lines])
    for n, line in enumerate(lines):
        if not 1 <= line.quantity <= MOST_QUANTITY:
            raise WrongQuantity(where=f"basket.lines[{n}].quantity", most=MOST_QUANTITY)
        _amount(f"basket.lines[{n}].list_price", line.list_price, 0)
    if sum(line.quantity for line in lines) > MOST_PIECES:
        raise TooMany(where="basket.lines", limit=MOST_PIECES)


def _check_freight(question: PriceQuestion) -> None:
    shops = {line.shop_id for line in question.basket.lines}
    _once("shop", "basket.freight", [freight.shop_id for freight in question.basket.freight])
    for n, freight in enumerate(question.basket.freight):
        _amount(f"basket.freight[{n}].amount", freight.amount, 0)
        if freight.shop_id not in shops:
            raise UnknownShop(where=f"basket.freight[{n}].shop_id", id=freight.shop_id)


def _check_offer(n: int, offer: Offer, currency: str) -> PriceWarning | None:
    where = f"offers[{n}]"
    if offer.currency and offer.currency != currency:
        raise OtherCurrency(where=f"{where}.currency", offered=offer.currency, wanted=currency)
    match offer:
        case ItemPriceOffer():
            _amount(f"{where}.amount", offer.amount, 0)
        case ShopCouponOffer():
            _amount(f"{where}.threshold", offer.threshold, 0)
            _amount(f"{where}.face", offer.face, 1)
            if offer.face > offer.threshold > 0:
                return PriceWarning(code="deals.face_above_threshold", where=f"{where}.face")
    return None


def _amount(where: str, amount: int, least: int) -> None:
    if not least <= amount <= MOST_AMOUNT:
        raise WrongAmount(where=where, least=least, most=MOST_AMOUNT)


def _once(what: str, where: str, ids: Iterable[int]) -> None:
    seen: set[int] = set()
    for n, id_ in enumerate(ids):
        if id_ in seen:
            raise Duplicate(where=f"{where}[{n}]", what=what, id=id_)
        seen.add(id_)
