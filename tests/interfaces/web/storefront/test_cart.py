"""The cart page: what stands in it, and every change of a line."""

import re
from datetime import timedelta

import pytest

from support.coupons import coupon as a_draft
from support.coupons import create_coupon
from tradewind.kernel.clock import read_clock
from tradewind.trade.models import CartLine


@pytest.fixture
def filled(guest, stall):
    """Two of the small tea and a cup."""
    guest.post(f"/p/{stall.tea}/add", {"o0": "0", "quantity": "2"})
    guest.post(f"/p/{stall.cup}/add", {"quantity": "1"})
    return guest


def lines():
    return {line.variant_id: (line.quantity, line.selected) for line in CartLine.objects.all()}


def test_an_empty_cart_invites(guest):
    text = guest.get("/cart").content.decode()
    assert "购物车是空的" in text and "去逛逛" in text


def test_goods_stand_by_shop_with_today_s_sum(filled, stall):
    text = filled.get("/en/cart").content.decode()
    assert "Hill Tea" in text and "Celadon cup" in text
    # 2 × 79.00 + 39.00 − 10.00; the list prices came to 237.00
    assert '<span class="price"><i>¥</i>187</span>' in text
    assert "¥237.00" in text and "−¥40.00" in text and "−¥10.00" in text


def test_the_quantity_is_set(filled, stall):
    answer = filled.post("/cart/line", {"variant": stall.small, "quantity": "3", "selected": "1"})
    assert (answer.status_code, answer["Location"]) == (302, "/cart")
    assert lines() == {stall.small: (3, True), stall.cup_variant: (1, True)}


def test_a_line_is_left_for_later(filled, stall):
    filled.post("/cart/line", {"variant": stall.cup_variant, "quantity": "1"})
    assert lines()[stall.cup_variant] == (1, False)
    assert '<span class="price"><i>¥</i>148</span>' in filled.get("/cart").content.decode()


def test_all_lines_at_once(filled, stall):
    filled.post("/cart/line", {"do": "all"})
    assert not any(selected for _, selected in lines().values())
    assert "请勾选要结算的商品" in filled.get("/cart").content.decode()
    filled.post("/cart/line", {"do": "all", "selected": "1"})
    assert all(selected for _, selected in lines().values())


def test_a_line_is_removed_and_the_badge_follows(filled, stall):
    answer = filled.post("/cart/line", {"do": "remove", "variant": stall.small})
    assert answer.status_code == 302
    assert lines() == {stall.cup_variant: (1, True)}
    assert re.search(r'class="count">1<', filled.get("/cart").content.decode())


def test_htmx_gets_the_cart_redrawn(filled, stall):
    answer = filled.post(
        "/cart/line",
        {"variant": stall.small, "quantity": "1", "selected": "1"},
        headers={"HX-Request": "true"},
    )
    text = answer.content.decode()
    assert '<div id="cart">' in text and "<html" not in text
    assert '<span class="price"><i>¥</i>108</span>' in text  # 79 + 39 − 10


@pytest.mark.parametrize("form", [{}, {"variant": "x"}, {"variant": "5", "quantity": "1"}, {"quantity": "-1"}])
def test_nonsense_is_refused_and_nothing_moves(filled, stall, form):
    before = lines()
    answer = filled.post("/cart/line", {"variant": stall.small, "quantity": "0", "selected": "1", **form})
    assert answer.status_code in (404, 422)
    assert lines() == before


def test_forms_need_their_token(stall):
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    client.post(f"/p/{stall.cup}/add", {"quantity": "1"})
    assert client.post("/cart/line", {"do": "remove", "variant": stall.cup_variant}).status_code == 403
    assert lines() == {stall.cup_variant: (1, True)}


def test_a_price_that_changed_is_shown_as_it_is_now(filled, stall):
    from tradewind.deals.actions.set_item_price import set_item_price

    now = read_clock()
    set_item_price(stall.shop, stall.cup_variant, 2900, now, None, now)
    assert "¥39.00" in filled.get("/cart").content.decode()
    assert '<span class="price"><i>¥</i>177</span>' in filled.get("/cart").content.decode()


def coupon(stall, name, threshold, face, per_buyer=1):
    now = read_clock()
    window = now - timedelta(days=1), now + timedelta(days=9)
    create_coupon(stall.shop, a_draft(name, threshold, face, 500, *window, per_buyer=per_buyer), window[0])


def test_two_orders_are_said_with_the_delivery_of_both(filled, stall):
    """158.00 and 39.00: 100 − 10 and 150 − 30, one an order. A second parcel costs 8.00, its coupon saves 15.00."""
    coupon(stall, "满 150 减 30", 15_000, 3_000)
    assert "Two orders" not in filled.get("/en/cart").content.decode()  # 39.00 alone reaches no coupon
    coupon(stall, "满 30 减 15", 3_000, 1_500)
    text = filled.get("/en/cart").content.decode()
    # One parcel: 197 − 30 + 12 = 179. Two: 158 − 30 + 10 = 138, and 39 − 15 + 8 = 32.
    assert "Two orders are cheaper: you save ¥9.00" in text
    assert "¥138.00" in text and "¥32.00" in text


def test_the_first_of_two_orders_is_selected_with_one_button(filled, stall):
    answer = filled.post("/cart/line", {"do": "only", "variant": [str(stall.small)]})
    assert answer.status_code == 302
    assert lines() == {stall.small: (2, True), stall.cup_variant: (1, False)}


@pytest.mark.parametrize("variant", ["x", "7"])
def test_selecting_what_is_not_there_moves_nothing(filled, stall, variant):
    before = lines()
    assert filled.post("/cart/line", {"do": "only", "variant": variant}).status_code in (404, 409, 422)
    assert lines() == before


def test_a_top_up_is_said_when_it_pays_for_itself(filled, stall):
    coupon(stall, "满 200 减 30", 20_000, 3_000)
    assert "再加 ¥3.00 的商品，“满 200 减 30”帮您付：总价反而比现在少 ¥17.00" in filled.get("/cart").content.decode()


def test_a_top_up_that_costs_more_than_it_saves_is_not_said(filled, stall):
    coupon(stall, "满 220 减 20", 22_000, 2_000)
    text = filled.get("/en/cart").content.decode()
    assert "Add goods" not in text
    assert "Your basket does not reach it, and you would have to spend more than it saves." in text


def test_the_cart_says_why_it_costs_this(filled, stall):
    text = re.sub(r"\s+", " ", filled.get("/en/cart").content.decode())
    assert '<caption class="text-start font-medium">Longjing before the rains</caption>' in text
    assert '<tr><td>Item price</td><td class="muted">the shop</td><td class="num text-end">−¥40.00</td></tr>' in text
    assert '<dt class="muted">满 100 减 10</dt><dd class="text-success">−¥10.00</dd>' in text
