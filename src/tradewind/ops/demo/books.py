"""Writes told orders with the same rows as the actions leave: orders, history, payments, parcels, pieces, coupon uses,
ledger, decisions, reviews. Set-based, because placing thousands one by one takes minutes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import msgspec
from django.db import connection

from tradewind.content.actions.post_review import masked
from tradewind.deals.types import PriceQuestion
from tradewind.kernel.money import show
from tradewind.ledger.actions.post import post
from tradewind.ledger.types import Entry, Leg
from tradewind.ops.demo.bulk import DatedIds, copy, json_text
from tradewind.ops.demo.stories import Parcel, Story, used_coupons
from tradewind.ops.demo.words import sentences
from tradewind.payments.methods import METHODS
from tradewind.payments.methods.base import Method
from tradewind.trade.actions.settle import sale_key
from tradewind.trade.actions.write_orders import write_orders
from tradewind.trade.engine.recipe import refund_due, sale

BATCH = 500
Step = tuple[datetime, int, str, str, str]
DECISIONS_EVERY = 8  # of the told orders, one in so many keeps the record of its price
_PROVIDER: Method = METHODS["sandbox"]

_ORDER_STATES = """
UPDATE trade_order o SET state = w.state, paid_at = w.paid_at, closed_at = w.closed_at, close_reason = w.reason
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::text[])
  AS w(id, state, paid_at, closed_at, reason) WHERE o.id = w.id
"""
_SUB_STATES = """
UPDATE trade_sub_order s SET state = w.state, paid_at = w.paid_at,
    ship_by = w.paid_at + s.dispatch_hours * interval '1 hour', shipped_at = w.shipped_at,
    delivered_at = w.delivered_at, confirm_by = w.confirm_by, confirmed_at = w.confirmed_at
