"""What comes back for returned pieces: the shares that were frozen when the order was placed, and nothing else.

Kept pieces keep their price. The k-th piece of a line that comes back has the k-th piece's numbers, so that the sum
over any order of returns is what was paid (F01, F02; conventions A1, A4).
"""

from tradewind.deals.errors import TooManyBack, UnknownLine
from tradewind.deals.types import Payer, PriceSheet, Refund, RefundQuestion, RefundShare, RefundTender, SheetLine
from tradewind.kernel.engines import Engine, register
from tradewind.kernel.money import spread


def refund_amount(question: RefundQuestion) -> Refund:
    """Money, tenders and funding of the pieces that come back now, read from the sheet.

    Points and credit go back as what they were; a share of a discount goes back to who paid for it. Refuses
    `deals.unknown_line` and `deals.too_many_back`, with the position.
    """
    sheet, lines = question.sheet, {line.position: line for line in question.sheet.lines}
    goods, freight, shares = 0, 0, dict[tuple[int, str, Payer], int]()
    tenders = dict.fromkeys([(tender.offer_id, tender.kind) for tender in sheet.tenders], 0)
    for position, count in sorted(question.now.items()):
        line = lines.get(position)
        if line is None:
            raise UnknownLine(where=f"now.{position}", position=position)
        first = question.returned.get(position, 0)
        last = first + count
        if count < 0 or first < 0 or last > line.quantity:
            raise TooManyBack(where=f"now.{position}", position=position, left=max(0, line.quantity - first))
        goods += sum(line.pieces[first:last])
        if question.with_freight:
            freight += sum(spread(line.freight_amount, [1] * line.quantity)[first:last])
        _add_shares(shares, line, first, last)
        _add_tenders(tenders, sheet, position, first, last)
    return Refund(
        goods=goods, freight=freight, money=goods + freight - sum(tenders.values()),
        tenders=[RefundTender(offer_id=id_, kind=kind, amount=n) for (id_, kind), n in tenders.items() if n],
        shares=[
            RefundShare(offer_id=id_, kind=kind, payer=payer, amount=n)
            for (id_, kind, payer), n in shares.items() if n
        ],
    )  # fmt: skip


def _add_shares(shares: dict[tuple[int, str, Payer], int], line: SheetLine, first: int, last: int) -> None:
    for share in (*line.item_shares, *line.shares):
        key = (share.offer_id, share.kind, share.payer)
        shares[key] = shares.get(key, 0) + sum(share.pieces[first:last])


def _add_tenders(tenders: dict[tuple[int, str], int], sheet: PriceSheet, position: int, first: int, last: int) -> None:
    for tender in sheet.tenders:
        for share in tender.shares:
            if share.position == position:
                tenders[tender.offer_id, tender.kind] += sum(share.pieces[first:last])


_PROMISE = "What comes back for returned pieces; kept pieces keep their price."
ENGINE = register(Engine("deals.refund_amount", 1, _PROMISE, RefundQuestion, Refund, refund_amount))
