"""Invariants: functions that return problems. `tradewind check` runs every module's list."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from django.apps import apps
from django.db import connection


class Problem(NamedTuple):
    """Something that must never be true and is: which rule, about what, in words."""

    rule: str
    about: str
    said: str


Invariant = Callable[[], list[Problem]]


def rows_that_break(rule: str, sql: str, said: str, limit: int = 20) -> list[Problem]:
    """Runs `sql`, whose every row is a break; the first column names the row, `said` is filled with the columns."""
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {limit:d}")
        rows: Sequence[tuple[object, ...]] = cursor.fetchall()
    return [Problem(rule, str(row[0]), said.format(*row)) for row in rows]


def every_invariant() -> list[tuple[str, Invariant]]:
    """Every module's invariants as (module, function), in the order of the installed apps."""
    found: list[tuple[str, Invariant]] = []
    for app in apps.get_app_configs():
        name = f"{app.name}.invariants"
        if app.name.startswith("tradewind.") and app.label != "kernel" and find_spec(name):
            found += [(app.label, invariant) for invariant in getattr(import_module(name), "INVARIANTS", ())]
    return found
