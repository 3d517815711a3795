"""Money: an order that waits takes it, everything else is owed back; the books follow to the fen."""

from datetime import timedelta

import pytest

from support.coupons import coupon, create_coupon
from support.orders import a_member, broken, paid, place, two_shops
from tradewind.catalog.models import Listing, Reservation, Stock
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.deals.models import ItemPrice
from tradewind.kernel.models import OutboxEvent
from tradewind.kernel.outbox import drain, history
from tradewind.ledger.models import LedgerTransaction
from tradewind.ledger.queries import balances, transactions
from tradewind.parties.types import Buyer
from tradewind.payments.actions.apply import apply
from tradewind.payments.actions.ask import ask
from tradewind.payments.errors import NoMethod
from tradewind.payments.models import Payment
from tradewind.trade import errors
from tradewind.trade.actions import pay
from tradewind.trade.actions.close import close_order
from tradewind.trade.models import Transition
from tradewind.trade.queries import order as read_order

pytestmark = pytest.mark.django_db


def legs(order_id, kind):
    [entry] = transactions(subject=order_id, kind=kind)
    return {(leg.owner_kind, leg.owner_id, leg.code): leg.amount for leg in entry.legs}


def said(order_id, name):
    return [event.payload for event in history(order_id) if event.name == f"trade.{name}"]


def test_a_paid_order(provider, now):
    shops, (tea, book) = two_shops()
    buyer = a_member()
    order_id = place(buyer, {tea: 2, book: 1}, now).order_id
    payment_id = paid(provider, order_id, now + timedelta(minutes=1))
    view, at = read_order(order_id, buyer), now + timedelta(minutes=1, seconds=5)
    assert (view.state, view.paid_at) == ("paid", at)
    assert [(s.state, s.ship_by) for s in view.subs] == [("paid", at + timedelta(hours=48))] * 2
    assert [(p.state, p.amount, p.method) for p in view.payments] == [("paid", 6300, "sandbox")]
    assert dict(Stock.objects.values_list("variant_id", "on_hand")) == {tea: 8, book: 9}
    assert set(Reservation.objects.values_list("state", flat=True)) == {"sold"}
    assert legs(order_id, "trade.sale") == {
        ("provider", 1, "clearing"): 6300,
        ("shop", shops[0], "sales"): -2000,
        ("shop", shops[0], "freight"): -1000,
        ("shop", shops[1], "sales"): -2500,
        ("shop", shops[1], "freight"): -800,
    }
    [event] = said(order_id, "OrderPaid")
    assert (event["payment_id"], event["payable"]) == (payment_id, 6300)
    assert [(s["shop_id"], s["payable"]) for s in event["shops"]] == [(shops[0], 3000), (shops[1], 3300)]
    assert broken() == []


def test_everyone_who_funds_a_discount_is_in_the_books(provider, now):
    shops, (tea, book) = two_shops()
    window = (now - timedelta(days=1), now + timedelta(days=1))
    create_coupon(shops[0], coupon("满减", 500, 100, 9, *window), now)
    create_coupon(shops[1], coupon("平台补贴", 500, 300, 9, *window, payer="platform"), now)
    set_item_price(shops[0], tea, 900, now, None, now)
    set_item_price(shops[1], book, 2000, now, None, now)
    ItemPrice.objects.filter(variant_id=book).update(payer="brand")
    order_id = place(a_member(), {tea: 1, book: 1}, now).order_id
    paid(provider, order_id, now)
    assert legs(order_id, "trade.sale") == {
        ("provider", 1, "clearing"): 900 - 100 + 800 + 2000 - 300 + 800,
        ("shop", shops[0], "sales"): -900,  # the shop's own price
        ("shop", shops[0], "freight"): -800,
        ("shop", shops[0], "promotion"): 100,
        ("shop", shops[1], "sales"): -2500,  # the brand pays the difference to list
        ("shop", shops[1], "freight"): -800,
        ("platform", 0, "subsidy"): 300,
        ("platform", 0, "due_from_brand"): 500,
    }
    assert broken() == []


def test_later_subscribers_count_the_sale_once(provider, now):
    _, (tea, book) = two_shops()
    order_id = place(a_member(), {tea: 2, book: 1}, now).order_id
    paid(provider, order_id, now)
    drain()
    OutboxEvent.objects.update(delivered_at=None)
    drain()
    assert dict(Listing.objects.values_list("title", "sold_count")) == {"明前龙井": 2, "航海日志": 1}
    close_order(order_id, None, "out_of_stock", now)
    drain()
    assert dict(Listing.objects.values_list("title", "sold_count")) == {"明前龙井": 0, "航海日志": 0}
    assert broken() == []


