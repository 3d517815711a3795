"""Spending the offers of a price sheet on an order, and giving their uses back. Each use is taken and returned once."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from tradewind.deals.errors import BuyerLimit, NoOffer, NotLive, UsedUp
from tradewind.deals.events import CouponUsedUp
from tradewind.deals.types import PriceSheet
from tradewind.kernel.locks import take
from tradewind.kernel.outbox import record

# The coupon row is locked first (in sorted order), so that of two orders of one buyer the second counts the first.
_LOCK = """
SELECT c.id, c.name, c.per_buyer, c.stopped_at IS NULL AND c.valid_from <= %(now)s AND c.valid_to > %(now)s,
       c.shop_id, c.uses_allowed - c.uses_taken
FROM deals_coupon c WHERE c.id = ANY(%(ids)s) ORDER BY c.id FOR UPDATE
"""
_USED = """
SELECT coupon_id, count(*) FROM deals_coupon_use
WHERE coupon_id = ANY(%s) AND buyer = %s AND state = 'taken' GROUP BY coupon_id
"""
_USE = """
INSERT INTO deals_coupon_use (order_id, coupon_id, buyer, amount, state, used_at)
SELECT %s, w.id, %s, w.amount, 'taken', %s FROM unnest(%s::bigint[], %s::bigint[]) AS w(id, amount)
"""
_RETURN = """
UPDATE deals_coupon_use SET state = 'returned' WHERE order_id = %s AND state = 'taken' RETURNING coupon_id
"""


class _Coupon(NamedTuple):
    id: int
    name: str
    per_buyer: int
    live: bool
    shop_id: int
    left: int


@transaction.atomic
def spend_offers(order_id: int, buyer: str, sheet: PriceSheet, now: datetime) -> None:
    """Takes one use of every coupon that `sheet` uses, for an order of `buyer` (`Buyer.key`). All or nothing.

    Asking again for the same order takes nothing twice. Refuses `deals.no_offer`, `deals.not_live`,
    `deals.buyer_limit`, `deals.used_up`, naming the coupon. Says `deals.CouponUsedUp` for a last use.
    """
    wanted = {o.offer_id: o.amount for o in sheet.offers if o.kind == "shop_coupon" and o.state == "used"}
    if not wanted:
        return
    coupons = _lock(wanted, now)
    fresh = sorted(wanted.keys() - _spent_before(order_id))
    _check_limits([coupons[id_] for id_ in fresh], buyer)
    short = take("deals_coupon", "id", "uses_taken", "uses_allowed", dict.fromkeys(fresh, 1))
    if short:
        raise UsedUp(where=f"offers.{short[0]}", name=coupons[short[0]].name)
    with connection.cursor() as cursor:
        cursor.execute(_USE, [order_id, buyer, now, fresh, [wanted[id_] for id_ in fresh]])
    record(CouponUsedUp(key=id_, at=now, shop_id=coupons[id_].shop_id) for id_ in fresh if coupons[id_].left == 1)


@transaction.atomic
def release_offers(order_id: int, now: datetime) -> int:
    """Gives the uses of an order's coupons back; returns how many, 0 when done before."""
    with connection.cursor() as cursor:
        cursor.execute(_RETURN, [order_id])
        back = [row[0] for row in cursor.fetchall()]
    take("deals_coupon", "id", "uses_taken", "uses_allowed", dict.fromkeys(back, -1))
    return len(back)


def _lock(wanted: dict[int, int], now: datetime) -> dict[int, _Coupon]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, {"ids": sorted(wanted), "now": now})
        coupons = {row[0]: _Coupon(*row) for row in cursor.fetchall()}
    for id_ in sorted(wanted):
        if id_ not in coupons:
            raise NoOffer(where=f"offers.{id_}")
        if not coupons[id_].live:
            raise NotLive(where=f"offers.{id_}", name=coupons[id_].name)
    return coupons


def _spent_before(order_id: int) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coupon_id FROM deals_coupon_use WHERE order_id = %s", [order_id])
        return {row[0] for row in cursor.fetchall()}


def _check_limits(coupons: list[_Coupon], buyer: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_USED, [[coupon.id for coupon in coupons], buyer])
        used = dict(cursor.fetchall())
    for coupon in coupons:
        if used.get(coupon.id, 0) >= coupon.per_buyer:
            raise BuyerLimit(where=f"offers.{coupon.id}", name=coupon.name)
