"""Tables of the offers: item prices, offers of every other kind, claims, and the price every card shows."""

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


class Offer(models.Model):
    """An offer of any kind but an item price; `params` are its kind's own fields. `shop` null: the platform's.

    A bound that is null is none. `budget_*` count what the offer took off, in minor units. `headline` is its largest
    amount: of more offers than the engine takes, the largest go first.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=20)
    shop = models.ForeignKey(Shop, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")
    params = models.JSONField()
    payer = models.CharField(max_length=12)
    funding = models.JSONField(default=dict)
    currency = models.CharField(max_length=3)
    code = models.CharField(max_length=30, blank=True, default="")
    exclusive_group = models.CharField(max_length=40, blank=True, default="")
    excludes = models.JSONField(default=list)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)  # taken off by hand before its end
    uses_allowed = models.IntegerField(null=True)
    uses_taken = models.IntegerField(default=0)
    per_buyer = models.IntegerField(null=True)
    budget_allowed = models.BigIntegerField(null=True)
    budget_taken = models.BigIntegerField(default=0)
    claim_needed = models.BooleanField(default=False)
    claims_allowed = models.IntegerField(null=True)
    claims_taken = models.IntegerField(default=0)
    headline = models.BigIntegerField(default=0)

    class Meta:
        db_table = "deals_offer"
        indexes = (models.Index(fields=["shop", "-id"], name="deals_offer_shop"),)
        constraints = (
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="deals_offer_code"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="deals_offer_window"),
            models.CheckConstraint(condition=Q(code="") | Q(claim_needed=True), name="deals_offer_code_is_claimed"),
            models.CheckConstraint(
                condition=Q(uses_taken__gte=0) & (Q(uses_allowed=None) | Q(uses_taken__lte=F("uses_allowed"))),
                name="deals_offer_uses",
            ),
            models.CheckConstraint(
                condition=Q(budget_taken__gte=0) & (Q(budget_allowed=None) | Q(budget_taken__lte=F("budget_allowed"))),
                name="deals_offer_budget",
            ),
            models.CheckConstraint(
                condition=Q(claims_taken__gte=0) & (Q(claims_allowed=None) | Q(claims_taken__lte=F("claims_allowed"))),
                name="deals_offer_claims",
            ),
        )


class OfferTarget(models.Model):
    """Where to find an offer by what lies in a basket: each row is one thing, any of which makes it worth a look.

    `what`: everything (target 0), shop, listing, variant, category (with all below it).
    """

    pk = models.CompositePrimaryKey("what", "target_id", "offer_id")
    what = models.CharField(max_length=10)
    target_id = models.BigIntegerField()
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")

    class Meta:
        db_table = "deals_offer_target"


class OfferUse(models.Model):
    """An offer spent on an order by a buyer (account, or the guest's key). `state`: taken, returned.

    `amount`: what it took off; `counted`: how much of `per_buyer` it used up (one, or pieces).
    """

    pk = models.CompositePrimaryKey("order_id", "offer_id")
    order_id = models.BigIntegerField()
    offer_id = models.BigIntegerField()
    buyer = models.TextField()
    amount = models.BigIntegerField()
    counted = models.IntegerField(default=1)
    state = models.CharField(max_length=10, default="taken")
    used_at = models.DateTimeField()

    class Meta:
        db_table = "deals_offer_use"
        indexes = (models.Index(fields=["offer_id", "buyer"], name="deals_offer_use_buyer"),)


class Claim(models.Model):
    """An offer in somebody's wallet: an account's, or a guest's (`Buyer.key`)."""

    pk = models.CompositePrimaryKey("holder", "offer_id")
    holder = models.TextField()
    offer_id = models.BigIntegerField()
    claimed_at = models.DateTimeField()

    class Meta:
        db_table = "deals_claim"
        indexes = (models.Index(fields=["offer_id"], name="deals_claim_offer"),)


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


class PriceDay(models.Model):
    """The lowest item price and list price of a variant on one day (local). Written when a price changes, and for
    every variant on sale at least once a day."""

    pk = models.CompositePrimaryKey("listing_id", "day", "variant_id")
    listing_id = models.BigIntegerField()
    day = models.DateField()
    variant_id = models.BigIntegerField()
    item_price = models.BigIntegerField()
    list_price = models.BigIntegerField()

    class Meta:
        db_table = "deals_price_day"
        constraints = (
            models.CheckConstraint(
                condition=Q(item_price__gt=0) & Q(item_price__lte=F("list_price")), name="deals_price_day_amounts"
            ),
        )
