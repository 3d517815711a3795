"""Reads of offers and prices."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from tradewind.deals.engine.advice import advise
from tradewind.deals.engine.advice import two_orders as priced_apart
from tradewind.deals.engine.checks import MOST_LINES, MOST_OFFERS
from tradewind.deals.engine.price import price_basket
from tradewind.deals.errors import NoOffer
from tradewind.deals.kinds.fields import FIELDS
from tradewind.deals.kinds.makers import BY_PIECES, PLATFORM_KINDS, SHOP_KINDS, SHOP_ONLY_FORMS
from tradewind.deals.serving.fast import rows
from tradewind.deals.serving.offers import LEFT, LIVE, OFFER, fitted, targets
from tradewind.deals.types import (
    Advice,
    AdviceQuestion,
    Basket,
    BasketLine,
    ItemPriceOffer,
    ItemPriceView,
    Offer,
    OfferField,
    OfferView,
    Payer,
    PriceQuestion,
    PriceSheet,
    ShopCouponOffer,
    ShopGoods,
    TwoOrders,
    WorstCase,
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
# What lies in a basket leads to its offers: one index look-up for each thing. Those of no use to this buyer go last.
_LIVE_OFFERS = f"""
WITH RECURSIVE up AS (
  SELECT c.id AS leaf, c.id, c.parent_id FROM catalog_category c WHERE c.id = ANY(%(categories)s)
  UNION SELECT up.leaf, c.id, c.parent_id FROM up JOIN catalog_category c ON c.id = up.parent_id),
things(what, id) AS (
  SELECT 'everything', 0::bigint UNION ALL SELECT 'shop', unnest(%(shops)s::bigint[])
  UNION ALL SELECT 'listing', unnest(%(listings)s::bigint[])
  UNION ALL SELECT 'variant', unnest(%(variants)s::bigint[]) UNION ALL SELECT DISTINCT 'category', up.id FROM up),
found AS (
  SELECT DISTINCT t.offer_id FROM things
  JOIN deals_offer_target t ON t.what = things.what AND t.target_id = things.id),
mine AS (
  SELECT o.*, u.counted, {LEFT} AND coalesce(u.counted, 0) < coalesce(o.per_buyer, 2147483647) AS usable,
         NOT o.claim_needed OR c.offer_id IS NOT NULL OR %(anyone)s AS claimed
  FROM found JOIN deals_offer o ON o.id = found.offer_id
  LEFT JOIN LATERAL (SELECT sum(x.counted) AS counted FROM deals_offer_use x
                     WHERE x.offer_id = o.id AND x.buyer = %(buyer)s AND x.state = 'taken') u ON true
  LEFT JOIN deals_claim c ON c.holder = %(buyer)s AND c.offer_id = o.id
  WHERE {LIVE} AND o.currency = %(currency)s AND (o.code = '' OR c.offer_id IS NOT NULL OR %(anyone)s)
  ORDER BY usable DESC, claimed DESC, o.headline DESC, o.id LIMIT %(limit)s)
SELECT (SELECT json_agg({OFFER} || CASE WHEN o.claimed THEN '{{}}' ELSE '{{"blocked": "deals.not_claimed"}}'::jsonb END
                        ORDER BY o.id) FROM mine o, LATERAL (SELECT o.counted) u)::text,
       (SELECT json_object_agg(leaf, ids) FROM (SELECT leaf, array_agg(id) AS ids FROM up GROUP BY leaf) x)::text
"""  # noqa: S608 - parts are constants
_VIEW = """
SELECT o.id, o.shop_id, o.kind, o.name, o.name_en, o.params, o.currency, o.payer, o.code, o.per_buyer, o.uses_allowed,
       o.uses_taken, o.budget_allowed, o.budget_taken, o.claim_needed, o.claims_allowed, o.claims_taken,
       o.valid_from, o.valid_to,
       CASE WHEN o.stopped_at IS NOT NULL THEN 'stopped' WHEN o.valid_to <= %(now)s THEN 'over'
            WHEN o.uses_taken >= o.uses_allowed THEN 'used_up' WHEN o.budget_taken >= o.budget_allowed THEN 'budget_out'
            WHEN o.valid_from > %(now)s THEN 'coming' ELSE 'live' END
