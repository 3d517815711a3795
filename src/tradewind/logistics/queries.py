"""Reads of freight, parcels and the delivery promise."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import msgspec
from django.db.models import Q

from tradewind.kernel.policy import declare, policy
from tradewind.logistics.engine import promise as engine
from tradewind.logistics.engine.freight import freight as quote
from tradewind.logistics.errors import NoDelivery, NoRules, NoTemplate
from tradewind.logistics.models import FreightTemplate, Shipment
from tradewind.logistics.types import (
    FreightAnswer,
    FreightLine,
    FreightQuestion,
    Promise,
    ShipmentView,
    TemplateRules,
    TemplateView,
    Transit,
    region_name,
)

TRANSIT = declare(
    "logistics.transit",
    msgspec.to_builtins(engine.USUAL),
    "own rule: usual days of ground parcels in China between provinces, 2024",
)
FEE_CEILING = declare(
    "logistics.fee_ceiling", 10_000, "rule against abnormal freight (Douyin, 26 Feb 2024): at most 100.00 a fee"
)
_TEMPLATE = ("id", "shop_id", "name", "kind", "rules", "is_default")


def templates(shop_id: int) -> list[TemplateView]:
    """A shop's freight templates, the default one first."""
    rows = FreightTemplate.objects.filter(shop_id=shop_id).order_by("-is_default", "id")
    return [TemplateView(*row) for row in rows.values_list(*_TEMPLATE)]


def template(shop_id: int, template_id: int) -> TemplateView:
    """One template of a shop; refuses `logistics.no_template`."""
    row = FreightTemplate.objects.filter(shop_id=shop_id, id=template_id).values_list(*_TEMPLATE).first()
    if row is None:
        raise NoTemplate(where=str(template_id))
    return TemplateView(*row)


def freight_answer(lines: Sequence[FreightLine], region: str) -> FreightAnswer:
    """The fee of each shop's parcel to a region, with its parts; shops that do not deliver there are marked.

    Refuses `logistics.no_rules` when goods have no template of their shop's and the shop has no default one.
    """
    found = FreightTemplate.objects.filter(
        Q(id__in={line.template_id for line in lines if line.template_id is not None})
        | Q(shop_id__in={line.shop_id for line in lines if line.template_id is None}, is_default=True)
    )
    rows = list(found.values_list("id", "shop_id", "kind", "rules", "is_default"))
    defaults = {shop_id: id_ for id_, shop_id, _, _, is_default in rows if is_default}
    own = {(id_, shop_id) for id_, shop_id, _, _, _ in rows}
    return quote(
        FreightQuestion(
            region=region,
            lines=[_with_template(n, line, defaults, own) for n, line in enumerate(lines)],
            templates=[TemplateRules(id=id_, kind=kind, rules=rules) for id_, _, kind, rules, _ in rows],
        )
    )


def _with_template(n: int, line: FreightLine, defaults: dict[int, int], own: set[tuple[int, int]]) -> FreightLine:
    if line.template_id is not None:
        if (line.template_id, line.shop_id) not in own:  # gone, or another shop's
            raise NoRules(where=f"lines[{n}].template_id")
        return line
    if line.shop_id not in defaults:
        raise NoRules(where=f"lines[{n}].template_id")
    return msgspec.structs.replace(line, template_id=defaults[line.shop_id])


def freight(lines: Sequence[FreightLine], region: str) -> dict[int, int]:
    """The fee of each shop's parcel to a region, in minor units.

    Refuses `logistics.no_delivery` (params: `shops`, `region`) when a shop does not deliver some of its goods there,
    and `logistics.no_rules`.
    """
    answer = freight_answer(lines, region)
    away = [shop.shop_id for shop in answer.shops if not shop.reachable]
    if away:
        raise NoDelivery(where="address.region", shops=away, region=region_name(answer.region))
    return {shop.shop_id: shop.fee for shop in answer.shops}


def promise(dispatch_hours: int, from_region: str, to_region: str, now: datetime) -> Promise:
    """When goods arrive that are ordered at `now` (see `engine.promise`), by the transit days that hold at `now`."""
    return engine.promise(dispatch_hours, from_region, to_region, now, transit(now))


def transit(now: datetime) -> Transit:
    """Days on the road as they hold at `now`; read once a minute."""
    return _transit(now.replace(second=0, microsecond=0))


@lru_cache(maxsize=4)
def _transit(minute: datetime) -> Transit:
    return msgspec.convert(policy(TRANSIT, minute), Transit)


def shipments(order_ids: Iterable[int]) -> dict[int, list[ShipmentView]]:
    """The parcels of orders, by order, in the order they were sent."""
    rows = Shipment.objects.filter(order_id__in=set(order_ids)).order_by("order_id", "position")
    found: dict[int, list[ShipmentView]] = {}
    for row in rows.values_list(*ShipmentView._fields):
        found.setdefault(row[0], []).append(ShipmentView(*row))
    return found
