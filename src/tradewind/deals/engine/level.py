"""One item level: the best sets, coupons and freight offers when the price of every piece is settled."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tradewind.deals.engine.board import Board, Ready
from tradewind.deals.engine.carry import Plan, freight_after
from tradewind.deals.engine.items import Items
from tradewind.deals.engine.sets import Dealt, Table, alone, best_sets


class Choice(NamedTuple):
    """What an offer would save, at one item level."""

    saves: int
    ready: Ready


class Priced(NamedTuple):
    """What a plan costs, and whether each of its offers saved what it promised."""

    payable: int
    whole: bool


Groups = list[list[Choice]]
Consider = Callable[[Plan], Priced]
Reaches = Callable[[int, int], bool]


def sums(board: Board, amounts: Sequence[int]) -> dict[tuple[int, ...], int]:
    """What the lines that an offer covers amount to, by those lines; many offers cover the same ones."""
    covered = {ready.lines for ready in board.cuts} | {ready.lines for ready in board.freights}
    return {lines: sum([amounts[n] for n in lines]) for lines in covered}


def cut_groups(board: Board, amounts: Sequence[int], *, bound: bool = False) -> Groups:
    """The exclusive groups of cuts at these amounts by line; what saves most first.

    An offer that would save more than its budget is left out; in a bound it counts with its budget.
    """
    found: dict[str, list[Choice]] = {}
    covered = sums(board, amounts)
    for ready in board.cuts:
        saves = ready.kind.saves(ready.offer, covered[ready.lines], ready.count)
        if saves and (bound or saves <= ready.budget):
            found.setdefault(ready.group, []).append(Choice(min(saves, ready.budget), ready))
    return _sorted(found)


def freight_groups(board: Board, amounts: Sequence[int], *, bound: bool = False) -> Groups:
    """The same for offers on the freight."""
    found: dict[str, list[Choice]] = {}
    for ready in board.freights:
        freight = sum([board.freight[shop] for shop in board.shops(ready.lines)])
        saves = ready.kind.saves(ready.offer, sum([amounts[n] for n in ready.lines]), ready.count, freight)
        if saves and (bound or saves <= ready.budget):
            found.setdefault(ready.group, []).append(Choice(min(saves, ready.budget), ready))
    return _sorted(found)


def best_freights(
    board: Board, amounts: Sequence[int], groups: Groups, tick: Callable[[], bool]
) -> tuple[int, list[Ready]]:
    """The least freight, and the offers that leave it; of equal ones the fewest, then those that end first.

    Exact where offers meet on one shop's freight. When `tick` is False, the best so far will do.
    """
    found: list[tuple[tuple[int, int, list[tuple[int, int]]], list[Ready]]] = []

    def step(at: int, used: list[Ready], off: int) -> None:
        least = max(0, board.freight_amount - off - saved(groups[at:]))
        if found and (not tick() or (least, len(used)) > found[0][0][:2]):
            return
        if at < len(groups):
            for saves, ready in groups[at]:
                step(at + 1, [*used, ready], off + saves)
            step(at + 1, used, off)
            return
        left, taken = freight_after(board, amounts, used)
        rank = (sum(left.values()), len(taken), sorted([ready.tie for ready, _ in taken]))
        if not found or rank < found[0][0]:
            found[:] = [(rank, [ready for ready, _ in taken])]

    step(0, [], 0)
    return found[0][0][0], found[0][1]


def _sorted(found: dict[str, list[Choice]]) -> Groups:
    for choices in found.values():
        if len(choices) > 1:
            choices.sort(key=lambda choice: (-choice.saves, choice.ready.tie))
    return sorted(found.values(), key=lambda choices: -choices[0].saves)


def saved(found: Groups) -> int:
    """What the best offer of every group saves."""
    return sum([choices[0].saves for choices in found])


def lower(board: Board, goods: int, tops: Sequence[int], off: int, freight_off: int) -> int:
    """No order with goods of this amount costs less when `off` and `freight_off` are the most that offers save.

    `tops`: the dearest piece of each line. Floors hold, subsidies count at their most.
    """
    goods = max(goods - off, board.floor)
    for ready in board.subsidies:
        values = [ready.kind.most(ready.offer, tops[n]) for n in ready.lines for _ in range(board.lines[n].quantity)]
        goods -= sum(sorted(values, reverse=True)[: ready.kind.limit(ready.offer)])
    return max(max(goods, 0) + max(board.freight_amount - freight_off, 0), board.least)


class Level:
    """All combinations at one item level. `consider` prices a plan exactly and keeps it when it is the best so far;
    `reaches` tells whether a plan that costs no less than a bound, with so many offers, could still be that; `tick`
    counts work that has no bound yet, and is False when there has been enough."""

    def __init__(
        self, board: Board, items: Items, consider: Consider, reaches: Reaches, tick: Callable[[], bool]
    ) -> None:
        self.board, self.items, self.consider, self.reaches, self.tick = board, items, consider, reaches, tick
        self.cuts, self.freights = cut_groups(board, items.amounts), freight_groups(board, items.amounts)
        self.goods = sum(items.amounts)
        self.priced = frozenset(items.used)
        self.tops = [max([run.price for run in runs]) for runs in items.runs] if board.subsidies else ()
        self.sets = [ready for ready in board.sets if alone(board, items, ready)]

    def search(self) -> None:
        """The plan in which every group and every set does its best, and all others when that one loses something."""
        dealt = best_sets(self.board, self.items, self.sets, self.tick)
        off = sum([one.worth for one in dealt]) + saved(self.cuts)
        left, freights = best_freights(self.board, self.items.amounts, self.freights, self.tick)
        bound = self._lower(off, self.board.freight_amount - left)
        if not self.reaches(bound, 0):
            return
        plan = Plan(self.items, dealt, [g[0].ready for g in self.cuts], freights)
        if self._allowed(plan):
            priced = self.consider(plan)
            if priced.payable <= bound and priced.whole:
                return
        self._sets(0, [])

    def _lower(self, off: int, freight_off: int) -> int:
        return lower(self.board, self.goods, self.tops, off, freight_off)

    def _allowed(self, plan: Plan) -> bool:
        """May these offers be used in one order?"""
        if not self.board.conflicts:
            return True
        ids = {ready.id for ready in (*plan.cuts, *plan.freights)} | {one.ready.id for one in plan.sets} | self.priced
        return all(self._fits(id_, ids) for id_ in ids)

    def _fits(self, id_: int, ids: set[int] | frozenset[int]) -> bool:
        return id_ not in self.board.conflicts or self.board.conflicts[id_].isdisjoint(ids)

    def _sets(self, at: int, used: list[Ready]) -> None:
        """Which sets are used, and how contested pieces are dealt to them."""
        open_ = self.sets[at:]
        table = Table(self.board, self.items, [*used, *open_])
        upper = sum([table.worth(n, table.everything(n)) for n in range(len(table.sets))])
        if not self._worth_it(upper, 0):
            return
        if not open_:
            table.deal(
                lambda worth: self._worth_it(worth, 0), lambda counts: self._dealt(table.dealt(counts), len(used))
            )
            return
        if self._fits(open_[0].id, {one.id for one in used} | self.priced):
            self._sets(at + 1, [*used, open_[0]])
        self._sets(at + 1, used)

    def _worth_it(self, worth: int, count: int) -> bool:
        """Could a plan whose sets are worth this much at most still be the best?"""
        bound = self._lower(worth + saved(self.cuts), saved(self.freights))
        return self.reaches(bound, len(self.priced) + count)

    def _dealt(self, dealt: list[Dealt], sets: int) -> None:
        if len(dealt) < sets:
            return  # a set that is worth nothing is not used
        ids = {one.ready.id for one in dealt} | self.priced
        self._cuts(0, Plan(self.items, dealt, [], []), ids, sum([one.worth for one in dealt]))

    def _cuts(self, at: int, plan: Plan, ids: set[int], off: int) -> None:
        """Which cut of each group is used, if any."""
        if not self.reaches(self._lower(off + saved(self.cuts[at:]), saved(self.freights)), len(ids)):
            return
        if at == len(self.cuts):
            self._freights(0, plan, ids, off, 0)
            return
        for saves, ready in self.cuts[at]:
            if self._fits(ready.id, ids):
                self._cuts(at + 1, plan._replace(cuts=[*plan.cuts, ready]), ids | {ready.id}, off + saves)
        self._cuts(at + 1, plan, ids, off)

    def _freights(self, at: int, plan: Plan, ids: set[int], off: int, freight_off: int) -> None:
        """Which freight offer of each group is used, if any."""
        if not self.reaches(self._lower(off, freight_off + saved(self.freights[at:])), len(ids)):
            return
        if at == len(self.freights):
            self.consider(plan)
            return
        for saves, ready in self.freights[at]:
            if self._fits(ready.id, ids):
                more = plan._replace(freights=[*plan.freights, ready])
                self._freights(at + 1, more, ids | {ready.id}, off, freight_off + saves)
        self._freights(at + 1, plan, ids, off, freight_off)
