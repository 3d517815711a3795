"""Tables of the way to the door: freight templates and shipments."""

from django.db import models

from tradewind.kernel.ids import new_id
from tradewind.parties.models import Shop


class FreightTemplate(models.Model):
    """A shop's freight rules. `kind` names a file in logistics/kinds; `rules` are its parameters."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    shop = models.ForeignKey(Shop, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, default="by_piece")
    rules = models.JSONField()
    is_default = models.BooleanField(default=False)

    class Meta:
        db_table = "logistics_freight_template"
        constraints = (
            models.UniqueConstraint(
                fields=["shop"], condition=models.Q(is_default=True), name="logistics_freight_template_one_default"
            ),
            models.UniqueConstraint(fields=["shop", "name"], name="logistics_freight_template_name"),
        )


class Shipment(models.Model):
    """A parcel of a sub-order. `state`: shipped, delivered. Keyed by the order, so no foreign key out."""

    pk = models.CompositePrimaryKey("order_id", "position")
    order_id = models.BigIntegerField()
    position = models.SmallIntegerField()
    sub_position = models.SmallIntegerField()
    carrier = models.CharField(max_length=40)
    tracking_no = models.CharField(max_length=60)
    state = models.CharField(max_length=12, default="shipped")
    shipped_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "logistics_shipment"
