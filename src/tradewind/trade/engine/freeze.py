"""The numbers of an order, frozen from its price sheet: lines, sub-orders, order. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from tradewind.deals.types import PriceSheet, SheetLine, SheetShop
from tradewind.trade.engine.baskets import Item


class FrozenLine(NamedTuple):
    """A line of an order about to be written."""

    position: int
    sub_position: int
    item: Item
    sheet: SheetLine


class FrozenSub(NamedTuple):
    """A sub-order about to be written. `dispatch_hours`: the slowest line decides."""

    position: int
    sheet: SheetShop
    dispatch_hours: int


class Frozen(NamedTuple):
    """The parts of an order; sums of lines are those of subs, sums of subs those of the sheet."""

    subs: list[FrozenSub]
    lines: list[FrozenLine]


def freeze(sheet: PriceSheet, chosen: Sequence[Item]) -> Frozen:
    """One sub-order per shop in the order of the sheet, lines at their positions."""
    places = {shop.shop_id: n for n, shop in enumerate(sheet.shops, 1)}
    by_position = {line.position: line for line in sheet.lines}
    lines = [FrozenLine(item.position, places[item.sku.shop_id], item, by_position[item.position]) for item in chosen]
    subs = [
        FrozenSub(n, shop, max(item.sku.dispatch_hours for item in chosen if item.sku.shop_id == shop.shop_id))
        for n, shop in enumerate(sheet.shops, 1)
    ]
    return Frozen(subs, lines)
