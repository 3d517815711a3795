"""Reads of offers and prices."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from tradewind.deals.engine.advice import advise
from tradewind.deals.engine.advice import two_orders as priced_apart
from tradewind.deals.engine.price import price_basket
from tradewind.deals.errors import NoOffer
from tradewind.deals.types import (
    Advice,
    AdviceQuestion,
    Basket,
    CouponView,
    ItemPriceOffer,
    ItemPriceView,
    Offer,
    PriceQuestion,
    PriceSheet,
    ShopCouponOffer,
    TwoOrders,
)

_LIVE = "valid_from <= %(now)s AND (valid_to IS NULL OR valid_to > %(now)s)"
_BEST = f"""
SELECT DISTINCT ON (i.variant_id) i.variant_id, i.amount
FROM deals_item_price i JOIN catalog_variant v ON v.id = i.variant_id
WHERE i.variant_id = ANY(%(variants)s) AND i.amount < v.list_price AND {_LIVE}
ORDER BY i.variant_id, i.amount
"""  # noqa: S608 - parts are constants
_ITEM_OFFERS = f"""
SELECT id, variant_id, amount, payer, valid_to FROM deals_item_price
WHERE variant_id = ANY(%(variants)s) AND {_LIVE} ORDER BY id
"""  # noqa: S608 - parts are constants
# Of a shop's coupons the best payers come first, in case there are more than the engine takes.
_COUPON_OFFERS = """
SELECT c.id, c.shop_id, c.threshold, c.face, c.name, c.name_en, c.payer, c.currency, c.valid_to,
       CASE WHEN c.uses_taken >= c.uses_allowed THEN 'deals.used_up'
            WHEN c.per_buyer <= mine.uses THEN 'deals.buyer_limit' ELSE '' END AS blocked,
       c.uses_allowed - c.uses_taken, c.per_buyer - mine.uses
FROM deals_coupon c CROSS JOIN LATERAL (
    SELECT count(*)::int AS uses FROM deals_coupon_use u
    WHERE u.coupon_id = c.id AND u.buyer = %(buyer)s AND u.state = 'taken') mine
WHERE c.shop_id = ANY(%(shops)s) AND c.currency = %(currency)s AND c.stopped_at IS NULL
  AND c.valid_from <= %(now)s AND c.valid_to > %(now)s
ORDER BY blocked, c.face DESC, c.id LIMIT %(limit)s
"""
_COUPONS = """
SELECT id, shop_id, name, name_en, threshold, face, currency, payer, per_buyer, uses_allowed, uses_taken,
       valid_from, valid_to,
       CASE WHEN stopped_at IS NOT NULL THEN 'stopped' WHEN valid_to <= %(now)s THEN 'over'
            WHEN uses_taken >= uses_allowed THEN 'used_up' WHEN valid_from > %(now)s THEN 'coming' ELSE 'live' END
