"""Reads of orders: by their buyer, by a shop, by operators."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

import msgspec
from django.db import connection

from tradewind.catalog.types import OptionValue
from tradewind.kernel.clock import ZONE, local_day
from tradewind.logistics import queries as logistics
from tradewind.logistics.types import ShipmentView
from tradewind.parties import queries as parties
from tradewind.parties.types import Buyer, ShopCard
from tradewind.payments import queries as payments
from tradewind.payments.types import PaymentView
from tradewind.trade.errors import NoOrder
from tradewind.trade.types import (
    Counters,
    OrderAddress,
    OrderLineView,
    OrderRow,
    OrderView,
    Placing,
    ShopOrderRow,
    ShopOrderView,
    SubOrderView,
    TransitionView,
)

_HEAD = """
SELECT id, account_id, email, state, currency, list_amount, item_amount, discount_amount, freight_amount, payable,
       address::text, note, placed_at, pay_by, paid_at, closed_at, close_reason, sheet::text
FROM trade_order o
"""
_SUBS = """
SELECT order_id, position, shop_id, state, item_amount, discount_amount, freight_amount, payable, ship_by, shipped_at,
       delivered_at, confirm_by, confirmed_at
FROM trade_sub_order WHERE order_id = ANY(%s) ORDER BY order_id, position
"""
_LINES = """
SELECT order_id, position, sub_position, shop_id, listing_id, variant_id, title, title_en, options::text, cover,
       quantity, list_amount, item_amount, discount_amount, freight_amount, payable
FROM trade_order_line WHERE order_id = ANY(%s) ORDER BY order_id, position
"""
_HISTORY = """
SELECT order_id, sub_position, old, new, actor, at FROM trade_transition WHERE order_id = ANY(%s) ORDER BY order_id, id
"""
_SHOP_ROWS = """
SELECT s.order_id, s.position, s.state, o.currency, s.payable, s.item_amount, s.freight_amount,
       coalesce(o.address ->> 'recipient', ''), coalesce(o.address ->> 'region', ''),
       coalesce(o.address ->> 'city', ''), o.note, s.placed_at, s.paid_at, s.ship_by, s.shipped_at
FROM trade_sub_order s JOIN trade_order o ON o.id = s.order_id
WHERE s.shop_id = %(shop)s AND {state} AND (%(before)s::bigint IS NULL OR s.order_id < %(before)s)
  AND (%(id)s::bigint IS NULL OR s.order_id = %(id)s)
ORDER BY s.order_id DESC LIMIT %(limit)s
"""
_COUNTERS = """
SELECT count(*) FILTER (WHERE state = 'created'), count(*) FILTER (WHERE state = 'paid'),
       count(*) FILTER (WHERE state = 'paid' AND ship_by < %(now)s), count(*) FILTER (WHERE state = 'shipped')
FROM trade_sub_order WHERE shop_id = %(shop)s AND state IN ('created', 'paid', 'shipped')
"""
# Newest first by the index (shop_id, order_id): ids grow with time, so today's orders stand at its end.
_TODAY = """
SELECT count(*), coalesce(sum(payable), 0)::bigint FROM trade_sub_order
WHERE shop_id = %(shop)s AND paid_at >= %(since)s AND placed_at >= %(since)s - interval '1 day' AND state <> 'closed'
"""
_ROWS = """
SELECT o.id, o.account_id, o.email, coalesce(o.address ->> 'recipient', ''), o.state, o.currency, o.payable,
       (SELECT count(*) FROM trade_sub_order s WHERE s.order_id = o.id),
       (SELECT coalesce(sum(l.quantity), 0)::int FROM trade_order_line l WHERE l.order_id = o.id),
       o.placed_at, o.paid_at
