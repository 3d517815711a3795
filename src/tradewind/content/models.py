"""Tables of content: reviews of bought goods."""

from django.db import models
from django.db.models import Q

from tradewind.kernel.ids import new_id


class Review(models.Model):
    """A buyer's word on an order line; imported reviews may speak of a whole order (line_position 0)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    order_id = models.BigIntegerField()
    line_position = models.SmallIntegerField()
    listing_id = models.BigIntegerField(null=True)
    shop_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=80, blank=True)
    rating = models.SmallIntegerField()
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    external_ref = models.TextField(null=True)
    created_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "content_review"
        indexes = (
            # Ids are time-ordered, so they page; the rating beside them answers the bars from the index alone.
            models.Index(fields=["listing_id", "-id"], include=["rating"], name="content_review_listing"),
            models.Index(fields=["shop_id", "-id"], name="content_review_shop"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["order_id", "line_position", "external_ref"], name="content_review_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(rating__gte=1) & Q(rating__lte=5), name="content_review_rating"),
        )