def test_the_same_word_twice_pays_once(provider, now):
    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    payment_id = paid(provider, order_id, now)
    before = (LedgerTransaction.objects.count(), Transition.objects.count(), OutboxEvent.objects.count())
    assert apply(provider, provider.report(payment_id, now=now), now) == "paid"
    assert ask(payment_id, now) == "paid"
    assert (LedgerTransaction.objects.count(), Transition.objects.count(), OutboxEvent.objects.count()) == before


def test_an_old_word_after_a_newer_one_changes_nothing(provider, now):
    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    payment_id = paid(provider, order_id, now)
    for old in ("pending", "failed", "closed"):
        assert apply(provider, provider.report(payment_id, old, now), now) == "paid"
    assert read_order(order_id, None).state == "paid"
    assert broken() == []


def test_money_for_a_closed_order_is_owed_to_the_buyer(provider, now):
    shops, (tea, _) = two_shops()
    buyer = a_member()
    order_id = place(buyer, {tea: 1}, now).order_id
    started = pay.start(order_id, "sandbox", now)
    provider.away = True  # the order is closed without the provider's answer
    from tradewind.trade.actions.close import close_unpaid

    assert close_unpaid(now + timedelta(minutes=23)) == 1
    provider.states[started.payment_id] = "paid"
    later = now + timedelta(minutes=30)
    assert apply(provider, provider.report(started.payment_id, now=later), later) == "paid"
    assert (read_order(order_id, buyer).state, Stock.objects.get(variant_id=tea).on_hand) == ("closed", 10)
    assert legs(order_id, "trade.refund_due") == {
        ("provider", 1, "clearing"): 1800,
        ("buyer", buyer.account_id, "refund_due"): -1800,
    }
    assert balances("shop", shops[0]) == []
    [event] = said(order_id, "RefundDue")
    assert (event["amount"], event["reason"], event["payment_id"]) == (1800, "closed", started.payment_id)
    assert said(order_id, "OrderPaid") == []
    assert broken() == []


def test_a_second_payment_is_owed_to_the_buyer(provider, now):
    _, (tea, _) = two_shops()
    guest = Buyer(guest="g" * 64)
    order_id = place(guest, {tea: 1}, now).order_id
    first = pay.start(order_id, "sandbox", now).payment_id
    apply(provider, provider.report(first, "failed", now), now)
    second = pay.start(order_id, "sandbox", now).payment_id
    assert first != second
    for payment_id in (second, first):  # the bank that had declined takes the money after all
        apply(provider, provider.report(payment_id, "paid", now), now)
    assert read_order(order_id, None).state == "paid"
    assert legs(order_id, "trade.refund_due")["buyer", 0, "refund_due"] == -1800
    assert said(order_id, "RefundDue")[0]["reason"] == "already_paid"
    assert broken() == []


def test_starting_twice_is_one_payment(provider, now):
    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    first, second = (pay.start(order_id, "sandbox", now) for _ in range(2))
    assert first == second
    assert provider.asked == [("create", first.payment_id)]
    assert Payment.objects.get().state == "pending"


def test_a_crash_between_the_two_sides_is_healed_by_starting_again(provider, now):
    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    first = pay.start(order_id, "sandbox", now)
    Payment.objects.update(state="created", pay_url="", provider_ref=None)  # our answer was never stored
    assert pay.start(order_id, "sandbox", now) == first
    assert Payment.objects.count() == 1


def test_where_the_buyer_comes_back_to(provider, now):
    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    started = pay.start(order_id, "sandbox", now, return_url="https://shop.example/en/orders/1")
    assert provider.payments[started.payment_id].return_url == "https://shop.example/en/orders/1"


def test_who_may_not_pay_and_when(provider, now):
    _, (tea, _) = two_shops()
    buyer = a_member()
    order_id = place(buyer, {tea: 1}, now).order_id
    with pytest.raises(errors.NoOrder):
        pay.start(order_id, "sandbox", now, buyer=Buyer(guest="x" * 64))
    with pytest.raises(errors.NotPayable):
        pay.start(order_id, "sandbox", now + timedelta(minutes=15))
    with pytest.raises(NoMethod):
        pay.start(order_id, "cowries", now)
    assert (Payment.objects.count(), provider.asked) == (0, [])
    paid(provider, order_id, now)
    with pytest.raises(errors.NotPayable):
        pay.start(order_id, "sandbox", now)
