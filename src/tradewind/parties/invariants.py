"""What must always hold for the people."""

from tradewind.kernel.invariants import Invariant, Problem, rows_that_break


def shops_have_owners() -> list[Problem]:
    """A shop that sells has an owner."""
    return rows_that_break(
        "parties.owner",
        """SELECT s.id, s.name FROM parties_shop s WHERE s.state IN ('open', 'paused') AND NOT EXISTS
           (SELECT 1 FROM parties_shop_member m WHERE m.shop_id = s.id AND m.role = 'owner')""",
        "shop {0} ({1}) has no owner",
    )


INVARIANTS: list[Invariant] = [shops_have_owners]
