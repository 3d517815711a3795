"""Counting a paid order into its shops' days."""

from django.db import connection

from tradewind.insight.sales import SALES, UPSERT
from tradewind.kernel.clock import ZONE
from tradewind.kernel.outbox import Recorded

_COUNT = f"""
{UPSERT} {SALES.format(orders="o.id = %(order)s", lines="l.order_id = %(order)s")}
ON CONFLICT (shop_id, day, currency) DO UPDATE SET
    orders = old.orders + excluded.orders, pieces = old.pieces + excluded.pieces,
    goods = old.goods + excluded.goods, freight = old.freight + excluded.freight
"""


def count_order(event: Recorded) -> None:
    """Adds the order of a `trade.OrderPaid` to the counters of its shops, on the local day it was placed.

    A `later` subscriber: the outbox runs it once for each event, in a transaction with the mark that it was done.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"order": event.key, "zone": ZONE.key})
