"""Reads of carts and the checkout."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from tradewind.catalog import queries as catalog
from tradewind.catalog.types import VariantForSale
from tradewind.deals import queries as deals
from tradewind.kernel.errors import Refusal
from tradewind.logistics import queries as logistics
from tradewind.logistics.types import Promise
from tradewind.parties import queries as parties
from tradewind.parties.types import Buyer, ShopCard
from tradewind.trade.queries.advice import advice
from tradewind.trade.queries.quote import Quote, quote
from tradewind.trade.types import (
    CartLineView,
    CartShopView,
    CartView,
    CheckoutGroup,
    CheckoutLine,
    CheckoutView,
    Wanted,
)

_LINES = """
SELECT l.variant_id, l.quantity, l.selected FROM trade_cart_line l JOIN trade_cart c ON c.id = l.cart_id
WHERE {owner} ORDER BY l.added_at DESC, l.variant_id
"""
_COUNT = """
SELECT coalesce(sum(l.quantity), 0)::int FROM trade_cart_line l JOIN trade_cart c ON c.id = l.cart_id WHERE {owner}
"""
_UNPRICED = frozenset({"gone", "not_on_sale", "sold_out"})


class CartRow(NamedTuple):
    """A stored line of a cart."""

    variant_id: int
    quantity: int
    selected: bool


def owner(buyer: Buyer) -> tuple[str, int | str | None]:
    """The condition that finds a buyer's cart, and its parameter."""
    if buyer.account_id is not None:
        return "c.account_id = %s", buyer.account_id
    return "c.token_hash = %s", buyer.guest


def cart_rows(buyer: Buyer) -> list[CartRow]:
    """The stored lines of a buyer's cart, the latest first."""
    where, who = owner(buyer)
    if who is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LINES.format(owner=where), [who])
        return [CartRow(*row) for row in cursor.fetchall()]


def cart_count(buyer: Buyer) -> int:
    """Pieces in the cart, selected or not."""
    where, who = owner(buyer)
    if who is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(owner=where), [who])
        row: tuple[int] = cursor.fetchone()
    return row[0]


def selected(rows: Sequence[CartRow]) -> list[Wanted]:
    """The selected lines, oldest first: in this order an order is written."""
    return [Wanted(row.variant_id, row.quantity) for row in reversed(rows) if row.selected]


def cart(buyer: Buyer, now: datetime, region: str | None = None) -> CartView:
    """A buyer's cart with live prices, stock and problems, grouped by shop, the latest line first.

    The sheet prices the selected lines that can be bought, without freight; with several currencies there is none.
    With a `region` it also says what would be cheaper.
    """
    rows = cart_rows(buyer)
    found = catalog.variants(row.variant_id for row in rows)
    prices = deals.item_prices(found, now)
    lines = [_line(row, found.get(row.variant_id), prices) for row in rows]
    line_of = {line.variant_id: line for line in lines}
    buyable = {line.variant_id for line in lines if line.selected and line.problem not in _UNPRICED}
    priced = quote(buyer, selected([row for row in rows if row.variant_id in buyable]), None, now, found)
    shops = parties.shops_by_id({sku.shop_id for sku in found.values()})
    return CartView(
        shops=_by_shop(lines, shops),
        sheet=priced.sheet,
        currency=next((line.currency for line in lines if line.currency), ""),
        pieces=sum(line.quantity for line in lines),
        selected_pieces=sum(line.quantity for line in lines if line.selected),
        problems=[p for p in priced.problems if p.code != "trade.empty_cart"],
        priced={item.position: line_of[item.sku.variant_id] for item in priced.items},
        advice=advice(buyer, priced, region, now) if region else None,
    )


def _line(row: CartRow, sku: VariantForSale | None, prices: dict[int, int]) -> CartLineView:
    if sku is None:
        return CartLineView(row.variant_id, 0, 0, "", "", [], "", row.quantity, row.selected, 0, 0, "", 0, "gone")
    problem = ""
    if not sku.on_sale:
        problem = "not_on_sale"
    elif sku.stock_left < row.quantity:
        problem = "short" if sku.stock_left > 0 else "sold_out"
    return CartLineView(
        sku.variant_id, sku.listing_id, sku.shop_id, sku.title, sku.title_en, sku.options, sku.cover, row.quantity,
        row.selected, sku.list_price, prices.get(sku.variant_id, sku.list_price), sku.currency, sku.stock_left, problem,
    )  # fmt: skip


def _by_shop(lines: Sequence[CartLineView], shops: dict[int, ShopCard]) -> list[CartShopView]:
    """Lines grouped by shop; goods that are gone stand under shop 0."""
    groups: dict[int, list[CartLineView]] = {}
    for line in lines:
        groups.setdefault(line.shop_id, []).append(line)
    return [
        CartShopView(id_, card.slug, card.name, card.name_en, card.currency, group)
        if (card := shops.get(id_))
        else CartShopView(id_, "", "", "", "", group)
        for id_, group in groups.items()
    ]


def checkout(buyer: Buyer, region: str | None, now: datetime, lines: Sequence[Wanted] | None = None) -> CheckoutView:
    """What placing the order now would come to: `lines`, or the selected lines of the cart, to the door in `region`.

    Whatever `place_order` would refuse about the goods, the region or the currency is among the problems.
    """
    wanted = selected(cart_rows(buyer)) if lines is None else lines
    priced = quote(buyer, wanted, region, now)
    shops = parties.shops_by_id({item.sku.shop_id for item in priced.items})
    sheet = priced.sheet
    return CheckoutView(
        sheet=sheet,
        groups=_groups(priced, shops, region, now),
        currency=sheet.currency if sheet else "",
        payable=sheet.payable if sheet else 0,
        freight=priced.freight,
        problems=list[Refusal](priced.problems),
    )


def _groups(priced: Quote, shops: dict[int, ShopCard], region: str | None, now: datetime) -> list[CheckoutGroup]:
    if priced.sheet is None:
        return []
    return [
        CheckoutGroup(
            shop.shop_id, shops[shop.shop_id].slug, shops[shop.shop_id].name, shops[shop.shop_id].name_en,
            _lines(priced, shop.shop_id), shop.item_amount, shop.discount_amount, shop.freight_amount, shop.payable,
            _promise(priced, shops[shop.shop_id], region, now),
        )
        for shop in priced.sheet.shops
    ]  # fmt: skip


def _promise(priced: Quote, shop: ShopCard, region: str | None, now: datetime) -> Promise | None:
    """The promise of the slowest line; None without a region, or where the shop does not deliver."""
    if not region or shop.id in priced.away:
        return None
    hours = max(item.sku.dispatch_hours for item in priced.items if item.sku.shop_id == shop.id)
    return logistics.promise(hours, shop.region, region, now)


def _lines(priced: Quote, shop_id: int) -> list[CheckoutLine]:
    numbers = {line.position: line for line in priced.sheet.lines} if priced.sheet else {}
    return [
        CheckoutLine(
            item.position, item.sku.variant_id, item.sku.listing_id, item.sku.title, item.sku.title_en,
            item.sku.options, item.sku.cover, item.quantity, n.list_amount, n.item_amount, n.discount_amount,
            n.freight_amount, n.payable, n.why, n.why_zh,
        )
        for item in priced.items
        if item.sku.shop_id == shop_id and (n := numbers.get(item.position)) is not None
    ]  # fmt: skip
