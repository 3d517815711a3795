"""What being paid means for an order: states, pieces sold, the ledger, the event. Inside the caller's transaction."""

from datetime import datetime
from typing import NamedTuple

import msgspec
from django.db import connection

from tradewind.catalog.actions.reserve import sell
from tradewind.deals.types import PriceSheet
from tradewind.kernel.outbox import record
from tradewind.ledger.actions.post import post
from tradewind.ledger.types import Entry
from tradewind.trade.actions.moves import move_orders, move_subs
from tradewind.trade.engine.recipe import sale
from tradewind.trade.events import ListingPieces, OrderPaid, ShopPart

_HEAD = "SELECT account_id, currency, payable, sheet::text FROM trade_order WHERE id = %s"
_PARTS = """
SELECT position, shop_id, item_amount, discount_amount, freight_amount, payable FROM trade_sub_order
WHERE order_id = %s ORDER BY position
"""
_PIECES = """
SELECT listing_id, sum(quantity)::int FROM trade_order_line WHERE order_id = %s GROUP BY listing_id ORDER BY listing_id
"""


class _Head(NamedTuple):
    account_id: int | None
    currency: str
    payable: int
    sheet: PriceSheet


def sale_key(order_id: int) -> str:
    """The ledger's key of an order's sale."""
    return f"order:{order_id}:paid"


def settle(order_id: int, payment_id: int, provider: int, at: datetime) -> bool:
    """The order has been paid: moves it and its sub-orders to `paid`, sells its pieces, posts the sale, says
    `trade.OrderPaid`. False, with nothing changed, when the order does not wait for money."""
    return _settle(order_id, payment_id, provider, at, "payments")


def settle_free(order_id: int, at: datetime) -> bool:
    """The same for an order with nothing to pay."""
    return _settle(order_id, None, 0, at, "trade")


def _settle(order_id: int, payment_id: int | None, provider: int, at: datetime, actor: str) -> bool:
    if not move_orders([order_id], "paid", actor, at):
        return False
    move_subs([order_id], "paid", actor, at)
    sell(order_id)
    head = _head(order_id)
    legs = sale(head.sheet, provider)
    if legs:
        post([Entry(sale_key(order_id), "trade.sale", order_id, head.currency, legs, at)])
    record([
        OrderPaid(
            key=order_id, at=at, account_id=head.account_id, currency=head.currency, payable=head.payable,
            payment_id=payment_id, shops=_parts(order_id), listings=pieces_of(order_id),
        )
    ])  # fmt: skip
    return True


def _head(order_id: int) -> _Head:
    with connection.cursor() as cursor:
        cursor.execute(_HEAD, [order_id])
        account_id, currency, payable, sheet = cursor.fetchone()
    return _Head(account_id, currency, payable, msgspec.json.decode(sheet, type=PriceSheet))


def _parts(order_id: int) -> list[ShopPart]:
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, [order_id])
        return [ShopPart(**dict(zip(ShopPart.__struct_fields__, row, strict=True))) for row in cursor.fetchall()]


def pieces_of(order_id: int) -> list[ListingPieces]:
    """The pieces of each listing in an order."""
    with connection.cursor() as cursor:
        cursor.execute(_PIECES, [order_id])
        return [ListingPieces(listing_id=listing_id, quantity=n) for listing_id, n in cursor.fetchall()]
