"""Price protection: orders whose price fell within the window get the difference, without being asked."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction

from tradewind.catalog import queries as catalog
from tradewind.deals import queries as deals
from tradewind.deals.types import Protection, ProtectionQuestion, SoldAt
from tradewind.kernel.clock import local_day
from tradewind.kernel.decisions import remember
from tradewind.kernel.engines import engine
from tradewind.kernel.money import show
from tradewind.kernel.outbox import record
from tradewind.kernel.policy import policy
from tradewind.ledger.actions.post import post
from tradewind.ledger.types import AccountKey, Entry, Leg
from tradewind.trade.engine.recipe import funder
from tradewind.trade.events import PriceProtected
from tradewind.trade.models import PriceProtection
from tradewind.trade.policies import PRICE_PROTECTION_DAYS

PROTECTOR = "deals.price_protection"
BATCH = 500
# One run at a time: of two, the second must see what the first has written.
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('trade.protect_prices'))"
# Lines that were signed within the window, with what came back for them on earlier days.
_SIGNED = """
SELECT l.order_id, l.position, l.sub_position, l.shop_id, l.variant_id, l.quantity,
       l.item_amount - l.discount_amount AS paid, least(s.delivered_at, s.confirmed_at) AS signed_at,
       o.account_id, o.currency,
       (SELECT coalesce(sum(p.amount), 0)::bigint FROM trade_price_protection p
        WHERE p.order_id = l.order_id AND p.position = l.position) AS compensated
FROM trade_sub_order s
JOIN trade_order o ON o.id = s.order_id
JOIN trade_order_line l ON l.order_id = s.order_id AND l.sub_position = s.position
WHERE s.state IN ('delivered', 'confirmed', 'settled') AND o.external_ref IS NULL
  AND least(s.delivered_at, s.confirmed_at) BETWEEN %(since)s AND %(now)s
  AND (l.order_id, l.position) > (%(order)s, %(position)s)
  AND NOT EXISTS (SELECT FROM trade_price_protection p
                  WHERE p.order_id = l.order_id AND p.position = l.position AND p.day = %(day)s)
ORDER BY l.order_id, l.position LIMIT %(limit)s
"""


class _Line(NamedTuple):
    order_id: int
    position: int
    sub_position: int
    shop_id: int
    variant_id: int
    quantity: int
    paid: int
    signed_at: datetime
    account_id: int | None
    currency: str
    compensated: int


class _Due(NamedTuple):
    line: _Line
    question: ProtectionQuestion
    found: Protection


def protect_prices(now: datetime) -> int:
    """Finds the lines whose public price fell within the window and gives the difference back; returns how many.

    Run by the schedule; a line gets something at most once a day, so running it twice changes nothing. For each line it
    posts `trade.price_protection`, stores the decision and says `trade.PriceProtected`.
    """
    days = int(policy(PRICE_PROTECTION_DAYS, now))
    after, total = (0, 0), 0
    while True:
        with transaction.atomic():
            lines = _signed(now, days, after)
            total += _protect(lines, days, now)
        if len(lines) < BATCH:
            return total
        after = (lines[-1].order_id, lines[-1].position)


def _signed(now: datetime, days: int, after: tuple[int, int]) -> list[_Line]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute(
            _SIGNED,
            {
                "since": now - timedelta(days=days), "now": now, "day": local_day(now), "limit": BATCH,
                "order": after[0], "position": after[1],
            },
        )  # fmt: skip
        return [_Line(*row) for row in cursor.fetchall()]


def _protect(lines: Sequence[_Line], days: int, now: datetime) -> int:
    prices = _prices({line.variant_id for line in lines}, now)
    due = []
    for line in lines:
        if line.variant_id in prices:
            question = _question(line, prices[line.variant_id], days, now)
            found: Protection = engine(PROTECTOR).decide(question)
            if found.compensation:
                due.append(_Due(line, question, found))
    _write(due, local_day(now), now)
    return len(due)


def _prices(variant_ids: set[int], now: datetime) -> dict[int, SoldAt]:
    """What each SKU that is on sale costs everybody now, and who lowered it."""
    live = deals.item_prices_by_payer(variant_ids, now)
    found = {}
    for id_, sku in catalog.variants(variant_ids).items():
        if sku.on_sale:
            price, payer = live.get(id_, (sku.list_price, "merchant"))
            found[id_] = SoldAt(variant_id=id_, shop_id=sku.shop_id, price=price, payer=payer)
    return found


def _question(line: _Line, at: SoldAt, days: int, now: datetime) -> ProtectionQuestion:
    return ProtectionQuestion(
        variant_id=line.variant_id, shop_id=line.shop_id, paid=line.paid, pieces=line.quantity,
        compensated=line.compensated, sells_at=at, signed_at=line.signed_at, now=now, days=days,
    )  # fmt: skip


def _write(due: Sequence[_Due], day: date, now: datetime) -> None:
    """Rows, postings, decisions and events of one batch."""
    PriceProtection.objects.bulk_create(
        PriceProtection(
            order_id=one.line.order_id, position=one.line.position, day=day, shop_id=one.line.shop_id,
            amount=one.found.compensation, payer=one.found.payer, price=one.question.sells_at.price, at=now,
        )
        for one in due
    )  # fmt: skip
    post(_entry(one, day, now) for one in due)
    for one in due:
        currency = one.line.currency
        remember(
            engine(PROTECTOR), rule=PROTECTOR, subject=("order", one.line.order_id), inputs=one.question,
            outcome=one.found, decided_at=now,
            reason=f"{show(one.found.compensation, currency)} back: the price fell to "
            f"{show(one.question.sells_at.price, currency)}",
        )  # fmt: skip
    record([
        PriceProtected(
            key=one.line.order_id, at=now, position=one.line.position, shop_id=one.line.shop_id,
            account_id=one.line.account_id, amount=one.found.compensation, currency=one.line.currency,
            payer=one.found.payer,
        )
        for one in due
    ])  # fmt: skip


def _entry(one: _Due, day: date, now: datetime) -> Entry:
    """Who lowered the price pays; the buyer is owed the difference."""
    line, payer = one.line, funder(one.found.payer, one.line.shop_id)
    legs = (
        Leg(payer, one.found.compensation),
        Leg(AccountKey("buyer", line.account_id or 0, "refund_due"), -one.found.compensation),
    )
    key = f"order:{line.order_id}:{line.position}:protected:{day:%Y%m%d}"
    return Entry(key, "trade.price_protection", line.order_id, line.currency, legs, now)