FROM deals_offer o
"""
_read_offers = msgspec.json.Decoder(list[Offer]).decode
_read_above = msgspec.json.Decoder(dict[int, list[int]]).decode


def _rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def item_prices(variant_ids: Iterable[int], now: datetime) -> dict[int, int]:
    """The lowest live item price of each variant that has one below its list price, in one query."""
    wanted = sorted(set(variant_ids))
    return dict(_rows(_BEST, variants=wanted, now=now)) if wanted else {}


def item_prices_by_payer(variant_ids: Iterable[int], now: datetime) -> dict[int, tuple[int, Payer]]:
    """The lowest live item price of each variant that has one, with who pays for it: prices that everybody gets."""
    wanted = sorted(set(variant_ids))
    found = _rows(_ITEM_OFFERS, variants=wanted, now=now) if wanted else []
    lowest = sorted(found, key=lambda row: -row[2])
    return {variant_id: (amount, payer) for _, variant_id, amount, payer, _ in lowest}


def price(basket: Basket, buyer: str, now: datetime) -> PriceSheet:
    """Prices a basket with the offers that are live at `now`. `buyer` is `Buyer.key`, for per-buyer limits.

    Offers that this buyer cannot use any more, or has not claimed, are on the sheet as refused. Refuses
    what `engine.price` refuses.
    """
    return price_basket(PriceQuestion(basket=basket, offers=live_offers(basket, buyer, now)))


def advice(question: AdviceQuestion) -> Advice:
    """Would two orders be cheaper, and which top-up pays for itself? See `engine.advice`."""
    return advise(question)


def two_orders(first: PriceQuestion, second: PriceQuestion, payable: int) -> TwoOrders | None:
    """Two orders placed one after the other; None unless both together cost less than `payable`."""
    return priced_apart(first, second, payable)


def live_offers(basket: Basket, buyer: str, now: datetime, *, anyone: bool = False) -> list[Offer]:
    """The offers on the goods of a basket at `now`, in two queries; at most as many as the engine takes.

    `anyone`: with those that somebody could claim.
    """
    if not basket.lines:
        return []
    variants = sorted({line.variant_id for line in basket.lines})
    items = [
        ItemPriceOffer(id=id_, variant_id=variant_id, amount=amount, payer=payer, expires_ms=_ms(valid_to))
        for id_, variant_id, amount, payer, valid_to in _rows(_ITEM_OFFERS, variants=variants, now=now)
    ]
    items = _best(items)
    return [*items, *_offers(basket, buyer, now, MOST_OFFERS - len(items), anyone)]


def _offers(basket: Basket, buyer: str, now: datetime, limit: int, anyone: bool) -> list[Offer]:
    """The offers of all other kinds, with what is left of each for this buyer."""
    with connection.cursor() as cursor:
        found = rows(cursor, _LIVE_OFFERS, {
            "categories": sorted({line.category_id for line in basket.lines}),
            "shops": sorted({line.shop_id for line in basket.lines}),
            "listings": sorted({line.listing_id for line in basket.lines}),
            "variants": sorted({line.variant_id for line in basket.lines}),
            "currency": basket.currency, "buyer": buyer, "now": now, "limit": limit, "anyone": anyone,
        })  # fmt: skip
    offers, above = found[0]
    return fitted(_read_offers(offers), _read_above(above) if above else {}) if offers else []


def _best(items: list[ItemPriceOffer]) -> list[ItemPriceOffer]:
    """All item prices while they are few; else the lowest of each variant, which is the only one that can count."""
    if len(items) <= MOST_OFFERS // 3:
        return items
    lowest: dict[int, ItemPriceOffer] = {}
    for item in sorted(items, key=lambda i: (-i.amount, -i.id)):
        lowest[item.variant_id] = item
    return sorted(lowest.values(), key=lambda i: i.id)


def _ms(moment: datetime | None) -> int:
    """Unix milliseconds, 0 for no end."""
    return 0 if moment is None else int(moment.timestamp()) * 1000


def shop_coupons(shop_id: int, now: datetime) -> list[ShopCouponOffer]:
    """The coupons that work by themselves in all of a shop at `now`, largest first."""
    with connection.cursor() as cursor:
        found = rows(cursor, _SHOP_COUPONS, {"shop": shop_id, "now": now})
    return _read_coupons(found[0][0]) if found[0][0] else []


_SHOP_COUPONS = f"""
SELECT json_agg({OFFER} ORDER BY o.headline DESC, o.id)::text
FROM (SELECT o.* FROM deals_offer_target t JOIN deals_offer o ON o.id = t.offer_id
      WHERE t.what = 'shop' AND t.target_id = %(shop)s AND o.kind = 'shop_coupon' AND {LIVE} AND {LEFT}
        AND NOT o.claim_needed ORDER BY o.headline DESC, o.id LIMIT 50) o,
     (SELECT 0 AS counted) u
