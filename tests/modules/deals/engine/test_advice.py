"""Two orders or one, and top-ups that pay for themselves: the tables of docs/algorithms/deals-advice.md, properties."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from support.deals import baskets
from tradewind.deals import types as t
from tradewind.deals.engine.advice import advise, two_orders
from tradewind.deals.engine.price import price_basket
from tradewind.kernel.engines import decide


def line(position, price, shop=1, quantity=1):
    return t.BasketLine(
        position=position, shop_id=shop, listing_id=position, variant_id=position, category_id=1, quantity=quantity,
        list_price=price,
    )  # fmt: skip


def coupon(id_, threshold, face, **more):
    return t.ShopCouponOffer(id=id_, shop_id=more.pop("shop", 1), threshold=threshold, face=face, **more)


def ask(lines, offers, freight=()):
    parcels = [t.ShopFreight(shop_id=shop, amount=amount) for shop, amount in freight]
    return t.PriceQuestion(basket=t.Basket(currency="CNY", lines=lines, freight=parcels), offers=offers)


def advice(lines, offers, freight=(), **more):
    return advise(t.AdviceQuestion(question=ask(lines, offers, freight), **more))


# --- the worked tables of docs/algorithms/deals-advice.md ---


def test_two_coupons_of_one_shop_work_in_two_orders():
    """Table 1. 250.00 and 120.00, coupons 200-20 and 100-8, one an order: 350.00, or 230.00 and 112.00."""
    found = advice([line(1, 25_000), line(2, 12_000)], [coupon(1, 20_000, 2_000), coupon(2, 10_000, 800)])
    assert found.payable == 35_000
    split = found.two_orders
    assert {(*split.first, split.first_payable), (*split.second, split.second_payable)} == {(1, 23_000), (2, 11_200)}
    assert split.saves == 800


def test_each_order_pays_its_own_freight():
    """Table 1. With 10.00 of freight a second parcel costs more than the second coupon saves."""
    lines, offers = [line(1, 25_000), line(2, 12_000)], [coupon(1, 20_000, 2_000), coupon(2, 10_000, 800)]
    assert advice(lines, offers, freight=[(1, 1_000)]).two_orders is None
    assert advice(lines, offers, freight=[(1, 799)]).two_orders.saves == 1
    assert advice(lines, offers, freight=[(1, 800)]).two_orders is None


@pytest.mark.parametrize(("left", "saves"), [(None, 1_000), (2, 1_000), (1, None)])
def test_a_coupon_counts_in_the_second_order_only_if_it_is_left(left, saves):
    """Table 2. Two lines of 100.00 and a coupon 100-10."""
    found = advice([line(1, 10_000), line(2, 10_000)], [coupon(1, 10_000, 1_000, buyer_left=left)])
    assert found.payable == 19_000
    assert (found.two_orders and found.two_orders.saves) == saves


@pytest.mark.parametrize(
    ("face", "payable", "saves"), [(5_000, 25_000, 3_000), (2_000, 28_000, 0), (1_999, None, None)]
)
def test_a_top_up_is_said_when_its_goods_come_free(face, payable, saves):
    """Table 3. 280.00 and 20.00 more to 300.00: 300-50 and 300-20 pay for the goods, 300-19.99 does not."""
    found = advice([line(1, 28_000)], [coupon(7, 30_000, face)])
    assert found.payable == 28_000
    said = [(up.offer_id, up.missing, up.payable, up.saves) for up in found.top_ups]
    assert said == ([] if saves is None else [(7, 2_000, payable, saves)])


def test_the_smallest_top_up_comes_first():
    """Table 4. Of three that pay for themselves the one that asks for least is said first."""
    offers = [coupon(1, 40_000, 15_000), coupon(2, 30_000, 5_000), coupon(3, 29_000, 1_500)]
    found = advice([line(1, 28_000)], offers)
    assert [(up.offer_id, up.missing, up.saves) for up in found.top_ups] == [
        (3, 1_000, 500), (2, 2_000, 3_000), (1, 12_000, 3_000),
    ]  # fmt: skip


# --- what the tables do not say ---


def test_an_offer_that_misses_pieces_or_gives_a_gift_is_not_a_top_up():
    offers = [
        t.FreeFreightOffer(id=1, shop_id=1, pieces=3),
        t.GiftOffer(id=2, variant_id=9, threshold=20_000),
    ]
    assert advice([line(1, 10_000)], offers, freight=[(1, 800)]).top_ups == []


def test_free_freight_can_pay_for_a_top_up():
    offers = [t.FreeFreightOffer(id=1, shop_id=1, threshold=10_000)]
    (up,) = advice([line(1, 9_500)], offers, freight=[(1, 800)]).top_ups
    assert (up.missing, up.payable, up.saves) == (500, 10_000, 300)


def test_work_has_a_limit_and_the_answer_says_so():
    lines = [line(n, 1_000 * n) for n in range(1, 9)]
    offers = [coupon(1, 1_000, 100), coupon(2, 5_000, 600)]
    assert advice(lines, offers).complete
    short = advice(lines, offers, most_work=20)
    assert not short.complete and short.work < 60


def test_many_lines_are_split_by_shop_and_by_line_only():
    lines = [line(n, 1_000, shop=n % 2 + 1) for n in range(1, 13)]
    platform = t.PlatformCouponOffer(id=1, threshold=6_000, face=500)
    split = advice(lines, [platform]).two_orders
    assert ({*split.first}, split.saves) in [({1, 3, 5, 7, 9, 11}, 500), ({2, 4, 6, 8, 10, 12}, 500)]


def test_a_second_order_may_have_other_freight():
    lines, offers = [line(1, 25_000), line(2, 12_000)], [coupon(1, 20_000, 2_000), coupon(2, 10_000, 800)]
    first, second = ask(lines[:1], offers, [(1, 500)]), ask(lines[1:], offers, [(1, 200)])
    assert two_orders(first, second, 36_000).saves == 36_000 - 23_500 - 11_400
    assert two_orders(first, second, 34_900) is None


def test_it_runs_on_plain_values():
    plain = {"basket": {"currency": "CNY", "lines": []}}
    assert decide("deals.advise", {"question": plain}) == {
        "payable": 0, "two_orders": None, "top_ups": [], "work": 1, "complete": True,
    }  # fmt: skip


def limited(seed):
    """A random basket in which some offers may be used once only."""
    question = baskets.question(seed, most_lines=5, most_offers=6)
    offers = [structs.replace(o, buyer_left=1) if (seed >> o.id) & 1 else o for o in question.offers]
    return structs.replace(question, offers=offers)


def only(question, positions, offers=None):
    lines = [one for one in question.basket.lines if one.position in positions]
    shops = {one.shop_id for one in lines}
    freight = [one for one in question.basket.freight if one.shop_id in shops]
    basket = structs.replace(question.basket, lines=lines, freight=freight)
    return structs.replace(question, basket=basket, offers=question.offers if offers is None else offers)


def next_offers(question, sheet):
    """What the buyer finds after ordering the sheet: no offer that was for once, fewer pieces of those that count."""
    used = {o.offer_id for o in sheet.offers if o.state == "used"}
    left = []
    for offer in question.offers:
        if offer.id in used and offer.buyer_left == 1:
            continue
        count = getattr(offer, "pieces_left", None)
        if count is not None:
            shares = [s for li in sheet.lines for s in (*li.item_shares, *li.shares) if s.offer_id == offer.id]
            lines = [[s for s in li.item_shares + li.shares if s.offer_id == offer.id] for li in sheet.lines]
            gone = sum(sum(map(any, zip(*[s.pieces for s in mine], strict=True))) for mine in lines if mine)
            offer = structs.replace(offer, pieces_left=count - gone) if shares else offer
        left.append(offer)
    return left


def both(question, first, second):
    one = price_basket(only(question, first))
    return one.payable, price_basket(only(question, second, next_offers(question, one))).payable


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**40))
def test_a_said_split_costs_what_it_says_and_no_other_is_cheaper(seed):
    question = limited(seed)
    found, everything = advise(t.AdviceQuestion(question=question)), {li.position for li in question.basket.lines}
    whole = price_basket(question).payable
    parts = [set(c) for n in range(1, len(everything)) for c in combinations(sorted(everything), n)]
    cheapest = min((sum(both(question, part, everything - part)) for part in parts), default=whole)
    split = found.two_orders
    assert (split.saves if split else 0) == max(0, whole - cheapest)
    if split:
        assert {*split.first} | {*split.second} == everything and not {*split.first} & {*split.second}
        assert both(question, split.first, split.second) == (split.first_payable, split.second_payable)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**40))
def test_every_top_up_pays_for_itself(seed):
    question = baskets.question(seed)
    before, lines = price_basket(question), question.basket.lines
    found = advise(t.AdviceQuestion(question=question)).top_ups
    assert [up.missing for up in found] == sorted(up.missing for up in found)
    for up in found:
        beside = next(li for li in lines if li.listing_id == up.listing_id)
        more = structs.replace(beside, position=99, variant_id=99, quantity=1, list_price=up.missing, floor=0)
        basket = structs.replace(question.basket, lines=[*lines, more])
        after = price_basket(structs.replace(question, basket=basket))
        assert (up.payable, up.saves) == (after.payable, before.payable - after.payable)
        assert up.saves >= 0
        assert next(o.state for o in after.offers if o.offer_id == up.offer_id) == "used"
