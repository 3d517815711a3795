"""A shopper finds something, buys it and hears what becomes of it: as a guest, as a member, when a price moves."""

import re
from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.browser

WHERE = {"收货人": "王小明", "手机号": "13800138000", "城市": "杭州市", "详细地址": "文三路 1 号"}


@pytest.fixture(scope="module")
def stall(site):
    """A shop with tea in two sizes and a cup."""
    from support.stall import a_stall

    with site.database():
        return a_stall(datetime.now(UTC), "buys-")


@pytest.fixture
def books(stall, site):
    """Another shop, with a book for 25.00 and 8.00 to send it; (shop, listing)."""
    from support.goods import a_listing, a_shop
    from tradewind.logistics.queries import templates

    with site.database():
        shop = a_shop("海边书店")
        template = templates(shop)[0].id
        listing, _ = a_listing(shop, stall.category, (2500,), title="航海日志", freight_template_id=template)
    return shop, listing


def fill_address(page):
    for label, text in WHERE.items():
        page.get_by_label(label).fill(text)


def order_of(page):
    """The number of the order whose page is shown."""
    return int(re.search(r"/orders/(\d+)", page.url)[1])


def pay_at_the_provider(page):
    """From our pay page through the provider's and back to the paid order."""
    page.get_by_role("button", name=re.compile("^支付")).click()
    page.get_by_role("heading", name="沙盒收银台").wait_for()
    page.get_by_role("button", name="确认支付").click()
    page.get_by_role("heading", name="已付款，商家正在备货").wait_for()


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_a_guest_finds_a_tea_chooses_a_size_and_pays_for_it(stall, site, visitor, width):
    from tradewind.trade.models import Order

    page = visitor(width)
    page.goto("/")
    page.get_by_role("searchbox", name="搜索商品").fill("龙井")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="搜索：龙井").wait_for()
    card = page.get_by_role("listitem").filter(has_text="buys-山间茶铺")
    assert "¥79" in card.inner_text() and "¥99.00" in card.inner_text()
    card.get_by_role("link", name="明前龙井").click()

    page.get_by_text("¥87.00").wait_for()  # 79.00 and 8.00 to the door
    page.get_by_role("radio", name="1号").check()
    page.get_by_text("¥127.00").wait_for()  # 129.00, 8.00 to the door, 10.00 by the coupon
    page.get_by_role("button", name="加入购物车").click()
    page.get_by_role("link", name="去购物车").click()
    page.get_by_role("button", name="增加一件：明前龙井").click()
    total = page.get_by_role("complementary" if width == "desk" else "region", name="合计")
    total.get_by_text("248").wait_for()  # 2 × 129.00 − 10.00
    page.get_by_role("link", name=re.compile("^结算")).click()

    fill_address(page)
    page.get_by_label("省份").select_option(label="新疆")
    page.get_by_text("运费（至新疆）").wait_for()
    page.get_by_label("邮箱").fill(f"guest-{width}@example.com")
    page.get_by_role("button", name=re.compile("^提交订单")).click()
    page.get_by_role("button", name="支付 ¥283.00").wait_for()  # 248.00 and 25.00 + 10.00 to Xinjiang
    pay_at_the_provider(page)

    order = order_of(page)
    with site.database():
        row = Order.objects.get(id=order)
    assert (row.email, row.payable, row.state) == (f"guest-{width}@example.com", 28300, "paid")
    other_device = visitor("desk")
    other_device.goto(page.locator('a[href*="key="]').get_attribute("href"))
    other_device.get_by_role("heading", name="已付款，商家正在备货").wait_for()


def test_a_member_brings_the_guest_s_cart_buys_from_two_shops_pays_once_confirms_and_reviews(
    stall, books, site, visitor
):
    from support.offices import PASSWORD
    from support.stall import an_address
    from tradewind.payments.models import Payment
    from tradewind.trade.actions.ship import ship

    bookshop, book = books
    with site.database():
        an_address(stall.shopper)
    page = visitor("phone")
    page.on("dialog", lambda dialog: dialog.accept())
    for listing in (stall.cup, book):
        page.goto(f"/p/{listing}")
        page.get_by_role("button", name="加入购物车").click()
        page.get_by_text("已加入购物车").wait_for()

    page.goto("/me")
    page.get_by_role("link", name="登录").click()
    page.get_by_label("邮箱").fill(stall.shopper.email)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name=stall.shopper.email.partition("@")[0]).wait_for()
    page.get_by_role("navigation").get_by_role("link", name=re.compile("^购物车")).click()
    assert page.get_by_role("link", name="青瓷小茶杯").is_visible()
    assert page.get_by_role("link", name="航海日志").is_visible()
    page.get_by_role("link", name=re.compile("^结算")).click()
    assert page.get_by_role("radio", name=re.compile("王小明")).is_checked()
    page.get_by_role("button", name="提交订单", exact=True).click()
    page.get_by_role("button", name="支付 ¥80.00").wait_for()  # 39.00 + 25.00 and 8.00 to send each
    pay_at_the_provider(page)

    order, now = order_of(page), datetime.now(UTC)
    with site.database():
        assert Payment.objects.filter(order_id=order, state="paid").count() == 1
        ship(stall.shop, order, "顺丰速运", "SF1234567890", now)
        ship(bookshop, order, "中通快递", "ZT1234567890", now)
    page.reload()
    for left in (1, 0):
        page.get_by_role("button", name="确认收货").first.click()
        page.get_by_text("已确认收货").first.wait_for()
        assert page.get_by_role("button", name="确认收货").count() == left
    page.get_by_role("link", name="评价").first.click()
    page.get_by_role("radio", name=re.compile("非常好")).check()
    page.get_by_label("说说使用感受").fill("杯子小巧，釉色很美。")
    page.get_by_role("button", name="发布").click()
    page.get_by_text("已评价").wait_for()

    page.goto(f"/p/{stall.cup}")
    page.get_by_role("heading", name="商品评价").scroll_into_view_if_needed()
    page.get_by_text("杯子小巧，釉色很美。").wait_for()


def test_a_price_that_moves_before_the_order_is_asked_about_with_both_amounts(stall, site, visitor):
    from tradewind.deals.actions.set_item_price import set_item_price
    from tradewind.trade.models import Order

    page = visitor("phone")
    page.goto(f"/p/{stall.cup}")
    page.get_by_role("button", name="立即购买").click()
    fill_address(page)
    page.get_by_label("邮箱").fill("careful@example.com")
    now = datetime.now(UTC)
    with site.database():
        set_item_price(stall.shop, stall.cup_variant, 3500, now, None, now)
    page.get_by_role("button", name="提交订单").click()

    warning = page.get_by_role("alert").filter(has_text="¥47.00")
    warning.wait_for()
    assert "¥43.00" in warning.inner_text()
    with site.database():
        assert not Order.objects.filter(email="careful@example.com").exists()
    page.complaints.clear()  # the browser notes the refusal's status
    assert page.get_by_label("收货人").input_value() == "王小明"
    page.get_by_role("button", name="提交订单").click()
    page.get_by_role("button", name="支付 ¥43.00").wait_for()
    with site.database():
        assert Order.objects.get(email="careful@example.com").payable == 4300