"""  # noqa: S608 - parts are constants
_read_coupons = msgspec.json.Decoder(list[ShopCouponOffer]).decode


def offers_by(shop_id: int | None, before_id: int | None = None, limit: int = 50, *, now: datetime) -> list[OfferView]:
    """A page of the offers that a shop made, or the platform (None), in every state, newest first."""
    where = (
        "WHERE o.shop_id IS NOT DISTINCT FROM %(shop)s::bigint AND (%(before)s::bigint IS NULL OR o.id < %(before)s) "
        "ORDER BY o.id DESC LIMIT %(limit)s"
    )
    return _views(where, shop=shop_id, before=before_id, limit=limit, now=now)


def offer(offer_id: int, now: datetime) -> OfferView:
    """One offer; refuses `deals.no_offer`."""
    found = _views("WHERE o.id = %(id)s", id=offer_id, now=now)
    if not found:
        raise NoOffer(where=str(offer_id))
    return found[0]


def wallet(buyer: str, now: datetime) -> list[OfferView]:
    """What somebody (`Buyer.key`) has claimed and can still use, the ones that end first on top."""
    return _views(
        f"""JOIN deals_claim c ON c.offer_id = o.id AND c.holder = %(buyer)s
            WHERE o.stopped_at IS NULL AND o.valid_to > %(now)s AND {LEFT}
              AND coalesce((SELECT sum(u.counted) FROM deals_offer_use u WHERE u.offer_id = o.id
                            AND u.buyer = %(buyer)s AND u.state = 'taken'), 0) < coalesce(o.per_buyer, 2147483647)
            ORDER BY o.valid_to, o.id LIMIT 200""",  # noqa: S608 - parts are constants
        buyer=buyer,
        now=now,
    )


def _views(where: str, **values: Any) -> list[OfferView]:
    found = _rows(f"{_VIEW} {where}", **values)
    return [OfferView._make((*row[:5], json.loads(row[5]), *row[6:])) for row in found]


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


def kinds_for(shop: bool) -> list[str]:
    """The kinds of offers that a shop, or the platform, makes with a form."""
    return [kind for kind in (SHOP_KINDS if shop else PLATFORM_KINDS) if shop or kind not in SHOP_ONLY_FORMS]


def fields_of(kind: str) -> tuple[OfferField, ...]:
    """The fields of the form for a kind of offer."""
    return FIELDS[kind]


def counts_pieces(kind: str) -> bool:
    """Is the buyer's limit of this kind counted in pieces?"""
    return kind in BY_PIECES


def shop_goods(shop_id: int) -> list[ShopGoods]:
    """The variants that a shop has on sale, at most as many as a basket holds lines, newest listing first."""
    rows = _rows(
        """SELECT v.id, l.id, l.shop_id, l.category_id, l.title, l.title_en,
                  coalesce((SELECT string_agg(o ->> 'value', ' / ') FROM jsonb_array_elements(v.options) o), ''),
                  coalesce((SELECT string_agg(coalesce(nullif(o ->> 'value_en', ''), o ->> 'value'), ' / ')
                            FROM jsonb_array_elements(v.options) o), ''),
                  v.list_price, s.currency
           FROM catalog_listing l JOIN catalog_variant v ON v.listing_id = l.id JOIN parties_shop s ON s.id = l.shop_id
           WHERE l.shop_id = %(shop)s AND l.state = 'on_sale' ORDER BY l.id DESC, v.position, v.id LIMIT %(most)s""",
        shop=shop_id, most=MOST_LINES,
    )  # fmt: skip
    return [ShopGoods._make(row) for row in rows]


def worst_cases(shop_id: int, draft: Offer, starts: datetime) -> list[WorstCase]:
    """What one piece of each listing that a draft covers may cost at the least from `starts` on, dearest cut first.

    With every offer that anybody may have then, claimed ones too; the engine prices a basket of that one piece.
    """
    goods = shop_goods(shop_id)
    if not goods:
        return []
    basket = Basket(currency=goods[0].currency, lines=[_one_piece(sku, n) for n, sku in enumerate(goods, 1)])
    live = live_offers(basket, "", starts, anyone=True)[: MOST_OFFERS - 1]
    leads, found = set(targets(draft)), dict[int, WorstCase]()
    for sku in goods:
        if leads.isdisjoint(_leads(sku)):
            continue
        one = Basket(currency=sku.currency, lines=[_one_piece(sku, 1)])
        now = price_basket(PriceQuestion(basket=one, offers=live)).payable
        sheet = price_basket(PriceQuestion(basket=one, offers=[*live, draft]))
        case = WorstCase(sku, now, sheet.payable, _received(sheet))
        if sku.listing_id not in found or case.lowest < found[sku.listing_id].lowest:
            found[sku.listing_id] = case
    return sorted(found.values(), key=lambda case: (case.lowest - case.goods.list_price, case.goods.listing_id))


def _one_piece(sku: ShopGoods, position: int) -> BasketLine:
    return BasketLine(
        position=position, shop_id=sku.shop_id, listing_id=sku.listing_id, variant_id=sku.variant_id,
        category_id=sku.category_id, quantity=1, list_price=sku.list_price,
    )  # fmt: skip


def _leads(sku: ShopGoods) -> set[tuple[str, int]]:
    return {("everything", 0), ("shop", sku.shop_id), ("listing", sku.listing_id), ("variant", sku.variant_id)}


def _received(sheet: PriceSheet) -> int:
    """What the shop gets for the goods: their item level with what others lent to it, less what it funds itself."""
    lent = sum(share.amount for line in sheet.lines for share in line.item_shares if share.payer != "merchant")
    own = sum(share.amount for line in sheet.lines for share in line.shares if share.payer == "merchant")
    return sheet.item_amount + lent - own
