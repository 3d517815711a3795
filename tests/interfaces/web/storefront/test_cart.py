"""The cart page: what stands in it, and every change of a line."""

import re

import pytest

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
    from tradewind.kernel.clock import read_clock

    now = read_clock()
    set_item_price(stall.shop, stall.cup_variant, 2900, now, None, now)
    assert "¥39.00" in filled.get("/cart").content.decode()
    assert '<span class="price"><i>¥</i>177</span>' in filled.get("/cart").content.decode()
