"""Statements that turn staged rows into orders, sub-orders, lines, payments, parcels and reviews."""

from tradewind.ops.history.steps import Make, Run, Step

_SUBS = """
CREATE TEMPORARY TABLE made_parts ON COMMIT DROP AS
SELECT "order" AS ref, shop, row_number() OVER (PARTITION BY "order" ORDER BY min("position"), shop)::smallint AS sub,
       sum(coalesce(list_price, price) * coalesce(quantity, 1))::bigint AS listed,
       sum(price * coalesce(quantity, 1))::bigint AS item, sum(coalesce(discount, 0))::bigint AS discount,
       sum(coalesce(subsidy, 0))::bigint AS subsidy, sum(coalesce(freight, 0))::bigint AS freight,
       min(ship_by) AS ship_by
FROM history_items GROUP BY "order", shop
"""
_PAID = """
CREATE TEMPORARY TABLE made_paid ON COMMIT DROP AS
SELECT "order" AS ref, sum(amount)::bigint AS amount, min(paid_at) AS at FROM history_payments GROUP BY "order"
"""
_PARCELS = """
CREATE TEMPORARY TABLE made_parcels ON COMMIT DROP AS
SELECT p.ref, p.sub, d.carrier, d.tracking_no, d.shipped_at, d.delivered_at
FROM made_parts p JOIN history_deliveries d ON d."order" = p.ref AND (d.shop IS NULL OR d.shop = p.shop)
"""
# What history leaves open is filled from the nearest date it knows.
_ORDERS = """
SELECT o.id AS ref, o.placed_at AS at, o.buyer, o.status, coalesce(p.amount, 0) AS paid,
       CASE WHEN o.status = 'created' OR (o.status = 'closed' AND coalesce(p.amount, 0) = 0) THEN NULL
            ELSE coalesce(o.paid_at, p.at, o.placed_at) END AS paid_at,
       coalesce(o.completed_at, d.delivered_at, d.shipped_at, o.paid_at, p.at, o.placed_at) AS completed_at,
       coalesce(o.closed_at, greatest(o.placed_at, o.paid_at, p.at, d.shipped_at, d.delivered_at)) AS closed_at,
       coalesce(o.close_reason, '') AS close_reason, coalesce(o.region, '') AS region, coalesce(o.city, '') AS city,
       coalesce(o.postcode, '') AS postcode, d.ref IS NOT NULL AS has_parcels
FROM history_orders o
LEFT JOIN made_paid p ON p.ref = o.id
LEFT JOIN (SELECT ref, min(shipped_at) AS shipped_at, max(delivered_at) AS delivered_at
           FROM made_parcels GROUP BY ref) d ON d.ref = o.id
"""
_STATES = """
CREATE TEMPORARY TABLE made_subs ON COMMIT DROP AS
SELECT o.id, p.*, o.at AS placed_at, o.paid_at, o.closed_at, o.status, s.state,
       CASE WHEN s.state IN ('shipped', 'delivered', 'confirmed')
            THEN coalesce(d.shipped_at, d.delivered_at, o.paid_at) ELSE d.shipped_at END AS shipped_at,
       CASE WHEN s.state = 'delivered' THEN coalesce(d.delivered_at, d.shipped_at, o.paid_at)
            ELSE d.delivered_at END AS delivered_at,
       CASE WHEN s.state = 'confirmed' THEN coalesce(d.delivered_at, o.completed_at) END AS confirmed_at,
       d.ref IS NULL AND s.state IN ('shipped', 'delivered', 'confirmed') AS no_parcel
FROM made_parts p JOIN made_orders o ON o.ref = p.ref
LEFT JOIN (SELECT ref, sub, min(shipped_at) AS shipped_at, max(delivered_at) AS delivered_at
           FROM made_parcels GROUP BY ref, sub) d ON d.ref = p.ref AND d.sub = p.sub
CROSS JOIN LATERAL (SELECT CASE o.status
    WHEN 'completed' THEN 'confirmed'
    WHEN 'shipped' THEN CASE WHEN d.delivered_at IS NOT NULL THEN 'delivered'
                             WHEN d.ref IS NULL AND o.has_parcels THEN 'paid' ELSE 'shipped' END
    ELSE o.status END AS state) s
"""
_INSERT_ORDERS = """
INSERT INTO trade_order (id, account_id, guest, guest_hash, email, state, currency, list_amount, item_amount,
    discount_amount, freight_amount, payable, sheet, address, note, external_ref, placed_at, pay_by, paid_at, closed_at,
    close_reason)
SELECT o.id, b.id, NULL, NULL, '', CASE WHEN o.status IN ('shipped', 'delivered') THEN 'paid' ELSE o.status END,
       %(currency)s, coalesce(s.listed, 0), coalesce(s.item, 0), coalesce(s.discount, 0), coalesce(s.freight, 0),
       coalesce(s.item - s.discount + s.freight, 0), '{}',
       jsonb_build_object('recipient', '', 'phone', '', 'region', o.region, 'city', o.city, 'district', '',
                          'street', '', 'postcode', o.postcode),
       '', %(prefix)s || o.ref, o.at, NULL, o.paid_at, CASE WHEN o.status = 'closed' THEN o.closed_at END,
       CASE WHEN o.status = 'closed' THEN o.close_reason ELSE '' END
FROM made_orders o
LEFT JOIN made_buyers b ON b.ref = o.buyer
LEFT JOIN (SELECT ref, sum(listed)::bigint AS listed, sum(item)::bigint AS item, sum(discount)::bigint AS discount,
                  sum(freight)::bigint AS freight FROM made_parts GROUP BY ref) s ON s.ref = o.ref
ORDER BY o.id
"""
_INSERT_SUBS = """
INSERT INTO trade_sub_order (order_id, position, shop_id, state, item_amount, discount_amount, freight_amount, payable,
    placed_at, paid_at, ship_by, shipped_at, delivered_at, confirm_by, confirmed_at)
SELECT o.id, o.sub, s.id, o.state, o.item, o.discount, o.freight, o.item - o.discount + o.freight, o.placed_at,
       o.paid_at, o.ship_by, o.shipped_at, o.delivered_at, NULL, o.confirmed_at
FROM made_subs o JOIN made_shops s ON s.ref = o.shop ORDER BY o.id, o.sub
"""
_INSERT_LINES = """
INSERT INTO trade_order_line (order_id, position, sub_position, shop_id, listing_id, variant_id, category_id, title,
    title_en, options, cover, quantity, list_amount, item_amount, discount_amount, freight_amount, payable)
SELECT s.id, i."position", s.sub, c.shop_id, c.id, c.id, c.category_id, c.title, c.title_en, '[]', '',
       a.quantity, a.listed, a.item, a.discount, a.freight, a.item - a.discount + a.freight
FROM history_items i
JOIN made_subs s ON s.ref = i."order" AND s.shop = i.shop
JOIN made_listings l ON l.listing = i.listing AND l.shop = i.shop
JOIN catalog_listing c ON c.id = l.id
CROSS JOIN LATERAL (SELECT coalesce(i.quantity, 1) AS quantity,
    coalesce(i.list_price, i.price) * coalesce(i.quantity, 1) AS listed, i.price * coalesce(i.quantity, 1) AS item,
    coalesce(i.discount, 0) AS discount, coalesce(i.freight, 0) AS freight) a
ORDER BY s.id, i."position"
"""
_TRANSITIONS = """
SELECT ref || ' ' || lpad(sub::text, 4, '0') || ' ' || nth AS ref, order_id, sub, old, new, at FROM (
    SELECT ref, id AS order_id, 0::smallint AS sub, 1 AS nth, 'created' AS old, 'paid' AS new, paid_at AS at
    FROM made_orders WHERE paid_at IS NOT NULL
    UNION ALL SELECT ref, id, 0, 5, 'paid', 'completed', greatest(completed_at, paid_at)
    FROM made_orders WHERE status = 'completed'
    UNION ALL SELECT ref, id, 0, 5, CASE WHEN paid_at IS NULL THEN 'created' ELSE 'paid' END, 'closed', closed_at
    FROM made_orders WHERE status = 'closed'
    UNION ALL SELECT ref, id, sub, 1, 'created', 'paid', paid_at FROM made_subs WHERE paid_at IS NOT NULL
    UNION ALL SELECT ref, id, sub, 2, 'paid', 'shipped', greatest(shipped_at, paid_at)
    FROM made_subs WHERE state IN ('shipped', 'delivered', 'confirmed')
    UNION ALL SELECT ref, id, sub, 3, 'shipped', 'delivered', greatest(delivered_at, shipped_at, paid_at)
    FROM made_subs WHERE state = 'delivered' OR (state = 'confirmed' AND delivered_at IS NOT NULL)
    UNION ALL SELECT ref, id, sub, 4, CASE WHEN delivered_at IS NULL THEN 'shipped' ELSE 'delivered' END, 'confirmed',
                     greatest(confirmed_at, delivered_at, shipped_at, paid_at)
    FROM made_subs WHERE state = 'confirmed'
    UNION ALL SELECT ref, id, sub, 4, CASE WHEN paid_at IS NULL THEN 'created' ELSE 'paid' END, 'closed', closed_at
    FROM made_subs WHERE state = 'closed'
) changes
"""
_INSERT_TRANSITIONS = """
INSERT INTO trade_transition (id, order_id, sub_position, old, new, actor, at)
SELECT id, order_id, sub, old, new, 'import', at FROM made_transitions ORDER BY id
"""
_PAYMENTS = """
SELECT p."order" || ' ' || lpad(p."position"::text, 4, '0') AS ref, coalesce(p.paid_at, o.paid_at, o.at) AS at,
       o.id AS order_id, p."position", p.method, p.amount, coalesce(p.instalments, 1) AS instalments, p.reference,
       o.at AS placed_at
FROM history_payments p JOIN made_orders o ON o.ref = p."order"
"""
_INSERT_PAYMENTS = """
INSERT INTO payments_payment (id, order_id, position, method, amount, currency, instalments, state, provider_ref,
    pay_url, created_at, paid_at)
SELECT id, order_id, "position", method, amount, %(currency)s, instalments, 'paid', reference, '',
       least(placed_at, at), at
FROM made_payments ORDER BY id
"""
# A part that went out without a row of its own in the deliveries still has one parcel.
_INSERT_PARCELS = """
INSERT INTO logistics_shipment (order_id, position, sub_position, carrier, tracking_no, state, shipped_at, delivered_at)
SELECT id, row_number() OVER (PARTITION BY id ORDER BY sub, shipped_at, tracking_no), sub, carrier, tracking_no,
       CASE WHEN delivered_at IS NULL THEN 'shipped' ELSE 'delivered' END, shipped_at, delivered_at
FROM (SELECT s.id, s.sub, coalesce(p.carrier, '') AS carrier, coalesce(p.tracking_no, '') AS tracking_no, p.shipped_at,
             p.delivered_at FROM made_parcels p JOIN made_subs s ON s.ref = p.ref AND s.sub = p.sub
      UNION ALL SELECT id, sub, '', '', shipped_at, delivered_at FROM made_subs WHERE no_parcel) parcels
"""
_REVIEWS = """
SELECT coalesce(r.id, '') || ' ' || r."order" || ' ' || coalesce(r."position", 0) AS ref,
       coalesce(r.created_at, o.at) AS at, r.id AS review, o.id AS order_id,
       coalesce(r."position", 0)::smallint AS line, coalesce(l.listing_id, w.listing_id) AS listing_id,
       coalesce(l.shop_id, w.shop_id) AS shop_id, b.id AS account_id, r.author, r.rating, r.title, r.text, r.answer,
       r.answered_at
FROM history_reviews r
JOIN made_orders o ON o.ref = r."order"
LEFT JOIN made_buyers b ON b.ref = o.buyer
LEFT JOIN trade_order_line l ON l.order_id = o.id AND l.position = r."position"
LEFT JOIN (SELECT order_id, CASE WHEN min(listing_id) = max(listing_id) THEN min(listing_id) END AS listing_id,
                  CASE WHEN min(shop_id) = max(shop_id) THEN min(shop_id) END AS shop_id
           FROM trade_order_line WHERE order_id IN (SELECT id FROM made_orders) GROUP BY order_id) w
    ON w.order_id = o.id AND r."position" IS NULL
"""
_INSERT_REVIEWS = """
INSERT INTO content_review (id, order_id, line_position, listing_id, shop_id, account_id, author, rating, title, text,
    external_ref, created_at, answer, answered_at)
SELECT id, order_id, line, listing_id, shop_id, account_id, coalesce(author, ''), rating, coalesce(title, ''),
       coalesce(text, ''), %(prefix)s || review, at, coalesce(answer, ''), answered_at
FROM made_reviews ORDER BY id
"""
_COUNT_RATINGS = """
UPDATE catalog_listing l SET rating_sum = r.total, rating_count = r.count
FROM (SELECT listing_id, sum(rating) AS total, count(*) AS count FROM made_reviews GROUP BY listing_id) r
WHERE l.id = r.listing_id
"""

STEPS: list[Step] = [
    Run("orders", _SUBS),
    Run("orders", _PAID),
    Run("orders", _PARCELS),
    Make("orders", "made_orders", _ORDERS, "trade_order"),
    Run("orders", "ANALYZE made_parts, made_paid, made_parcels"),
    Run("orders", _STATES),
    Run("orders", _INSERT_ORDERS),
    Run("sub-orders", _INSERT_SUBS),
    Run("lines", _INSERT_LINES),
    Make("history of states", "made_transitions", _TRANSITIONS, "trade_transition"),
    Run("history of states", _INSERT_TRANSITIONS),
    Make("payments", "made_payments", _PAYMENTS, "payments_payment"),
    Run("payments", _INSERT_PAYMENTS),
    Run("parcels", _INSERT_PARCELS),
    Make("reviews", "made_reviews", _REVIEWS, "content_review"),
    Run("reviews", _INSERT_REVIEWS),
    Run("reviews", _COUNT_RATINGS),
]
