"""What must always hold for orders. Imported orders bring their own history: rules about money and stock, which our own
actions keep, are for orders that were placed here."""

from tradewind.kernel.invariants import Invariant, Problem, rows_that_break

_SUMS = "sum(item_amount), sum(discount_amount), sum(freight_amount), sum(payable)"


def parts_sum_up() -> list[Problem]:
    """An order is the sum of its sub-orders, and of its lines."""
    return [
        problem
        for table in ("trade_sub_order", "trade_order_line")
        for problem in rows_that_break(
            "trade.sums",
            f"""SELECT o.id FROM trade_order o
                LEFT JOIN (SELECT order_id, {_SUMS} FROM {table} GROUP BY order_id) p(order_id, i, d, f, n)
                  ON p.order_id = o.id
                WHERE (o.item_amount, o.discount_amount, o.freight_amount, o.payable)
                      <> (coalesce(p.i, 0), coalesce(p.d, 0), coalesce(p.f, 0), coalesce(p.n, 0))""",  # noqa: S608
            f"order {{0}} is not the sum of its rows in {table}",
        )
    ]


def lines_sum_up_to_their_shop() -> list[Problem]:
    """A sub-order is the sum of its lines."""
    return rows_that_break(
        "trade.shop_sums",
        f"""SELECT s.order_id, s.position FROM trade_sub_order s
            LEFT JOIN (SELECT order_id, sub_position, {_SUMS} FROM trade_order_line GROUP BY order_id, sub_position)
                   l(order_id, position, i, d, f, n) ON l.order_id = s.order_id AND l.position = s.position
            WHERE (s.item_amount, s.discount_amount, s.freight_amount, s.payable)
                  IS DISTINCT FROM (l.i, l.d, l.f, l.n)""",  # noqa: S608 - constants
        "part {1} of order {0} is not the sum of its lines",
    )


def states_fit() -> list[Problem]:
    """An order's parts are where the order is: none is open in a closed or completed one, none unpaid in a paid one."""
    return rows_that_break(
        "trade.states",
        """SELECT o.id, o.state, s.position, s.state FROM trade_order o JOIN trade_sub_order s ON s.order_id = o.id
           WHERE CASE o.state WHEN 'created' THEN s.state <> 'created'
                              WHEN 'closed' THEN s.state <> 'closed'
                              WHEN 'paid' THEN s.state = 'created'
                              WHEN 'completed' THEN s.state NOT IN ('confirmed', 'settled', 'closed')
                              ELSE true END""",
        "order {0} is {1} and its part {2} is {3}",
    )


def history_ends_at_the_state() -> list[Problem]:
    """The last row of an order's history is its state."""
    return rows_that_break(
        "trade.history",
        """SELECT o.id, o.state, t.new FROM trade_order o
           JOIN (SELECT DISTINCT ON (order_id) order_id, new FROM trade_transition WHERE sub_position = 0
                 ORDER BY order_id, id DESC) t ON t.order_id = o.id
           WHERE t.new <> o.state""",
        "order {0} is {1}, its history ends with {2}",
    )


def unpaid_orders_close() -> list[Problem]:
    """No order waits for money more than ten minutes longer than it may."""
    return rows_that_break(
        "trade.overdue",
        "SELECT id, pay_by FROM trade_order WHERE state = 'created' AND pay_by < now() - interval '10 minutes'",
        "order {0} should have been closed at {1}",
    )


def orders_hold_their_pieces() -> list[Problem]:
    """An order that waits for money holds exactly the pieces of its lines."""
    return rows_that_break(
        "trade.held",
        """SELECT o.id, coalesce(l.variant_id, r.variant_id), coalesce(l.n, 0), coalesce(r.quantity, 0)
           FROM (SELECT id FROM trade_order WHERE state = 'created' AND external_ref IS NULL) o
           LEFT JOIN LATERAL (SELECT variant_id, sum(quantity) AS n FROM trade_order_line
                              WHERE order_id = o.id GROUP BY variant_id) l ON true
           LEFT JOIN catalog_reservation r
             ON r.order_id = o.id AND r.variant_id = l.variant_id AND r.state = 'held'
           WHERE l.n IS DISTINCT FROM r.quantity""",
        "order {0} has {2} pieces of variant {1} and holds {3}",
    )


def pieces_follow_their_order() -> list[Problem]:
    """Held pieces belong to unpaid orders, sold ones to paid orders, those of closed orders went back."""
    return rows_that_break(
        "trade.pieces",
        """SELECT r.order_id, r.variant_id, r.state, coalesce(o.state, 'unknown') FROM catalog_reservation r
           LEFT JOIN trade_order o ON o.id = r.order_id
           WHERE r.state <> CASE o.state WHEN 'created' THEN 'held' WHEN 'closed' THEN 'released' ELSE 'sold' END
              OR (o.id IS NULL AND r.state <> 'released')""",
        "pieces of variant {1} are {2} for order {0}, which is {3}",
    )


def sales_are_in_the_books() -> list[Problem]:
    """The provider's clearing account holds what a paid order came to, and nothing for an order that is not paid."""
    return rows_that_break(
        "trade.booked",
        """SELECT o.id, o.payable, o.state, coalesce(b.amount, 0) FROM trade_order o
           LEFT JOIN (SELECT t.subject, sum(p.amount) AS amount FROM ledger_transaction t
                      JOIN ledger_posting p ON p.transaction_id = t.id JOIN ledger_account a ON a.id = p.account_id
                      WHERE t.kind IN ('trade.sale', 'trade.sale.reversal') AND a.code = 'clearing'
                      GROUP BY t.subject) b ON b.subject = o.id
           WHERE o.external_ref IS NULL AND coalesce(b.amount, 0)
                 <> CASE WHEN o.state IN ('paid', 'completed') THEN o.payable ELSE 0 END""",
        "order {0} of {1} is {2}, and {3} is booked for it",
    )


def money_is_accounted_for() -> list[Problem]:
    """What buyers paid for an order is its price, as long as it stands, and what they get back."""
    return rows_that_break(
        "trade.money",
        """SELECT o.id, coalesce(p.amount, 0), o.state, o.payable, coalesce(-d.amount, 0) FROM trade_order o
           LEFT JOIN (SELECT order_id, sum(amount) AS amount FROM payments_payment WHERE state = 'paid'
                      GROUP BY order_id) p ON p.order_id = o.id
           LEFT JOIN (SELECT t.subject, sum(g.amount) AS amount FROM ledger_transaction t
                      JOIN ledger_posting g ON g.transaction_id = t.id JOIN ledger_account a ON a.id = g.account_id
                      WHERE t.kind = 'trade.refund_due' AND a.code = 'refund_due' GROUP BY t.subject) d
                  ON d.subject = o.id
           WHERE o.external_ref IS NULL AND coalesce(p.amount, 0) + coalesce(d.amount, 0)
                 <> CASE WHEN o.state IN ('paid', 'completed') THEN o.payable ELSE 0 END""",
        "order {0} is {2}: paid {1}, price {3}, due back {4}",
    )


INVARIANTS: list[Invariant] = [
    parts_sum_up,
    lines_sum_up_to_their_shop,
    states_fit,
    history_ends_at_the_state,
    unpaid_orders_close,
    orders_hold_their_pieces,
    pieces_follow_their_order,
    sales_are_in_the_books,
    money_is_accounted_for,
]
