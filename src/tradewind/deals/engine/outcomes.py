"""What became of every offer on the table: used, beaten (by which, by how much), short (of how much), refused (why)."""

from collections.abc import Sequence

from tradewind.deals.engine.board import Board, Ready, outcome
from tradewind.deals.engine.carry import Carried
from tradewind.deals.engine.search import Found
from tradewind.deals.engine.sets import covered
from tradewind.deals.types import OfferOutcome, OfferState, Tender

NO_GAIN = "deals.no_gain"  # it may be used, but nothing would be cheaper


def outcomes(board: Board, found: Found, tenders: Sequence[Tender]) -> list[OfferOutcome]:
    """One outcome per offer, in the order of the question."""
    told = dict(board.refused)
    saved = amounts(found.carried)
    for told_of in (_prices(board, found), _sets(board, found, saved), _cuts(board, found, saved)):
        told |= {one.offer_id: one for one in told_of}
    told |= {one.offer_id: one for one in _rest(board, found, tenders)}
    return [told[offer.id] for offer in board.question.offers]


def amounts(carried: Carried) -> dict[int, int]:
    """What each offer below the item level saved."""
    saved = {one.ready.id: sum(one.parts) for one in carried.taken}
    return saved | {ready.id: sum(parts.values()) for ready, parts in carried.freight_taken}


def _prices(board: Board, found: Found) -> list[OfferOutcome]:
    """Prices of pieces: how much lower than list they are, or than which one they are higher."""
    told = []
    for ready in board.prices:
        used = would = margin = 0
        by: Ready | None = None
        for n in ready.lines:
            line, price = board.lines[n], ready.kind.price(ready.offer, board.lines[n])
            if not line.floor <= price < line.list_price:
                continue
            for run in found.plan.items.runs[n]:
                if run.by is ready:
                    used += (line.list_price - price) * run.pieces
                else:
                    would += (line.list_price - price) * run.pieces
                    margin += max(0, price - run.price) * run.pieces
                    by = by or run.by
        if used:
            told.append(outcome(ready.offer, "used", amount=used))
        else:
            code = "" if by else NO_GAIN
            told.append(outcome(ready.offer, "beaten", amount=would, by=by.id if by else 0, margin=margin, code=code))
    return told


def _sets(board: Board, found: Found, saved: dict[int, int]) -> list[OfferOutcome]:
    told = []
    for ready in board.sets:
        if saved.get(ready.id):
            told.append(outcome(ready.offer, "used", amount=saved[ready.id]))
            continue
        pieces = covered(board, found.plan.items, ready)
        if lack := ready.kind.missing(ready.offer, pieces):
            told.append(outcome(ready.offer, "short", pieces=lack))
            continue
        alone, _ = ready.kind.worth(ready.offer, pieces)
        wanted = {piece.place for piece in pieces}
        rivals = [
            one
            for one in found.plan.sets
            if saved.get(one.ready.id) and not wanted.isdisjoint([p.place for p in one.pieces])
        ]
        told.append(_beaten(board, ready, alone, found, saved, rivals[0].ready if rivals else None))
    return told


def _cuts(board: Board, found: Found, saved: dict[int, int]) -> list[OfferOutcome]:
    told, plan = [], found.plan
    winners = {ready.group: ready for ready in (*plan.cuts, *plan.freights) if saved.get(ready.id)}
    for ready in (*board.cuts, *board.freights):
        if saved.get(ready.id):
            told.append(outcome(ready.offer, "used", amount=saved[ready.id]))
            continue
        amount = sum([plan.items.amounts[n] for n in ready.lines])
        lack = ready.kind.missing(ready.offer, amount, ready.count)
        if lack.amount or lack.pieces:
            told.append(outcome(ready.offer, "short", amount=lack.amount, pieces=lack.pieces))
            continue
        more = [sum([board.freight[shop] for shop in board.shops(ready.lines)])] if ready in board.freights else []
        alone = ready.kind.saves(ready.offer, amount, ready.count, *more)
        if alone > ready.budget:
            told.append(outcome(ready.offer, "refused", code="deals.budget_out"))
            continue
        told.append(_beaten(board, ready, alone, found, saved, winners.get(ready.group)))
    return told


def _beaten(
    board: Board, ready: Ready, alone: int, found: Found, saved: dict[int, int], by: Ready | None
) -> OfferOutcome:
    """Beaten by its rival, or by an offer that is not used with it; else it would not make anything cheaper."""
    used = {id_ for id_, amount in saved.items() if amount} | set(found.plan.items.used)
    if by is None:
        against = sorted(board.conflicts.get(ready.id, set()) & used)
        winner = against[0] if against else 0
    else:
        winner = by.id
    if not winner:
        return outcome(ready.offer, "beaten", amount=alone, code=NO_GAIN)
    return outcome(ready.offer, "beaten", amount=alone, by=winner, margin=max(0, saved.get(winner, 0) - alone))


def _rest(board: Board, found: Found, tenders: Sequence[Tender]) -> list[OfferOutcome]:
    """Gifts, subsidies and ways to pay."""
    told, items = [], found.plan.items.amounts
    for ready in board.gifts:
        lack = ready.kind.missing(ready.offer, sum([items[n] for n in ready.lines]), ready.count)
        state: OfferState = "short" if lack.amount or lack.pieces else "used"
        told.append(outcome(ready.offer, state, amount=lack.amount, pieces=lack.pieces))
    paid = amounts(found.carried) | {tender.offer_id: tender.amount for tender in tenders}
    for ready in (*board.subsidies, *board.tenders):
        amount = paid.get(ready.id, 0)
        told.append(
            outcome(ready.offer, "used", amount=amount) if amount else outcome(ready.offer, "beaten", code=NO_GAIN)
        )
    return told