FROM deals_coupon
"""
_MOST_OFFERS = 300  # what the engine takes, see engine.checks


def _rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def item_prices(variant_ids: Iterable[int], now: datetime) -> dict[int, int]:
    """The lowest live item price of each variant that has one below its list price, in one query."""
    wanted = sorted(set(variant_ids))
    return dict(_rows(_BEST, variants=wanted, now=now)) if wanted else {}


def price(basket: Basket, buyer: str, now: datetime) -> PriceSheet:
    """Prices a basket with the offers that are live at `now`. `buyer` is `Buyer.key`, for per-buyer limits.

    Coupons that this buyer cannot use any more are on the sheet as refused. Refuses what `engine.price` refuses.
    """
    return price_basket(PriceQuestion(basket=basket, offers=live_offers(basket, buyer, now)))


def advice(question: AdviceQuestion) -> Advice:
    """Would two orders be cheaper, and which top-up pays for itself? See `engine.advice`."""
    return advise(question)


def two_orders(first: PriceQuestion, second: PriceQuestion, payable: int) -> TwoOrders | None:
    """Two orders placed one after the other; None unless both together cost less than `payable`."""
    return priced_apart(first, second, payable)


def live_offers(basket: Basket, buyer: str, now: datetime) -> list[Offer]:
    """The offers on the goods of a basket at `now`, in two queries; at most as many as the engine takes."""
    if not basket.lines:
        return []
    variants = sorted({line.variant_id for line in basket.lines})
    shops = sorted({line.shop_id for line in basket.lines})
    items = [
        ItemPriceOffer(id=id_, variant_id=variant_id, amount=amount, payer=payer, expires_ms=_ms(valid_to))
        for id_, variant_id, amount, payer, valid_to in _rows(_ITEM_OFFERS, variants=variants, now=now)
    ]
    items = _best(items)
    coupons = [
        ShopCouponOffer(
            id=row[0], shop_id=row[1], threshold=row[2], face=row[3], name=row[4], name_en=row[5], payer=row[6],
            currency=row[7], expires_ms=_ms(row[8]), blocked=row[9], uses_left=max(0, row[10]),
            buyer_left=max(0, row[11]),
        )
        for row in _rows(
            _COUPON_OFFERS, shops=shops, currency=basket.currency, buyer=buyer, now=now,
            limit=_MOST_OFFERS - len(items),
        )
    ]  # fmt: skip
    return [*items, *coupons]


def _best(items: list[ItemPriceOffer]) -> list[ItemPriceOffer]:
    """All item prices while they are few; else the lowest of each variant, which is the only one that can count."""
    if len(items) <= _MOST_OFFERS // 3:
        return items
    lowest: dict[int, ItemPriceOffer] = {}
    for item in sorted(items, key=lambda i: (-i.amount, -i.id)):
        lowest[item.variant_id] = item
    return sorted(lowest.values(), key=lambda i: i.id)


def _ms(moment: datetime | None) -> int:
    """Unix milliseconds, 0 for no end."""
    return 0 if moment is None else int(moment.timestamp()) * 1000


def shop_coupons(shop_id: int, now: datetime) -> list[CouponView]:
    """The coupons a shopper can use in a shop at `now`, largest face first."""
    live = _rows(
        f"{_COUPONS} WHERE shop_id = %(shop)s AND stopped_at IS NULL AND valid_from <= %(now)s AND valid_to > %(now)s "
        "AND uses_taken < uses_allowed ORDER BY face DESC, threshold, id LIMIT 50",
        shop=shop_id, now=now,
    )  # fmt: skip
    return [CouponView(*row) for row in live]


def coupons_of_shop(
    shop_id: int, before_id: int | None = None, limit: int = 50, *, now: datetime | None = None
) -> list[CouponView]:
    """A page of a shop's coupons in every state, newest first. `now` decides coming, live and over (default: the
    database's clock)."""
    where = (
        " WHERE shop_id = %(shop)s AND (%(before)s::bigint IS NULL OR id < %(before)s) ORDER BY id DESC LIMIT %(limit)s"
    )
    sql = (_COUPONS + where).replace("%(now)s", "coalesce(%(now)s, now())")
    return [CouponView(*row) for row in _rows(sql, shop=shop_id, before=before_id, limit=limit, now=now)]


def coupon(shop_id: int, coupon_id: int, now: datetime) -> CouponView:
    """One coupon of a shop; refuses `deals.no_offer`."""
    rows = _rows(f"{_COUPONS} WHERE shop_id = %(shop)s AND id = %(id)s", shop=shop_id, id=coupon_id, now=now)
    if not rows:
        raise NoOffer(where=str(coupon_id))
    return CouponView(*rows[0])


def listing_item_prices(listing_id: int, now: datetime) -> list[ItemPriceView]:
    """The item prices of a listing's variants: live and coming ones, and those that ended in the last 90 days."""
    rows = _rows(
        """SELECT i.id, i.variant_id, v.listing_id, i.amount, v.list_price, i.payer, i.valid_from, i.valid_to,
                  CASE WHEN i.valid_to <= %(now)s THEN 'over' WHEN i.valid_from > %(now)s THEN 'coming' ELSE 'live' END
           FROM deals_item_price i JOIN catalog_variant v ON v.id = i.variant_id
           WHERE v.listing_id = %(listing)s
             AND (i.valid_to IS NULL OR i.valid_to > %(now)s::timestamptz - interval '90 days')
           ORDER BY v.position, i.valid_from DESC, i.id""",
        listing=listing_id, now=now,
    )  # fmt: skip
    return [ItemPriceView(*row) for row in rows]


def card_prices(listing_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """List and item price that the cards of these listings show."""
    rows = _rows(
        "SELECT listing_id, list_price, item_price FROM deals_listing_price WHERE listing_id = ANY(%(ids)s)",
        ids=list(listing_ids),
    )
    return {listing_id: (list_price, item_price) for listing_id, list_price, item_price in rows}
