"""Tables of the people: accounts, addresses, shops and who works in them, operators."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from tradewind.kernel.ids import new_id


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts; e-mail addresses are stored in lower case."""

    def create_user(self, email: str | None, password: str | None = None, **fields: Any) -> "Account":
        """One account; without a password it cannot sign in."""
        account = self.model(email=email.strip().lower() if email else None, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Sign-in ignores the case of the address."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person. Everybody can shop; shop members and operators have rows of their own."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=12, blank=True)
    external_ref = models.TextField(null=True, unique=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "parties_account"


class Operator(models.Model):
    """An account that runs the platform."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="+")
    role = models.CharField(max_length=20, default="operator")  # permissions.OPERATOR_ROLES
    since = models.DateTimeField()

    class Meta:
        db_table = "parties_operator"


class SetupToken(models.Model):
    """Guards the first-run screen. One row at most; gone when the first operator exists."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    token_hash = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "parties_setup_token"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="parties_setup_token_single"),)


class Address(models.Model):
    """Where a parcel goes. Region names are kept as they were when it was written."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    recipient = models.CharField(max_length=60)
    phone = models.CharField(max_length=32)
    region = models.CharField(max_length=32)  # province or state: the key of freight rules
    city = models.CharField(max_length=64)
    district = models.CharField(max_length=64, blank=True)
    street = models.CharField(max_length=200)
    postcode = models.CharField(max_length=16, blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        db_table = "parties_address"
        constraints = (
            models.UniqueConstraint("account", condition=models.Q(is_default=True), name="parties_address_one_default"),
        )


class Shop(models.Model):
    """A merchant's shop. `state`: open, paused, suspended, closed, or history (imported, not selling)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    intro = models.CharField(max_length=300, blank=True)
    intro_en = models.CharField(max_length=300, blank=True)
    currency = models.CharField(max_length=3)
    region = models.CharField(max_length=32, blank=True)
    city = models.CharField(max_length=64, blank=True)
    logo = models.TextField(blank=True)  # media key, see catalog.pictures
    state = models.CharField(max_length=12, default="open")
    external_ref = models.TextField(null=True, unique=True)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "parties_shop"


class ShopMember(models.Model):
    """Who works in a shop, and as what."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    shop = models.ForeignKey(Shop, models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, default="owner")  # permissions.SHOP_ROLES

    class Meta:
        db_table = "parties_shop_member"
        constraints = (models.UniqueConstraint("shop", "account", name="parties_shop_member_once"),)
