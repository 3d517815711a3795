"""The best combination, exactly: branch and bound over sets of pieces and exclusive groups, on every lawful item level.

The bound of a node lets every offer that is still open work as if it were alone: pieces count for every set, each
group gives its best. It is never above the price of a combination below the node. Most baskets are proven at the
first leaf: the plan costs what the bound promises.
"""

from contextlib import suppress
from typing import NamedTuple

from tradewind.deals.engine.board import Board
from tradewind.deals.engine.carry import Carried, Plan, carry_out
from tradewind.deals.engine.items import levels
from tradewind.deals.engine.level import Level, Priced, cut_groups, freight_groups, lower, saved
from tradewind.deals.engine.sets import Enough
from tradewind.deals.kinds.base import NEVER


class Found(NamedTuple):
    """The best plan, carried out. `optimal`: no combination costs less; else `bound` is the least that one could."""

    plan: Plan
    carried: Carried
    optimal: bool
    nodes: int
    bound: int


def best(board: Board) -> Found:
    """The legal combination with the lowest payable; ties go to fewer offers, then to those that end first."""
    search = _Search(board)
    with suppress(Enough):
        for items in levels(board):
            Level(board, items, search.consider, search.reaches, search.tick).search()
    assert search.plan is not None and search.carried is not None  # the first level has been considered
    payable = search.carried.payable
    bound = payable if search.complete else min(_root(board), payable)
    return Found(search.plan, search.carried, bound == payable, search.nodes, bound)


def _root(board: Board) -> int:
    """No combination on any item level costs less: goods at their lowest prices, offers as if at list prices."""
    lowest = sum([options[0].price * line.quantity for options, line in zip(board.options, board.lines, strict=True)])
    tops = [line.list_price for line in board.lines]
    high = [line.list_price * line.quantity for line in board.lines]
    off = saved(cut_groups(board, high, bound=True)) + sum([ready.most for ready in board.sets])
    return lower(board, lowest, tops, off, saved(freight_groups(board, high, bound=True)))


class _Search:
    """The state of one search: the best plan so far, and the work done."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.plan: Plan | None = None
        self.carried: Carried | None = None
        self.rank: tuple[int, int, list[tuple[int, int]]] = (NEVER, 0, [])
        self.nodes = 0
        self.complete = True

    def tick(self) -> bool:
        """Counts a node; False when the work limit is reached."""
        self.nodes += 1
        enough = self.nodes > self.board.question.policy.most_nodes
        self.complete &= not enough
        return not enough

    def reaches(self, bound: int, offers: int) -> bool:
        """Could a plan that costs no less than `bound`, with at least so many offers, still be the best?"""
        if not self.tick() and self.plan is not None:
            raise Enough
        return bound < self.rank[0] or (bound == self.rank[0] and offers <= self.rank[1])

    def consider(self, plan: Plan) -> Priced:
        """Carries a plan out and keeps it when it is the best so far."""
        carried = carry_out(self.board, plan)
        if carried.payable <= self.rank[0]:
            ties = [ready.tie for ready in plan.items.used.values()]
            ties += [one.ready.tie for one in carried.taken if any(one.parts)]
            ties += [ready.tie for ready, _ in carried.freight_taken]
            rank = (carried.payable, len(ties), sorted(ties))
            if rank < self.rank:
                self.plan, self.carried, self.rank = plan, carried, rank
        return Priced(carried.payable, carried.whole)
