"""What must always hold on the way to the door."""

from tradewind.kernel.invariants import Invariant, Problem, rows_that_break


def delivered_parcels_have_a_day() -> list[Problem]:
    """A parcel is delivered exactly when it says when, and not before it was sent."""
    return rows_that_break(
        "logistics.delivered",
        """SELECT order_id || '/' || position, state FROM logistics_shipment
           WHERE (state = 'delivered') <> (delivered_at IS NOT NULL)""",
        "parcel {0} is {1}, its day of delivery says otherwise",
    )


def shops_with_templates_have_one_default() -> list[Problem]:
    """A shop with freight templates has exactly one default."""
    return rows_that_break(
        "logistics.default_template",
        """SELECT shop_id, count(*) FILTER (WHERE is_default) FROM logistics_freight_template
           GROUP BY shop_id HAVING count(*) FILTER (WHERE is_default) <> 1""",
        "shop {0} has {1} default freight templates",
    )


INVARIANTS: list[Invariant] = [delivered_parcels_have_a_day, shops_with_templates_have_one_default]
