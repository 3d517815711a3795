"""A price sheet in words: steps that add up, sums by name, why other offers are not in it."""

import msgspec
import pytest
from django.utils import translation

from tradewind.deals import queries
from tradewind.deals import types as t
from tradewind.deals.engine.price import price_basket
from tradewind.deals.kinds.table import BY_NAME
from tradewind.web import deal_words


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def line(position, price, quantity=1):
    return t.BasketLine(
        position=position, shop_id=1, listing_id=position, variant_id=position, category_id=1, quantity=quantity,
        list_price=price,
    )  # fmt: skip


def ask(lines, offers, freight=0):
    parcels = [t.ShopFreight(shop_id=1, amount=freight)] if freight else []
    return t.PriceQuestion(basket=t.Basket(currency="CNY", lines=lines, freight=parcels), offers=offers)


OFFERS = [
    t.ItemPriceOffer(id=1, variant_id=1, amount=9_000),
    t.ShopCouponOffer(id=2, shop_id=1, threshold=9_000, face=1_000, name="立减十元", name_en="Ten off"),
    t.ShopCouponOffer(id=3, shop_id=1, threshold=5_000, face=300, name="三元"),
    t.StateSubsidyOffer(id=4, on=t.Scope(), rate=1_000, most=50_000),
    t.FreeFreightOffer(id=5, shop_id=1, threshold=5_000),
]


def test_the_steps_of_a_line_go_from_list_price_to_payable_and_name_who_pays():
    sheet = price_basket(ask([line(1, 10_000)], OFFERS, freight=800))
    (told,) = deal_words.line_steps(sheet)
    assert told.steps == [
        ("List price", 10_000, ""), ("Item price", -1_000, "the shop"), ("Ten off", -1_000, "the shop"),
        ("State subsidy", -800, "the state"), ("Delivery", 800, ""), ("Free delivery offer", -800, "the shop"),
    ]  # fmt: skip
    assert told.payable == sum(step.amount for step in told.steps) == 7_200


def test_a_sheet_as_an_order_keeps_it_says_the_same():
    sheet = price_basket(ask([line(1, 10_000)], OFFERS, freight=800))
    assert deal_words.line_steps(msgspec.to_builtins(sheet)) == deal_words.line_steps(sheet)


def test_sums_stand_under_the_names_of_the_offers():
    sheet = price_basket(ask([line(1, 10_000), line(2, 1_000)], OFFERS, freight=800))
    assert deal_words.sums(sheet) == [("Item price", -1_000, ""), ("Ten off", -1_000, ""), ("State subsidy", -810, "")]
    assert deal_words.freight_sums(sheet) == [("Delivery", 800, ""), ("Free delivery offer", -800, "")]
    with translation.override("zh-hans"):
        assert [step.label for step in deal_words.sums(sheet)] == ["单品价", "立减十元", "国家补贴"]


def test_an_offer_that_was_beaten_says_by_which_and_by_how_much():
    sheet = price_basket(ask([line(1, 10_000)], OFFERS))
    assert deal_words.missed(sheet) == [("三元", "Ten off is used instead and saves ¥7.00 more.")]


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"uses_left": 0}, "All of them have been used."),
        ({"buyer_left": 0}, "You have used it as often as one buyer may."),
        ({"code": "SECRET"}, "It needs a code."),
        ({"blocked": "deals.new_rule"}, "It cannot be used here."),
    ],
)
def test_an_offer_that_was_refused_says_why(more, text):
    sheet = price_basket(ask([line(1, 10_000)], [t.RedPacketOffer(id=1, face=100, name="红包", **more)]))
    assert deal_words.missed(sheet) == [("红包", text)]


def test_offers_for_other_goods_are_no_news():
    sheet = price_basket(ask([line(1, 10_000)], [t.ItemPriceOffer(id=1, variant_id=7, amount=5)]))
    assert deal_words.missed(sheet) == []


@pytest.mark.parametrize(
    ("face", "text"),
    [
        (5_000, "¥20.00 more and it works: the goods for it come free, and you pay ¥30.00 less."),
        (2_000, "¥20.00 more and it works: the goods for it come free."),
        (1_999, "Your basket does not reach it, and you would have to spend more than it saves."),
    ],
)
def test_what_is_missing_is_said_only_with_what_it_saves(face, text):
    question = ask([line(1, 28_000)], [t.ShopCouponOffer(id=1, shop_id=1, threshold=30_000, face=face, name="券")])
    sheet, advice = price_basket(question), queries.advice(t.AdviceQuestion(question=question))
    assert deal_words.missed(sheet, advice) == [("券", text)]
    assert deal_words.missed(sheet) == [("券", "Your basket does not reach it.")]


def test_delivery_offers_are_not_talked_of_before_delivery_is_known():
    offers = [t.FreeFreightOffer(id=1, shop_id=1, threshold=50_000)]
    assert deal_words.missed(price_basket(ask([line(1, 100)], offers))) == []
    assert len(deal_words.missed(price_basket(ask([line(1, 100)], offers, freight=800)))) == 1


def test_every_kind_and_every_payer_has_a_name():
    assert set(deal_words.KINDS) == set(BY_NAME)
    assert set(deal_words.PAYERS) == set(t.Payer.__args__)
