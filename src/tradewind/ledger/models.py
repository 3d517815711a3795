"""Tables of the ledger. A trigger refuses update and delete; a deferred constraint keeps every transaction at zero."""

from django.db import models

from tradewind.kernel.ids import new_id


class LedgerAccount(models.Model):
    """A bucket of money: whose it is (`platform`, `shop`, `buyer`, `provider`), what for, in which currency."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner_kind = models.TextField()
    owner_id = models.BigIntegerField(default=0)
    code = models.TextField()
    currency = models.CharField(max_length=3)

    class Meta:
        db_table = "ledger_account"
        constraints = (
            models.UniqueConstraint("owner_kind", "owner_id", "code", "currency", name="ledger_account_once"),
        )


class LedgerTransaction(models.Model):
    """One movement. `key` is the caller's idempotency key; `subject` says what it is about (an order id).

    `legs` is the number of postings: checked at commit, so that nothing can be added to a closed transaction later.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    key = models.TextField(unique=True)
    kind = models.TextField()
    subject = models.BigIntegerField(db_index=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    legs = models.SmallIntegerField()
    posted_at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        db_table = "ledger_transaction"


class Posting(models.Model):
    """One leg: minor units onto an account. Debit is positive, credit negative; a transaction sums to zero."""

    pk = models.CompositePrimaryKey("transaction_id", "position")
    transaction = models.ForeignKey(LedgerTransaction, models.PROTECT, related_name="+")
    position = models.SmallIntegerField()
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        db_table = "ledger_posting"
        indexes = (models.Index(fields=("account",), include=("amount",), name="ledger_posting_account"),)
        constraints = (models.CheckConstraint(condition=~models.Q(amount=0), name="ledger_posting_not_zero"),)
