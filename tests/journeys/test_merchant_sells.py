"""A merchant lists a product with a picture, puts it on sale, and ships the order that comes in."""

import re
from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def tea_photo(tmp_path):
    """A picture on disk, for the file chooser."""
    from support.goods import picture

    path = tmp_path / "tea.jpg"
    path.write_bytes(picture(800, 600, (40, 110, 60), "JPEG"))
    return path


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_a_merchant_opens_a_shop_lists_a_product_and_ships_its_order(site, visitor, tea_photo, width):
    from support.goods import a_category
    from support.offices import PASSWORD, an_account, an_order
    from tradewind.catalog.models import Variant
    from tradewind.trade.models import SubOrder

    with site.database():
        merchant, buyer = an_account(f"maker-{width}"), an_account(f"drinker-{width}")
        a_category(f"green-{width}", f"绿茶-{width}")
    page = visitor(width, language="zh-CN")

    page.goto("/merchant/")
    page.get_by_label(re.compile("邮箱")).fill(merchant.email)
    page.get_by_label(re.compile("^密码")).fill(PASSWORD)
    page.get_by_role("button", name=re.compile("登录")).click()
    page.get_by_label("店铺名称（中文）").fill(f"云雾茶园-{width}")
    page.get_by_role("button", name="开店营业").click()
    page.get_by_text("开店成功").wait_for()

    page.get_by_role("link", name="发布商品").first.click()
    page.get_by_label("类目").select_option(label=f"绿茶-{width}")
    page.get_by_label("商品标题（中文）").fill("高山云雾 250g")
    page.get_by_label("名称（中文）").first.fill("包装")
    page.get_by_label("规格值，每行一个").first.fill("罐装 | Tin\n袋装 | Bag")
    page.get_by_label("规格值，每行一个").first.blur()
    page.get_by_label("标价: 罐装").or_(page.get_by_label("原价: 罐装")).fill("128")
    page.get_by_label("库存: 罐装").fill("20")
    page.get_by_label("标价: 袋装").or_(page.get_by_label("原价: 袋装")).fill("98.50")
    page.get_by_label("库存: 袋装").fill("5")
    with page.expect_file_chooser() as chooser:
        page.get_by_label("选择图片").click()
    chooser.value.set_files(tea_photo)
    page.locator("#chosen img").wait_for()
    page.get_by_role("button", name="存为草稿").click()
    page.get_by_text("草稿已保存").wait_for()
    assert page.locator("#pictures ol li").count() == 1

    with page.expect_file_chooser() as chooser:
        page.get_by_label("添加图片").click()
    chooser.value.set_files(tea_photo)
    page.get_by_role("button", name="上传").click()
    page.locator("#pictures ol li").nth(1).wait_for()
    page.get_by_label("图片 2 的说明", exact=True).fill("茶园清晨")
    page.get_by_role("button", name="保存图片 2 的说明").click()
    page.get_by_role("img", name="茶园清晨").wait_for()
    page.get_by_role("button", name="上架").click()
    page.get_by_text("商品已上架").wait_for()

    with site.database():
        variant = Variant.objects.get(sku="", list_price=12800, listing__title="高山云雾 250g",
                                      listing__shop__name=f"云雾茶园-{width}")  # fmt: skip
        order = an_order(buyer, [variant.id], datetime.now(UTC))

    page.get_by_role("link", name=re.compile("^订单")).first.click()
    page.get_by_role("link", name=f"发货：订单 {order}").click()
    page.get_by_label("快递公司").fill("顺丰速运")
    page.get_by_label("快递单号").fill("SF1029384756")
    page.get_by_role("button", name="发货", exact=True).click()
    page.get_by_text("SF1029384756").first.wait_for()
    assert page.get_by_text("已发货").first.is_visible()
    with site.database():
        assert SubOrder.objects.get(order_id=order).state == "shipped"


def test_the_menu_of_a_phone_opens_without_a_script_and_closes_with_escape(site, visitor):
    from support.goods import a_shop
    from support.offices import an_account, come_in
    from tradewind.parties.actions.open_shop import add_member

    with site.database():
        owner = an_account("menu-owner")
        shop = a_shop("菜单小店")
        add_member(shop, owner.id, "owner")
    page = visitor("phone")
    come_in(page, site, owner)

    page.goto(f"/merchant/{shop}/")
    page.get_by_role("button", name="更多").click()
    menu = page.locator("#menu")
    assert menu.get_by_role("link", name="运费模板").is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    page.get_by_role("button", name="更多").click()
    menu.get_by_role("link", name="店铺设置").click()
    page.get_by_role("heading", name="店铺设置").wait_for()
