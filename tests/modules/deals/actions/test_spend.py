"""Coupons are spent and given back, each use once, whoever else wants the last one."""

from datetime import timedelta

import pytest

from support.coupons import coupon, create_coupon
from support.goods import AT, a_category, a_listing, a_shop
from support.offers import problems, race
from tradewind.deals import errors, queries
from tradewind.deals.actions.spend import release_offers, spend_offers
from tradewind.deals.actions.stop_offer import stop_offer
from tradewind.deals.models import Offer, OfferUse
from tradewind.deals.types import Basket, BasketLine
from tradewind.kernel.models import OutboxEvent
from tradewind.parties.types import Buyer

LIN, WANG = Buyer(1).key, Buyer(2).key
END = AT + timedelta(days=7)


def draft(**more):
    values = {"name": "满十减一", "threshold": 1_000, "face": 100, "uses_allowed": 2, "valid_from": AT, "valid_to": END}
    return coupon(**(values | more))


@pytest.fixture
def shop_id(db):
    return a_shop()


@pytest.fixture
def tea(shop_id):
    """A variant at 10.00."""
    return a_listing(shop_id, a_category())[1][0]


def sheet_of(shop_id, variant_id, buyer=LIN, now=AT):
    lines = [
        BasketLine(
            position=1,
            shop_id=shop_id,
            listing_id=1,
            variant_id=variant_id,
            category_id=1,
            quantity=1,
            list_price=1_000,
        )
    ]
    return queries.price(Basket(currency="CNY", lines=lines), buyer, now)


def outcomes(sheet):
    return {o.offer_id: (o.state, o.code) for o in sheet.offers}


def taken(coupon_id):
    return Offer.objects.values_list("uses_taken", flat=True).get(id=coupon_id)


def test_a_use_is_taken_once_per_order_and_returned_once(shop_id, tea):
    id_ = create_coupon(shop_id, draft(), AT)
    sheet = sheet_of(shop_id, tea)
    assert (sheet.payable, outcomes(sheet)) == (900, {id_: ("used", "")})
    spend_offers(11, LIN, sheet, AT)
    spend_offers(11, LIN, sheet, AT)
    assert taken(id_) == 1
    use = OfferUse.objects.get()
    assert (use.order_id, use.offer_id, use.buyer, use.amount, use.state) == (11, id_, LIN, 100, "taken")
    assert problems() == []
    assert [release_offers(11, AT), release_offers(11, AT)] == [1, 0]
    assert taken(id_) == 0
    assert OfferUse.objects.get().state == "returned"
    assert problems() == []


def test_a_sheet_without_coupons_takes_nothing(shop_id, tea):
    spend_offers(11, LIN, sheet_of(shop_id, tea), AT)
    assert not OfferUse.objects.exists()


def test_a_buyer_has_a_limit_and_gets_the_use_back_with_the_order(shop_id, tea):
    id_ = create_coupon(shop_id, draft(), AT)
    sheet = sheet_of(shop_id, tea)
    spend_offers(11, LIN, sheet, AT)
    with pytest.raises(errors.BuyerLimit) as refusal:
        spend_offers(12, LIN, sheet, AT)
    assert refusal.value.params == {"name": "满十减一"}
    assert (taken(id_), OfferUse.objects.count()) == (1, 1)
    later = sheet_of(shop_id, tea)
    assert (later.payable, outcomes(later)) == (1_000, {id_: ("refused", "deals.buyer_limit")})
    assert outcomes(sheet_of(shop_id, tea, WANG)) == {id_: ("used", "")}
    release_offers(11, AT)
    spend_offers(12, LIN, sheet, AT)
    assert taken(id_) == 1


def test_a_coupon_used_up_says_so_and_no_longer_counts(shop_id, tea):
    id_ = create_coupon(shop_id, draft(uses_allowed=1), AT)
    sheet = sheet_of(shop_id, tea)
    spend_offers(11, LIN, sheet, AT)
    assert OutboxEvent.objects.filter(name="deals.OfferUsedUp", key=id_).count() == 1
    with pytest.raises(errors.UsedUp):
        spend_offers(12, WANG, sheet, AT)
    assert (taken(id_), OfferUse.objects.count()) == (1, 1)
    assert outcomes(sheet_of(shop_id, tea, WANG)) == {id_: ("refused", "deals.used_up")}
    assert queries.shop_coupons(shop_id, AT) == []
    assert [c.state for c in queries.offers_by(shop_id, now=AT)] == ["used_up"]


