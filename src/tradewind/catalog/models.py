"""Tables of the catalogue: categories, listings, variants, pictures, stock."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from tradewind.kernel.ids import new_id
from tradewind.parties.models import Shop


class Category(models.Model):
    """A node of the category tree."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    position = models.SmallIntegerField(default=0)
    listing_count = models.IntegerField(default=0)  # listings on sale in this very category, kept by actions

    class Meta:
        db_table = "catalog_category"


class CategoryAttribute(models.Model):
    """A fact that listings of a category state. `kind`: text, number or choice."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    category = models.ForeignKey(Category, models.CASCADE, related_name="+")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, default="text")
    choices = models.JSONField(default=list)  # [{"value": "玻璃", "value_en": "Glass"}, ...] in display order
    required = models.BooleanField(default=False)
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "catalog_category_attribute"
        constraints = (models.UniqueConstraint(fields=["category", "code"], name="catalog_category_attribute_once"),)


class Listing(models.Model):
    """What a shop offers. `state`: draft, on_sale, paused, archived. Cards read its summary columns only."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    shop = models.ForeignKey(Shop, models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    description = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    attributes = models.JSONField(default=dict)  # attribute code -> text, or the `value` of a choice
    option_names = models.JSONField(default=list)  # [{"name": "颜色", "name_en": "Colour"}, ...] in display order
    state = models.CharField(max_length=12, default="draft")
    freight_template_id = models.BigIntegerField(null=True)  # logistics stands above: no foreign key
    dispatch_hours = models.SmallIntegerField(default=48)
    external_ref = models.TextField(null=True)
    # Summary columns, kept by actions: what a card shows.
    cover = models.TextField(blank=True)  # media key of the first picture
    list_from = models.BigIntegerField(default=0)  # lowest list price of a variant, minor units
    stock_left = models.IntegerField(default=0)
    sold_count = models.IntegerField(default=0)
    rating_sum = models.IntegerField(default=0)
    rating_count = models.IntegerField(default=0)
    search = SearchVectorField(null=True)
    version = models.IntegerField(default=1)  # edits carry the version they saw
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "catalog_listing"
        indexes = (
            models.Index(
                fields=["category", "-sold_count", "-id"], condition=Q(state="on_sale"), name="catalog_listing_shelf"
            ),
            models.Index(fields=["-sold_count", "-id"], condition=Q(state="on_sale"), name="catalog_listing_popular"),
            models.Index(fields=["category", "-id"], condition=Q(state="on_sale"), name="catalog_listing_newest"),
            models.Index(
                fields=["shop", "-sold_count", "-id"], condition=Q(state="on_sale"), name="catalog_listing_shop_shelf"
            ),
            models.Index(fields=["shop", "-id"], name="catalog_listing_shop"),
            GinIndex(fields=["search"], name="catalog_listing_search"),
        )
        constraints = (
            models.UniqueConstraint(fields=["shop", "external_ref"], name="catalog_listing_external_once"),
            models.CheckConstraint(
                condition=Q(sold_count__gte=0) & Q(rating_sum__gte=0) & Q(rating_count__gte=0),
                name="catalog_listing_counters",
            ),
        )


class Variant(models.Model):
    """One SKU of a listing: a choice of every option, a list price in minor units."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="+")
    position = models.SmallIntegerField(default=0)
    sku = models.CharField(max_length=64, blank=True)
    options = models.JSONField(
        default=list
    )  # values in the order of option_names: [{"value": "红", "value_en": "Red"}]
    list_price = models.BigIntegerField()
    weight_g = models.IntegerField(default=0)

    class Meta:
        db_table = "catalog_variant"
        indexes = (models.Index(fields=["listing", "position"], name="catalog_variant_listing"),)
        constraints = (
            models.CheckConstraint(condition=Q(list_price__gt=0), name="catalog_variant_price_positive"),
            models.CheckConstraint(condition=Q(weight_g__gte=0), name="catalog_variant_weight"),
        )


class Stock(models.Model):
    """Pieces of a variant: `reserved` of `on_hand` are promised to orders. What is left is the difference."""

    variant = models.OneToOneField(Variant, models.CASCADE, primary_key=True, related_name="+")
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)

    class Meta:
        db_table = "catalog_stock"
        constraints = (
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(on_hand__gte=F("reserved")), name="catalog_stock_never_below_zero"
            ),
        )


class Reservation(models.Model):
    """Pieces held for an order. `state`: held, sold, released. One row per order and variant."""

    pk = models.CompositePrimaryKey("order_id", "variant_id")
    order_id = models.BigIntegerField()
    variant_id = models.BigIntegerField()
    quantity = models.IntegerField()
    state = models.CharField(max_length=10, default="held")
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalog_reservation"
        indexes = (models.Index(fields=["variant_id"], condition=Q(state="held"), name="catalog_reservation_held"),)
        constraints = (models.CheckConstraint(condition=Q(quantity__gt=0), name="catalog_reservation_quantity"),)


class Picture(models.Model):
    """A picture of a listing; its WebP files are named by content (see catalog.pictures)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="+")
    position = models.SmallIntegerField(default=0)
    key = models.TextField()
    width = models.IntegerField()
    height = models.IntegerField()
    alt = models.CharField(max_length=160, blank=True)

    class Meta:
        db_table = "catalog_picture"
        indexes = (
            models.Index(fields=["listing", "position"], name="catalog_picture_listing"),
            models.Index(fields=["key"], name="catalog_picture_key"),  # a file goes when its last picture goes
        )