FROM trade_order o
WHERE (%(before)s::bigint IS NULL OR o.id < %(before)s) AND (%(state)s::text IS NULL OR o.state = %(state)s) AND {found}
ORDER BY o.id DESC LIMIT %(limit)s
"""
_STATES = """
SELECT state, currency, count(*), coalesce(sum(payable), 0)::bigint FROM trade_order
GROUP BY state, currency ORDER BY state, currency
"""


class _Parts(NamedTuple):
    """Everything below the heads of some orders, by order."""

    subs: dict[int, list[tuple[Any, ...]]]
    lines: dict[int, list[OrderLineView]]
    shops: dict[int, ShopCard]
    parcels: dict[int, list[ShipmentView]]
    payments: dict[int, list[PaymentView]]
    history: dict[int, list[TransitionView]]


def order(order_id: int, buyer: Buyer | None) -> OrderView:
    """One order with all its parts. Refuses `trade.no_order`, also for somebody else's; `buyer` None asks as operator.

    A guest may see an order with the hash of the link's secret or of the cart's token.
    """
    where, params = _may_see(buyer)
    heads = _rows(f"{_HEAD} WHERE o.id = %s AND {where}", [order_id, *params])
    if not heads:
        raise NoOrder(where=str(order_id))
    return _views(heads)[0]


def _may_see(buyer: Buyer | None) -> tuple[str, list[Any]]:
    if buyer is None:
        return "true", []
    if buyer.account_id is not None:
        return "o.account_id = %s", [buyer.account_id]
    return "o.account_id IS NULL AND (o.guest_hash = %s OR o.guest = %s)", [buyer.guest, buyer.guest]


def buyer_orders(account_id: int, before_id: int | None = None, limit: int = 20) -> list[OrderView]:
    """A page of an account's orders, newest first."""
    where = "WHERE o.account_id = %s AND (%s::bigint IS NULL OR o.id < %s) ORDER BY o.id DESC LIMIT %s"
    return _views(_rows(f"{_HEAD} {where}", [account_id, before_id, before_id, limit]))


def guest_orders(guest: str, before_id: int | None = None, limit: int = 20) -> list[OrderView]:
    """A page of the orders placed with a guest's token (its hash), newest first."""
    where = "WHERE o.guest = %s AND (%s::bigint IS NULL OR o.id < %s) ORDER BY o.id DESC LIMIT %s"
    return _views(_rows(f"{_HEAD} {where}", [guest, before_id, before_id, limit]))


def _views(heads: Sequence[tuple[Any, ...]]) -> list[OrderView]:
    parts = _parts([head[0] for head in heads])
    return [
        OrderView._make([
            *head[:10], _address(head[10]), *head[11:17], _subs(head[0], parts), parts.payments.get(head[0], []),
            parts.history.get(head[0], []), msgspec.json.decode(head[17]) or {},
        ])
        for head in heads
    ]  # fmt: skip


def _parts(order_ids: list[int]) -> _Parts:
    """All parts of the named orders, in one statement each."""
    subs = _grouped(_rows(_SUBS, [order_ids]))
    return _Parts(
        subs=subs,
        lines=_lines(order_ids),
        shops=parties.shops_by_id({row[1] for rows in subs.values() for row in rows}),
        parcels=logistics.shipments(order_ids),
        payments=payments.payments_of(order_ids),
        history={
            id_: [TransitionView(*r) for r in rows] for id_, rows in _grouped(_rows(_HISTORY, [order_ids])).items()
        },
    )


def _lines(order_ids: Sequence[int]) -> dict[int, list[OrderLineView]]:
    found = _grouped(_rows(_LINES, [list(order_ids)]))
    return {id_: [OrderLineView._make([*r[:7], _options(r[7]), *r[8:]]) for r in rows] for id_, rows in found.items()}


def _subs(order_id: int, parts: _Parts) -> list[SubOrderView]:
    views = []
    for position, shop_id, *rest in parts.subs.get(order_id, []):
        shop = parts.shops.get(shop_id)
        names = (shop.slug, shop.name, shop.name_en) if shop else ("", "", "")
        lines = [line for line in parts.lines.get(order_id, []) if line.sub_position == position]
        parcels = [parcel for parcel in parts.parcels.get(order_id, []) if parcel.sub_position == position]
        views.append(SubOrderView._make([position, shop_id, *names, *rest, lines, parcels]))
    return views


