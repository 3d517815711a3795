"""The price history of a listing as a small drawing and as a table."""

from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

WIDTH, HEIGHT, MARGIN = 360, 72, 6


class Stretch(NamedTuple):
    """Days on end with one price."""

    first: date
    last: date
    amount: int


class Chart(NamedTuple):
    """`path`: the steps of the line, in a box of `WIDTH` by `HEIGHT`. `stretches`: the same in words, newest first."""

    path: str
    low: int
    high: int
    stretches: list[Stretch]


@lru_cache(maxsize=4096)
def chart(days: tuple[tuple[date, int], ...]) -> Chart | None:
    """The chart of daily prices, oldest first; None when there are too few days to see anything."""
    if len(days) < 2:
        return None
    amounts = [amount for _, amount in days]
    low, high, first = min(amounts), max(amounts), days[0][0]
    span = (days[-1][0] - first).days

    def place(day: date, amount: int) -> tuple[int, int]:
        room = HEIGHT - 2 * MARGIN
        down = (high - amount) * room // (high - low) if high > low else room // 2
        return (day - first).days * WIDTH // span, MARGIN + down

    stretches = [_stretch(list(run)) for _, run in groupby(days, key=lambda day: day[1])]
    x, y = place(first, amounts[0])
    steps = [f"M{x} {y}"]
    for one in stretches[1:]:
        x, y = place(one.first, one.amount)
        steps.append(f"H{x}V{y}")
    return Chart("".join([*steps, f"H{WIDTH}"]), low, high, stretches[::-1])


def _stretch(run: list[tuple[date, int]]) -> Stretch:
    return Stretch(run[0][0], run[-1][0], run[0][1])
