"""The price of a basket with item prices and coupons: worked tables (docs/algorithms/deals.md), refusals."""

import msgspec
import pytest

from tradewind.deals import errors
from tradewind.deals.engine.checks import MOST_LINES, MOST_OFFERS
from tradewind.deals.engine.price import price_basket
from tradewind.deals.types import (
    Basket,
    BasketLine,
    BuyGetOffer,
    FlashPriceOffer,
    ItemPriceOffer,
    MultiBuyOffer,
    PieceTier,
    PriceQuestion,
    ShopCouponOffer,
    ShopFreight,
)
from tradewind.kernel.engines import decide, schema
from tradewind.kernel.errors import Refusal


def line(position, price, quantity=1, shop=1, variant=None):
    return BasketLine(
        position=position, shop_id=shop, listing_id=variant or position, variant_id=variant or position,
        category_id=1, quantity=quantity, list_price=price,
    )  # fmt: skip


def coupon(id_, threshold, face, shop=1, **more):
    return ShopCouponOffer(id=id_, shop_id=shop, threshold=threshold, face=face, **more)


def item(id_, variant, amount, **more):
    return ItemPriceOffer(id=id_, variant_id=variant, amount=amount, **more)


def ask(lines, offers=(), freight=(), currency="CNY"):
    parcels = [ShopFreight(shop_id=shop, amount=amount) for shop, amount in freight]
    return PriceQuestion(basket=Basket(currency=currency, lines=list(lines), freight=parcels), offers=list(offers))


def price(lines, offers=(), freight=()):
    return price_basket(ask(lines, offers, freight))


def states(sheet):
    return {o.offer_id: (o.state, o.amount, o.by, o.code) for o in sheet.offers}


# --- the worked tables of docs/algorithms/deals.md -------------------------------------------------------------------


def test_two_coupons_qualify_and_the_better_one_is_used():
    """Table 1. Lines of 120.00 and 200.00; coupons 300-30 and 200-20: 290.00."""
    sheet = price([line(1, 12_000), line(2, 20_000)], [coupon(1, 30_000, 3_000), coupon(2, 20_000, 2_000)])
    assert sheet.payable == 29_000
    assert states(sheet) == {1: ("used", 3_000, 0, ""), 2: ("beaten", 2_000, 1, "")}
    assert [li.discount_amount for li in sheet.lines] == [1_125, 1_875]


@pytest.mark.parametrize(("order", "usable", "missing"), [(500, False, 1), (501, True, 0), (300, False, 201)])
def test_a_coupon_without_threshold_needs_more_than_its_face(order, usable, missing):
    """Table 2. A coupon of 5.00 without threshold is not usable on 5.00, and is on 5.01."""
    sheet = price([line(1, order)], [coupon(1, 0, 500)])
    assert states(sheet) == {1: ("used", 500, 0, "") if usable else ("short", missing, 0, "")}
    assert sheet.payable == (order - 500 if usable else order)


@pytest.mark.parametrize(
    ("prices", "face", "shares"),
    [
        ((1_000, 1_000, 1_000), 1_000, [334, 333, 333]),
        ((10_000, 11_000), 2_000, [952, 1_048]),
        ((19_900, 15_990), 5_000, [2_772, 2_228]),
        ((33_333, 33_333, 33_334), 15_000, [5_000, 5_000, 5_000]),
        ((30_000, 15_000), 5_000, [3_333, 1_667]),
        ((40_000, 10_000), 5_000, [4_000, 1_000]),
    ],
)
def test_a_discount_is_spread_by_largest_remainder(prices, face, shares):
    """Table 3. Floor, left-over fen to the largest fractional parts, ties to the earlier line (A1)."""
    lines = [line(n, p) for n, p in enumerate(prices)]
    sheet = price(lines, [coupon(1, 1, face)])
    assert [li.discount_amount for li in sheet.lines] == shares
    assert sum(shares) == sheet.discount_amount == face


def test_a_line_of_several_pieces_is_spread_piece_by_piece():
    """Table 4. 1.00 off two pieces of 10.00 and one of 10.00: 34 + 33 and 33 (A4)."""
    sheet = price([line(1, 1_000, 2), line(2, 1_000)], [coupon(1, 3_000, 100)])
    assert [li.shares[0].pieces for li in sheet.lines] == [[34, 33], [33]]
    assert [li.discount_amount for li in sheet.lines] == [67, 33]


