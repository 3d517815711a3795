"""What a parcel costs to the door.

Pure. Fees are minor units. Rules (domain notes F09): a started step counts in full; goods of one template are added
up; of several templates in one parcel the one with the highest first fee gives its first fee once and all others pay
steps only. A template that is free for the basket adds nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from tradewind.kernel.engines import Engine, register
from tradewind.logistics.errors import NoRules, WrongField, WrongRules
from tradewind.logistics.kinds import by_piece
from tradewind.logistics.kinds.base import FreightKind, Tariff
from tradewind.logistics.types import (
    FreightAnswer,
    FreightLine,
    FreightPart,
    FreightQuestion,
    ShopFee,
    TemplateRules,
    region_code,
)

KINDS: dict[str, FreightKind] = {kind.name: kind for kind in (by_piece.KIND,)}


class _Load(NamedTuple):
    """The goods of one template: units and what they cost in the region (None: not delivered there)."""

    template_id: int
    units: int
    tariff: Tariff | None
    free: bool


def kind(name: str) -> FreightKind:
    """The kind of that name; refuses `logistics.field` for an unknown one."""
    if name not in KINDS:
        raise WrongField(where="kind", field="kind")
    return KINDS[name]


def rules_of(kind_name: str, rules: Any, where: str = "rules") -> Any:
    """Plain rules as the kind's parameters. Refuses `logistics.field` and `logistics.rules`, with the place."""
    try:
        return msgspec.convert(rules, kind(kind_name).rules)
    except msgspec.ValidationError as wrong:
        detail, _, path = str(wrong).partition(" - at ")
        raise WrongRules(where=f"{where}{path.strip('`').removeprefix('$')}", detail=detail) from wrong


def freight(question: FreightQuestion) -> FreightAnswer:
    """One fee for each shop of the lines, in their order; a shop that does not deliver all of its goods to the region
    is not `reachable`.

    Refuses `logistics.no_rules` for a line whose template is not among the templates, `logistics.field` for a
    quantity below one or a negative amount or weight, `logistics.rules` for rules that do not fit their kind.
    """
    for n, line in enumerate(question.lines):
        for field, value, least in (
            ("quantity", line.quantity, 1),
            ("amount", line.amount, 0),
            ("weight_g", line.weight_g, 0),
        ):
            if value < least:
                raise WrongField(where=f"lines[{n}].{field}", field=field)
    templates = {template.id: template for template in question.templates}
    by_shop: dict[int, list[FreightLine]] = defaultdict(list)
    for n, line in enumerate(question.lines):
        if line.template_id not in templates:
            raise NoRules(where=f"lines[{n}].template_id")
        by_shop[line.shop_id].append(line)
    region = region_code(question.region)
    shops = [_shop_fee(shop_id, lines, templates, region) for shop_id, lines in by_shop.items()]
    return FreightAnswer(region=region, shops=shops)


def _shop_fee(shop_id: int, lines: Sequence[FreightLine], templates: dict[int, TemplateRules], region: str) -> ShopFee:
    by_template: dict[int, list[FreightLine]] = defaultdict(list)
    for line in lines:
        by_template[line.template_id or 0].append(line)
    loads = [_load(templates[id_], goods, region) for id_, goods in by_template.items()]
    paying = [load for load in loads if load.tariff and not load.free]
    first = max(paying, key=lambda load: load.tariff.first_fee if load.tariff else 0, default=None)
    parts = [_part(load, is_first=load is first) for load in loads]
    reachable = all(load.tariff for load in loads)
    fee = sum(part.fee for part in parts) if reachable else 0
    return ShopFee(shop_id=shop_id, fee=fee, reachable=reachable, parts=parts)


def _load(template: TemplateRules, goods: Sequence[FreightLine], region: str) -> _Load:
    how = kind(template.kind)
    tariff = how.tariff(rules_of(template.kind, template.rules, f"templates.{template.id}"), region)
    return _Load(template.id, how.units(goods), tariff, tariff is not None and _is_free(tariff, goods))


def _is_free(tariff: Tariff, goods: Sequence[FreightLine]) -> bool:
    """Every given bound must be reached; with no bound, nothing is free."""
    amount, pieces = sum(line.amount for line in goods), sum(line.quantity for line in goods)
    bounds = [
        (bound, reached) for bound, reached in ((tariff.free_over, amount), (tariff.free_pieces, pieces))
        if bound is not None
    ]  # fmt: skip
    return bool(bounds) and all(reached >= bound for bound, reached in bounds)


def _part(load: _Load, *, is_first: bool) -> FreightPart:
    if load.tariff is None:
        return FreightPart(template_id=load.template_id, units=load.units, fee=0, role="none")
    if load.free:
        return FreightPart(template_id=load.template_id, units=load.units, fee=0, role="free")
    left = max(0, load.units - load.tariff.first_units) if is_first else load.units
    steps = -(-left // load.tariff.step_units)  # a started step counts in full
    fee = steps * load.tariff.step_fee + (load.tariff.first_fee if is_first else 0)
    role = "first" if is_first else "step"
    return FreightPart(template_id=load.template_id, units=load.units, fee=fee, role=role)


_PROMISE = "What each shop's parcel costs to a region, and which templates make up the fee."
ENGINE = register(Engine("logistics.freight", 1, _PROMISE, FreightQuestion, FreightAnswer, freight))