def test_of_two_coupons_one_short_nothing_is_taken(shop_id, tea):
    """All or nothing over two shops."""
    other = a_shop("别家")
    _, (cup,) = a_listing(other, a_category("cups", "杯"))
    mine, theirs = create_coupon(shop_id, draft(), AT), create_coupon(other, draft(uses_allowed=1), AT)
    lines = [
        BasketLine(position=n, shop_id=s, listing_id=1, variant_id=v, category_id=1, quantity=1, list_price=1_000)
        for n, (s, v) in enumerate([(shop_id, tea), (other, cup)])
    ]
    sheet = queries.price(Basket(currency="CNY", lines=lines), LIN, AT)
    assert sheet.payable == 1_800
    Offer.objects.filter(id=theirs).update(uses_allowed=0)
    with pytest.raises(errors.UsedUp):
        spend_offers(11, LIN, sheet, AT)
    assert (taken(mine), OfferUse.objects.count()) == (0, 0)


def test_a_stopped_or_finished_coupon_is_refused(shop_id, tea):
    id_ = create_coupon(shop_id, draft(), AT)
    sheet = sheet_of(shop_id, tea)
    with pytest.raises(errors.NotLive):
        spend_offers(11, LIN, sheet, END)
    stop_offer(id_, shop_id, AT)
    with pytest.raises(errors.NotLive):
        spend_offers(11, LIN, sheet, AT)
    with pytest.raises(errors.NotLive):
        stop_offer(id_, shop_id, AT)
    assert (taken(id_), OfferUse.objects.count()) == (0, 0)
    assert sheet_of(shop_id, tea).payable == 1_000
    assert [c.state for c in queries.offers_by(shop_id, now=AT)] == ["stopped"]


def test_a_window_includes_its_start_and_not_its_end(shop_id, tea):
    create_coupon(shop_id, draft(valid_from=AT + timedelta(hours=1)), AT)
    minute = timedelta(minutes=1)
    prices = [sheet_of(shop_id, tea, now=t).payable for t in (AT, AT + timedelta(hours=1), END - minute, END)]
    assert prices == [1_000, 900, 900, 1_000]


def test_another_shop_cannot_stop_a_coupon(shop_id):
    id_ = create_coupon(shop_id, draft(), AT)
    with pytest.raises(errors.NoOffer):
        stop_offer(id_, a_shop("别家"), AT)
    assert Offer.objects.get(id=id_).stopped_at is None


@pytest.mark.parametrize(
    ("more", "refusal", "where"),
    [
        ({"name": " "}, errors.WrongField, "name"),
        ({"name": "x" * 61}, errors.WrongField, "name"),
        ({"uses_allowed": 0}, errors.WrongField, "uses_allowed"),
        ({"per_buyer": 0}, errors.WrongField, "per_buyer"),
        ({"payer": "state"}, errors.WrongField, "payer"),
        ({"face": 0}, errors.WrongAmount, "params.face"),
        ({"threshold": -1}, errors.WrongAmount, "params.threshold"),
        ({"valid_to": AT}, errors.WrongWindow, "valid_to"),
        ({"valid_from": AT - timedelta(days=9), "valid_to": AT - timedelta(days=1)}, errors.WrongWindow, "valid_to"),
    ],
)
def test_a_malformed_coupon_is_refused(shop_id, more, refusal, where):
    with pytest.raises(refusal) as refused:
        create_coupon(shop_id, draft(**more), AT)
    assert refused.value.where == where
    assert not Offer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_buyers_want_the_last_use_and_exactly_one_gets_it():
    shop_id = a_shop()
    _, (tea,) = a_listing(shop_id, a_category())
    id_ = create_coupon(shop_id, draft(uses_allowed=1), AT)
    sheet = sheet_of(shop_id, tea)
    assert race(20, lambda n: spend_offers(n, Buyer(n).key, sheet, AT)) == ["deals.used_up"] * 19 + ["got"]
    assert (taken(id_), OfferUse.objects.filter(state="taken").count()) == (1, 1)
    assert problems() == []


@pytest.mark.django_db(transaction=True)
def test_one_buyer_with_twenty_windows_keeps_the_limit():
    shop_id = a_shop()
    _, (tea,) = a_listing(shop_id, a_category())
    id_ = create_coupon(shop_id, draft(uses_allowed=100, per_buyer=2), AT)
    sheet = sheet_of(shop_id, tea)
    assert race(20, lambda n: spend_offers(n, LIN, sheet, AT)) == ["deals.buyer_limit"] * 18 + ["got"] * 2
    assert taken(id_) == 2
    assert problems() == []
