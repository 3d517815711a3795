"""One table per kind of offer (docs/algorithms/deals.md), in fen: a basket, its offers, and what each piece costs."""

import pytest

from tradewind.deals import types as t
from tradewind.deals.engine.price import price_basket
from tradewind.deals.engine.refund import refund_amount


def basket(*prices, shops=None, quantity=1, freight=(), member=False):
    """A line for each price; line n is SKU n of shop `shops[n]`, and in category 1."""
    lines = [
        t.BasketLine(
            position=n, shop_id=shop, listing_id=n, variant_id=n, category_id=1, quantity=quantity, list_price=p
        )
        for n, (p, shop) in enumerate(zip(prices, shops or [1] * len(prices), strict=True), 1)
    ]
    parcels = [t.ShopFreight(shop_id=shop, amount=amount) for shop, amount in freight]
    return t.Basket(currency="CNY", lines=lines, freight=parcels, member=member)


def price(held, *offers, **policy):
    return price_basket(t.PriceQuestion(basket=held, offers=list(offers), policy=t.PricePolicy(**policy)))


def pieces(sheet):
    return [piece for line in sheet.lines for piece in line.pieces]


def taken(sheet, offer_id):
    """What an offer took off, by line."""
    return [
        sum(
            share.amount
            for share in (*line.item_shares, *line.shares, *line.freight_shares)
            if share.offer_id == offer_id
        )
        for line in sheet.lines
    ]


FACE_50, OFF_60 = {"id": 1, "threshold": 40_000, "face": 5_000}, {"every": 30_000, "off": 5_000}
TWO, THREE = t.PieceTier(pieces=2, rate_off=1_000), t.PieceTier(pieces=3, rate_off=2_000)
ROWS = [
    # item layer
    ("item price", basket(10_000), [t.ItemPriceOffer(id=1, variant_id=1, amount=8_500)], [8_500]),
    ("official 15 %", basket(39_900), [t.InstantDiscountOffer(id=1, rate_off=1_500)], [33_915]),
    ("official 15 %, floored", basket(999), [t.InstantDiscountOffer(id=1, rate_off=1_500)], [850]),
    ("official 15 %, capped", basket(39_900), [t.InstantDiscountOffer(id=1, rate_off=1_500, most=2_000)], [37_900]),
    ("flash price for 2 of 3 pieces", basket(5_000, quantity=3),
     [t.FlashPriceOffer(id=1, variant_id=1, amount=1_990, pieces_left=2)], [1_990, 1_990, 5_000]),
    ("member price by rate", basket(10_000, member=True), [t.MemberPriceOffer(id=1, rate_off=500)], [9_500]),
    ("member price by amount", basket(10_000, member=True), [t.MemberPriceOffer(id=1, amount=9_200)], [9_200]),
    ("brand subsidy", basket(9_500),
     [t.BrandSubsidyOffer(id=1, variant_id=1, amount=8_000, platform_most=1_200)], [8_000]),
    # sets of pieces
    ("multi-buy, third step", basket(3_990, quantity=3), [t.MultiBuyOffer(id=1, tiers=[TWO, THREE])], [3_192] * 3),
    ("multi-buy, second step", basket(3_990, quantity=2), [t.MultiBuyOffer(id=1, tiers=[TWO, THREE])], [3_591] * 2),
    ("multi-buy, no step", basket(3_990), [t.MultiBuyOffer(id=1, tiers=[TWO, THREE])], [3_990]),
    ("multi-buy over a shop, 30.00 off from 3", basket(10_000, 5_000, 5_000),
     [t.MultiBuyOffer(id=1, tiers=[t.PieceTier(pieces=3, amount_off=3_000)])], [8_500, 4_250, 4_250]),
    ("second piece at half price", basket(10_000, 6_000),
     [t.MultiBuyOffer(id=1, nth=True, tiers=[t.PieceTier(pieces=2, rate_off=5_000)])], [8_125, 4_875]),
    ("buy 2, get 1", basket(9_000, 6_000, 3_000), [t.BuyGetOffer(id=1, buy=2, get=1)], [7_500, 5_000, 2_500]),
    ("bundle", basket(8_000, 4_000, 1_000),
     [t.BundleOffer(id=1, parts=[t.BundlePart(variant_id=1), t.BundlePart(variant_id=2)], amount=9_000)],
     [6_000, 3_000, 1_000]),
    # amounts off
    ("spend and save, steps", basket(12_000, 20_000), [t.SpendSaveOffer(id=1, shop_id=1, tiers=[
        t.SpendTier(threshold=20_000, amount_off=2_000), t.SpendTier(threshold=30_000, amount_off=4_000)])],
     [10_500, 17_500]),
    ("every 100 take 10, twice at most", basket(36_000),
     [t.SpendSaveOffer(id=1, shop_id=1, every=10_000, off=1_000, most=2)], [34_000]),
    ("shop coupon", basket(12_000, 20_000), [t.ShopCouponOffer(id=1, shop_id=1, threshold=30_000, face=3_000)],
     [10_875, 18_125]),
    ("shop coupon of 10 %, capped", basket(30_000),
     [t.ShopCouponOffer(id=1, shop_id=1, rate_off=1_000, most=2_000)], [28_000]),
    ("item coupon", basket(10_000, 10_000),
     [t.ItemCouponOffer(id=1, shop_id=1, on=t.Scope(listings=[2]), threshold=9_900, face=990)], [10_000, 9_010]),
    ("cross-shop", basket(19_900, 15_990, shops=[1, 2]), [t.CrossShopOffer(id=1, **OFF_60)], [17_128, 13_762]),
    ("cross-shop, three times", basket(33_333, 33_333, 33_334), [t.CrossShopOffer(id=1, **OFF_60)],
     [28_333, 28_333, 28_334]),
    ("cross-shop, one fen short", basket(15_000, 14_999, shops=[1, 2]), [t.CrossShopOffer(id=1, **OFF_60)],
     [15_000, 14_999]),
    ("cross-shop, one line does not take part", basket(20_000, 12_000),
     [t.CrossShopOffer(id=1, on=t.Scope(listings=[1]), **OFF_60)], [20_000, 12_000]),
    ("category coupon", basket(10_000),
     [t.CategoryCouponOffer(id=1, on=t.Scope(categories=[1]), threshold=9_000, face=800)],
     [9_200]),
    ("platform coupon", basket(10_000, 5_000, shops=[1, 2]),
     [t.PlatformCouponOffer(id=1, threshold=15_000, face=1_500)],
     [9_000, 4_500]),
    ("red packets add up", basket(10_000),
     [t.RedPacketOffer(id=1, face=300), t.RedPacketOffer(id=2, face=200)], [9_500]),
    ("state subsidy", basket(499_900),
     [t.StateSubsidyOffer(id=1, on=t.Scope(categories=[1]), rate=2_000, most=200_000)],
     [399_920]),
]  # fmt: skip


