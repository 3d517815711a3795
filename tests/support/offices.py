"""A small marketplace with people in every role, and a paid order, for tests of the two back offices."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.test import Client

from support.coupons import coupon, create_coupon
from support.goods import a_category, a_listing, a_shop
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.kernel.decisions import decisions
from tradewind.kernel.ids import new_id
from tradewind.kernel.outbox import drain
from tradewind.logistics.queries import templates
from tradewind.parties.actions.open_shop import add_member
from tradewind.parties.actions.operators import add_operator
from tradewind.parties.models import Account
from tradewind.parties.types import Buyer
from tradewind.payments.events import PaymentSucceeded
from tradewind.payments.models import Payment
from tradewind.trade.actions.pay import mark_paid
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.actions.ship import ship
from tradewind.trade.types import OrderAddress, Wanted

PASSWORD = "correct horse battery"
GOODS = (
    ("云南古树普洱 357g", "Pu-erh of old trees, 357 g", 18),
    ("武夷岩茶 大红袍礼盒", "Wuyi rock tea, gift box", 0),
    ("手工青瓷茶具六件套", "Celadon tea set, six pieces", 7),
)
HOME = OrderAddress("王小明", "13800138000", "CN-ZJ", "杭州市", "西湖区", "文三路 1 号", "310012")
ROLES = ("owner", "staff", "warehouse")


class Offices(NamedTuple):
    """`people`: account by role; `shop` is theirs, `other_shop` belongs to `other_owner`."""

    people: dict[str, Account]
    shop: int
    other_shop: int
    category: int
    listing: int
    variants: list[int]
    orders: list[int]


def an_account(name, **more):
    """An account with the common password."""
    return Account.objects.create_user(f"{name}@example.com", PASSWORD, name=name, **more)


def pay(order_id, amount, currency, now):
    """Money arrives for an order as from the sandbox provider."""
    payment = Payment.objects.create(
        id=new_id(), order_id=order_id, position=1, method="sandbox", amount=amount, currency=currency, state="paid",
        provider_ref=f"ref-{order_id}", created_at=now, paid_at=now,
    )  # fmt: skip
    with transaction.atomic():
        mark_paid(
            PaymentSucceeded(
                key=order_id, at=now, payment_id=payment.id, method="sandbox", provider=1, amount=amount,
                currency=currency,
            )
        )  # fmt: skip


def an_order(buyer, variant_ids, now, paid=True, quantity=1):
    """An order of these variants; returns its id."""
    wanted = [Wanted(variant_id, quantity) for variant_id in variant_ids]
    placed = place_order(Buyer(account_id=buyer.id), HOME, "", "请尽快", None, now, lines=wanted)
    if paid:
        pay(placed.order_id, placed.payable, placed.currency, now)
    return placed.order_id


def offices(now, orders=2, prefix=""):
    """The whole small world."""
    people = {
        name: an_account(prefix + name)
        for name in (*ROLES, "other_owner", "shopper", "operator", "auditor")
    }  # fmt: skip
    shop, other = a_shop(f"{prefix}山间茶铺", name_en="Hill Tea"), a_shop(f"{prefix}海边书店", name_en="Sea Books")
    for role in ROLES:
        add_member(shop, people[role].id, role)
    add_member(other, people["other_owner"].id, "owner")
    for role in ("operator", "auditor"):
        add_operator(people[role].id, role, now)
    category = a_category(f"{prefix}tea")
    listing, variants = a_listing(
        shop, category, prices=(9900, 12900), on_hand=50, title="明前龙井", title_en="Longjing before the rains",
        freight_template_id=templates(shop)[0].id,
    )  # fmt: skip
    found = [an_order(people["shopper"], [variants[0]], now) for _ in range(orders)]
    return Offices(people, shop, other, category, listing, variants, found)


class Working(NamedTuple):
    """A marketplace with something on every page; `known` names the things in its addresses."""

    people: dict[str, Account]
    known: dict[str, int]


def a_working_marketplace(now, prefix=""):
    """The small world, thirty days old: sales by day, coupons, an item price, a sold-out listing, a parcel."""
    past = now - timedelta(days=40)
    base = offices(past, orders=1, prefix=prefix)
    people = {**base.people, "two_shops": an_account(f"{prefix}two")}
    for shop in (base.shop, base.other_shop):
        add_member(shop, people["two_shops"].id, "owner")
    template = templates(base.shop)[0].id
    for n, (title, title_en, stock) in enumerate(GOODS):
        a_listing(
            base.shop, base.category, (5900 + 1000 * n,), stock, title=title, title_en=title_en,
            freight_template_id=template,
        )  # fmt: skip
    a_listing(base.shop, base.category, on_sale=False, title="春季新茶预告", freight_template_id=template)
    create_coupon(base.shop, coupon("满 100 减 10", 10_000, 1000, 500, past, now + timedelta(days=9)), past)
    create_coupon(base.shop, coupon("老客无门槛券", 0, 500, 50, past, past + timedelta(days=9)), past)
    set_item_price(base.shop, base.variants[1], 10_900, past, None, past)
    days = [30, 27, 26, 22, 19, 18, 15, 12, 11, 9, 8, 6, 5, 3, 2, 1, 0]
    placed = [
        an_order(
            people["shopper"], base.variants[: 1 + n % 2], now - timedelta(days=day, minutes=9), quantity=1 + n % 3
        )
        for n, day in enumerate(days)
    ]
    an_order(people["shopper"], base.variants[:1], now, paid=False)
    for order_id in placed[:-3]:
        ship(base.shop, order_id, "顺丰速运", f"SF{order_id % 10**10}", now)
    drain()
    known = {
        "shop": base.shop, "listing": base.listing, "order": placed[-1], "shipped": placed[0], "template": template,
        "decision": decisions(limit=1)[0].id,
    }  # fmt: skip
    return Working(people, known)


def come_in(page, site, account):
    """Signs a browser in without the form: its session is made in the site's database."""
    client = Client()
    with site.database():
        client.force_login(account, backend="tradewind.parties.sign_in.Backend")
    page.context.add_cookies([{"name": "tw_session", "value": client.cookies["tw_session"].value, "url": site.url}])
