"""Spending the offers of a price sheet on an order, and giving them back. Each use is taken and returned once."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from tradewind.deals.errors import BudgetOut, BuyerLimit, NoOffer, NotClaimed, NotLive, UsedUp
from tradewind.deals.events import OfferUsedUp
from tradewind.deals.kinds.makers import BY_PIECES
from tradewind.deals.types import OfferOutcome, PriceSheet, Share
from tradewind.kernel.locks import take
from tradewind.kernel.outbox import record

# The offers are locked first (in sorted order), so that of two orders of one buyer the second counts the first.
_LOCK = """
SELECT o.id, o.name, o.shop_id, o.per_buyer, o.uses_allowed - o.uses_taken, o.budget_allowed - o.budget_taken,
       o.stopped_at IS NULL AND o.valid_from <= %(now)s AND o.valid_to > %(now)s,
       NOT o.claim_needed OR EXISTS (SELECT FROM deals_claim c WHERE c.holder = %(buyer)s AND c.offer_id = o.id)
FROM deals_offer o WHERE o.id = ANY(%(ids)s) ORDER BY o.id FOR UPDATE OF o
"""
_COUNTED = """
SELECT offer_id, sum(counted) FROM deals_offer_use
WHERE offer_id = ANY(%s) AND buyer = %s AND state = 'taken' GROUP BY offer_id
"""
_USE = """
INSERT INTO deals_offer_use (order_id, offer_id, buyer, amount, counted, state, used_at)
SELECT %s, w.id, %s, w.amount, w.counted, 'taken', %s
FROM unnest(%s::bigint[], %s::bigint[], %s::int[]) AS w(id, amount, counted)
"""
_RETURN = """
UPDATE deals_offer_use SET state = 'returned' WHERE order_id = %s AND state = 'taken' RETURNING offer_id, amount
"""


class Spending(NamedTuple):
    """What an order uses of an offer: minor units of its budget, and how much of the buyer's limit."""

    amount: int
    counted: int


class _Offer(NamedTuple):
    id: int
    name: str
    shop_id: int | None
    per_buyer: int | None
    uses_left: int | None
    budget_left: int | None
    live: bool
    claimed: bool


def spendings(sheet: PriceSheet) -> dict[int, Spending]:
    """What an order with this sheet spends, by offer. Item prices are not counted."""
    used = [one for one in sheet.offers if one.state == "used" and one.kind != "item_price"]
    return {one.offer_id: _spending(sheet, one) for one in used}


def _spending(sheet: PriceSheet, one: OfferOutcome) -> Spending:
    """Offers by pieces count the pieces that they are on. A brand subsidy's budget is the platform's part."""
    if one.kind not in BY_PIECES:
        return Spending(one.amount, 1)
    by_line = [_shares(line.item_shares + line.shares, one.offer_id) for line in sheet.lines]
    pieces = sum(len({n for share in line for n, part in enumerate(share.pieces) if part}) for line in by_line)
    if one.kind != "brand_subsidy":
        return Spending(one.amount, pieces)
    return Spending(sum(share.amount for line in by_line for share in line if share.payer == "platform"), pieces)


def _shares(shares: list[Share], offer_id: int) -> list[Share]:
    return [share for share in shares if share.offer_id == offer_id]


@transaction.atomic
def spend_offers(order_id: int, buyer: str, sheet: PriceSheet, now: datetime) -> None:
    """Takes a use of every offer that `sheet` uses, and what it takes off, for an order of `buyer` (`Buyer.key`).

    All or nothing; asking again for the same order takes nothing twice. Refuses `deals.no_offer`, `deals.not_live`,
    `deals.not_claimed`, `deals.buyer_limit`, `deals.used_up`, `deals.budget_out`, naming the offer. Says
    `deals.OfferUsedUp` for a last use or the last of a budget.
    """
    wanted = spendings(sheet)
    if not wanted:
        return
    offers = _lock(wanted, buyer, now)
    fresh = {id_: wanted[id_] for id_ in sorted(wanted.keys() - _spent_before(order_id))}
    _check_limits(fresh, offers, buyer)
    if short := take("deals_offer", "id", "uses_taken", "uses_allowed", dict.fromkeys(fresh, 1)):
        raise UsedUp(where=f"offers.{short[0]}", name=offers[short[0]].name)
    amounts = {id_: spending.amount for id_, spending in fresh.items()}
    if short := take("deals_offer", "id", "budget_taken", "budget_allowed", amounts):
        raise BudgetOut(where=f"offers.{short[0]}", name=offers[short[0]].name)
    with connection.cursor() as cursor:
        counted = [spending.counted for spending in fresh.values()]
        cursor.execute(_USE, [order_id, buyer, now, list(fresh), list(amounts.values()), counted])
    over = [id_ for id_ in fresh if offers[id_].uses_left == 1 or offers[id_].budget_left == amounts[id_]]
    record(OfferUsedUp(key=id_, at=now, shop_id=offers[id_].shop_id) for id_ in over)


@transaction.atomic
def release_offers(order_id: int, now: datetime) -> int:
    """Gives what an order used of its offers back; returns of how many, 0 when done before."""
    with connection.cursor() as cursor:
        cursor.execute(_RETURN, [order_id])
        back: dict[int, int] = dict(cursor.fetchall())
    take("deals_offer", "id", "uses_taken", "uses_allowed", dict.fromkeys(back, -1))
    take("deals_offer", "id", "budget_taken", "budget_allowed", {id_: -amount for id_, amount in back.items()})
    return len(back)


def _lock(wanted: dict[int, Spending], buyer: str, now: datetime) -> dict[int, _Offer]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, {"ids": sorted(wanted), "buyer": buyer, "now": now})
        offers = {row[0]: _Offer(*row) for row in cursor.fetchall()}
    for id_ in sorted(wanted):
        if id_ not in offers:
            raise NoOffer(where=f"offers.{id_}")
        if not offers[id_].live:
            raise NotLive(where=f"offers.{id_}", name=offers[id_].name)
        if not offers[id_].claimed:
            raise NotClaimed(where=f"offers.{id_}", name=offers[id_].name)
    return offers


def _spent_before(order_id: int) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT offer_id FROM deals_offer_use WHERE order_id = %s", [order_id])
        return {row[0] for row in cursor.fetchall()}


def _check_limits(fresh: dict[int, Spending], offers: dict[int, _Offer], buyer: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [list(fresh), buyer])
        counted = dict(cursor.fetchall())
    for id_, spending in fresh.items():
        limit = offers[id_].per_buyer
        if limit is not None and counted.get(id_, 0) + spending.counted > limit:
            raise BuyerLimit(where=f"offers.{id_}", name=offers[id_].name)
