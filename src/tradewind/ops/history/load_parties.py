"""Statements that turn staged rows into shops, buyers, categories and listings."""

from tradewind.ops.history.steps import Make, Run, Step

# Whatever else depends on a shop's or a listing's first sale reads it here.
_FIRST_SALES = """
CREATE TEMPORARY TABLE made_first_sales ON COMMIT DROP AS
SELECT i.listing, i.shop, min(o.placed_at) AS at, max(coalesce(i.list_price, i.price)) AS price,
       least(coalesce(sum(coalesce(i.quantity, 1)) FILTER (WHERE o.status NOT IN ('created', 'closed')), 0),
             2147483647)::integer AS sold
FROM history_items i JOIN history_orders o ON o.id = i."order" GROUP BY i.listing, i.shop
"""
_SHOPS = """
SELECT s.id AS ref, coalesce(s.opened_at, f.at, %(now)s) AS at, s.name, s.name_en, s.region, s.city
FROM history_shops s LEFT JOIN (SELECT shop, min(at) AS at FROM made_first_sales GROUP BY shop) f ON f.shop = s.id
"""
_INSERT_SHOPS = """
INSERT INTO parties_shop (id, slug, name, name_en, intro, intro_en, currency, region, city, logo, state, external_ref,
                          opened_at)
SELECT id, 'h-' || CASE WHEN %(prefix)s || ref ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'
                             AND NOT EXISTS (SELECT 1 FROM parties_shop s WHERE s.slug = 'h-' || %(prefix)s || ref)
                        THEN %(prefix)s || ref ELSE md5(%(prefix)s || ref) END,
       coalesce(name, left(ref, 80)), coalesce(name_en, ''), '', '', %(currency)s, coalesce(region, ''),
       coalesce(city, ''), '', 'history', %(prefix)s || ref, at
FROM made_shops
"""
_BUYERS = """
SELECT b.id AS ref, coalesce(b.joined_at, o.at, %(now)s) AS at, b.name
FROM history_buyers b
LEFT JOIN (SELECT buyer, min(placed_at) AS at FROM history_orders GROUP BY buyer) o ON o.buyer = b.id
"""
# Without an e-mail address and with a password that no text hashes to, nobody can sign in.
_INSERT_BUYERS = """
INSERT INTO parties_account (id, password, last_login, email, name, language, external_ref, is_active, is_demo,
                             joined_at)
SELECT id, '!' || md5(random()::text || ref), NULL, NULL, coalesce(name, ''), '', %(prefix)s || ref, true, false, at
FROM made_buyers
"""
# A category is found by its slug, so that imports share categories with the marketplace and with each other.
_CATEGORY_WORDS = """
CREATE TEMPORARY TABLE made_category_words ON COMMIT DROP AS
SELECT coalesce(category, 'other') AS ref,
       coalesce(nullif(trim(BOTH '-' FROM regexp_replace(lower(coalesce(category, 'other')), '[^a-z0-9]+', '-', 'g')),
                       ''), 'c-' || left(md5(coalesce(category, 'other')), 16)) AS slug,
       coalesce(min(category_name), min(category), '其他') AS name,
       coalesce(min(category_name_en), min(category), 'Other') AS name_en
FROM history_listings GROUP BY category
"""
_CATEGORIES = """
SELECT slug AS ref, %(now)s::timestamptz AS at, min(name) AS name, min(name_en) AS name_en
FROM made_category_words w WHERE NOT EXISTS (SELECT 1 FROM catalog_category c WHERE c.slug = w.slug) GROUP BY slug
"""
_INSERT_CATEGORIES = """
INSERT INTO catalog_category (id, parent_id, slug, name, name_en, position, listing_count)
SELECT id, NULL, ref, name, name_en, 0, 0 FROM made_categories
"""
# One listing for every shop that sold it; what nobody sold stands once, if it says whose it is.
_LISTINGS = """
SELECT DISTINCT ON (l.id, s.shop) l.id || ' ' || s.shop AS ref, l.id AS listing, s.shop,
       coalesce(l.created_at, f.at, %(now)s) AS at,
       l.title, l.title_en, l.description, l.description_en, c.id AS category_id, w.name AS category_name,
       w.name_en AS category_name_en, greatest(1, coalesce(l.list_price, f.price, 1)) AS price,
       coalesce(l.weight_g, 0) AS weight_g, coalesce(f.sold, 0) AS sold
FROM (SELECT listing, shop FROM made_first_sales
      UNION SELECT id, shop FROM history_listings WHERE shop IS NOT NULL) s
JOIN history_listings l ON l.id = s.listing AND (l.shop = s.shop OR l.shop IS NULL)
JOIN made_category_words w ON w.ref = coalesce(l.category, 'other')
JOIN catalog_category c ON c.slug = w.slug
LEFT JOIN made_first_sales f ON f.listing = s.listing AND f.shop = s.shop
ORDER BY l.id, s.shop, l.shop IS NULL
"""
_INSERT_LISTINGS = """
INSERT INTO catalog_listing (id, shop_id, category_id, title, title_en, description, description_en, attributes,
    option_names, state, freight_template_id, dispatch_hours, external_ref, cover, list_from, stock_left, sold_count,
    rating_sum, rating_count, search, version, created_at, updated_at)
SELECT l.id, s.id, l.category_id, coalesce(l.title, left(l.category_name, 80) || ' ' || left(l.listing, 8)),
       coalesce(l.title_en, CASE WHEN l.title IS NULL THEN left(l.category_name_en, 80) || ' ' || left(l.listing, 8)
                                 ELSE '' END),
       coalesce(l.description, ''), coalesce(l.description_en, ''), '{}', '[]', 'archived', NULL, 48,
       %(prefix)s || l.listing, '', l.price, 0, l.sold, 0, 0, NULL, 1, l.at, l.at
FROM made_listings l JOIN made_shops s ON s.ref = l.shop
"""
# The one variant of an imported listing shares its id.
_INSERT_VARIANTS = """
INSERT INTO catalog_variant (id, listing_id, position, sku, options, list_price, weight_g)
SELECT id, id, 0, left(listing, 64), '[]', price, weight_g FROM made_listings
"""
_INSERT_STOCK = """
INSERT INTO catalog_stock (variant_id, on_hand, reserved) SELECT id, 0, 0 FROM made_listings
"""
_INSERT_CARD_PRICES = """
INSERT INTO deals_listing_price (listing_id, category_id, list_price, item_price, variants_differ, stale_at)
SELECT id, NULL, price, price, false, NULL FROM made_listings
"""

STEPS: list[Step] = [
    Run("first sales", _FIRST_SALES),
    Run("first sales", "ANALYZE made_first_sales"),
    Make("shops", "made_shops", _SHOPS, "parties_shop"),
    Run("shops", _INSERT_SHOPS),
    Make("buyers", "made_buyers", _BUYERS, "parties_account"),
    Run("buyers", _INSERT_BUYERS),
    Run("categories", _CATEGORY_WORDS),
    Make("categories", "made_categories", _CATEGORIES, "catalog_category"),
    Run("categories", _INSERT_CATEGORIES),
    Make("listings", "made_listings", _LISTINGS, "catalog_listing"),
    Run("listings", _INSERT_LISTINGS),
    Run("listings", _INSERT_VARIANTS),
    Run("listings", _INSERT_STOCK),
    Run("listings", _INSERT_CARD_PRICES),
]
