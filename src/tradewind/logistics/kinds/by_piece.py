"""Freight by piece: regions in groups, a fee for the first pieces and one for each further step."""

from collections.abc import Sequence

import msgspec

from tradewind.kernel.errors import N_
from tradewind.logistics.kinds.base import Fault, Field, FreightKind, Tariff
from tradewind.logistics.types import FreightLine, region_code

MOST_UNITS, MOST_AMOUNT, MOST_GROUPS = 9_999, 10**12, 50


class Fee(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the regions of a group pay, in minor units. `free_over` and `free_pieces` null: not a condition."""

    first_units: int = 1
    first_fee: int = 0
    step_units: int = 1
    step_fee: int = 0
    free_over: int | None = None
    free_pieces: int | None = None


class Group(Fee, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Regions (codes) that pay the same."""

    regions: list[str]


class ByPiece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rules: groups of regions, what everywhere else pays (null: not delivered elsewhere), unreachable regions."""

    groups: list[Group] = []
    default: Fee | None = None
    unreachable: list[str] = []


def faults(rules: ByPiece, ceiling: int) -> list[Fault]:
    """Everything that keeps the rules from working: a step of nothing, negative fees, fees above `ceiling` (the cap
    against abnormal freight, F11), a region in two groups or both delivered and unreachable, nowhere to deliver."""
    found: list[Fault] = []
    if not rules.groups and rules.default is None:
        found.append(Fault("default", N_("it delivers nowhere")))
    if len(rules.groups) > MOST_GROUPS:
        found.append(Fault("groups", N_("there are too many groups")))
    seen = {region_code(region) for region in rules.unreachable}
    for n, group in enumerate(rules.groups):
        here = [region_code(region) for region in group.regions]
        if not here or any(not region or len(region) > 32 for region in here):
            found.append(Fault(f"groups[{n}].regions", N_("a group needs regions")))
        if len(set(here)) < len(here) or seen & set(here):
            found.append(Fault(f"groups[{n}].regions", N_("a region stands in two places")))
        seen |= set(here)
        found += _fee_faults(f"groups[{n}]", group, ceiling)
    return found + (_fee_faults("default", rules.default, ceiling) if rules.default else [])


def _fee_faults(where: str, fee: Fee, ceiling: int) -> list[Fault]:
    found = []
    for name, units in (("first_units", fee.first_units), ("step_units", fee.step_units)):
        if not 1 <= units <= MOST_UNITS:
            found.append(Fault(f"{where}.{name}", N_("a step has at least one piece")))
    for name, amount in (("first_fee", fee.first_fee), ("step_fee", fee.step_fee)):
        if amount < 0:
            found.append(Fault(f"{where}.{name}", N_("a fee is not negative")))
        elif amount > ceiling:
            found.append(Fault(f"{where}.{name}", N_("a fee is too high"), too_high=True))
    for name, bound in (("free_over", fee.free_over), ("free_pieces", fee.free_pieces)):
        if bound is not None and not 0 <= bound <= MOST_AMOUNT:
            found.append(Fault(f"{where}.{name}", N_("a bound is not negative")))
    return found


def units(lines: Sequence[FreightLine]) -> int:
    """Pieces of all lines together."""
    return sum(line.quantity for line in lines)


def tariff(rules: ByPiece, region: str) -> Tariff | None:
    """What a region pays: its group's fee, else the default. None when it is not delivered there."""
    code = region_code(region)
    if code in {region_code(r) for r in rules.unreachable}:
        return None
    groups = (group for group in rules.groups if code in {region_code(r) for r in group.regions})
    fee = next(groups, rules.default)
    if fee is None:
        return None
    return Tariff(fee.first_units, fee.first_fee, fee.step_units, fee.step_fee, fee.free_over, fee.free_pieces)


KIND = FreightKind(
    name="by_piece",
    label=N_("By piece"),
    rules=ByPiece,
    fields=(
        Field("regions", "regions", N_("Regions")),
        Field("first_units", "units", N_("First pieces")),
        Field("first_fee", "money", N_("Fee for the first pieces")),
        Field("step_units", "units", N_("Each further pieces")),
        Field("step_fee", "money", N_("Fee for each further step")),
        Field("free_over", "money", N_("Free from this amount"), required=False),
        Field("free_pieces", "units", N_("Free from this many pieces"), required=False),
    ),
    faults=faults,
    units=units,
    tariff=tariff,
)
