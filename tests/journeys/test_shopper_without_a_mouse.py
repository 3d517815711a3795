"""From the front page to a paid order with the keyboard alone; the focus is in sight at every step."""

import re
from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stall(site):
    """A shop with tea in two sizes."""
    from support.stall import a_stall

    with site.database():
        return a_stall(datetime.now(UTC), "keys-")


def choose_below(page, select, value):
    """Opens a focused chooser and moves down to `value`."""
    values = select.locator("option").evaluate_all("options => options.map(option => option.value)")
    page.keyboard.press("Space")
    for _ in range(values.index(value) - values.index(select.input_value())):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert select.input_value() == value


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_a_tea_is_found_chosen_bought_and_paid_for_with_the_keyboard_alone(stall, site, visitor, width):
    from support.keyboard import sees_the_focus, tab_to, type_into

    page = visitor(width)
    page.goto("/")
    type_into(page, page.get_by_role("searchbox", name="搜索商品"), "龙井")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="搜索：龙井").wait_for()
    tab_to(page, page.get_by_role("link", name="跳到正文"))
    page.keyboard.press("Enter")
    card = page.get_by_role("listitem").filter(has_text="keys-山间茶铺")
    tab_to(page, card.get_by_role("link", name="明前龙井"))
    page.keyboard.press("Enter")

    page.get_by_role("radio", name="0号").wait_for()
    tab_to(page, page.get_by_role("radio", name="0号"))
    page.keyboard.press("ArrowRight")
    page.get_by_text("¥127.00").wait_for()
    sees_the_focus(page)
    tab_to(page, page.get_by_role("button", name="加入购物车"))
    page.keyboard.press("Enter")
    page.get_by_text("已加入购物车").wait_for()
    sees_the_focus(page)
    bar = page.get_by_role("navigation", name="主导航") if width == "desk" else page.locator(".buybar")
    tab_to(page, bar.get_by_role("link", name=re.compile("^购物车")), key="Shift+Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/cart")
    more = page.get_by_role("button", name="增加一件：明前龙井")
    tab_to(page, more)
    page.keyboard.press("Enter")
    total = page.get_by_role("complementary" if width == "desk" else "region", name="合计")
    total.get_by_text("248").wait_for()
    sees_the_focus(page)
    assert more.evaluate("node => node === document.activeElement")
    tab_to(page, page.get_by_role("link", name=re.compile("^结算")))
    page.keyboard.press("Enter")

    page.wait_for_url("**/checkout")
    type_into(page, page.get_by_label("收货人"), "王小明")
    type_into(page, page.get_by_label("手机号"), "123")
    region = page.get_by_label("省份")
    tab_to(page, region)
    choose_below(page, region, "CN-ZJ")
    type_into(page, page.get_by_label("城市"), "杭州市")
    type_into(page, page.get_by_label("详细地址"), "文三路 1 号")
    type_into(page, page.get_by_label("邮箱"), f"keys-{width}@example.com")
    place = page.get_by_role("button", name=re.compile("^提交订单"))
    tab_to(page, place)
    page.keyboard.press("Enter")
    page.get_by_text("请检查标出的内容").wait_for()
    page.complaints.clear()  # the browser notes the refusal's status
    assert page.get_by_label("手机号").evaluate("node => node === document.activeElement")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("13800138000")
    tab_to(page, place)
    page.keyboard.press("Enter")

    page.wait_for_url("**/pay")
    pay = page.get_by_role("button", name="支付 ¥258.00")  # 248.00 and 10.00 to send two
    tab_to(page, pay)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="沙盒收银台").wait_for()
    tab_to(page, page.get_by_role("button", name="确认支付"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="已付款，商家正在备货").wait_for()
