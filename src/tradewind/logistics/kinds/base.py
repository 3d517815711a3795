"""What a kind of freight is: its rules, how they are checked, and the fields of the form that edits them.

A new kind (by weight, by volume) is a file beside this one: copy `by_piece.py` and its test and add it to `KINDS` in
`engine/freight.py`. A kind answers two questions: how many units do these goods make, and what does a region pay?
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tradewind.logistics.types import FreightLine


class Tariff(NamedTuple):
    """What units cost in a region: `first_units` for `first_fee`, each started `step_units` more for `step_fee`.

    Free when every given bound is reached: goods worth `free_over` at item level, `free_pieces` pieces.
    """

    first_units: int
    first_fee: int
    step_units: int
    step_fee: int
    free_over: int | None = None
    free_pieces: int | None = None


class Fault(NamedTuple):
    """Why rules do not work: where in them, and in words. `too_high`: a fee above the ceiling."""

    where: str
    said: str
    too_high: bool = False


class Field(NamedTuple):
    """A field of the form for one group of regions. `kind`: regions, units, money."""

    name: str
    kind: str
    label: str
    required: bool = True


class FreightKind(NamedTuple):
    """One kind of freight template."""

    name: str
    label: str
    rules: type  # a msgspec.Struct: the parameters as they are stored
    fields: tuple[Field, ...]
    faults: Callable[[Any, int], list[Fault]]  # (rules, highest fee allowed)
    units: Callable[[Sequence[FreightLine]], int]
    tariff: Callable[[Any, str], Tariff | None]  # (rules, region); None: not delivered there
