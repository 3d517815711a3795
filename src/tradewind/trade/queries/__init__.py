"""Reads of carts, the checkout and orders; values only."""

from tradewind.trade.queries.carts import cart, cart_count, checkout
from tradewind.trade.queries.links import link_secret
from tradewind.trade.queries.orders import (
    buyer_orders,
    guest_orders,
    order,
    orders,
    orders_by_state,
    shop_counters,
    shop_order,
    shop_orders,
)
from tradewind.trade.queries.protections import protections

__all__ = [
    "buyer_orders",
    "cart",
    "cart_count",
    "checkout",
    "guest_orders",
    "link_secret",
    "order",
    "orders",
    "orders_by_state",
    "protections",
    "shop_counters",
    "shop_order",
    "shop_orders",
]
