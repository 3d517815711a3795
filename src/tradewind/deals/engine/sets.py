"""Sets of pieces: dealing the pieces that several sets want. A piece is in one set at most."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from tradewind.deals.engine.board import Board, Ready
from tradewind.deals.engine.items import Items
from tradewind.deals.kinds.base import Piece


class Enough(Exception):
    """The work limit is reached."""


class Dealt(NamedTuple):
    """A set with the pieces it got, and what they are worth in it."""

    ready: Ready
    pieces: Sequence[Piece]
    worth: int


class _Run(NamedTuple):
    """Pieces of one line and one price, and the sets (by number) that cover them."""

    price: int
    pieces: int
    variant_id: int
    first: int  # place of the first piece
    sets: tuple[int, ...]


class Table:
    """The pieces of a basket at one item level, ready to be dealt to some sets; those with the largest share first."""

    def __init__(self, board: Board, items: Items, sets: Sequence[Ready]) -> None:
        sets = sorted(sets, key=lambda ready: (-ready.kind.share(ready.offer, ready.count), ready.tie))
        self.sets, self.shares = sets, [ready.kind.share(ready.offer, ready.count) for ready in sets]
        self.runs = _runs(board, items, sets)
        self.mine = [[n for n, run in enumerate(self.runs) if number in run.sets] for number in range(len(sets))]
        self.contested = [n for n, run in enumerate(self.runs) if len(run.sets) > 1]
        self._worths: dict[tuple[int, tuple[int, ...]], int] = {}

    def worth(self, number: int, counts: tuple[int, ...]) -> int:
        """What a set is worth with so many pieces of each of its runs."""
        key = (number, counts)
        if key not in self._worths:
            ready = self.sets[number]
            self._worths[key] = ready.kind.worth(ready.offer, self.pieces(number, counts, {}))[0]
        return self._worths[key]

    def everything(self, number: int) -> tuple[int, ...]:
        """All pieces that a set covers."""
        return tuple(self.runs[n].pieces for n in self.mine[number])

    def best(self, tick: Callable[[], bool]) -> list[Dealt]:
        """The dealing that is worth most; of equal ones the one with fewer sets, then with those that end first.

        `tick` is told of each step; when it is False, the best so far will do.
        """
        found: list[tuple[int, int, list[tuple[int, int]], list[tuple[int, ...]]]] = []

        def keep(counts: list[tuple[int, ...]]) -> None:
            worths = [self.worth(number, counts[number]) for number in range(len(self.sets))]
            if found and self._parked(counts, worths):
                return  # the first dealing is kept whatever it is worth: the work limit needs something to stop at
            used = [self.sets[number] for number, worth in enumerate(worths) if worth]
            rank = (-sum(worths), len(used), sorted(ready.tie for ready in used), counts)
            if not found or rank[:3] < found[0][:3]:
                found[:] = [rank]

        def reaches(upper: int) -> bool:
            if not tick() and found:
                raise Enough
            return not found or upper > -found[0][0] or (upper == -found[0][0] and found[0][1] > 1)

        if not self.contested:
            return self.dealt([self.everything(number) for number in range(len(self.sets))])
        with suppress(Enough):
            self.deal(reaches, keep)
        return self.dealt(found[0][3])

    def _parked(self, counts: list[tuple[int, ...]], worths: list[int]) -> bool:
        """Does a set that is worth nothing keep a piece from one that is worth something?"""
        held = {n for number, worth in enumerate(worths) if not worth
                for n, count in zip(self.mine[number], counts[number], strict=True) if count}  # fmt: skip
        return any(worth and not held.isdisjoint(self.mine[number]) for number, worth in enumerate(worths))

    def deal(self, reaches: Callable[[int], bool], visit: Callable[[list[tuple[int, ...]]], None]) -> None:
        """Visits every dealing of the contested pieces, as pieces by set and run; branches of which `reaches` says
        that their upper bound is not worth looking at are left out."""
        given: dict[tuple[int, int], int] = {}
        shares = self.shares

        def step(at: int, most: int) -> None:
            """`most`: what the pieces would be worth at the share of their set, open ones at the best share."""
            counts = [self._counts(number, given, at) for number in range(len(self.sets))]
            upper = sum([self.worth(number, have) for number, have in enumerate(counts)])
            if not reaches(min(upper, most // 10_000)):
                return
            if at == len(self.contested):
                visit(counts)
                return
            n = self.contested[at]
            run = self.runs[n]
            for split in _splits(run.pieces, len(run.sets)):
                less = 0
                for number, count in zip(run.sets, split, strict=True):
                    given[number, n] = count
                    less += (shares[run.sets[0]] - shares[number]) * count * run.price
                step(at + 1, most - less)

        step(0, sum([run.price * run.pieces * shares[run.sets[0]] for run in self.runs]))

    def _counts(self, number: int, given: dict[tuple[int, int], int], at: int) -> tuple[int, ...]:
        """What a set has, with all contested pieces from `at` on."""
        open_ = self.contested[at:]
        return tuple(self.runs[n].pieces if n in open_ else given.get((number, n), self.runs[n].pieces)
                     for n in self.mine[number])  # fmt: skip

    def dealt(self, counts: Sequence[tuple[int, ...]]) -> list[Dealt]:
        """The sets that are worth something, with the pieces they are on; of pieces that are alike the first ones go to
        the set that is taken off first."""
        gone: dict[int, int] = {}
        found = []
        for number, ready in sorted(enumerate(self.sets), key=lambda one: one[1].order):
            worth, pieces = ready.kind.worth(ready.offer, self.pieces(number, counts[number], gone))
            if worth:
                found.append(Dealt(ready, pieces, worth))
        return found

    def pieces(self, number: int, counts: tuple[int, ...], gone: dict[int, int]) -> list[Piece]:
        """Single pieces, dearest first. `gone` counts the pieces of each run that other sets have."""
        pieces = []
        for n, count in zip(self.mine[number], counts, strict=True):
            run, start = self.runs[n], gone.get(n, 0)
            pieces += [Piece(run.price, run.variant_id, run.first + start + k) for k in range(count)]
            gone[n] = start + count
        return pieces


def best_sets(board: Board, items: Items, sets: Sequence[Ready], tick: Callable[[], bool]) -> list[Dealt]:
    """The dealing that is worth most. Sets that share no line do not touch each other and are dealt apart."""
    apart: list[list[Ready]] = []
    for ready in [ready for ready in sets if not any(_needless(ready, other) for other in sets)]:
        near = [group for group in apart if any(not set(other.lines).isdisjoint(ready.lines) for other in group)]
        apart = [group for group in apart if group not in near]
        apart.append([ready, *[other for group in near for other in group]])
    return [dealt for group in apart for dealt in (
        Table(board, items, group).best(tick) if len(group) > 1 else alone(board, items, group[0])
    )]  # fmt: skip


def _needless(ready: Ready, other: Ready) -> bool:
    """Does another set make this one needless? Of two that do so to each other the one that ends first stays."""
    if other is ready or not _beats(other, ready):
        return False
    return other.tie < ready.tie or not _beats(ready, other)


def _beats(ready: Ready, other: Ready) -> bool:
    return bool(ready.kind.beats(ready.offer, other.offer)) and set(ready.lines).issuperset(other.lines)


def _runs(board: Board, items: Items, sets: Sequence[Ready]) -> list[_Run]:
    """All runs that some set covers, dearest first."""
    found = []
    for n, line in enumerate(board.lines):
        covering = tuple(number for number, ready in enumerate(sets) if n in ready.lines)
        first = board.starts[n]
        for run in items.runs[n]:
            if covering:
                found.append(_Run(run.price, run.pieces, line.variant_id, first, covering))
            first += run.pieces
    return sorted(found, key=lambda run: (-run.price, run.first))


def _splits(count: int, ways: int) -> list[tuple[int, ...]]:
    """All ways to write `count` as a sum of `ways` numbers, the first one as large as possible first."""
    if ways == 1:
        return [(count,)]
    return [(head, *tail) for head in range(count, -1, -1) for tail in _splits(count - head, ways - 1)]


def alone(board: Board, items: Items, ready: Ready) -> list[Dealt]:
    """A set with all the pieces that it covers, when it is worth something with them."""
    worth, pieces = ready.kind.worth(ready.offer, covered(board, items, ready))
    return [Dealt(ready, pieces, worth)] if worth else []


def covered(board: Board, items: Items, ready: Ready) -> list[Piece]:
    """All pieces that a set covers, dearest first."""
    pieces = []
    for n in ready.lines:
        place, variant_id = board.starts[n], board.lines[n].variant_id
        for run in items.runs[n]:
            pieces += [Piece(run.price, variant_id, place + k) for k in range(run.pieces)]
            place += run.pieces
    pieces.sort(key=lambda piece: -piece.price)
    return pieces
