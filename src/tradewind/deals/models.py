"""Tables of the offers: item prices, shop coupons, claims, and the price every card shows."""

from django.db import models
from django.db.models import F, Q

from tradewind.catalog.models import Variant
from tradewind.kernel.ids import new_id
from tradewind.parties.models import Shop


class ItemPrice(models.Model):
    """A dated price of a variant below its list price. `payer` funds the difference (merchant or platform)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+")
    amount = models.BigIntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    payer = models.CharField(max_length=12, default="merchant")

    class Meta:
        db_table = "deals_item_price"
        indexes = (models.Index(fields=["variant", "-valid_from"], name="deals_item_price_variant"),)
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="deals_item_price_positive"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="deals_item_price_window"
            ),
        )


class Coupon(models.Model):
    """A shop coupon: `face` off when the shop's lines reach `threshold` at item price. Uses are bounded."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    shop = models.ForeignKey(Shop, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    threshold = models.BigIntegerField()
    face = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    payer = models.CharField(max_length=12, default="merchant")
    per_buyer = models.IntegerField(default=1)
    uses_allowed = models.IntegerField()
    uses_taken = models.IntegerField(default=0)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)  # taken off by hand before its end

    class Meta:
        db_table = "deals_coupon"
        indexes = (models.Index(fields=["shop", "valid_to"], name="deals_coupon_shop"),)
        constraints = (
            models.CheckConstraint(condition=Q(face__gt=0) & Q(threshold__gte=0), name="deals_coupon_amounts"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="deals_coupon_window"),
            models.CheckConstraint(
                condition=Q(uses_taken__gte=0) & Q(uses_taken__lte=F("uses_allowed")), name="deals_coupon_uses"
            ),
        )


class CouponUse(models.Model):
    """A coupon spent on an order by a buyer (account, or the guest's key). `state`: taken, returned."""

    pk = models.CompositePrimaryKey("order_id", "coupon_id")
    order_id = models.BigIntegerField()
    coupon_id = models.BigIntegerField()
    buyer = models.TextField()
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10, default="taken")
    used_at = models.DateTimeField()

    class Meta:
        db_table = "deals_coupon_use"
        indexes = (models.Index(fields=["coupon_id", "buyer"], name="deals_coupon_use_buyer"),)


class ListingPrice(models.Model):
    """The price a card shows: list and item price of the cheapest variant. Recomputed when a price changes.

    `category_id` is the listing's while it is on sale, else null: the two price indexes then hold nothing but what may
    stand on a shelf, in shelf order.
    """

    listing_id = models.BigIntegerField(primary_key=True)
    category_id = models.BigIntegerField(null=True)
    list_price = models.BigIntegerField()
    item_price = models.BigIntegerField()
    variants_differ = models.BooleanField(default=False)
    stale_at = models.DateTimeField(null=True)  # when an item price starts or ends next

    class Meta:
        db_table = "deals_listing_price"
        indexes = (
            models.Index(fields=["stale_at"], condition=~Q(stale_at=None), name="deals_listing_price_stale"),
            models.Index(
                fields=["item_price", "listing_id"], condition=~Q(category_id=None), name="deals_listing_price_shelf"
            ),
            models.Index(
                fields=["category_id", "item_price", "listing_id"],
                condition=~Q(category_id=None),
                name="deals_listing_price_category",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(item_price__gt=0) & Q(item_price__lte=F("list_price")), name="deals_listing_price_amounts"
            ),
        )
