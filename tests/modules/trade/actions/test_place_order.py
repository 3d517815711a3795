"""Placing an order: what is written, what is taken, and that a refusal leaves everything as it was."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.coupons import coupon, create_coupon
from support.goods import a_category, a_listing, a_shop
from support.orders import HOME, a_member, broken, place, two_shops
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.errors import NoVariant, SoldOut
from tradewind.catalog.models import Listing, Reservation, Stock
from tradewind.deals.models import Offer, OfferUse
from tradewind.kernel.decisions import decisions, replay
from tradewind.kernel.models import Decision, OutboxEvent
from tradewind.logistics.errors import NoDelivery
from tradewind.logistics.models import FreightTemplate
from tradewind.logistics.queries import templates
from tradewind.parties.models import Shop
from tradewind.parties.types import Buyer
from tradewind.trade import errors
from tradewind.trade.actions import cart
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.models import Cart, CartLine, Order, OrderLine, SubOrder, Transition
from tradewind.trade.queries import link_secret
from tradewind.trade.queries import order as read_order
from tradewind.trade.types import Wanted, secret_hash

pytestmark = pytest.mark.django_db
TABLES = (Order, SubOrder, OrderLine, Transition, Cart, CartLine, Reservation, OfferUse, Decision, OutboxEvent)


def rows():
    """Everything that placing an order could touch."""
    counters = (Stock, Offer, Listing)
    return [list(t.objects.order_by("pk").values()) for t in (*TABLES, *counters)]


def a_coupon(shop, face, threshold, now, **more):
    draft = coupon("满减", threshold, face, more.pop("uses", 100), now - timedelta(days=1), now + timedelta(days=9))
    return create_coupon(shop, draft._replace(**more), now - timedelta(hours=1))


def test_an_order_of_two_shops_is_frozen_to_the_fen(now):
    shops, (tea, book) = two_shops()
    a_coupon(shops[0], 500, 2000, now)
    buyer = a_member()
    # tea: 3 x 10.00 - 5.00 + freight 8 + 2 x 2; book: 25.00 + freight 8
    placed = place(buyer, {tea: 3, book: 1}, now, expect=3000 - 500 + 1200 + 2500 + 800, note="请尽快")
    view = read_order(placed.order_id, buyer)
    assert (placed.payable, placed.currency) == (7000, "CNY")
    assert placed.pay_by == view.pay_by == now + timedelta(minutes=15)
    assert (view.state, view.list_amount, view.item_amount) == ("created", 5500, 5500)
    assert (view.discount_amount, view.freight_amount, view.payable) == (500, 2000, 7000)
    assert [(s.position, s.shop_id, s.state) for s in view.subs] == [(1, shops[0], "created"), (2, shops[1], "created")]
    assert [(s.item_amount, s.discount_amount, s.freight_amount, s.payable) for s in view.subs] == [
        (3000, 500, 1200, 3700),
        (2500, 0, 800, 3300),
    ]
    line = view.lines[0]
    assert (line.title, line.cover != "", line.quantity, line.payable) == ("明前龙井", True, 3, 3700)
    assert view.address == (HOME.recipient, HOME.phone, "CN-ZJ", HOME.city, HOME.district, HOME.street, HOME.postcode)
    assert view.note == "请尽快"
    assert [(h.sub_position, h.old, h.new) for h in view.history] == [
        (0, "", "created"),
        (1, "", "created"),
        (2, "", "created"),
    ]
    assert dict(Stock.objects.values_list("variant_id", "reserved")) == {tea: 3, book: 1}
    assert OfferUse.objects.get().order_id == placed.order_id
    assert broken() == []


def test_the_price_is_a_decision_that_replays(now):
    _, (tea, _) = two_shops()
    placed = place(a_member(), {tea: 2}, now)
    [stored] = decisions("deals.price_basket", placed.order_id)
    assert stored.outcome == read_order(placed.order_id, None).sheet
    assert stored.reason == "¥30.00 to the door"
    assert replay(stored.id).same


def test_the_number_of_statements_does_not_depend_on_the_number_of_lines(now):
    shop = a_shop()
    template = templates(shop)[0].id
    _, variants = a_listing(shop, a_category(), tuple(range(1000, 1040)), freight_template_id=template)
    buyer = a_member()
    counts = []
    for many in (1, 40):
        with CaptureQueriesContext(connection) as seen:
            place(buyer, dict.fromkeys(variants[:many], 1), now)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 32


def test_bought_lines_leave_the_cart_and_the_others_stay(now):
    _, (tea, book) = two_shops()
    buyer = a_member()
    cart.put(buyer, tea, 2, now)
    cart.put(buyer, book, 1, now)
    cart.select(buyer, [book], False, now)
    placed = place_order(buyer, HOME, "", "", None, now)
    assert [line.variant_id for line in read_order(placed.order_id, buyer).lines] == [tea]
    assert list(CartLine.objects.values_list("variant_id", "quantity", "selected")) == [(book, 1, False)]


def test_buying_past_the_cart_leaves_the_cart_alone(now):
    _, (tea, book) = two_shops()
    buyer = a_member()
    cart.put(buyer, tea, 2, now)
    place(buyer, {tea: 1, book: 1}, now)
    assert list(CartLine.objects.values_list("variant_id", "quantity")) == [(tea, 2)]


def test_the_same_goods_twice_are_one_line(now):
    _, (tea, _) = two_shops()
    placed = place_order(a_member(), HOME, "", "", None, now, lines=[Wanted(tea, 1), Wanted(tea, 2)])
    assert [line.quantity for line in read_order(placed.order_id, None).lines] == [3]


def test_the_secret_of_a_link_cannot_be_worked_out_without_the_key_and_the_order(settings):
    ours, of_another_order = link_secret(1), link_secret(2)
    settings.SECRET_KEY = "another key"
    assert len({ours, of_another_order, link_secret(1)}) == 3
    assert len(ours) == 64


def test_a_link_outlives_a_change_of_the_key(now, settings):
    _, (tea, _) = two_shops()
    placed = place(Buyer(guest="h" * 64), {tea: 1}, now, email="guest@example.com")
    link = Buyer(guest=secret_hash(link_secret(placed.order_id)))
    settings.SECRET_KEY = "another key"
    assert read_order(placed.order_id, link).id == placed.order_id


def test_a_guest_opens_the_order_with_the_secret_of_its_link(now):
    _, (tea, _) = two_shops()
    guest = Buyer(guest="h" * 64)
    placed = place(guest, {tea: 1}, now, email="guest@example.com")
    secret = link_secret(placed.order_id)
    assert read_order(placed.order_id, Buyer(guest=secret_hash(secret))).email == "guest@example.com"
    assert read_order(placed.order_id, guest).id == placed.order_id
    assert secret not in str(Order.objects.values().get())
    for stranger in (Buyer(guest="x" * 64), a_member(), Buyer()):
        with pytest.raises(errors.NoOrder):
            read_order(placed.order_id, stranger)


def test_a_free_order_is_paid_at_once(now):
    shops, (tea, _) = two_shops()
    free = {"default": {"first_units": 1, "first_fee": 0, "step_units": 1, "step_fee": 0}}
    FreightTemplate.objects.update(rules=free)
    a_coupon(shops[0], 5000, 100, now)  # pays for everything
    placed = place(a_member(), {tea: 1}, now)
    assert (placed.payable, read_order(placed.order_id, None).state) == (0, "paid")
    assert broken() == []


def test_what_a_region_is_called_does_not_matter(now):
    _, (tea, _) = two_shops()
    placed = place(a_member(), {tea: 1}, now, address=HOME._replace(region="浙江省"))
    assert read_order(placed.order_id, None).address.region == "CN-ZJ"


# Refusals: each says what is wrong, and nothing has moved.


def refused(error, buyer, wanted, now, **more):
    before = rows()
    with pytest.raises(error) as caught:
        place(buyer, wanted, now, **more)
    assert rows() == before
    return caught.value


def test_nothing_selected(now):
    buyer = a_member()
    before = rows()
    with pytest.raises(errors.EmptyCart):
        place_order(buyer, HOME, "", "", None, now)
    assert refused(errors.EmptyCart, buyer, {}, now).where == "lines"
    assert rows() == before


def test_nobody(now):
    _, (tea, _) = two_shops()
    refused(errors.NoBuyer, Buyer(), {tea: 1}, now, email="a@example.com")


@pytest.mark.parametrize("quantity", [0, -1, 1000])
def test_an_odd_number_of_pieces(now, quantity):
    _, (tea, book) = two_shops()
    assert refused(errors.WrongQuantity, a_member(), {tea: 1, book: quantity}, now).where == "lines[1].quantity"


def test_a_listing_that_was_taken_off_sale(now):
    shops, (tea, book) = two_shops()
    set_state(shops[0], Listing.objects.get(title="明前龙井").id, "paused", now)
    refusal = refused(errors.NotOnSale, a_member(), {book: 1, tea: 1}, now)
    assert (refusal.params["title"], refusal.params["variants"], refusal.where) == (
        "明前龙井",
        [tea],
        "lines[1].variant_id",
    )


def test_a_shop_that_is_shut(now):
    shops, (tea, _) = two_shops()
    Shop.objects.filter(id=shops[0]).update(state="suspended")
    refused(errors.NotOnSale, a_member(), {tea: 1}, now)


def test_goods_that_do_not_exist(now):
    two_shops()
    refused(NoVariant, a_member(), {404: 1}, now)


def test_one_piece_too_many_names_the_goods(now):
    _, (tea, book) = two_shops()
    refusal = refused(SoldOut, a_member(), {book: 10, tea: 11}, now)
    assert (refusal.params["variants"], refusal.params["names"]) == ([tea], "明前龙井")


def test_two_currencies(now):
    shops, (tea, book) = two_shops()
    Shop.objects.filter(id=shops[1]).update(currency="USD")
    assert refused(errors.MixedCurrency, a_member(), {tea: 1, book: 1}, now).params["currencies"] == "CNY, USD"


def test_a_price_that_has_changed_tells_both_amounts(now):
    _, (tea, _) = two_shops()
    refusal = refused(errors.PriceChanged, a_member(), {tea: 1}, now, expect=1799)
    assert (refusal.params["expected"], refusal.params["payable"], refusal.params["currency"]) == (1799, 1800, "CNY")
    assert refusal.said() == "The total is now ¥18.00; it was ¥17.99 when you looked."


def test_a_region_nobody_delivers_to_names_the_shop(now):
    shops, (tea, book) = two_shops()
    rules = FreightTemplate.objects.get(shop_id=shops[1]).rules
    FreightTemplate.objects.filter(shop_id=shops[1]).update(rules={**rules, "unreachable": ["CN-XZ"]})
    far = HOME._replace(region="CN-XZ")
    assert refused(NoDelivery, a_member(), {tea: 1, book: 1}, now, address=far).params["shops"] == [shops[1]]


@pytest.mark.parametrize(
    ("field", "value"),
    [("recipient", " "), ("phone", "abc"), ("region", ""), ("city", ""), ("street", ""), ("street", "x" * 201)],
)
def test_an_address_with_a_gap(now, field, value):
    _, (tea, _) = two_shops()
    address = HOME._replace(**{field: value})
    refusal = refused(errors.AddressIncomplete, a_member(), {tea: 1}, now, address=address)
    assert (refusal.where, refusal.params["field"]) == (f"address.{field}", field)


@pytest.mark.parametrize("email", [" ", "nobody", "a@", "a b@example.com"])
def test_a_guest_without_an_address_to_write_to(now, email):
    _, (tea, _) = two_shops()
    refused(errors.EmailNeeded, Buyer(guest="g" * 64), {tea: 1}, now, email=email)


def test_a_novel_instead_of_a_note(now):
    _, (tea, _) = two_shops()
    refused(errors.NoteTooLong, a_member(), {tea: 1}, now, note="长" * 201)


def test_a_coupon_of_which_the_last_use_went_is_not_promised(now):
    shops, (tea, _) = two_shops()
    a_coupon(shops[0], 300, 500, now, uses=1)
    place(a_member("first@example.com"), {tea: 1}, now)
    # The second buyer saw the price with the coupon.
    refusal = refused(errors.PriceChanged, a_member(), {tea: 1}, now, expect=1500)
    assert refusal.params["payable"] == 1800