def test_a_coupon_larger_than_the_basket_pays_for_it_and_no_more():
    """Table 5. 400-380 leaves 20.00; a face above what there is is lost above it, and its maker is warned (A3)."""
    assert price([line(1, 40_000)], [coupon(1, 40_000, 38_000)]).payable == 2_000
    sheet = price([line(1, 3_000), line(2, 1_000)], [coupon(1, 2_000, 9_000)], freight=[(1, 500)])
    assert [li.discount_amount for li in sheet.lines] == [3_000, 1_000]
    assert (sheet.discount_amount, sheet.payable) == (4_000, 500)
    assert states(sheet) == {1: ("used", 4_000, 0, "")}
    assert [(w.code, w.where) for w in sheet.warnings] == [("deals.face_above_threshold", "offers[0].face")]


def test_a_threshold_is_tested_on_the_item_level_price():
    """Table 6. List 500.00, item price 400.00: a coupon from 450.00 is short of 50.00, one from 400.00 works."""
    offers = [item(1, 1, 40_000), coupon(2, 45_000, 9_000), coupon(3, 40_000, 5_000)]
    sheet = price([line(1, 50_000)], offers)
    assert states(sheet) == {1: ("used", 10_000, 0, ""), 2: ("short", 5_000, 0, ""), 3: ("used", 5_000, 0, "")}
    assert (sheet.list_amount, sheet.item_amount, sheet.discount_amount, sheet.payable) == (
        50_000,
        40_000,
        5_000,
        35_000,
    )


def test_one_fen_below_the_threshold_the_coupon_does_not_work():
    """Table 7. 150.00 + 149.99 is one fen short of 300.00; freight does not count."""
    sheet = price([line(1, 15_000), line(2, 14_999)], [coupon(1, 30_000, 5_000)], freight=[(1, 1_500)])
    assert states(sheet) == {1: ("short", 1, 0, "")}
    assert sheet.payable == 31_499


def test_freight_is_shared_by_item_amount_and_left_alone_by_coupons():
    """Table 8. 8.00 of freight over 20.00, 10.00 and 5.00 after item prices: 4.57, 2.29, 1.14."""
    lines = [line(1, 3_000), line(2, 500, 2), line(3, 500)]
    sheet = price(lines, [item(1, 1, 2_000), coupon(2, 1, 350)], freight=[(1, 800)])
    assert [li.freight_amount for li in sheet.lines] == [457, 229, 114]
    assert [li.discount_amount for li in sheet.lines] == [200, 100, 50]
    assert sheet.payable == 3_500 - 350 + 800


# --- what the tables do not say --------------------------------------------------------------------------------------


def test_every_shop_uses_its_own_best_coupon():
    lines = [line(1, 1_000, shop=1), line(2, 2_000, shop=2), line(3, 500, shop=1)]
    sheet = price(lines, [coupon(1, 1_000, 100, 1), coupon(2, 1_000, 300, 2)], freight=[(2, 600)])
    assert [(s.shop_id, s.item_amount, s.discount_amount, s.freight_amount, s.payable) for s in sheet.shops] == [
        (1, 1_500, 100, 0, 1_400), (2, 2_000, 300, 600, 2_300),
    ]  # fmt: skip


def test_the_lowest_item_price_counts_and_none_lifts_a_price():
    sheet = price([line(1, 1_000, 2)], [item(1, 1, 900), item(2, 1, 800, payer="platform"), item(3, 1, 1_000)])
    assert states(sheet) == {
        1: ("beaten", 200, 2, ""), 2: ("used", 400, 0, ""), 3: ("refused", 0, 0, "deals.above_list"),
    }  # fmt: skip
    (share,) = sheet.lines[0].item_shares
    assert (share.kind, share.payer, share.amount, share.pieces) == ("item_price", "platform", 400, [200, 200])
    assert sheet.lines[0].shares == []


