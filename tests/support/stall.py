"""One open shop as shoppers meet it: goods in two variants at a reduced price, a cup, a sold-out one, a coupon."""

from datetime import timedelta
from typing import NamedTuple

from support.coupons import coupon, create_coupon
from support.goods import a_category, a_listing, a_shop
from support.offices import an_account
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.logistics.actions.save_template import save_template
from tradewind.logistics.queries import templates
from tradewind.logistics.types import TemplateDraft
from tradewind.parties.actions.addresses import save_address
from tradewind.parties.models import Account, Shop
from tradewind.parties.types import AddressDraft

HOME = {
    "recipient": "王小明", "phone": "13800138000", "region": "CN-ZJ", "city": "杭州市", "district": "西湖区",
    "street": "文三路 1 号", "postcode": "310012",
}  # fmt: skip
# 8.00 everywhere, 25.00 to Xinjiang, nothing to Taiwan; 2.00 for each further piece.
RULES = {
    "groups": [{"regions": ["CN-XJ"], "first_fee": 2500, "step_fee": 1000}],
    "default": {"first_fee": 800, "step_fee": 200},
    "unreachable": ["CN-TW"],
}


class Stall(NamedTuple):
    """Ids; `tea` costs 79.00 (list 99.00) or 129.00, `cup` 39.00, of `gone` there is none."""

    shop: int
    slug: str
    category: int
    root: str
    leaf: str
    tea: int
    small: int
    large: int
    cup: int
    cup_variant: int
    gone: int
    shopper: Account


def a_stall(now, prefix=""):
    """The shop and everything in it, made through the real actions."""
    past = now - timedelta(days=3)
    shop = a_shop(f"{prefix}山间茶铺", name_en="Hill Tea", intro="一座山的茶", intro_en="Tea of one mountain")
    template = save_template(shop, TemplateDraft("分区", RULES, is_default=True, id=templates(shop)[0].id), past)
    root = a_category(f"{prefix}drinks", "茶酒饮品", name_en="Drinks")
    category = a_category(f"{prefix}tea", "茶", parent_id=root, name_en="Tea")
    more = {"freight_template_id": template, "now": past}
    tea, (small, large) = a_listing(
        shop, category, (9900, 12900), 50, title="明前龙井", title_en="Longjing before the rains",
        description="山里的茶。\n采于清明之前。", description_en="Tea from the hills.\nPicked before Qingming.", **more,
    )  # fmt: skip
    cup, (cup_variant,) = a_listing(shop, category, (3900,), 30, title="青瓷小茶杯", title_en="Celadon cup", **more)
    gone, _ = a_listing(shop, category, (5900,), 0, title="老白茶饼", title_en="Old white tea", **more)
    set_item_price(shop, small, 7900, past, None, past)
    create_coupon(shop, coupon("满 100 减 10", 10_000, 1000, 500, past, now + timedelta(days=9)), past)
    shopper = an_account(f"{prefix}shopper")
    slug = Shop.objects.values_list("slug", flat=True).get(id=shop)
    return Stall(
        shop, slug, category, f"{prefix}drinks", f"{prefix}tea", tea, small, large, cup, cup_variant, gone, shopper
    )


def an_address(account):
    """Puts HOME into the account's book; returns its id."""
    return save_address(account.id, AddressDraft(**HOME))
