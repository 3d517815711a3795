"""Checkout: the total that was seen is the total that is paid; once; or nothing happens."""

import re

import pytest

from interfaces.api.world import snapshot
from support.stall import HOME, an_address
from tradewind.trade.models import CartLine, Order

FORM = {**HOME, "email": "guest@example.com", "note": "放门口", "key": "0123456789abcdef"}


@pytest.fixture
def ready(guest, stall):
    """A guest with two small teas in the cart: 158.00 − 10.00 + 10.00 freight."""
    guest.post(f"/p/{stall.tea}/add", {"o0": "0", "quantity": "2"})
    return guest


def expected(text):
    return re.search(r'name="expect" value="(\d+)"', text)[1]


def test_an_empty_cart_leads_back(guest):
    answer = guest.get("/checkout")
    assert (answer.status_code, answer["Location"]) == (302, "/cart")


def test_the_page_shows_goods_freight_promise_and_total(ready):
    text = ready.get("/checkout").content.decode()
    assert "运费（至上海）" in text and "预计送达" in text
    assert expected(text) == "15800"
    assert '<span class="price"><i>¥</i>158</span>' in text


def test_another_province_is_quoted_in_place(ready):
    answer = ready.get("/checkout/quote", {"region": "CN-XJ"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert expected(text) == "18300"  # 35.00 freight
    assert "<html" not in text and 'id="sums-phone" hx-swap-oob' in text
    away = ready.get("/checkout/quote", {"region": "CN-TW"}).content.decode()
    assert "不配送" in away and "disabled" in away


def test_a_guest_places_an_order(ready, stall):
    answer = ready.post("/checkout", {**FORM, "expect": "15800"})
    order = Order.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/orders/{order.id}/pay")
    assert (order.state, order.payable, order.email, order.note) == ("created", 15800, "guest@example.com", "放门口")
    assert order.address["street"] == "文三路 1 号"
    assert not CartLine.objects.exists()
    cookie = answer.cookies[f"tw_order_{order.id}"]
    assert cookie["httponly"] and cookie.value and cookie.value not in order.guest_hash


def test_sending_the_form_twice_makes_one_order(ready):
    first = ready.post("/checkout", {**FORM, "expect": "15800"})
    second = ready.post("/checkout", {**FORM, "expect": "15800"})
    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1
    cookie = f"tw_order_{Order.objects.get().id}"
    assert first.cookies[cookie].value == second.cookies[cookie].value


def test_the_secret_of_a_guest_s_link_is_stored_nowhere(ready):
    answer = ready.post("/checkout", {**FORM, "expect": "15800"})
    secret = answer.cookies[f"tw_order_{Order.objects.get().id}"].value
    rows = snapshot()
    assert len(rows["kernel_idempotency"]) == 1
    assert secret not in str(rows)


def test_a_price_that_changed_is_asked_about(ready, stall):
    from tradewind.deals.actions.set_item_price import set_item_price
    from tradewind.kernel.clock import read_clock

    now = read_clock()
    set_item_price(stall.shop, stall.small, 6900, now, None, now)
    answer = ready.post("/checkout", {**FORM, "expect": "15800"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "原为 ¥158.00，现为 ¥138.00" in text
    assert expected(text) == "13800"
    assert not Order.objects.exists()
    assert ready.post("/checkout", {**FORM, "expect": "13800"}).status_code == 302
    assert Order.objects.get().payable == 13800


@pytest.mark.parametrize("missing", ["recipient", "phone", "city", "street", "email"])
def test_what_is_missing_is_marked_and_nothing_is_placed(ready, missing):
    answer = ready.post("/checkout", {**FORM, "expect": "15800", missing: ""})
    assert answer.status_code == 422
    assert f'id="id_{missing}_wrong"' in answer.content.decode()
    assert not Order.objects.exists() and CartLine.objects.count() == 1


@pytest.mark.parametrize("phone", ["abc", "1", "٣" * 11])
def test_a_phone_that_cannot_be_called_is_marked(ready, phone):
    answer = ready.post("/checkout", {**FORM, "expect": "15800", "phone": phone})
    assert answer.status_code == 422
    assert 'id="id_phone_wrong"' in answer.content.decode()
    assert not Order.objects.exists()


def test_without_the_total_nothing_is_placed(ready):
    assert ready.post("/checkout", FORM).status_code == 422
    assert not Order.objects.exists()


def test_goods_that_sold_out_meanwhile_are_named(ready, stall):
    from tradewind.catalog.actions.set_stock import set_stock
    from tradewind.kernel.clock import read_clock

    set_stock(stall.shop, stall.small, 1, read_clock())
    answer = ready.post("/checkout", {**FORM, "expect": "15800"})
    assert answer.status_code == 409
    assert "库存不足：明前龙井" in answer.content.decode()
    assert not Order.objects.exists()


def test_a_member_uses_a_saved_address(member, stall):
    address = an_address(stall.shopper)
    member.post(f"/p/{stall.cup}/add", {"quantity": "1"})
    text = member.get("/checkout").content.decode()
    assert "王小明" in text and "138****8000" in text
    answer = member.post("/checkout", {"address": address, "key": "k" * 16, "expect": expected(text)})
    order = Order.objects.get()
    assert answer["Location"] == f"/orders/{order.id}/pay"
    assert (order.account_id, order.payable, order.address["city"]) == (stall.shopper.id, 4700, "杭州市")


def test_somebody_else_s_address_is_not_used(member, stall):
    from support.offices import an_account

    theirs = an_address(an_account("neighbour"))
    member.post(f"/p/{stall.cup}/add", {"quantity": "1"})
    answer = member.post("/checkout", {"address": theirs, "key": "k" * 16, "expect": "4700"})
    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_a_new_address_is_kept_when_asked(member, stall):
    from tradewind.parties.models import Address

    member.post(f"/p/{stall.cup}/add", {"quantity": "1"})
    member.post("/checkout", {**FORM, "address": "new", "keep": "1", "expect": "4700"})
    assert Address.objects.get().street == "文三路 1 号"


def test_buy_now_orders_past_the_cart(member, stall):
    member.post(f"/p/{stall.tea}/add", {"o0": "0", "quantity": "2"})
    buy = f"{stall.cup_variant}.1"
    text = member.get(f"/checkout?buy={buy}").content.decode()
    assert "青瓷小茶杯" in text and "明前龙井" not in text
    member.post("/checkout", {**FORM, "buy": buy, "expect": expected(text)})
    assert Order.objects.get().payable == 4700
    assert CartLine.objects.get().variant_id == stall.small


def test_without_scripts_freight_is_worked_out_by_a_button(ready):
    answer = ready.post("/checkout", {**FORM, "region": "CN-XJ", "do": "quote"})
    text = answer.content.decode()
    assert answer.status_code == 200 and expected(text) == "18300"
    assert 'value="王小明"' in text
    assert not Order.objects.exists()
