"""The set-based writer of orders: any number of orders in three statements, used by placing and by bulk builders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from django.db import connection

from tradewind.deals.types import PriceSheet
from tradewind.trade.engine.freeze import Frozen, FrozenLine, FrozenSub
from tradewind.trade.types import OrderAddress

_ORDERS = """
INSERT INTO trade_order (id, account_id, guest, guest_hash, email, state, currency, list_amount, item_amount,
                         discount_amount, freight_amount, payable, sheet, address, note, placed_at, pay_by,
                         close_reason)
SELECT id, account_id, guest, guest_hash, email, 'created', currency, list_amount, item_amount, discount_amount,
       freight_amount, payable, sheet::jsonb, address::jsonb, note, placed_at, pay_by, ''
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[],
            %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::timestamptz[],
            %s::timestamptz[])
  AS w(id, account_id, guest, guest_hash, email, currency, list_amount, item_amount, discount_amount, freight_amount,
       payable, sheet, address, note, placed_at, pay_by)
"""
_SUBS = """
INSERT INTO trade_sub_order (order_id, position, shop_id, state, item_amount, discount_amount, freight_amount, payable,
                             dispatch_hours, placed_at)
SELECT order_id, position, shop_id, 'created', item_amount, discount_amount, freight_amount, payable, dispatch_hours,
       placed_at
FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
            %s::smallint[], %s::timestamptz[])
  AS w(order_id, position, shop_id, item_amount, discount_amount, freight_amount, payable, dispatch_hours, placed_at)
"""
_LINES = """
INSERT INTO trade_order_line (order_id, position, sub_position, shop_id, listing_id, variant_id, category_id, title,
                              title_en, options, cover, quantity, list_amount, item_amount, discount_amount,
                              freight_amount, payable)
SELECT order_id, position, sub_position, shop_id, listing_id, variant_id, category_id, title, title_en, options::jsonb,
       cover, quantity, list_amount, item_amount, discount_amount, freight_amount, payable
FROM unnest(%s::bigint[], %s::smallint[], %s::smallint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
            %s::text[], %s::text[], %s::text[], %s::text[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[],
            %s::bigint[], %s::bigint[])
  AS w(order_id, position, sub_position, shop_id, listing_id, variant_id, category_id, title, title_en, options, cover,
       quantity, list_amount, item_amount, discount_amount, freight_amount, payable)
"""


class OrderDraft(NamedTuple):
    """An order about to be written in state `created`, with its frozen parts."""

    order_id: int
    account_id: int | None
    guest: str | None
    guest_hash: str | None
    email: str
    sheet: PriceSheet
    address: OrderAddress
    note: str
    placed_at: datetime
    pay_by: datetime
    parts: Frozen


def write_orders(drafts: Sequence[OrderDraft]) -> None:
    """Inserts orders, their sub-orders and their lines. Nothing else: stock, offers and events are the caller's."""
    with connection.cursor() as cursor:
        cursor.execute(_ORDERS, _columns([_order(draft) for draft in drafts]))
        cursor.execute(_SUBS, _columns([_sub(draft, sub) for draft in drafts for sub in draft.parts.subs]))
        cursor.execute(_LINES, _columns([_line(draft, line) for draft in drafts for line in draft.parts.lines]))


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _order(draft: OrderDraft) -> tuple[Any, ...]:
    sheet = draft.sheet
    return (
        draft.order_id, draft.account_id, draft.guest, draft.guest_hash, draft.email, sheet.currency,
        sheet.list_amount, sheet.item_amount, sheet.discount_amount, sheet.freight_amount, sheet.payable,
        _json(sheet), _json(draft.address._asdict()), draft.note, draft.placed_at, draft.pay_by,
    )  # fmt: skip


def _sub(draft: OrderDraft, sub: FrozenSub) -> tuple[Any, ...]:
    n = sub.sheet
    return (
        draft.order_id, sub.position, n.shop_id, n.item_amount, n.discount_amount, n.freight_amount, n.payable,
        sub.dispatch_hours, draft.placed_at,
    )  # fmt: skip


def _line(draft: OrderDraft, line: FrozenLine) -> tuple[Any, ...]:
    sku, n = line.item.sku, line.sheet
    return (
        draft.order_id, line.position, line.sub_position, sku.shop_id, sku.listing_id, sku.variant_id,
        sku.category_id, sku.title, sku.title_en, _json([option._asdict() for option in sku.options]), sku.cover,
        line.item.quantity, n.list_amount, n.item_amount, n.discount_amount, n.freight_amount, n.payable,
    )  # fmt: skip
