"""What must always hold for payments."""

from tradewind.kernel.invariants import Invariant, Problem, rows_that_break


def paid_payments_say_when() -> list[Problem]:
    """A payment that is paid says when, and names it at the provider; no other has a time."""
    return rows_that_break(
        "payments.paid_at",
        """SELECT id, state FROM payments_payment
           WHERE (state = 'paid') <> (paid_at IS NOT NULL) AND state IN ('created', 'pending', 'paid')""",
        "payment {0} is {1}, and its time of payment does not fit",
    )


def one_open_payment_a_method() -> list[Problem]:
    """An order has at most one open payment of a method and amount."""
    return rows_that_break(
        "payments.open_once",
        """SELECT order_id, method, count(*) FROM payments_payment WHERE state IN ('created', 'pending')
           GROUP BY order_id, method, amount, currency HAVING count(*) > 1""",
        "order {0} has {2} open payments by {1}",
    )


def notifications_were_answered() -> list[Problem]:
    """Every stored notification says what became of it."""
    return rows_that_break(
        "payments.answered",
        "SELECT notification_id, method FROM payments_notification WHERE outcome = ''",
        "notification {0} of {1} was stored without an outcome",
    )


def refusals_are_looked_at() -> list[Problem]:
    """A signed notification that did not fit our books is for people: it shows here for a week."""
    return rows_that_break(
        "payments.refused",
        """SELECT notification_id, method, outcome FROM payments_notification
           WHERE outcome LIKE 'refused: %' AND received_at > now() - interval '7 days'""",
        "notification {0} of {1}: {2}",
    )


INVARIANTS: list[Invariant] = [
    paid_payments_say_when,
    one_open_payment_a_method,
    notifications_were_answered,
    refusals_are_looked_at,
]
