"""The cart: members and guests, live prices, limits, merging at sign-in."""

from datetime import timedelta

import pytest

from support.goods import a_category, a_listing, a_shop
from support.orders import a_member, two_shops
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.actions.set_stock import set_stock
from tradewind.catalog.errors import NoVariant, SoldOut
from tradewind.catalog.models import Listing, Stock
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.logistics.queries import templates
from tradewind.parties.models import Shop
from tradewind.parties.types import Buyer
from tradewind.trade import errors
from tradewind.trade.actions import cart
from tradewind.trade.models import Cart, CartLine
from tradewind.trade.queries import cart as read_cart
from tradewind.trade.queries import cart_count, checkout

pytestmark = pytest.mark.django_db
GUEST = Buyer(guest="g" * 64)


def lines(buyer, now):
    return [(line.variant_id, line.quantity, line.selected, line.problem) for line in read_cart(buyer, now).lines]


@pytest.fixture(params=["member", "guest"])
def buyer(request, db):
    return a_member() if request.param == "member" else GUEST


def test_put_sets_and_add_adds(buyer, now):
    _, (tea, book) = two_shops()
    cart.put(buyer, tea, 2, now)
    cart.put(buyer, tea, 5, now)
    cart.add(buyer, book, 1, now + timedelta(seconds=1))
    cart.add(buyer, book, 2, now + timedelta(seconds=2))
    view = read_cart(buyer, now)
    assert [(shop.name, [line.quantity for line in shop.lines]) for shop in view.shops] == [
        ("海边书店", [3]),
        ("山间茶铺", [5]),
    ]
    assert (view.pieces, view.selected_pieces, view.currency, view.problems) == (8, 8, "CNY", [])
    assert (view.sheet.payable, view.sheet.freight_amount) == (5 * 1000 + 3 * 2500, 0)
    assert cart_count(buyer) == 8


def test_adding_stops_at_999(now):
    _, (tea, _) = two_shops()
    cart.put(GUEST, tea, 990, now)
    cart.add(GUEST, tea, 20, now)
    assert lines(GUEST, now) == [(tea, 999, True, "short")]


def test_prices_are_todays(now):
    shops, (tea, _) = two_shops()
    cart.put(GUEST, tea, 2, now)
    set_item_price(shops[0], tea, 800, now, None, now)
    [line] = read_cart(GUEST, now).lines
    assert (line.list_price, line.item_price, read_cart(GUEST, now).sheet.payable) == (1000, 800, 1600)


def test_what_stands_in_the_way_is_said_and_not_priced(now):
    shops, (tea, book) = two_shops()
    cart.put(GUEST, tea, 3, now)
    cart.put(GUEST, book, 1, now)
    set_stock(shops[0], tea, 2, now)
    assert lines(GUEST, now) == [(book, 1, True, ""), (tea, 3, True, "short")] or lines(GUEST, now) == [
        (tea, 3, True, "short"),
        (book, 1, True, ""),
    ]
    set_stock(shops[0], tea, 0, now)
    Shop.objects.filter(id=shops[1]).update(state="paused")
    assert {line[0]: line[3] for line in lines(GUEST, now)} == {tea: "sold_out", book: "not_on_sale"}
    assert read_cart(GUEST, now).sheet is None


def test_unselected_lines_wait(now):
    _, (tea, book) = two_shops()
    cart.put(GUEST, tea, 1, now)
    cart.put(GUEST, book, 1, now)
    assert cart.select(GUEST, None, False, now) == 2
    assert read_cart(GUEST, now).sheet is None
    assert cart.select(GUEST, [book], True, now) == 1
    view = read_cart(GUEST, now)
    assert (view.sheet.payable, view.pieces, view.selected_pieces) == (2500, 2, 1)
    with pytest.raises(errors.NotInCart):
        cart.select(GUEST, [tea, 404], True, now)


def test_two_currencies_are_shown_and_not_added_up(now):
    shops, (tea, book) = two_shops()
    Shop.objects.filter(id=shops[1]).update(currency="USD")
    cart.put(GUEST, tea, 1, now)
    cart.put(GUEST, book, 1, now)
    view = read_cart(GUEST, now)
    assert (view.sheet, [p.code for p in view.problems]) == (None, ["trade.mixed_currency"])


