"""Order pages: who sees them, and what a buyer can do there."""

import pytest
from django.test import Client

from support.offices import an_account, an_order, pay
from support.stall import HOME
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.kernel.clock import read_clock
from tradewind.trade.actions.protect_prices import protect_prices
from tradewind.trade.actions.ship import ship
from tradewind.trade.models import Order


@pytest.fixture
def order(stall):
    """An unpaid order of the shopper: one cup, 47.00."""
    return an_order(stall.shopper, [stall.cup_variant], read_clock(), paid=False)


def sent(stall, order):
    now = read_clock()
    row = Order.objects.get(id=order)
    pay(order, row.payable, row.currency, now)
    ship(stall.shop, order, "顺丰速运", "SF1234567890", now)


def test_the_page_shows_state_goods_and_price(member, order):
    text = member.get(f"/orders/{order}").content.decode()
    assert "等待付款" in text and "青瓷小茶杯" in text
    assert '<span class="price"><i>¥</i>47</span>' in text
    assert f"/orders/{order}/pay" in text


@pytest.mark.parametrize("path", ["/orders/{}", "/orders/{}/pay"])
def test_nobody_else_sees_it(order, path):
    stranger = Client()
    assert stranger.get(path.format(order)).status_code == 404
    stranger.force_login(an_account("stranger"), backend="tradewind.parties.sign_in.Backend")
    assert stranger.get(path.format(order)).status_code == 404
    assert stranger.get(path.format(order) + "?key=" + "x" * 32).status_code == 404


def test_nobody_else_cancels_or_confirms_it(stall, order):
    stranger = Client()
    stranger.force_login(an_account("stranger"), backend="tradewind.parties.sign_in.Backend")
    assert stranger.post(f"/orders/{order}/cancel").status_code == 404
    assert stranger.post(f"/orders/{order}/receipt", {"sub": "1"}).status_code == 404
    assert Order.objects.get(id=order).state == "created"


def test_a_guest_s_link_opens_the_order_on_any_device(guest, stall):
    guest.post(f"/p/{stall.cup}/add", {"quantity": "1"})
    placed = guest.post("/checkout", {**HOME, "email": "g@example.com", "key": "k" * 16, "expect": "4700"})
    order = Order.objects.get()
    secret = placed.cookies[f"tw_order_{order.id}"].value
    assert f"?key={secret}" in guest.get(f"/orders/{order.id}").content.decode()
    other = Client()
    answer = other.get(f"/orders/{order.id}?key={secret}")
    assert (answer.status_code, answer["Location"]) == (302, f"/orders/{order.id}")  # the secret leaves the address bar
    assert "青瓷小茶杯" in other.get(f"/orders/{order.id}").content.decode()
    assert Client().get(f"/orders/{order.id}?key={'y' * 32}").status_code == 404


def test_an_unpaid_order_is_cancelled(member, order):
    answer = member.post(f"/orders/{order}/cancel", follow=True)
    assert "订单已取消" in answer.content.decode()
    assert Order.objects.get(id=order).state == "closed"


def test_a_paid_order_is_not_cancelled_here(member, stall, order):
    row = Order.objects.get(id=order)
    pay(order, row.payable, row.currency, read_clock())
    assert member.post(f"/orders/{order}/cancel").status_code == 409
    assert Order.objects.get(id=order).state == "paid"


def test_a_sent_parcel_is_shown_and_received(member, stall, order):
    sent(stall, order)
    text = member.get(f"/orders/{order}").content.decode()
    assert "顺丰速运" in text and "SF1234567890" in text and "商品正在路上" in text
    answer = member.post(f"/orders/{order}/receipt", {"sub": "1"}, follow=True)
    assert "已确认收货" in answer.content.decode()
    assert Order.objects.get(id=order).state == "completed"


def test_what_was_not_sent_is_not_received(member, order):
    assert member.post(f"/orders/{order}/receipt", {"sub": "1"}).status_code == 409
    assert member.post(f"/orders/{order}/receipt", {"sub": "9"}).status_code == 404


def test_a_paid_order_has_nothing_to_pay(member, stall, order):
    sent(stall, order)
    answer = member.get(f"/orders/{order}/pay")
    assert (answer.status_code, answer["Location"]) == (302, f"/orders/{order}")


def test_my_orders_lists_mine(member, stall, order):
    assert f"/orders/{order}" in member.get("/orders").content.decode()
    assert f"/orders/{order}" in member.get("/me").content.decode()
    answer = Client().get("/orders")
    assert (answer.status_code, answer["Location"]) == (302, "/account/sign-in?next=%2Forders")


def test_a_review_is_written_once_it_has_arrived(member, stall, order):
    from tradewind.content.models import Review

    early = member.post(f"/orders/{order}/review/1", {"rating": "5", "text": "好"})
    assert early.status_code == 409 and not Review.objects.exists()
    sent(stall, order)
    member.post(f"/orders/{order}/receipt", {"sub": "1"})
    assert member.post(f"/orders/{order}/review/1", {"rating": "", "text": "好"}).status_code == 422
    answer = member.post(f"/orders/{order}/review/1", {"rating": "5", "text": "杯子很美"})
    assert answer.status_code == 302
    assert (Review.objects.get().rating, Review.objects.get().listing_id) == (5, stall.cup)
    assert "杯子很美" in member.get(f"/p/{stall.cup}/reviews").content.decode()
    assert "已评价" in member.get(f"/orders/{order}").content.decode()
    assert member.get(f"/orders/{order}/review/9").status_code == 404


def test_a_price_that_fell_afterwards_is_said_with_what_comes_back(member, stall, order):
    sent(stall, order)
    member.post(f"/orders/{order}/receipt", {"sub": "1"})
    assert "Price protection" not in member.get(f"/en/orders/{order}").content.decode()
    now = read_clock()
    set_item_price(stall.shop, stall.cup_variant, 3_000, now, None, now)
    assert protect_prices(read_clock()) == 1
    assert (
        "Celadon cup costs ¥30.00 now: ¥9.00 comes back to you." in member.get(f"/en/orders/{order}").content.decode()
    )
    assert "“青瓷小茶杯”现价 ¥30.00，退您差价 ¥9.00。" in member.get(f"/orders/{order}").content.decode()