@pytest.mark.parametrize(
    ("first", "second"), [({"expires_ms": 9}, {"expires_ms": 5}), ({"expires_ms": 0}, {"expires_ms": 5})]
)
def test_of_equal_offers_the_one_that_ends_first_is_used(first, second):
    sheet = price([line(1, 1_000)], [coupon(1, 1, 100, **first), coupon(2, 1, 100, **second)])
    assert states(sheet) == {1: ("beaten", 100, 2, ""), 2: ("used", 100, 0, "")}
    sheet = price([line(1, 1_000)], [item(1, 1, 900, **first), item(2, 1, 900, **second)])
    assert states(sheet)[2][0] == "used"


def test_offers_on_other_goods_and_blocked_ones_are_refused_with_a_code():
    offers = [item(1, 99, 5), coupon(2, 1, 1, shop=99), coupon(3, 1, 500, blocked="deals.buyer_limit")]
    sheet = price([line(1, 1_000)], offers)
    assert states(sheet) == {
        1: ("refused", 0, 0, "deals.not_in_basket"), 2: ("refused", 0, 0, "deals.not_in_basket"),
        3: ("refused", 0, 0, "deals.buyer_limit"),
    }  # fmt: skip
    assert sheet.payable == 1_000


def test_every_line_says_why_in_two_languages():
    offers = [item(1, 1, 900), coupon(2, 1_000, 100, name="满十减一", name_en="Ten off", payer="platform")]
    first, second = price([line(1, 1_000, 2), line(2, 500, shop=2)], offers).lines
    assert first.why == (
        "List price ¥10.00 × 2; item price takes off ¥2.00, paid for by the shop; "
        "shop coupon “Ten off” takes off ¥1.00, paid for by the platform."
    )
    assert first.why_zh == (
        "标价 ¥10.00 × 2 件；活动价优惠 ¥2.00（商家承担）；店铺券「满十减一」优惠 ¥1.00（平台承担）。"
    )
    assert (second.why, second.why_zh) == ("List price ¥5.00; no discount applies.", "标价 ¥5.00；暂无优惠。")


def test_an_empty_basket_costs_nothing():
    sheet = price([], [coupon(1, 0, 100)])
    assert (sheet.payable, states(sheet)) == (0, {1: ("refused", 0, 0, "deals.not_in_basket")})


@pytest.mark.parametrize(
    ("question", "refusal", "where"),
    [
        (ask([line(1, -1)]), errors.WrongAmount, "basket.lines[0].list_price"),
        (ask([line(1, 10**15 + 1)]), errors.WrongAmount, "basket.lines[0].list_price"),
        (ask([line(1, 5), line(2, 5, 0)]), errors.WrongQuantity, "basket.lines[1].quantity"),
        (ask([line(1, 5, 10_000)]), errors.WrongQuantity, "basket.lines[0].quantity"),
        (ask([line(1, 5), line(1, 6, variant=9)]), errors.Duplicate, "basket.lines[1]"),
        (ask([line(n, 5) for n in range(201)]), errors.TooMany, "basket.lines"),
        (ask([line(n, 5, 9_999) for n in range(21)]), errors.TooMany, "basket.lines"),
        (ask([line(1, 5)], [coupon(n, 1, 1) for n in range(301)]), errors.TooMany, "offers"),
        (ask([line(1, 5)], [coupon(7, 1, 1), item(7, 1, 1)]), errors.Duplicate, "offers[1]"),
        (ask([line(1, 5)], [coupon(1, 1, 0)]), errors.WrongAmount, "offers[0].face"),
        (ask([line(1, 5)], [coupon(1, -1, 1)]), errors.WrongAmount, "offers[0].threshold"),
        (ask([line(1, 5)], [item(1, 1, -1)]), errors.WrongAmount, "offers[0].amount"),
        (ask([line(1, 5)], [coupon(1, 1, 1, currency="USD")]), errors.OtherCurrency, "offers[0].currency"),
        (ask([line(1, 5)], freight=[(2, 5)]), errors.UnknownShop, "basket.freight[0].shop_id"),
        (ask([line(1, 5)], freight=[(1, 5), (1, 5)]), errors.Duplicate, "basket.freight[1]"),
        (ask([line(1, 5)], freight=[(1, -5)]), errors.WrongAmount, "basket.freight[0].amount"),
    ],
)
def test_a_malformed_question_is_refused_with_code_and_place(question, refusal, where):
    with pytest.raises(refusal) as refused:
        price_basket(question)
    assert refused.value.where == where
    assert refused.value.said()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"basket": {"currency": "CNY", "lines": [{"position": 1}]}},
        {"basket": {"currency": "CNY", "lines": []}, "offers": [{"kind": "unheard_of", "id": 1}]},
        {"basket": {"currency": "CNY", "lines": []}, "offers": [{"kind": "shop_coupon", "id": 1, "shop_id": 1,
                                                                 "threshold": 10.5, "face": 1}]},
        {"basket": {"currency": 5, "lines": None}},
        [],
        None,
    ],
)  # fmt: skip
def test_json_that_does_not_fit_is_refused_and_never_a_traceback(wrong):
    with pytest.raises(Refusal) as refused:
        decide("deals.price_basket", wrong)
    assert refused.value.code == "kernel.engine_input"


