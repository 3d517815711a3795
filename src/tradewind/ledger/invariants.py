"""What must always hold in the books."""

from tradewind.kernel.invariants import Invariant, Problem, rows_that_break


def transactions_sum_to_zero() -> list[Problem]:
    """Every transaction sums to zero in every currency."""
    return rows_that_break(
        "ledger.zero_sum",
        """SELECT t.key, a.currency, sum(p.amount) FROM ledger_transaction t
           JOIN ledger_posting p ON p.transaction_id = t.id JOIN ledger_account a ON a.id = p.account_id
           GROUP BY t.key, a.currency HAVING sum(p.amount) <> 0""",
        "transaction {0} is off by {2} {1}",
    )


def transactions_have_their_legs() -> list[Problem]:
    """Every transaction has as many legs as it declared, at least two."""
    return rows_that_break(
        "ledger.legs",
        """SELECT t.key, t.legs, count(p.position) FROM ledger_transaction t
           LEFT JOIN ledger_posting p ON p.transaction_id = t.id
           GROUP BY t.id HAVING count(p.position) <> t.legs OR t.legs < 2""",
        "transaction {0} declares {1} legs and has {2}",
    )


def reversals_mirror() -> list[Problem]:
    """A reversal has exactly the legs of its original, negated."""
    return rows_that_break(
        "ledger.mirror",
        """SELECT r.key, p.position FROM ledger_transaction r
           JOIN ledger_posting p ON p.transaction_id = r.reverses_id
           LEFT JOIN ledger_posting m ON m.transaction_id = r.id AND m.position = p.position
               AND m.account_id = p.account_id AND m.amount = -p.amount
           WHERE r.reverses_id IS NOT NULL AND m.position IS NULL""",
        "reversal {0} does not mirror leg {1}",
    )


INVARIANTS: list[Invariant] = [transactions_sum_to_zero, transactions_have_their_legs, reversals_mirror]
