"""Dated configuration. A rate, cap or threshold is a row with a validity and a source, never a constant in code.

A module declares its policies with a default (`declare`); a row in `kernel_policy` overrides it from its date on.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from tradewind.kernel.errors import N_, Absent, Conflict, Invalid
from tradewind.kernel.models import Policy


class UnknownPolicy(Absent):
    code = "kernel.unknown_policy"
    reason = N_("There is no policy called {name}.")


class PolicyValue(Invalid):
    code = "kernel.policy_value"
    reason = N_("The value must be of the same kind as the present one.")
    mend = N_("Look at the default of this policy and write a value of the same form.")


class PolicyPast(Invalid):
    code = "kernel.policy_past"
    reason = N_("A policy changes from now on or later, never for the past.")
    mend = N_("Choose a moment from now on.")


class PolicySource(Invalid):
    code = "kernel.policy_source"
    reason = N_("A policy says where it comes from.")
    mend = N_("Name the contract, the ruling or the meeting.")


class PolicyTaken(Conflict):
    code = "kernel.policy_taken"
    reason = N_("This policy changes at that moment already.")
    mend = N_("Choose another moment.")


class Declared(NamedTuple):
    """A policy known to the code: name, the value that holds while no row says otherwise, where it comes from."""

    name: str
    default: Any
    source: str


class PolicyRow(NamedTuple):
    """One dated value of a policy."""

    id: int
    name: str
    value: Any
    valid_from: datetime
    valid_to: datetime | None
    source: str


_declared: dict[str, Declared] = {}


def declare(name: str, default: Any, source: str) -> Declared:
    """Registers a policy; returns it so that a module can keep it in a constant."""
    _declared[name] = Declared(name, default, source)
    return _declared[name]


def declared() -> list[Declared]:
    """All policies that modules have declared, by name."""
    return sorted(_declared.values())


def rows() -> list[PolicyRow]:
    """All dated values, by name, the latest first."""
    found = Policy.objects.order_by("name", "-valid_from").values_list(*PolicyRow._fields)
    return [PolicyRow(*row) for row in found]


@transaction.atomic
def change(name: str, value: Any, valid_from: datetime, source: str, now: datetime) -> int:
    """Gives a declared policy a new value from `valid_from` on; returns the row's id. Earlier rows stay as they were.

    Refuses `kernel.unknown_policy`, `kernel.policy_value` (another JSON type than the default's),
    `kernel.policy_past`, `kernel.policy_source` (blank) and `kernel.policy_taken` (a row with the same start).
    """
    if name not in _declared:
        raise UnknownPolicy(where="name", name=name)
    if not _alike(value, _declared[name].default):
        raise PolicyValue(where="value")
    if valid_from < now:
        raise PolicyPast(where="valid_from")
    if not source.strip():
        raise PolicySource(where="source")
    row, made = Policy.objects.get_or_create(
        name=name, valid_from=valid_from, defaults={"value": value, "source": source.strip()[:300]}
    )
    if not made:
        raise PolicyTaken(where="valid_from")
    return row.id


def _alike(value: Any, default: Any) -> bool:
    """Same JSON type; objects also have the same names, so that no reader misses one."""
    if isinstance(default, dict):
        return isinstance(value, dict) and value.keys() == default.keys()
    kinds = (list, tuple) if isinstance(default, list | tuple) else type(default)
    return isinstance(value, kinds) and isinstance(value, bool) == isinstance(default, bool)


def policy(which: Declared, now: datetime) -> Any:
    """The value of a policy at `now`."""
    row = (
        Policy.objects.filter(Q(valid_to=None) | Q(valid_to__gt=now), name=which.name, valid_from__lte=now)
        .order_by("-valid_from")
        .values_list("value", flat=True)
        .first()
    )
    return which.default if row is None else row
