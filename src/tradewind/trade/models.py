"""Tables of trade: carts, orders (one parent, one sub-order per shop, lines), transitions.

Children of an order are keyed by (order_id, position). Nothing here has a foreign key out of the order, so these
tables distribute by order_id.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Least

from tradewind.kernel.ids import new_id


class Cart(models.Model):
    """What somebody means to buy. A member's cart has an account, a guest's a random token (hashed)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account_id = models.BigIntegerField(null=True, unique=True)
    token_hash = models.TextField(null=True, unique=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "trade_cart"
        constraints = (
            models.CheckConstraint(condition=Q(account_id=None) ^ Q(token_hash=None), name="trade_cart_one_owner"),
        )


class CartLine(models.Model):
    """A variant in a cart."""

    pk = models.CompositePrimaryKey("cart_id", "variant_id")
    cart = models.ForeignKey(Cart, models.CASCADE, related_name="+")
    variant_id = models.BigIntegerField()
    quantity = models.IntegerField()
    selected = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "trade_cart_line"
        constraints = (
            models.CheckConstraint(
                condition=Q(quantity__gte=1) & Q(quantity__lte=999), name="trade_cart_line_quantity"
            ),
        )


class Order(models.Model):
    """The parent order: the buyer pays once. Amounts are minor units and frozen when it is placed."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account_id = models.BigIntegerField(null=True)
    guest = models.TextField(null=True)  # hash of the guest's cart token, as in parties.Buyer
    guest_hash = models.TextField(null=True)  # hash of the secret in a guest's order link
    email = models.TextField(blank=True)
    state = models.CharField(max_length=12)  # states.ORDER
    currency = models.CharField(max_length=3)
    list_amount = models.BigIntegerField()
    item_amount = models.BigIntegerField()
    discount_amount = models.BigIntegerField()  # below the item level, positive
    freight_amount = models.BigIntegerField()
    payable = models.BigIntegerField()
    sheet = models.JSONField()  # the frozen price sheet (deals.types.PriceSheet)
    address = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    external_ref = models.TextField(null=True, unique=True)
    placed_at = models.DateTimeField()
    pay_by = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.TextField(blank=True)

    class Meta:
        db_table = "trade_order"
        indexes = (
            models.Index(fields=["account_id", "-id"], name="trade_order_account"),
            models.Index(fields=["guest", "-id"], condition=~Q(guest=None), name="trade_order_guest"),
            models.Index(fields=["pay_by"], condition=Q(state="created"), name="trade_order_unpaid"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(payable=models.F("item_amount") - models.F("discount_amount") + models.F("freight_amount")),
                name="trade_order_adds_up",
            ),
            models.CheckConstraint(condition=Q(payable__gte=0), name="trade_order_payable"),
        )


class SubOrder(models.Model):
    """One shop's part of an order: fulfilled, refunded and settled on its own."""

    pk = models.CompositePrimaryKey("order_id", "position")
    order = models.ForeignKey(Order, models.CASCADE, related_name="+")
    position = models.SmallIntegerField()
    shop_id = models.BigIntegerField()
    state = models.CharField(max_length=12)  # states.SUB_ORDER
    item_amount = models.BigIntegerField()
    discount_amount = models.BigIntegerField()
    freight_amount = models.BigIntegerField()
    payable = models.BigIntegerField()
    dispatch_hours = models.SmallIntegerField(default=48, db_default=48)  # frozen: the slowest line's promise
    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    ship_by = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    confirm_by = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "trade_sub_order"
        indexes = (
            models.Index(fields=["shop_id", "state", "-order_id"], name="trade_sub_order_shop_state"),
            models.Index(fields=["shop_id", "-order_id"], name="trade_sub_order_shop"),
            models.Index(
                Least("delivered_at", "confirmed_at"),
                condition=Q(state__in=("delivered", "confirmed", "settled")),
                name="trade_sub_order_signed",
            ),
            models.Index(
                fields=["confirm_by"], condition=Q(state__in=("shipped", "delivered")), name="trade_sub_order_confirm"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(payable=models.F("item_amount") - models.F("discount_amount") + models.F("freight_amount")),
                name="trade_sub_order_adds_up",
            ),
        )


class OrderLine(models.Model):
    """A SKU of an order with its frozen numbers: list, item level, discount, freight share, payable."""

    pk = models.CompositePrimaryKey("order_id", "position")
    order = models.ForeignKey(Order, models.CASCADE, related_name="+")
    position = models.SmallIntegerField()
    sub_position = models.SmallIntegerField()
    shop_id = models.BigIntegerField()
    listing_id = models.BigIntegerField()
    variant_id = models.BigIntegerField()
    category_id = models.BigIntegerField()
    title = models.TextField()
    title_en = models.TextField(blank=True)
    options = models.JSONField(default=list)
    cover = models.TextField(blank=True)
    quantity = models.IntegerField()
    list_amount = models.BigIntegerField()
    item_amount = models.BigIntegerField()
    discount_amount = models.BigIntegerField()
    freight_amount = models.BigIntegerField()
    payable = models.BigIntegerField()

    class Meta:
        db_table = "trade_order_line"
        indexes = (models.Index(fields=["listing_id", "-order_id"], name="trade_order_line_listing"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(payable=models.F("item_amount") - models.F("discount_amount") + models.F("freight_amount")),
                name="trade_order_line_adds_up",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="trade_order_line_quantity"),
        )


class Transition(models.Model):
    """A change of state of an order (sub_position 0) or sub-order, with who and why."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    order_id = models.BigIntegerField()
    sub_position = models.SmallIntegerField(default=0)
    old = models.CharField(max_length=12)
    new = models.CharField(max_length=12)
    actor = models.TextField()  # "buyer:<id>", "shop:<id>", "schedule", "payments"
    at = models.DateTimeField()

    class Meta:
        db_table = "trade_transition"
        indexes = (models.Index(fields=["order_id", "id"], name="trade_transition_order"),)


class PriceProtection(models.Model):
    """What came back for a line because its price fell, at most once a day. `price`: of a piece, then."""

    pk = models.CompositePrimaryKey("order_id", "position", "day")
    order_id = models.BigIntegerField()
    position = models.SmallIntegerField()
    day = models.DateField()
    shop_id = models.BigIntegerField()
    amount = models.BigIntegerField()
    payer = models.CharField(max_length=12)
    price = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "trade_price_protection"
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="trade_price_protection_amount"),)
