"""Faults that a real network has, by chance but reproducible: the same seed gives notification n the same fate."""

import random
from typing import NamedTuple

RATES = ("duplicate", "late", "reordered", "lost")


class Faults(NamedTuple):
    """How often each fault strikes a notification (0 to 1), and how long a late one is held back."""

    seed: int = 0
    duplicate: float = 0.0
    late: float = 0.0
    reordered: float = 0.0
    lost: float = 0.0
    late_seconds: float = 20.0

    def strike(self, number: int) -> frozenset[str]:
        """The faults of notification `number` (1, 2, 3...). A lost one has no other."""
        chance = random.Random(f"{self.seed}:{number}")  # noqa: S311 - reproducible on purpose
        struck = frozenset(name for name in RATES if chance.random() < getattr(self, name))
        return frozenset({"lost"}) if "lost" in struck else struck


NONE = Faults()


def parse(text: str) -> Faults:
    """Reads `7,duplicate=0.1,late=0.2,lost=0.05,late_seconds=2` (the bare number is the seed). Raises ValueError."""
    values: dict[str, float] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, equals, number = part.partition("=")
        values[name if equals else "seed"] = float(number if equals else name)
    return checked(values)


def checked(values: dict[str, float]) -> Faults:
    """Faults of plain numbers; raises ValueError for an unknown name or a rate that is none."""
    unknown = values.keys() - set(Faults._fields)
    if unknown:
        raise ValueError(f"unknown fault {sorted(unknown)[0]}; known are {', '.join(Faults._fields)}")
    if any(not 0 <= values.get(name, 0.0) <= 1 for name in RATES) or values.get("late_seconds", 0.0) < 0:
        raise ValueError("a rate is a number from 0 to 1, late_seconds is not negative")
    return Faults(**{name: int(value) if name == "seed" else float(value) for name, value in values.items()})  # type: ignore[arg-type]
