"""Tables of the kernel."""

from django.db import models
from django.db.models import Q

from tradewind.kernel.ids import new_id


class OutboxEvent(models.Model):
    """One recorded event. Written in the transaction that made it true; delivered after commit."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.TextField()
    version = models.SmallIntegerField(default=1)
    key = models.BigIntegerField()
    payload = models.JSONField()
    recorded_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kernel_outbox"
        indexes = (
            models.Index(fields=("id",), condition=Q(delivered_at=None), name="kernel_outbox_waiting"),
            models.Index(fields=("key", "id"), name="kernel_outbox_key"),
        )


class Effect(models.Model):
    """A `later` subscriber has handled an event: the unique row that makes its effect happen once."""

    pk = models.CompositePrimaryKey("event_id", "subscriber")
    event_id = models.BigIntegerField()
    subscriber = models.TextField()
    done_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_effect"


class IdempotencyKey(models.Model):
    """The first answer given to a caller's key; kept for 24 hours."""

    pk = models.CompositePrimaryKey("scope", "key")
    scope = models.TextField()
    key = models.TextField()
    body_hash = models.BinaryField()
    status = models.SmallIntegerField()
    response = models.JSONField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "kernel_idempotency"


class Decision(models.Model):
    """Something Tradewind decided about a person: replayable, explainable, open to appeal until a date."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    engine = models.TextField()
    version = models.SmallIntegerField()
    rule = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.BigIntegerField()
    inputs = models.JSONField()
    outcome = models.JSONField()
    reason = models.TextField()
    decided_at = models.DateTimeField()
    appeal_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "kernel_decision"
        indexes = (models.Index(fields=("subject_kind", "subject_id"), name="kernel_decision_subject"),)


class Policy(models.Model):
    """Dated configuration: one value of a rate, cap or threshold, from a day to a day, with its source."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.TextField()
    value = models.JSONField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    source = models.TextField()

    class Meta:
        db_table = "kernel_policy"
        constraints = (models.UniqueConstraint("name", "valid_from", name="kernel_policy_once"),)