def _options(stored: str) -> list[OptionValue]:
    return [OptionValue(o["value"], o.get("value_en", "")) for o in msgspec.json.decode(stored)]


def _address(stored: str) -> OrderAddress:
    fields: dict[str, str] = msgspec.json.decode(stored) or {}
    return OrderAddress(*(fields.get(name) or "" for name in OrderAddress._fields))


def _rows(sql: str, params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """Rows by their first column, which is left out."""
    groups: dict[int, list[tuple[Any, ...]]] = {}
    for first, *rest in rows:
        groups.setdefault(first, []).append(tuple(rest))
    return groups


def shop_orders(
    shop_id: int,
    state: str | None = None,
    before_id: int | None = None,
    limit: int = 50,
    *,
    now: datetime | None = None,
    order_id: int | None = None,
) -> list[ShopOrderRow]:
    """A page of a shop's sub-orders, newest first; of one state (`late`: paid, not sent, promise over) when given.

    `now` decides what is late (default: the database's clock).
    """
    late = "s.state = 'paid' AND s.ship_by < coalesce(%(now)s, now())"
    condition = {None: "true", "": "true", "late": late}.get(state, "s.state = %(state)s")
    asked = {
        "shop": shop_id, "state": state, "before": before_id, "limit": limit, "now": now, "id": order_id,
    }  # fmt: skip
    rows = _rows(
        _SHOP_ROWS.format(state=condition).replace("s.shipped_at\n", f"s.shipped_at, coalesce({late}, false)\n"), asked
    )
    lines = _lines([row[0] for row in rows])
    return [
        ShopOrderRow._make([*row, [line for line in lines.get(row[0], []) if line.sub_position == row[1]]])
        for row in rows
    ]


def shop_order(shop_id: int, order_id: int) -> ShopOrderView:
    """A shop's part of an order. Refuses `trade.no_order` when the shop has none."""
    heads = _rows(f"{_HEAD} WHERE o.id = %s", [order_id])
    whole = _views(heads)[0] if heads else None
    sub = next((sub for sub in whole.subs if sub.shop_id == shop_id), None) if whole else None
    if whole is None or sub is None:
        raise NoOrder(where=str(order_id))
    return ShopOrderView(
        whole.id, whole.state, whole.currency, whole.email, whole.address, whole.note, whole.placed_at, whole.paid_at,
        sub, [change for change in whole.history if change.sub_position in (0, sub.position)],
    )  # fmt: skip


def shop_counters(shop_id: int, now: datetime) -> Counters:
    """What needs the shop's attention, and what it sold today (marketplace zone)."""
    since = datetime.combine(local_day(now), time.min, ZONE)
    attention = _rows(_COUNTERS, {"shop": shop_id, "now": now})[0]
    return Counters(*attention, *_rows(_TODAY, {"shop": shop_id, "since": since})[0])


def orders(
    before_id: int | None = None, state: str | None = None, q: str | None = None, limit: int = 50
) -> list[OrderRow]:
    """A page of all orders, newest first. `q`: an order's id, an e-mail address or an imported order's reference."""
    text = (q or "").strip()
    found = "true"
    if text:
        found = "(o.id = %(id)s OR lower(o.email) = lower(%(q)s) OR o.external_ref = %(q)s)"
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    asked = {"before": before_id, "state": state or None, "q": text, "id": number, "limit": limit}
    return [OrderRow(*row) for row in _rows(_ROWS.format(found=found), asked)]


def orders_by_state() -> list[Placing]:
    """How many orders there are in each state and currency, and what they come to."""
    return [Placing(*row) for row in _rows(_STATES, [])]
