"""Tables of paying: payments of an order and what providers told us."""

from django.db import models
from django.db.models import Q

from tradewind.kernel.ids import new_id


class Payment(models.Model):
    """One payment of an order. `state`: created, pending, paid, failed, closed. An order may have several."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    order_id = models.BigIntegerField(db_index=True)
    position = models.SmallIntegerField()
    method = models.CharField(max_length=20)  # a file in payments/methods, or a name from an import
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    instalments = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=12, default="created")
    provider_ref = models.TextField(null=True)
    pay_url = models.TextField(blank=True)
    created_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # when we last asked the provider about it

    class Meta:
        db_table = "payments_payment"
        indexes = (
            models.Index(
                fields=("created_at",), condition=Q(state__in=("created", "pending")), name="payments_payment_open"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["order_id", "position"], name="payments_payment_position"),
            models.UniqueConstraint(fields=["method", "provider_ref"], name="payments_payment_provider_ref"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="payments_payment_amount"),
            models.CheckConstraint(condition=Q(instalments__gte=0), name="payments_payment_instalments"),
        )


class Notification(models.Model):
    """A provider's signed message, stored once by its id, with what we did about it."""

    pk = models.CompositePrimaryKey("method", "notification_id")
    method = models.CharField(max_length=20)
    notification_id = models.TextField()
    payment_id = models.BigIntegerField(null=True)  # the payment it is about, as far as it says
    payload = models.JSONField()
    outcome = models.TextField()  # "paid", "failed", "repeated", or "refused: <code>"
    received_at = models.DateTimeField()

    class Meta:
        db_table = "payments_notification"
        indexes = (models.Index(fields=("payment_id",), name="payments_notification_payment"),)
