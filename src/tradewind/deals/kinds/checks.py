"""Checks that kinds share: whole amounts, rates, steps that improve. A refusal names the place."""

from collections.abc import Callable, Sequence
from typing import Any

from tradewind.deals.errors import NoStep, WrongAmount, WrongRate
from tradewind.deals.kinds.base import Check
from tradewind.deals.types import PriceWarning

MOST_AMOUNT = 10**15


def amount(where: str, value: int, least: int = 0) -> None:
    """Refuses `deals.amount` for what is no amount of money or number of pieces."""
    if not least <= value <= MOST_AMOUNT:
        raise WrongAmount(where=where, least=least, most=MOST_AMOUNT)


def amounts(offer: Any, where: str, *names: str, least: int = 0) -> None:
    """Refuses `deals.amount` where one of these fields is no amount."""
    for name in names:
        value = getattr(offer, name)
        if not least <= value <= MOST_AMOUNT:
            amount(f"{where}.{name}", value, least)


def whole(*names: str) -> Check:
    """A check that these fields are amounts."""

    def check(offer: Any, where: str) -> Sequence[PriceWarning]:
        amounts(offer, where, *names)
        return ()

    return check


def basis_points(where: str, value: int, least: int = 1) -> None:
    """Refuses `deals.rate` for what is not above 0 and below 100 %."""
    if not least <= value < 10_000:
        raise WrongRate(where=where)


def rate(name: str, *others: str) -> Check:
    """A check that this field is a rate, and that the others are amounts."""

    def check(offer: Any, where: str) -> Sequence[PriceWarning]:
        basis_points(f"{where}.{name}", getattr(offer, name))
        amounts(offer, where, *others)
        return ()

    return check


def rising(where: str, steps: Sequence[Any], key: Callable[[Any], int], gain: Callable[[Any], int]) -> None:
    """Refuses `deals.tiers` unless each step asks for more than the one before, and gives more."""
    for n in range(1, len(steps)):
        if key(steps[n]) <= key(steps[n - 1]) or gain(steps[n]) <= gain(steps[n - 1]):
            raise NoStep(where=f"{where}[{n}]")
