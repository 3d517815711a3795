"""The way of money in one transaction as a picture: who brought it on the left, who it belongs to on the right.

Pure. Debits stand left, credits right; ribbons join them, a payer's own shop first, the rest in order. Positions are
units of an SVG `viewBox`, so that the page needs no inline style.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from tradewind.kernel.money import spread
from tradewind.ledger.queries import LegView, TransactionView

GAP, LEAST = 44, 6  # between two bars (room for two lines of text), and the height of the smallest one


class Bar(NamedTuple):
    """One account's side of the transaction."""

    owner_kind: str
    owner: tuple[str, str]
    code: str
    amount: int
    y: float
    height: float


class Ribbon(NamedTuple):
    """Money from a left bar to a right bar: top and bottom edges on both sides."""

    kind: str
    amount: int
    left: float
    right: float
    left_height: float
    right_height: float

    def path(self, x1: float, x2: float) -> str:
        """The ribbon between the abscissas of the bars."""
        mid = (x1 + x2) / 2
        y1, y2 = self.left, self.right
        z1, z2 = y1 + self.left_height, y2 + self.right_height
        top = f"M{x1:.1f} {y1:.1f}C{mid:.1f} {y1:.1f} {mid:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        return top + f"L{x2:.1f} {z2:.1f}C{mid:.1f} {z2:.1f} {mid:.1f} {z1:.1f} {x1:.1f} {z1:.1f}Z"


class Flow(NamedTuple):
    """A transaction ready to be drawn."""

    id: int
    kind: str
    posted_at: datetime
    note: str
    currency: str
    amount: int
    reverses: bool
    height: float
    left: list[Bar]
    right: list[Bar]
    ribbons: list[Ribbon]


def flow(transaction: TransactionView, shops: Mapping[int, tuple[str, str]], tall: float = 120) -> Flow:
    """The picture of a transaction; `shops` names the shops among its owners."""
    debits = [leg for leg in transaction.legs if leg.amount > 0]
    credits = [leg for leg in transaction.legs if leg.amount < 0]
    total = sum(leg.amount for leg in debits)
    left, right = _bars(debits, shops, total, tall), _bars(credits, shops, total, tall)
    height = max(_end(left), _end(right), 40)
    return Flow(
        transaction.id, transaction.kind, transaction.posted_at, transaction.note,
        transaction.legs[0].currency if transaction.legs else "", total, transaction.reverses_id is not None,
        height, left, right, _ribbons(debits, credits, left, right),
    )  # fmt: skip


def _end(bars: Sequence[Bar]) -> float:
    return bars[-1].y + max(bars[-1].height, GAP - 8) if bars else 0


def _bars(legs: Sequence[LegView], shops: Mapping[int, tuple[str, str]], total: int, tall: float) -> list[Bar]:
    bars, y = [], 4.0
    for leg in legs:
        height = max(LEAST, tall * abs(leg.amount) / total) if total else LEAST
        owner = shops.get(leg.owner_id, ("", "")) if leg.owner_kind == "shop" else ("", "")
        bars.append(Bar(leg.owner_kind, owner, leg.code, abs(leg.amount), y, height))
        y += max(height + 12, GAP)
    return bars


def _joined(debits: Sequence[LegView], credits: Sequence[LegView]) -> list[tuple[int, int, int]]:
    """Which debit pays which credit how much: an owner's own first, then the rest in proportion."""
    joined: dict[tuple[int, int], int] = {}
    give, take = [leg.amount for leg in debits], [-leg.amount for leg in credits]

    def move(i: int, k: int, amount: int) -> None:
        if amount > 0:
            joined[i, k] = joined.get((i, k), 0) + amount
            give[i] -= amount
            take[k] -= amount

    for i, debit in enumerate(debits):
        for k, credit in enumerate(credits):
            if (debit.owner_kind, debit.owner_id) == (credit.owner_kind, credit.owner_id):
                move(i, k, min(give[i], take[k]))
    for i in range(len(give)):
        for k, share in enumerate(spread(give[i], take) if sum(take) else []):
            move(i, k, min(share, take[k]))
    return [(i, k, amount) for (i, k), amount in sorted(joined.items())]


def _ribbons(
    debits: Sequence[LegView], credits: Sequence[LegView], left: Sequence[Bar], right: Sequence[Bar]
) -> list[Ribbon]:
    at_left, at_right = [bar.y for bar in left], [bar.y for bar in right]
    ribbons = []
    for i, k, amount in _joined(debits, credits):
        left_height = left[i].height * amount / left[i].amount
        right_height = right[k].height * amount / right[k].amount
        ribbons.append(Ribbon(debits[i].owner_kind, amount, at_left[i], at_right[k], left_height, right_height))
        at_left[i] += left_height
        at_right[k] += right_height
    return ribbons