@pytest.mark.parametrize(("held", "offers", "costs"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_table_of_each_kind(held, offers, costs):
    sheet = price(held, *offers)
    assert (pieces(sheet), sheet.payable, sheet.optimal) == (costs, sum(costs), True)


def test_four_parallel_layers_each_look_at_the_item_level_price():
    """List 500.00, item price 400.00; 400-50, 380-20, 300-60 and 200-10 all apply: 260.00 (published)."""
    sheet = price(
        basket(50_000),
        t.ItemPriceOffer(id=1, variant_id=1, amount=40_000),
        t.SpendSaveOffer(id=2, shop_id=1, tiers=[t.SpendTier(threshold=40_000, amount_off=5_000)]),
        t.ShopCouponOffer(id=3, shop_id=1, threshold=38_000, face=2_000),
        t.CrossShopOffer(id=4, tiers=[t.SpendTier(threshold=30_000, amount_off=6_000)]),
        t.CategoryCouponOffer(id=5, threshold=20_000, face=1_000),
    )
    assert sheet.payable == 26_000
    assert [(o.state, o.amount) for o in sheet.offers] == [
        ("used", 10_000), ("used", 5_000), ("used", 2_000), ("used", 6_000), ("used", 1_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("prices", "every", "off", "back"),
    [((40_000, 10_000), 50_000, 5_000, [36_000, 9_000]), ((10_000, 11_000), 20_000, 2_000, [9_048, 9_952])],
)
def test_what_goes_back_across_shops_returns_its_own_net_and_the_rest_keeps_its_price(prices, every, off, back):
    sheet = price(basket(*prices, shops=[1, 2]), t.CrossShopOffer(id=1, every=every, off=off))
    assert [refund_amount(t.RefundQuestion(sheet=sheet, now={n: 1})).money for n in (1, 2)] == back
    assert sum(back) == sheet.payable


def test_one_of_three_pieces_goes_back_and_the_other_two_keep_their_step():
    sheet = price(basket(3_990, quantity=3), t.MultiBuyOffer(id=1, tiers=[TWO, THREE]))
    assert (sheet.discount_amount, sheet.payable) == (2_394, 9_576)
    assert refund_amount(t.RefundQuestion(sheet=sheet, now={1: 1})).money == 3_192
    assert refund_amount(t.RefundQuestion(sheet=sheet, returned={1: 1}, now={1: 2})).money == 6_384


@pytest.mark.parametrize(("least", "payable"), [(0, 0), (1, 1)])
def test_an_order_never_costs_less_than_its_minimum(least, payable):
    """400.00 with 400-380 and 400-50: nothing is left, or one fen where that is the rule."""
    offers = [t.ShopCouponOffer(id=1, shop_id=1, threshold=40_000, face=38_000)]
    offers.append(t.CrossShopOffer(id=2, every=40_000, off=5_000))
    assert price(basket(40_000), *offers, min_payable=least).payable == payable


def test_what_a_line_cannot_absorb_is_lost_and_does_not_move():
    """150.00 has 20.00 left after its own two; 30.00 over both is 22.50 and 7.50, of which 27.50 is used."""
    sheet = price(
        basket(15_000, 5_000),
        t.SpendSaveOffer(
            id=1, shop_id=1, on=t.Scope(listings=[1]), tiers=[t.SpendTier(threshold=1, amount_off=10_000)]
        ),
        t.ItemCouponOffer(id=2, shop_id=1, on=t.Scope(listings=[1]), face=3_000),
        t.PlatformCouponOffer(id=3, threshold=20_000, face=3_000),
    )
    assert (pieces(sheet), sheet.payable, taken(sheet, 3)) == ([0, 4_250], 4_250, [2_000, 750])


def test_two_layers_are_shared_by_the_item_level_price():
    sheet = price(
        basket(30_000, 15_000, shops=[1, 2]),
        t.CrossShopOffer(id=1, every=30_000, off=5_000),
        t.PlatformCouponOffer(id=2, threshold=40_000, face=3_000),
    )
    assert (taken(sheet, 1), taken(sheet, 2)) == ([3_333, 1_667], [2_000, 1_000])
    assert (pieces(sheet), sheet.payable) == ([24_667, 12_333], 37_000)


@pytest.mark.parametrize(
    ("final", "subsidy"),
    [(200_000, 30_000), (333_333, 49_999), (333_334, 50_000), (600_000, 50_000), (600_001, 0)],
)
def test_the_state_pays_a_rate_of_the_final_price_up_to_a_cap_and_a_price_limit(final, subsidy):
    """15 % up to 500.00 for phones up to 6,000.00 (published, floored to the fen)."""
    offer = t.StateSubsidyOffer(id=1, on=t.Scope(), rate=1_500, most=50_000, price_limit=600_000)
    sheet = price(basket(final), offer)
    assert (sheet.payable, taken(sheet, 1)) == (final - subsidy, [subsidy])
    assert [share.payer for share in sheet.lines[0].shares] == (["state"] if subsidy else [])


def test_the_state_pays_for_one_piece_of_a_person_and_after_all_discounts():
    offer = t.StateSubsidyOffer(id=1, on=t.Scope(), rate=1_500, most=150_000)
    sheet = price(basket(500_000, 300_000), offer, t.ShopCouponOffer(id=2, shop_id=1, threshold=1, face=80_000))
    assert (taken(sheet, 2), taken(sheet, 1)) == ([50_000, 30_000], [67_500, 0])


def test_the_platform_pays_the_gap_to_the_channel_price_up_to_its_cap():
    sheet = price(basket(9_500), t.BrandSubsidyOffer(id=1, variant_id=1, amount=8_000, platform_most=1_200))
    assert {share.payer: share.amount for share in sheet.lines[0].item_shares} == {"platform": 1_200, "merchant": 300}


def test_freight_is_free_or_less_and_never_below_zero():
    offers = [t.FreeFreightOffer(id=1, shop_id=1, threshold=9_900), t.FreightCouponOffer(id=2, face=500)]
    sheet = price(basket(10_000, 2_000, shops=[1, 2], freight=[(1, 800), (2, 300)]), *offers)
    assert (sheet.freight_amount, sheet.payable) == (0, 12_000)
    assert [(o.state, o.amount) for o in sheet.offers] == [("used", 800), ("used", 300)]


def test_points_and_credit_pay_and_change_no_price():
    """200 points at 100 a yuan are 2.00; prepaid credit goes first; both come back as what they were."""
    offers = [t.PointsOffer(id=1, balance=200), t.ShopCreditOffer(id=2, shop_id=1, balance=3_000)]
    sheet = price(basket(10_000), *offers, t.TradeInOffer(id=3, variant_id=1, credit=1_000))
    assert (sheet.payable, sheet.due) == (10_000, 5_800)
    back = refund_amount(t.RefundQuestion(sheet=sheet, now={1: 1}))
    assert (back.money, {x.kind: x.amount for x in back.tenders}) == (
        5_800, {"trade_in": 1_000, "shop_credit": 3_000, "points": 200},
    )  # fmt: skip


def test_a_gift_comes_along_from_its_threshold_on():
    gift = t.GiftOffer(id=1, variant_id=77, threshold=10_000)
    assert price(basket(10_000), gift).gifts == [t.Gift(offer_id=1, variant_id=77, quantity=1)]
    short = price(basket(9_000), gift)
    assert (short.gifts, [(o.state, o.amount) for o in short.offers]) == ([], [("short", 1_000)])
