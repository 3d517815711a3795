"""What must always hold for the counters."""

from tradewind.insight.sales import SALES
from tradewind.kernel.clock import ZONE
from tradewind.kernel.invariants import Invariant, Problem, rows_that_break

# Orders whose event still waits for its worker are not missing.
_WAITING = """NOT EXISTS (SELECT 1 FROM kernel_outbox e WHERE e.key = o.id AND e.name = 'trade.OrderPaid'
    AND NOT EXISTS (SELECT 1 FROM kernel_effect f WHERE f.event_id = e.id
                    AND f.subscriber = 'tradewind.insight.actions.count_order.count_order'))"""
_COMPARE = """
SELECT shop_id, day, currency, coalesce(c.orders, 0), coalesce(s.orders, 0), coalesce(c.goods, 0), coalesce(s.goods, 0)
FROM insight_shop_day c FULL JOIN ({sales}) s USING (shop_id, day, currency)
WHERE (c.orders, c.pieces, c.goods, c.freight) IS DISTINCT FROM (s.orders, s.pieces, s.goods, s.freight)
  AND coalesce(c.orders, 0) + coalesce(s.orders, 0) > 0
"""


def counters_match_orders() -> list[Problem]:
    """A shop's day counts exactly the paid sub-orders placed on it."""
    sales = SALES.format(orders=_WAITING, lines="true").replace("%(zone)s", f"'{ZONE.key}'")
    return rows_that_break(
        "insight.shop_day",
        _COMPARE.format(sales=sales),
        "shop {0} on {1}: counted {3} orders and {5} {2} (minor units), there are {4} and {6}",
    )


INVARIANTS: list[Invariant] = [counters_match_orders]
