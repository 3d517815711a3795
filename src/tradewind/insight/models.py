"""Tables of insight: counters kept as orders happen, so that no page adds up history."""

from django.db import models


class ShopDay(models.Model):
    """A shop's sales of one local day, by the day the order was placed. Only paid orders count."""

    pk = models.CompositePrimaryKey("shop_id", "day", "currency")
    shop_id = models.BigIntegerField()
    day = models.DateField()
    currency = models.CharField(max_length=3)
    orders = models.IntegerField(default=0)
    pieces = models.IntegerField(default=0)
    goods = models.BigIntegerField(default=0)  # item level minus discounts
    freight = models.BigIntegerField(default=0)

    class Meta:
        db_table = "insight_shop_day"
        indexes = (models.Index(fields=["day"], name="insight_shop_day_day"),)
