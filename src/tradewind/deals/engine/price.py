"""The price of a basket: list price, item price, one shop coupon per shop, freight to the door.

Pure: the same question has the same sheet. Amounts are minor units. Conventions of the domain notes: thresholds are
tested on the item-level price of a shop's lines; a discount is spread by largest remainder, ties to the earlier line
(A1), piece by piece (A4); a piece never goes below zero, the part it cannot absorb is lost (A3).
"""

from collections import defaultdict
from collections.abc import Sequence

from tradewind.deals.engine.checks import check
from tradewind.deals.engine.state import PricedLine
from tradewind.deals.engine.words import why
from tradewind.deals.kinds import item_price, shop_coupon
from tradewind.deals.types import Offer, OfferOutcome, PriceQuestion, PriceSheet, SheetLine, SheetShop
from tradewind.kernel.engines import Engine, register
from tradewind.kernel.money import spread

KINDS = (item_price.KIND, shop_coupon.KIND)  # in the order of the layers: item, shop


def price_basket(question: PriceQuestion) -> PriceSheet:
    """The sheet with the lowest payable that one item price per SKU and one coupon per shop allow.

    Ties go to fewer offers, then to the offer that ends first. Every offer ends as used, beaten, short or refused.
    Refuses what `engine.checks.check` refuses, with code and path.
    """
    warnings = check(question)
    lines = [PricedLine(line, line.list_price) for line in question.basket.lines]
    outcomes: dict[int, OfferOutcome] = {}
    for kind in KINDS:
        applied = kind.apply(lines, [offer for offer in question.offers if isinstance(offer, kind.takes)])
        lines = applied.lines
        outcomes |= {o.offer_id: o for o in applied.outcomes}
    sheet_lines = _sheet_lines(question, lines)
    shops = _sheet_shops(sheet_lines)
    return PriceSheet(
        currency=question.basket.currency, lines=sheet_lines, shops=shops,
        offers=[outcomes[offer.id] for offer in question.offers],
        list_amount=sum(shop.list_amount for shop in shops), item_amount=sum(shop.item_amount for shop in shops),
        discount_amount=sum(shop.discount_amount for shop in shops),
        freight_amount=sum(shop.freight_amount for shop in shops), payable=sum(shop.payable for shop in shops),
        warnings=warnings,
    )  # fmt: skip


def _freight_shares(question: PriceQuestion, lines: Sequence[PricedLine]) -> dict[int, int]:
    """Position -> share of the shop's freight, in proportion to item-level amounts."""
    shares: dict[int, int] = {}
    for freight in question.basket.freight:
        here = [line for line in lines if line.line.shop_id == freight.shop_id]
        parts = spread(freight.amount, [line.item_amount for line in here])
        shares |= {line.line.position: part for line, part in zip(here, parts, strict=True)}
    return shares


def _sheet_lines(question: PriceQuestion, lines: Sequence[PricedLine]) -> list[SheetLine]:
    freight = _freight_shares(question, lines)
    offers = {offer.id: offer for offer in question.offers}
    return [_sheet_line(line, freight.get(line.line.position, 0), offers, question.basket.currency) for line in lines]


def _sheet_line(line: PricedLine, freight: int, offers: dict[int, Offer], currency: str) -> SheetLine:
    discount = sum(share.amount for share in line.shares)
    said, said_zh = why(line, offers, currency)
    return SheetLine(
        position=line.line.position, shop_id=line.line.shop_id, variant_id=line.line.variant_id,
        quantity=line.line.quantity, list_amount=line.line.list_price * line.line.quantity,
        item_amount=line.item_amount, discount_amount=discount, freight_amount=freight,
        payable=line.item_amount - discount + freight, shares=list(line.shares),
        item_shares=list(line.item_shares), why=said, why_zh=said_zh,
    )  # fmt: skip


def _sheet_shops(lines: Sequence[SheetLine]) -> list[SheetShop]:
    """Sums by shop, in the order in which shops appear in the basket."""
    by_shop: dict[int, list[SheetLine]] = defaultdict(list)
    for line in lines:
        by_shop[line.shop_id].append(line)
    return [
        SheetShop(
            shop_id=shop_id, list_amount=sum(line.list_amount for line in here),
            item_amount=sum(line.item_amount for line in here),
            discount_amount=sum(line.discount_amount for line in here),
            freight_amount=sum(line.freight_amount for line in here), payable=sum(line.payable for line in here),
        )
        for shop_id, here in by_shop.items()
    ]  # fmt: skip


_PROMISE = "The price of a basket, who pays for each discount, and why."
ENGINE = register(Engine("deals.price_basket", 1, _PROMISE, PriceQuestion, PriceSheet, price_basket))