def test_the_engine_answers_plain_json_and_describes_itself():
    question = msgspec.to_builtins(ask([line(1, 1_000)], [coupon(1, 1_000, 100)]))
    assert decide("deals.price_basket", question)["payable"] == 900
    assert {"PriceSheet", "ShopCouponOffer", "ItemPriceOffer"} <= set(schema("deals.price_basket")["$defs"])


def test_the_schema_publishes_the_limits_and_says_what_fields_mean():
    known = schema("deals.price_basket")["$defs"]
    lines, offers = known["Basket"]["properties"]["lines"], known["PriceQuestion"]["properties"]["offers"]
    assert (lines["maxItems"], offers["maxItems"]) == (MOST_LINES, MOST_OFFERS)
    assert known["BasketLine"]["properties"]["list_price"]["description"].startswith("Whole minor units")
    assert known["MultiBuyOffer"]["description"] and known["SpendTier"]["properties"]["rate_off"]["description"]
    assert "sheet" in schema("deals.refund_amount")["$defs"]["RefundQuestion"]["properties"]


# --- every offer says what became of it, every line says why ----------------------------------------------------------


def test_every_offer_ends_as_used_beaten_short_or_refused_with_its_number():
    """Two sets on the same pieces, one group of coupons, a threshold, a window and a set that lacks a piece."""
    offers = [
        MultiBuyOffer(id=1, tiers=[PieceTier(pieces=2, rate_off=2_000)]),
        MultiBuyOffer(id=2, tiers=[PieceTier(pieces=2, amount_off=900)]),
        BuyGetOffer(id=3, buy=3, get=1),
        coupon(4, 9_000, 700),
        coupon(5, 9_000, 500),
        coupon(6, 12_000, 900),
        coupon(7, 1, 100, code="HELLO"),
        coupon(8, 1, 5_000, budget_left=4_999),
    ]
    told = {o.offer_id: o for o in price([line(1, 5_000, 2)], offers).offers}
    assert [(o.state, o.amount, o.by, o.margin, o.pieces, o.code) for o in told.values()] == [
        ("used", 2_000, 0, 0, 0, ""),
        ("beaten", 900, 1, 1_100, 0, ""),
        ("short", 0, 0, 0, 2, ""),
        ("used", 700, 0, 0, 0, ""),
        ("beaten", 500, 4, 200, 0, ""),
        ("short", 2_000, 0, 0, 0, ""),
        ("refused", 0, 0, 0, 0, "deals.code_needed"),
        ("refused", 0, 0, 0, 0, "deals.budget_out"),
    ]


def test_a_sentence_says_for_how_many_pieces_and_who_pays_how_much():
    offers = [
        FlashPriceOffer(id=1, variant_id=1, amount=1_000, pieces_left=2),
        coupon(2, 1, 1_500, payer="platform", funding={"platform": 8_000, "merchant": 2_000}),
    ]
    (only,) = price([line(1, 2_000, 5)], offers).lines
    assert only.why == (
        "List price ¥20.00 × 5; flash price on 2 of 5 pieces takes off ¥20.00, paid for by the shop; "
        "shop coupon takes off ¥15.00, paid for by the shop (¥3.00) and the platform (¥12.00)."
    )
    assert only.why_zh == (
        "标价 ¥20.00 × 5 件；秒杀价（其中 2 件）优惠 ¥20.00（商家承担）；"
        "店铺券优惠 ¥15.00（商家承担 ¥3.00、平台承担 ¥12.00）。"
    )
