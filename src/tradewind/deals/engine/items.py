"""The item layer: every piece has the lowest price that an offer gives it. It is not a choice: the best one counts
(F01, F02), and nobody is charged more for a piece than its card says in order to reach a threshold.

Only where offers exclude each other may a price be declined: the search then tries the item level without it.
"""

from collections.abc import Iterator, Set
from itertools import chain, combinations
from typing import NamedTuple

from tradewind.deals.engine.board import Board, Ready


class Run(NamedTuple):
    """Pieces of a line that have the same price; `by` None is the list price."""

    price: int
    pieces: int
    by: Ready | None


class Items(NamedTuple):
    """The item level of a basket: amounts by line, runs by line (cheapest first), the offers in it."""

    amounts: list[int]
    runs: list[tuple[Run, ...]]
    used: dict[int, Ready]


def levels(board: Board) -> Iterator[Items]:
    """The lawful item levels: with every price offer, and without those that exclude other offers."""
    optional = [ready.id for ready in board.prices if ready.id in board.conflicts]
    if not optional:
        yield level(board, frozenset())
        return
    for declined in chain.from_iterable(combinations(optional, n) for n in range(len(optional) + 1)):
        items = level(board, frozenset(declined))
        if all(board.conflicts.get(id_, _NONE).isdisjoint(items.used) for id_ in items.used):
            yield items


_NONE: frozenset[int] = frozenset()


def level(board: Board, declined: Set[int]) -> Items:
    """The lowest price of every piece without the declined offers; few pieces of an offer go to the earlier line."""
    left = {ready.id: ready.limit for ready in board.prices if ready.limit is not None}
    amounts, runs, used = [], [], dict[int, Ready]()
    for options, line in zip(board.options, board.lines, strict=True):
        mine, wanted = list[Run](), line.quantity
        for price, by in options:
            if by is None:
                count = wanted
            elif by.id in declined:
                continue
            else:
                count = wanted if by.limit is None else min(left[by.id], wanted)
            if not count:
                continue
            mine.append(Run(price, count, by))
            wanted -= count
            if by is not None:
                used[by.id] = by
                if by.limit is not None:
                    left[by.id] -= count
            if not wanted:
                break
        runs.append(tuple(mine))
        amounts.append(sum([run.price * run.pieces for run in mine]))
    return Items(amounts, runs, used)
