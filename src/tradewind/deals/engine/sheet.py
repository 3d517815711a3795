"""The price sheet of the best combination: shares by line, payer and piece, sums by shop, outcomes of offers."""

from tradewind.deals.engine.board import Board, Ready
from tradewind.deals.engine.carry import Carried
from tradewind.deals.engine.outcomes import outcomes
from tradewind.deals.engine.search import Found
from tradewind.deals.engine.tenders import tenders
from tradewind.deals.engine.words import Words
from tradewind.deals.kinds.base import shared
from tradewind.deals.types import Gift, PriceSheet, PriceWarning, Share, SheetLine, SheetShop
from tradewind.kernel.money import spread

_Shares = list[list[Share]]


def sheet(board: Board, found: Found, warnings: list[PriceWarning]) -> PriceSheet:
    """Everything about a price, with the funding of every share in minor units."""
    carried = found.carried
    lines = _lines(board, found)
    paid = tenders(board, carried.net)
    shops = _shops(lines)
    told = outcomes(board, found, paid)
    return PriceSheet(
        currency=board.question.basket.currency, lines=lines, shops=shops, offers=told,
        list_amount=sum([shop.list_amount for shop in shops]), item_amount=sum([shop.item_amount for shop in shops]),
        discount_amount=sum([shop.discount_amount for shop in shops]),
        freight_amount=sum([shop.freight_amount for shop in shops]), payable=carried.payable, warnings=warnings,
        gifts=[
            Gift(offer_id=ready.id, variant_id=ready.offer.variant_id, quantity=ready.offer.quantity)
            for ready in board.gifts if next(one for one in told if one.offer_id == ready.id).state == "used"
        ],
        tenders=paid, due=carried.payable - sum([tender.amount for tender in paid]),
        optimal=found.optimal, nodes=found.nodes, bound=found.bound,
    )  # fmt: skip


def _lines(board: Board, found: Found) -> list[SheetLine]:
    carried, starts = found.carried, board.starts
    item_shares, shares = _item_shares(board, found), _taken_shares(board, carried)
    freight, freight_shares = _freight(board, found)
    words = Words(board.question.offers, board.question.basket.currency)
    lines = []
    for n, line in enumerate(board.lines):
        pieces, item = carried.net[starts[n] : starts[n + 1]], found.plan.items.amounts[n]
        goods = sum(pieces)
        said, said_zh = words.why(line, [*item_shares[n], *shares[n], *freight_shares[n]])
        lines.append(SheetLine(
            position=line.position, shop_id=line.shop_id, variant_id=line.variant_id, quantity=line.quantity,
            list_amount=line.list_price * line.quantity, item_amount=item, discount_amount=item - goods,
            freight_amount=freight[n], payable=goods + freight[n], shares=shares[n], item_shares=item_shares[n],
            why=said, why_zh=said_zh, freight_shares=freight_shares[n], pieces=pieces,
        ))  # fmt: skip
    return lines


def _funded(ready: Ready, pieces: list[int]) -> list[Share]:
    """A discount on the pieces of one line as shares, one for each who pays for it."""
    if ready.kind.fund is shared and not ready.offer.funding:
        amount = sum(pieces)
        share = Share(offer_id=ready.id, kind=ready.kind.name, payer=ready.offer.payer, amount=amount, pieces=pieces)
        return [share] if amount else []
    return [
        Share(offer_id=ready.id, kind=ready.kind.name, payer=payer, amount=amount, pieces=parts)
        for payer, parts in ready.kind.fund(ready.offer, pieces)
        if (amount := sum(parts))
    ]


def _item_shares(board: Board, found: Found) -> _Shares:
    """Who pays for list minus item level, on every line."""
    shares: _Shares = []
    for line, runs in zip(board.lines, found.plan.items.runs, strict=True):
        mine: list[Share] = []
        before = 0
        for run in runs:
            if run.by is not None:
                pieces = [0] * line.quantity
                pieces[before : before + run.pieces] = [line.list_price - run.price] * run.pieces
                mine += _funded(run.by, pieces)
            before += run.pieces
        shares.append(mine)
    return shares


def _taken_shares(board: Board, carried: Carried) -> _Shares:
    """The discounts below the item level, on every line."""
    shares: _Shares = [[] for _ in board.lines]
    for ready, places, parts in carried.taken:
        at, whole = 0, len(places) == ready.count
        for n in ready.lines:
            first, quantity = board.starts[n], board.lines[n].quantity
            if whole:
                pieces = parts[at : at + quantity]
                at += quantity
            else:  # a set may have some pieces of a line only
                pieces = [0] * quantity
                while at < len(places) and places[at] < first + quantity:
                    pieces[places[at] - first] = parts[at]
                    at += 1
            shares[n] += _funded(ready, pieces)
    return shares


def _freight(board: Board, found: Found) -> tuple[list[int], _Shares]:
    """Each line's part of the freight that is charged, by item-level amount, and what offers took off its part."""
    charged: list[int] = [0] * len(board.lines)
    shares: _Shares = [[] for _ in board.lines]
    amounts = found.plan.items.amounts
    for shop, fee in found.carried.freight.items():
        mine = board.goods.by_shop[shop]
        weights = [amounts[n] for n in mine]
        if fee:
            for n, part in zip(mine, spread(fee, weights), strict=True):
                charged[n] = part
        for ready, off in found.carried.freight_taken:
            if shop not in off:
                continue
            for n, part in zip(mine, spread(off[shop], weights), strict=True):
                if part:
                    shares[n] += _funded(ready, _by_piece(part, board.lines[n].quantity))
    return charged, shares


def _by_piece(amount: int, pieces: int) -> list[int]:
    return spread(amount, [1] * pieces)


def _shops(lines: list[SheetLine]) -> list[SheetShop]:
    """Sums by shop, in the order in which shops appear in the basket."""
    by_shop: dict[int, list[SheetLine]] = {}
    for line in lines:
        by_shop.setdefault(line.shop_id, []).append(line)
    return [
        SheetShop(
            shop_id=shop_id, list_amount=sum([line.list_amount for line in here]),
            item_amount=sum([line.item_amount for line in here]),
            discount_amount=sum([line.discount_amount for line in here]),
            freight_amount=sum([line.freight_amount for line in here]), payable=sum([line.payable for line in here]),
        )
        for shop_id, here in by_shop.items()
    ]  # fmt: skip
