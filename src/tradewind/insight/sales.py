"""The one statement that says what a shop's day is: paid sub-orders by the local day on which they were placed."""

# Paid means that the buyer's money came, whatever happened later: refunds are told apart from sales.
SALES = """
SELECT s.shop_id, (o.placed_at AT TIME ZONE %(zone)s)::date AS day, o.currency, count(*)::integer AS orders,
       coalesce(sum(l.pieces), 0)::integer AS pieces, sum(s.item_amount - s.discount_amount)::bigint AS goods,
       sum(s.freight_amount)::bigint AS freight
FROM trade_order o
JOIN trade_sub_order s ON s.order_id = o.id
LEFT JOIN (SELECT l.order_id, l.sub_position, sum(l.quantity) AS pieces FROM trade_order_line l WHERE {lines}
           GROUP BY l.order_id, l.sub_position) l ON l.order_id = s.order_id AND l.sub_position = s.position
WHERE o.paid_at IS NOT NULL AND {orders}
GROUP BY 1, 2, 3
"""
UPSERT = "INSERT INTO insight_shop_day AS old (shop_id, day, currency, orders, pieces, goods, freight)"
