"""All of a product page in one round trip: PostgreSQL writes one JSON text, msgspec reads it into structs.

Structs that are `array_like` hold values in the order in which the statement writes them.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec

from tradewind.deals.engine.price import price_basket
from tradewind.deals.serving.fast import rows
from tradewind.deals.serving.offers import LEFT, LIVE, OFFER, fitted
from tradewind.deals.types import (
    Basket,
    BasketLine,
    ItemCouponOffer,
    ItemPriceOffer,
    Offer,
    PriceQuestion,
    ShopCouponOffer,
)


class Text2(msgspec.Struct, frozen=True):
    """An option's value in two languages."""

    value: str
    value_en: str = ""


class Name2(msgspec.Struct, frozen=True):
    """An option's name in two languages."""

    name: str
    name_en: str = ""


class PageShop(msgspec.Struct, frozen=True, array_like=True):
    """The shop as the page shows it."""

    id: int
    slug: str
    name: str
    name_en: str
    region: str
    city: str
    logo: str
    currency: str


class PageStep(msgspec.Struct, frozen=True, array_like=True):
    """One step of the way from the root to the category."""

    id: int
    slug: str
    name: str
    name_en: str


class PageFact(msgspec.Struct, frozen=True, array_like=True):
    """A stated fact, with the name of what it states. `value_en` is blank unless it is a choice that has one."""

    code: str
    name: str
    name_en: str
    value: str
    value_en: str


class PagePicture(msgspec.Struct, frozen=True, array_like=True):
    """A picture; see `catalog.types.picture_url`."""

    key: str
    width: int
    height: int
    alt: str


class PageVariant(msgspec.Struct, frozen=True, array_like=True):
    """A SKU with the price that is charged now (before coupons) and the pieces left. `ends_at`: of its item price."""

    id: int
    options: list[Text2]
    list_price: int
    item_price: int
    stock_left: int
    ends_at: datetime | None


class ProductPage(msgspec.Struct, frozen=True, array_like=True):
    """Everything a product page shows. `on_sale` is False when the listing or its shop pauses."""

    id: int
    on_sale: bool
    title: str
    title_en: str
    description: str
    description_en: str
    option_names: list[Name2]
    freight_template_id: int | None
    dispatch_hours: int
    cover: str
    stock_left: int
    sold_count: int
    rating_sum: int
    rating_count: int
    updated_at: datetime
    category_id: int
    shop: PageShop
    category_path: list[PageStep]
    attributes: list[PageFact]
    pictures: list[PagePicture]
    variants: list[PageVariant]
    stored: msgspec.Raw

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The automatic offers that are live on these goods."""
        return _offers(bytes(self.stored))

    @property
    def coupons(self) -> list[ShopCouponOffer | ItemCouponOffer]:
        """The shop's coupons on these goods, lowest threshold first."""
        found = [offer for offer in self.offers if isinstance(offer, ShopCouponOffer | ItemCouponOffer)]
        return sorted(found, key=lambda offer: (offer.threshold, -offer.face, offer.id))

    def saving(self, variant: PageVariant) -> int:
        """What the best automatic offers take off one piece below its item price: what checkout does by itself."""
        if not self.offers:
            return 0
        line = BasketLine(
            position=1, shop_id=self.shop.id, listing_id=self.id, variant_id=variant.id, category_id=self.category_id,
            quantity=1, list_price=variant.list_price,
        )  # fmt: skip
        path = tuple(step.id for step in self.category_path)
        return variant.item_price - _one_piece(bytes(self.stored), self.shop.currency, line, variant.item_price, path)

    @property
    def cheapest(self) -> PageVariant:
        """The variant that the card shows: lowest item price, then lowest list price."""
        return min(self.variants, key=lambda v: (v.item_price, v.list_price, v.id))

    @property
    def variants_differ(self) -> bool:
        """Do variants cost differently?"""
        return len({variant.item_price for variant in self.variants}) > 1


_read_offers = msgspec.json.Decoder(tuple[Offer, ...]).decode


@lru_cache(maxsize=2048)
def _offers(stored: bytes) -> tuple[Offer, ...]:
    return _read_offers(stored)


@lru_cache(maxsize=8192)
def _one_piece(stored: bytes, currency: str, line: BasketLine, item_price: int, path: tuple[int, ...]) -> int:
    """What one piece costs with these offers. The engine is pure, so the same question is asked once: a price or an
    offer that changes, down to the uses that are left, is another question."""
    now_at = ItemPriceOffer(id=0, variant_id=line.variant_id, amount=item_price)
    offers = [now_at, *fitted(_offers(stored), {line.category_id: path})]
    return price_basket(PriceQuestion(basket=Basket(currency=currency, lines=[line]), offers=offers)).payable