FROM unnest(%s::bigint[], %s::smallint[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[],
            %s::timestamptz[], %s::timestamptz[])
  AS w(order_id, position, state, paid_at, shipped_at, delivered_at, confirm_by, confirmed_at)
WHERE s.order_id = w.order_id AND s.position = w.position
"""
_COVERS = """
UPDATE trade_order_line l SET cover = c.cover FROM catalog_listing c WHERE c.id = l.listing_id AND l.cover = ''
"""
_SOLD = """
UPDATE catalog_listing c SET sold_count = n.sold
FROM (SELECT l.listing_id, sum(l.quantity) AS sold FROM trade_order_line l JOIN trade_order o ON o.id = l.order_id
      WHERE o.state IN ('paid', 'completed') GROUP BY l.listing_id) n WHERE n.listing_id = c.id
"""
_STARS = """
UPDATE catalog_listing c SET rating_sum = n.total, rating_count = n.count
FROM (SELECT listing_id, sum(rating) AS total, count(*) AS count FROM content_review GROUP BY listing_id) n
WHERE n.listing_id = c.id
"""


def held_pieces(stories: Iterable[Story]) -> dict[int, int]:
    """Pieces of variants that unpaid orders hold."""
    held: dict[int, int] = defaultdict(int)
    for story in stories:
        if story.state == "created":
            for line in story.draft.parts.lines:
                held[line.item.sku.variant_id] += line.item.quantity
    return held


def write_books(stories: Sequence[Story], shop_owner: dict[int, int]) -> None:
    """Everything about these orders but reviews and counters. Listings and coupons stand already."""
    for start in range(0, len(stories), BATCH):
        batch = stories[start : start + BATCH]
        write_orders([story.draft for story in batch])
        _update(_ORDER_STATES, [(s.draft.order_id, s.state, s.paid_at, s.closed_at, s.reason) for s in batch])
        _update(_SUB_STATES, [row for story in batch for row in _sub_rows(story)])
        _post(batch)
    _write_transitions(stories, shop_owner)
    _write_payments(stories)
    _write_parcels(stories)
    _write_pieces(stories)
    _write_uses(stories)
    _write_decisions(stories[::DECISIONS_EVERY])
    with connection.cursor() as cursor:
        cursor.execute(_COVERS)
        cursor.execute(_SOLD)


def _update(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])


def _sub_state(story: Story, parcel: Parcel | None) -> str:
    if story.closed_at:
        return "closed"
    if parcel is None:
        return "created"
    if parcel.confirmed_at:
        return "confirmed"
    return "delivered" if parcel.delivered_at else "shipped" if parcel.shipped_at else "paid"


def _parcels(story: Story) -> list[Parcel | None]:
    return list(story.parcels) or [None] * len(story.draft.parts.subs)


def _sub_rows(story: Story) -> Iterator[tuple[Any, ...]]:
    for sub, parcel in zip(story.draft.parts.subs, _parcels(story), strict=True):
        times = (
            (parcel.shipped_at, parcel.delivered_at, parcel.confirm_by, parcel.confirmed_at) if parcel else (None,) * 4
        )
        yield (story.draft.order_id, sub.position, _sub_state(story, parcel), story.paid_at, *times)


def _post(stories: Sequence[Story]) -> None:
    """Sales; and for paid orders that were closed, their reversals and what is owed to the buyers."""
    paid = [story for story in stories if story.paid_at]
    sales = [
        Entry(sale_key(s.draft.order_id), "trade.sale", s.draft.order_id, s.draft.sheet.currency,
              sale(s.draft.sheet, _PROVIDER.number), s.paid_at)
        for s in paid if s.paid_at
    ]  # fmt: skip
    ids = dict(zip((entry.key for entry in sales), post(sales), strict=True))
    back: list[Entry] = []
    reverses: dict[str, int] = {}
    for entry, story in zip(sales, paid, strict=True):
        if story.closed_at is None:
            continue
        order_id, at = entry.subject, story.closed_at
        key = f"order:{order_id}:closed"
        reverses[key] = ids[entry.key]
        legs = tuple(Leg(leg.account, -leg.amount) for leg in entry.legs)
        back.append(Entry(key, "trade.sale.reversal", order_id, entry.currency, legs, at, story.reason))
        owed = refund_due(_PROVIDER.number, story.draft.account_id, story.draft.sheet.payable)
        back.append(
            Entry(f"order:{order_id}:refund_due", "trade.refund_due", order_id, entry.currency, owed, at, story.reason)
        )
    post(back, reverses)


def _steps(story: Story, shop_owner: dict[int, int]) -> Iterator[Step]:
    """Changes of state as (when, sub position, old, new, actor), each machine in its order."""
    subs = [(sub.position, sub.sheet.shop_id) for sub in story.draft.parts.subs]
    everyone = [0, *(position for position, _ in subs)]
    at = story.draft.placed_at
    yield from ((at, n, "", "created", story.actor) for n in everyone)
    if story.paid_at:
        yield from ((story.paid_at, n, "created", "paid", "payments") for n in everyone)
    if story.closed_at:
        old = "paid" if story.paid_at else "created"
        yield from ((story.closed_at, n, old, "closed", story.closed_by) for n in everyone)
    last = (at, "")
    for (position, shop_id), parcel in zip(subs, story.parcels, strict=False):
        if parcel.shipped_at:
            yield parcel.shipped_at, position, "paid", "shipped", f"shop:{shop_owner[shop_id]}"
        if parcel.delivered_at:
            yield parcel.delivered_at, position, "shipped", "delivered", "carrier"
        if parcel.confirmed_at:
            yield parcel.confirmed_at, position, "delivered", "confirmed", parcel.confirmed_by
            last = max(last, (parcel.confirmed_at, parcel.confirmed_by))
    if story.state == "completed":
        yield last[0], 0, "paid", "completed", last[1]


def _write_transitions(stories: Sequence[Story], shop_owner: dict[int, int]) -> None:
    ids = DatedIds()
    steps = [
        (step[0], story.draft.order_id, n, step)
        for story in stories for n, step in enumerate(_steps(story, shop_owner))
    ]  # fmt: skip
    steps.sort()
    copy("trade_transition", ("id", "order_id", "sub_position", "old", "new", "actor", "at"),
         [(ids.at(at), order_id, *step[1:], at) for at, order_id, _, step in steps])  # fmt: skip


def _write_payments(stories: Sequence[Story]) -> None:
    ids = DatedIds()
    columns = ("id", "order_id", "position", "method", "amount", "currency", "instalments", "state", "provider_ref",
               "pay_url", "created_at", "paid_at")  # fmt: skip
    rows = []
    for story in stories:
        if story.paid_at:
            begun = story.draft.placed_at + timedelta(seconds=9)
            payment_id, sheet = ids.at(begun), story.draft.sheet
            rows.append((payment_id, story.draft.order_id, 1, _PROVIDER.code, sheet.payable, sheet.currency, 1, "paid",
                         f"demo_{payment_id:x}", "", begun, story.paid_at))  # fmt: skip
    copy("payments_payment", columns, rows)


def _write_parcels(stories: Sequence[Story]) -> None:
    columns = ("order_id", "position", "sub_position", "carrier", "tracking_no", "state", "shipped_at", "delivered_at")
    rows = []
    for story in stories:
        sent = [
            (sub.position, parcel) for sub, parcel in zip(story.draft.parts.subs, story.parcels, strict=False)
            if parcel.shipped_at
        ]  # fmt: skip
        sent.sort(key=lambda pair: (pair[1].shipped_at, pair[0]))
        rows += [
            (story.draft.order_id, n, position, p.carrier, p.tracking_no, "delivered" if p.delivered_at else "shipped",
             p.shipped_at, p.delivered_at)
            for n, (position, p) in enumerate(sent, 1)
        ]  # fmt: skip
    copy("logistics_shipment", columns, rows)


def _write_pieces(stories: Sequence[Story]) -> None:
    states = {"created": "held", "closed": "released"}
    copy("catalog_reservation", ("order_id", "variant_id", "quantity", "state", "until"), [
        (story.draft.order_id, line.item.sku.variant_id, line.item.quantity, states.get(story.state, "sold"),
         story.draft.pay_by)
        for story in stories for line in story.draft.parts.lines
    ])  # fmt: skip


def _write_uses(stories: Sequence[Story]) -> None:
    copy("deals_offer_use", ("order_id", "offer_id", "buyer", "amount", "counted", "state", "used_at"), [
        (story.draft.order_id, coupon_id, story.buyer_key, amount, 1, "returned" if story.closed_at else "taken",
         story.draft.placed_at)
        for story in stories for coupon_id, amount in used_coupons(story.draft.sheet)
    ])  # fmt: skip


def _write_decisions(stories: Sequence[Story]) -> None:
    ids = DatedIds()
    columns = (
        "id",
        "engine",
        "version",
        "rule",
        "subject_kind",
        "subject_id",
        "inputs",
        "outcome",
        "reason",
        "decided_at",
    )
    copy("kernel_decision", columns, [
        (ids.at(s.draft.placed_at), "deals.price_basket", 1, "deals.price_basket", "order", s.draft.order_id,
         _plain(s.question), json_text(s.draft.sheet), _reason(s), s.draft.placed_at)
        for s in stories
    ])  # fmt: skip


def _plain(question: PriceQuestion) -> str:
    return json_text(msgspec.to_builtins(question))


def _reason(story: Story) -> str:
    sheet = story.draft.sheet
    used = [offer.name or offer.kind for offer in sheet.offers if offer.state == "used"]
    return f"{show(sheet.payable, sheet.currency)} to the door" + (f" with {', '.join(used)}" if used else "")


def write_reviews(stories: Sequence[Story], quality: dict[int, float], now: datetime, chance: Random) -> int:
    """What members wrote after their goods had arrived, and the stars of the listings; returns how many.

    `quality` (0 to 1) by listing decides how well it is spoken of.
    """
    found = []
    for story in stories:
        for line in story.draft.parts.lines:
            parcel = story.parcels[line.sub_position - 1] if story.parcels else None
            if (
                parcel is None
                or parcel.delivered_at is None
                or story.person.account_id is None
                or chance.random() > 0.55
            ):
                continue
            at = parcel.delivered_at + timedelta(hours=chance.uniform(2, 110))
            if at < now:
                sku = line.item.sku
                rating, text = _opinion(quality[sku.listing_id], story.person.name, chance)
                answer, answered = ("", None)
                if at + timedelta(days=1) < now and chance.random() < (0.6 if rating < 4 else 0.12):
                    answer = (
                        sentences.ANSWERS[2 + chance.randrange(2)]
                        if rating < 4
                        else sentences.ANSWERS[chance.randrange(2)]
                    )
                    answered = at + timedelta(hours=chance.uniform(1, 23))
                found.append((at, story.draft.order_id, line.position, sku.listing_id, sku.shop_id,
                              story.person.account_id, masked(story.person.name), rating, "", text, at, answer,
                              answered))  # fmt: skip
    ids = DatedIds()
    found.sort(key=lambda row: row[:3])
    copy("content_review", (
        "id", "order_id", "line_position", "listing_id", "shop_id", "account_id", "author", "rating", "title", "text",
        "created_at", "answer", "answered_at",
    ), [(ids.at(at), *rest) for at, *rest in found])  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_STARS)
    return len(found)


def _opinion(quality: float, name: str, chance: Random) -> tuple[int, str]:
    """Stars and words that fit each other."""
    roll = chance.random()
    rating = 5 if roll < quality * 0.86 else 4 if roll < 0.93 else 3 if roll < 0.965 else chance.choice((1, 2))
    english = name.isascii()
    if rating >= 4:
        first = chance.choice(sentences.GOOD_EN if english else sentences.GOOD)
    elif rating == 3:
        first = chance.choice(sentences.FAIR_EN if english else sentences.FAIR)
    else:
        return rating, chance.choice(sentences.FAIR_EN if english else sentences.BAD)
    if english:
        return rating, first
    more = [
        chance.choice(sentences.LOGISTICS),
        chance.choice(("", "", chance.choice(sentences.GOOD) if rating == 5 else "")),
    ]
    return rating, first + "".join(text for text in more if text and text != first)
