"""What the ledger refuses.

Invalid   ledger.unbalanced     legs do not sum to zero, or there are fewer than two, or one is zero
Conflict  ledger.key_reused     the key was used with other legs
Conflict  ledger.reversed       already reversed
Absent    ledger.no_transaction
"""

from tradewind.kernel.errors import N_, Absent, Conflict, Invalid


class Unbalanced(Invalid):
    code = "ledger.unbalanced"
    reason = N_("The entry {key} does not balance: its {legs} legs sum to {total}.")
    mend = N_("An entry has at least two legs, none of them zero, and they sum to zero.")


class KeyReused(Conflict):
    code = "ledger.key_reused"
    reason = N_("The key {key} was posted before with other legs.")
    mend = N_("One key names one movement; use another key for another movement.")


class AlreadyReversed(Conflict):
    code = "ledger.reversed"
    reason = N_("The transaction {key} has been reversed before.")


class NoTransaction(Absent):
    code = "ledger.no_transaction"
    reason = N_("There is no ledger transaction {key}.")