_LIVE = LIVE.replace("%(now)s", "m.now")
_PAGE = f"""
WITH RECURSIVE up AS (
  SELECT c.id, c.slug, c.name, c.name_en, c.parent_id, 0 AS depth
  FROM catalog_category c WHERE c.id = (SELECT category_id FROM catalog_listing WHERE id = %(id)s)
  UNION ALL SELECT c.id, c.slug, c.name, c.name_en, c.parent_id, up.depth + 1
  FROM up JOIN catalog_category c ON c.id = up.parent_id)
SELECT json_build_array(
  l.id, l.state = 'on_sale' AND s.state = 'open', l.title, l.title_en, l.description, l.description_en, l.option_names,
  l.freight_template_id, l.dispatch_hours, l.cover, l.stock_left, l.sold_count, l.rating_sum, l.rating_count,
  l.updated_at, l.category_id,
  json_build_array(s.id, s.slug, s.name, s.name_en, s.region, s.city, s.logo, s.currency),
  (SELECT json_agg(json_build_array(id, slug, name, name_en) ORDER BY depth DESC) FROM up),
  coalesce((SELECT json_agg(json_build_array(f.key, coalesce(a.name, f.key), coalesce(a.name_en, ''), f.value,
                              coalesce((SELECT o ->> 'value_en' FROM jsonb_array_elements(a.choices) o
                                        WHERE o ->> 'value' = f.value LIMIT 1), '')) ORDER BY a.position, f.key)
            FROM jsonb_each_text(l.attributes) f
            LEFT JOIN catalog_category_attribute a ON a.category_id = l.category_id AND a.code = f.key), '[]'),
  coalesce((SELECT json_agg(json_build_array(i.key, i.width, i.height, i.alt) ORDER BY i.position, i.id)
            FROM catalog_picture i WHERE i.listing_id = l.id), '[]'),
  coalesce((SELECT json_agg(json_build_array(v.id, v.options, v.list_price, coalesce(p.amount, v.list_price),
                                             coalesce(k.on_hand - k.reserved, 0), p.valid_to) ORDER BY v.position, v.id)
            FROM catalog_variant v
            LEFT JOIN catalog_stock k ON k.variant_id = v.id
            LEFT JOIN LATERAL (
              SELECT i.amount, i.valid_to FROM deals_item_price i
              WHERE i.variant_id = v.id AND i.amount < v.list_price AND i.valid_from <= m.now
                AND (i.valid_to IS NULL OR i.valid_to > m.now)
              ORDER BY i.amount, i.valid_to, i.id LIMIT 1) p ON true
            WHERE v.listing_id = l.id), '[]'),
  coalesce((SELECT json_agg({OFFER} ORDER BY o.id)
            FROM (SELECT o.* FROM (
                    SELECT 'everything' AS what, 0::bigint AS id UNION ALL SELECT 'shop', l.shop_id
                    UNION ALL SELECT 'listing', l.id
                    UNION ALL SELECT 'variant', v.id FROM catalog_variant v WHERE v.listing_id = l.id
                    UNION ALL SELECT 'category', up.id FROM up) things
                  JOIN deals_offer_target t ON t.what = things.what AND t.target_id = things.id
                  JOIN deals_offer o ON o.id = t.offer_id
                  WHERE {_LIVE} AND {LEFT} AND NOT o.claim_needed AND o.currency = s.currency
                  GROUP BY o.id ORDER BY o.headline DESC, o.id LIMIT 60) o,
                 (SELECT 0 AS counted) u), '[]')
)::text
FROM (SELECT coalesce(%(now)s::timestamptz, now()) AS now) m, catalog_listing l
JOIN parties_shop s ON s.id = l.shop_id
WHERE l.id = %(id)s AND l.state IN ('on_sale', 'paused') AND s.state IN ('open', 'paused')
"""  # noqa: S608 - parts are constants
_read = msgspec.json.Decoder(ProductPage).decode


def product(cursor: Any, listing_id: int, now: datetime | None = None) -> ProductPage | None:
    """The page of a listing on sale or paused, with the prices that hold at `now` (None: the database's clock).

    None for drafts, archived and imported history, and for shops that are closed: there is nothing to show.
    """
    found = rows(cursor, _PAGE, {"id": listing_id, "now": now})
    return _read(found[0][0]) if found else None