def test_removing(now):
    _, (tea, book) = two_shops()
    cart.put(GUEST, tea, 1, now)
    cart.put(Buyer(guest="other" * 8), tea, 1, now)
    cart.remove(GUEST, tea, now)
    with pytest.raises(errors.NotInCart):
        cart.remove(GUEST, book, now)
    assert CartLine.objects.count() == 1


def test_at_sign_in_the_larger_quantity_stays(now):
    _, (tea, book) = two_shops()
    member = a_member()
    cart.put(member, tea, 1, now)
    cart.put(GUEST, tea, 4, now)
    cart.put(GUEST, book, 2, now + timedelta(seconds=1))
    cart.merge(GUEST.guest, member.account_id, now)
    cart.merge(GUEST.guest, member.account_id, now)
    assert lines(member, now) == [(book, 2, True, ""), (tea, 4, True, "")]
    assert (lines(GUEST, now), Cart.objects.count()) == ([], 1)


@pytest.mark.parametrize("quantity", [0, -3, 1000])
def test_an_odd_quantity(now, quantity):
    _, (tea, _) = two_shops()
    for act in (cart.put, cart.add):
        with pytest.raises(errors.WrongQuantity):
            act(GUEST, tea, quantity, now)
    assert Cart.objects.count() == 0


def test_goods_that_cannot_be_bought(now):
    shops, (tea, book) = two_shops()
    with pytest.raises(NoVariant):
        cart.put(GUEST, 404, 1, now)
    set_state(shops[0], Listing.objects.get(title="明前龙井").id, "paused", now)
    with pytest.raises(errors.NotOnSale):
        cart.put(GUEST, tea, 1, now)
    Stock.objects.filter(variant_id=book).update(on_hand=0)
    with pytest.raises(SoldOut):
        cart.add(GUEST, book, 1, now)
    with pytest.raises(errors.NoBuyer):
        Stock.objects.filter(variant_id=book).update(on_hand=5)
        cart.put(Buyer(), book, 1, now)
    assert Cart.objects.count() == 0


def test_two_hundred_lines_are_enough(now):
    shop, category = a_shop(), a_category()
    template = templates(shop)[0].id
    many = [
        variant
        for n in range(3)
        for variant in a_listing(shop, category, tuple(range(100, 167)), freight_template_id=template, title=f"茶{n}")[
            1
        ]
    ]
    for variant in many[:200]:
        cart.put(GUEST, variant, 1, now)
    with pytest.raises(errors.CartFull):
        cart.put(GUEST, many[200], 1, now)
    assert (CartLine.objects.count(), read_cart(GUEST, now).sheet.payable > 0) == (200, True)


def test_forgotten_guests(now):
    _, (tea, _) = two_shops()
    cart.put(GUEST, tea, 1, now)
    cart.put(a_member(), tea, 1, now - timedelta(days=400))
    assert cart.forget_guests(now) == 0
    assert cart.forget_guests(now + timedelta(seconds=1)) == 1
    assert (Cart.objects.count(), CartLine.objects.count()) == (1, 1)


def test_nobody_has_an_empty_cart(now):
    assert (read_cart(Buyer(), now).shops, cart_count(Buyer())) == ([], 0)


def test_the_checkout_shows_what_an_order_would_come_to(now):
    shops, (tea, book) = two_shops()
    cart.put(GUEST, tea, 2, now)
    cart.put(GUEST, book, 1, now + timedelta(seconds=1))
    view = checkout(GUEST, "CN-ZJ", now)
    assert (view.payable, view.freight, view.problems) == (
        2000 + 1000 + 2500 + 800,
        {shops[0]: 1000, shops[1]: 800},
        [],
    )
    assert [(g.name, g.payable, g.promise.ship_by) for g in view.groups] == [
        ("山间茶铺", 3000, now + timedelta(hours=48)),
        ("海边书店", 3300, now + timedelta(hours=48)),
    ]
    assert [(line.title, line.quantity, line.payable) for line in view.groups[0].lines] == [("明前龙井", 2, 3000)]


def test_the_checkout_lists_every_problem(now):
    shops, (tea, book) = two_shops()
    cart.put(GUEST, tea, 11, now)
    cart.put(GUEST, book, 1, now)
    Shop.objects.filter(id=shops[1]).update(state="paused")
    assert sorted(p.code for p in checkout(GUEST, "CN-ZJ", now).problems) == ["catalog.sold_out", "trade.not_on_sale"]
    assert [p.code for p in checkout(Buyer(), "CN-ZJ", now).problems] == ["trade.empty_cart"]
