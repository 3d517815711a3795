"""One query for each neutral table: rows of one currency, amounts in minor units, moments as they are stored.

Rows that were made here are called `tw-<id>`, imported ones what they were called before.
"""

CURRENCIES = """
SELECT currency FROM parties_shop UNION SELECT currency FROM trade_order ORDER BY 1
"""
_SHOPS = """
SELECT coalesce(external_ref, 'tw-' || id) AS id, name, name_en, region, city, opened_at
FROM parties_shop WHERE currency = %(currency)s ORDER BY parties_shop.id
"""
_BUYERS = """
SELECT coalesce(a.external_ref, 'tw-' || a.id) AS id, NULL AS name, a.joined_at FROM parties_account a
WHERE a.id IN (SELECT account_id FROM trade_order WHERE currency = %(currency)s) ORDER BY a.id
"""
_LISTINGS = """
SELECT coalesce(l.external_ref, 'tw-' || l.id) AS id, coalesce(s.external_ref, 'tw-' || s.id) AS shop, l.title,
       l.title_en, l.description, l.description_en, left(c.slug, 60) AS category, c.name AS category_name,
       c.name_en AS category_name_en, nullif(l.list_from, 0) AS list_price,
       (SELECT min(v.weight_g) FROM catalog_variant v WHERE v.listing_id = l.id) AS weight_g, l.created_at
FROM catalog_listing l JOIN parties_shop s ON s.id = l.shop_id JOIN catalog_category c ON c.id = l.category_id
WHERE s.currency = %(currency)s ORDER BY l.id
"""
_ORDERS = """
SELECT coalesce(o.external_ref, 'tw-' || o.id) AS id,
       CASE WHEN a.id IS NOT NULL THEN coalesce(a.external_ref, 'tw-' || a.id) END AS buyer,
       CASE WHEN o.state <> 'paid' THEN o.state WHEN s.arrived THEN 'delivered' WHEN s.sent THEN 'shipped'
            ELSE 'paid' END AS status,
       o.placed_at, o.paid_at, CASE WHEN o.state = 'completed' THEN s.confirmed_at END AS completed_at, o.closed_at,
       left(o.close_reason, 200) AS close_reason, o.address ->> 'region' AS region, o.address ->> 'city' AS city,
       o.address ->> 'postcode' AS postcode
FROM trade_order o LEFT JOIN parties_account a ON a.id = o.account_id
LEFT JOIN (SELECT order_id, bool_and(state IN ('delivered', 'confirmed', 'settled')) AS arrived,
                  bool_or(state IN ('shipped', 'delivered', 'confirmed', 'settled')) AS sent,
                  max(confirmed_at) AS confirmed_at
           FROM trade_sub_order GROUP BY order_id) s ON s.order_id = o.id
WHERE o.currency = %(currency)s ORDER BY o.id
"""
# What others than the shop paid of its discounts stands in the ledger; it is laid on the lines from the first one on.
# An item level that does not divide by its pieces is written as the next higher price and a discount of the difference.
_ITEMS = """
WITH promoted AS (
    SELECT t.subject AS order_id, a.owner_id AS shop_id, sum(p.amount) AS amount
    FROM ledger_transaction t JOIN ledger_posting p ON p.transaction_id = t.id
    JOIN ledger_account a ON a.id = p.account_id
    WHERE t.key = 'order:' || t.subject || ':paid' AND a.owner_kind = 'shop' AND a.code = 'promotion' GROUP BY 1, 2),
funded AS (
    SELECT s.order_id, s.position, s.shop_id, s.ship_by,
           CASE WHEN s.paid_at IS NULL THEN 0 ELSE s.discount_amount - coalesce(p.amount, 0) END AS others
    FROM trade_sub_order s LEFT JOIN promoted p ON p.order_id = s.order_id AND p.shop_id = s.shop_id),
lines AS (
    SELECT l.*, f.ship_by, f.others,
           sum(l.discount_amount) OVER (PARTITION BY l.order_id, l.sub_position ORDER BY l.position)
               - l.discount_amount AS before,
           (l.item_amount + l.quantity - 1) / l.quantity AS price,
           (l.list_amount + l.quantity - 1) / l.quantity AS listed
    FROM trade_order_line l JOIN funded f ON f.order_id = l.order_id AND f.position = l.sub_position)
SELECT coalesce(o.external_ref, 'tw-' || o.id) AS "order", l.position, coalesce(s.external_ref, 'tw-' || s.id) AS shop,
       coalesce(g.external_ref, 'tw-' || g.id) AS listing, l.quantity, l.price,
       greatest(l.listed, l.price) AS list_price, l.discount_amount + l.price * l.quantity - l.item_amount AS discount,
       greatest(0, least(l.discount_amount, l.others - l.before)) AS subsidy, l.freight_amount AS freight, l.ship_by
FROM lines l JOIN trade_order o ON o.id = l.order_id JOIN parties_shop s ON s.id = l.shop_id
JOIN catalog_listing g ON g.id = l.listing_id
WHERE o.currency = %(currency)s ORDER BY l.order_id, l.position
"""
_PAYMENTS = """
SELECT coalesce(o.external_ref, 'tw-' || o.id) AS "order", p.position, p.method, p.amount, p.instalments, p.paid_at,
       p.provider_ref AS reference
FROM payments_payment p JOIN trade_order o ON o.id = p.order_id
WHERE p.state = 'paid' AND o.currency = %(currency)s ORDER BY p.order_id, p.position
"""
_DELIVERIES = """
SELECT coalesce(o.external_ref, 'tw-' || o.id) AS "order", coalesce(h.external_ref, 'tw-' || h.id) AS shop, p.carrier,
       p.tracking_no, p.shipped_at, p.delivered_at
FROM logistics_shipment p JOIN trade_order o ON o.id = p.order_id
JOIN trade_sub_order s ON s.order_id = p.order_id AND s.position = p.sub_position
JOIN parties_shop h ON h.id = s.shop_id
WHERE o.currency = %(currency)s ORDER BY p.order_id, p.position
"""
_REVIEWS = """
SELECT coalesce(r.external_ref, 'tw-' || r.id) AS id, coalesce(o.external_ref, 'tw-' || o.id) AS "order",
       nullif(r.line_position, 0) AS position, r.rating, left(r.title, 200) AS title, r.text, r.author, r.created_at,
       r.answer, r.answered_at
FROM content_review r JOIN trade_order o ON o.id = r.order_id WHERE o.currency = %(currency)s ORDER BY r.id
"""

QUERIES: dict[str, str] = {
    "shops": _SHOPS,
    "buyers": _BUYERS,
    "listings": _LISTINGS,
    "orders": _ORDERS,
    "items": _ITEMS,
    "payments": _PAYMENTS,
    "deliveries": _DELIVERIES,
    "reviews": _REVIEWS,
}
