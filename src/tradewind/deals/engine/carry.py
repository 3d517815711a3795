"""Carrying out a plan: every discount is taken off, piece by piece, in the order of the layers.

A share is proportional to the item-level price of a piece (A1, A4), or to what is left of it (`threshold_base`
`remaining`). A piece never goes below its floor, the part it cannot absorb is lost (A3).
"""

from collections.abc import Sequence
from typing import NamedTuple

from tradewind.deals.engine.board import Board, Ready
from tradewind.deals.engine.items import Items
from tradewind.deals.engine.sets import Dealt
from tradewind.deals.kinds.base import Piece
from tradewind.kernel.money import spread


class Plan(NamedTuple):
    """A combination of offers: the item level, the sets with their pieces, cuts and freight offers."""

    items: Items
    sets: Sequence[Dealt]
    cuts: Sequence[Ready]
    freights: Sequence[Ready]


class Taken(NamedTuple):
    """What an offer took off the pieces at these places, in order."""

    ready: Ready
    places: Sequence[int]
    parts: list[int]


class Carried(NamedTuple):
    """A plan carried out: item price and final price of each piece, what was taken, freight by shop, the payable.

    `whole`: each offer of the plan saved all that it promised; nothing was lost to a floor or to another offer.
    """

    prices: list[int]
    net: list[int]
    taken: list[Taken]
    freight: dict[int, int]
    freight_taken: list[tuple[Ready, dict[int, int]]]
    payable: int
    whole: bool


def carry_out(board: Board, plan: Plan) -> Carried:
    """The exact price of a plan."""
    prices = [run.price for runs in plan.items.runs for run in runs for _ in range(run.pieces)]
    net, taken = list(prices), list[Taken]()
    base = prices if board.parallel else net
    floors = _floors(board)
    steps: list[tuple[Ready, Dealt | None]] = [(dealt.ready, dealt) for dealt in plan.sets]
    steps += [(ready, None) for ready in plan.cuts]
    whole = board.parallel
    for ready, dealt in sorted(steps, key=lambda step: step[0].order):
        places, weights, total = _total(board, ready, dealt, base)
        if total:
            parts = spread(total, weights)
            whole &= _absorb(net, floors, places, parts)
            taken.append(Taken(ready, places, parts))
    taken += _subsidies(board, net)
    freight, freight_taken = freight_after(board, plan.items.amounts, plan.freights)
    payable = sum(net) + sum(freight.values())
    if payable < board.question.policy.min_payable:
        payable += _lift(taken, net, board.question.policy.min_payable - payable)
        whole = False
    whole &= len(freight_taken) == len(plan.freights)
    return Carried(prices, net, taken, freight, freight_taken, payable, whole)


def _floors(board: Board) -> list[int] | None:
    """The floor of each piece; None when none has one."""
    if not any(line.floor for line in board.lines):
        return None
    return [line.floor for line in board.lines for _ in range(line.quantity)]


def _total(board: Board, ready: Ready, dealt: Dealt | None, base: list[int]) -> tuple[list[int], list[int], int]:
    """The places an offer is on, their prices, and its discount there."""
    if dealt is None:
        places = board.places(ready.lines)
        weights = [base[place] for place in places]
        return places, weights, ready.kind.saves(ready.offer, sum(weights), ready.count)
    total, on = dealt.worth, dealt.pieces
    if not board.parallel:
        now = [Piece(base[p.place], p.variant_id, p.place) for p in on]
        total, on = ready.kind.worth(ready.offer, sorted(now, key=lambda p: (-p.price, p.place)))
    places = sorted([piece.place for piece in on])
    return places, [base[place] for place in places], total


def _absorb(net: list[int], floors: list[int] | None, places: Sequence[int], parts: list[int]) -> bool:
    """Takes the parts off, no more than each piece can bear (`parts` then says less); True when nothing was lost."""
    whole = True
    for n, (place, part) in enumerate(zip(places, parts, strict=True)):
        room = net[place] - floors[place] if floors else net[place]
        if part > room:
            parts[n] = part = max(room, 0)
            whole = False
        net[place] -= part
    return whole


def _subsidies(board: Board, net: list[int]) -> list[Taken]:
    """State subsidies on final prices, largest first, one a piece."""
    if not board.subsidies:
        return []
    wanted = []
    for ready in board.subsidies:
        for place in board.places(ready.lines):
            if value := ready.kind.gives(ready.offer, net[place]):
                wanted.append((-value, ready.tie, place, ready))
    wanted.sort(key=lambda want: want[:3])
    left = {ready.id: ready.kind.limit(ready.offer) for ready in board.subsidies}
    given: dict[int, dict[int, int]] = {}
    done: set[int] = set()
    for value, _, place, ready in wanted:
        if place not in done and left[ready.id]:
            done.add(place)
            left[ready.id] -= 1
            net[place] += value
            given.setdefault(ready.id, {})[place] = -value
    return [
        Taken(ready, sorted(given[ready.id]), [given[ready.id][place] for place in sorted(given[ready.id])])
        for ready in board.subsidies if ready.id in given
    ]  # fmt: skip


def freight_after(
    board: Board, amounts: Sequence[int], freights: Sequence[Ready]
) -> tuple[dict[int, int], list[tuple[Ready, dict[int, int]]]]:
    """The freight of each shop after these offers at these amounts by line, and what each of them took."""
    freight, taken = dict(board.freight), list[tuple[Ready, dict[int, int]]]()
    for ready in sorted(freights, key=lambda ready: ready.order):
        shops = board.shops(ready.lines)
        off = ready.kind.saves(
            ready.offer, sum([amounts[n] for n in ready.lines]), ready.count, sum([freight[s] for s in shops])
        )
        if off:
            parts = dict(zip(shops, spread(off, [freight[shop] for shop in shops]), strict=True))
            for shop, part in parts.items():
                freight[shop] -= part
            taken.append((ready, parts))
    return freight, taken


def _lift(taken: list[Taken], net: list[int], lack: int) -> int:
    """Gives back from the last discount until an order costs its minimum; returns what was given back."""
    given = 0
    for one in reversed(taken):
        for n in range(len(one.parts) - 1, -1, -1):
            back = min(one.parts[n], lack - given)
            one.parts[n] -= back
            net[one.places[n]] += back
            given += back
    return given
