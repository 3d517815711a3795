"""What each kind of offer refuses, asked as JSON: a code and a place, never a traceback, never a repair."""

from copy import deepcopy
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.deals import baskets
from tradewind.kernel.engines import decide
from tradewind.kernel.errors import Refusal

LINE = {
    "position": 1,
    "shop_id": 1,
    "listing_id": 1,
    "variant_id": 1,
    "category_id": 1,
    "quantity": 2,
    "list_price": 5_000,
}
TIERS = [{"pieces": 2, "rate_off": 1_000}, {"pieces": 3, "rate_off": 2_000}]
SPEND = [{"threshold": 100, "amount_off": 10}, {"threshold": 200, "amount_off": 30}]


def ask(*offers, line=LINE):
    return decide("deals.price_basket", {"basket": {"currency": "CNY", "lines": [line]}, "offers": list(offers)})


def kind(name, **fields):
    return {"kind": name, "id": 1, **fields}


@pytest.mark.parametrize(
    ("offer", "code", "where"),
    [
        (kind("item_price", variant_id=1, amount=-1), "deals.amount", "offers[0].amount"),
        (kind("instant_discount", rate_off=0), "deals.rate", "offers[0].rate_off"),
        (kind("instant_discount", rate_off=10_000), "deals.rate", "offers[0].rate_off"),
        (kind("flash_price", variant_id=1, amount=1, pieces_left=-1), "deals.amount", "offers[0].pieces_left"),
        (kind("member_price"), "deals.choice", "offers[0]"),
        (kind("member_price", rate_off=500, amount=900), "deals.choice", "offers[0]"),
        (kind("brand_subsidy", variant_id=1, amount=1, platform_most=-5), "deals.amount", "offers[0].platform_most"),
        (kind("multi_buy", tiers=[]), "deals.no_tiers", "offers[0].tiers"),
        (kind("multi_buy", tiers=[{"pieces": 0, "rate_off": 5}]), "deals.amount", "offers[0].tiers[0].pieces"),
        (kind("multi_buy", tiers=[{"pieces": 2}]), "deals.choice", "offers[0].tiers[0]"),
        (kind("multi_buy", tiers=[{"pieces": 2, "rate_off": 1, "amount_off": 1}]),
         "deals.choice", "offers[0].tiers[0]"),
        (kind("multi_buy", tiers=TIERS[::-1]), "deals.tiers", "offers[0].tiers[1]"),
        (kind("multi_buy", tiers=[TIERS[0], TIERS[0]]), "deals.tiers", "offers[0].tiers[1]"),
        (kind("multi_buy", tiers=[TIERS[1], {"pieces": 4, "rate_off": 2_000}]), "deals.tiers", "offers[0].tiers[1]"),
        (kind("multi_buy", tiers=[TIERS[0], {"pieces": 3, "amount_off": 9}]), "deals.choice", "offers[0].tiers"),
        (kind("multi_buy", nth=True, tiers=[{"pieces": 2, "amount_off": 9}]), "deals.choice", "offers[0].tiers[0]"),
        (kind("buy_get", buy=0, get=1), "deals.amount", "offers[0].buy"),
        (kind("buy_get", buy=1, get=0), "deals.amount", "offers[0].get"),
        (kind("bundle", parts=[], amount=1), "deals.no_tiers", "offers[0].parts"),
        (kind("bundle", parts=[{"variant_id": 1}, {"variant_id": 1}], amount=1),
         "deals.duplicate", "offers[0].parts[1]"),
        (kind("bundle", parts=[{"variant_id": 1, "pieces": 0}], amount=1), "deals.amount", "offers[0].parts[0].pieces"),
        (kind("gift", variant_id=9, quantity=0), "deals.amount", "offers[0].quantity"),
        (kind("spend_save", shop_id=1), "deals.choice", "offers[0]"),
        (kind("spend_save", shop_id=1, tiers=SPEND, every=5, off=1), "deals.choice", "offers[0]"),
        (kind("spend_save", shop_id=1, every=5), "deals.amount", "offers[0].off"),
        (kind("spend_save", shop_id=1, tiers=SPEND[::-1]), "deals.tiers", "offers[0].tiers[1]"),
        (kind("cross_shop", tiers=[SPEND[1], {"threshold": 300, "amount_off": 30}]),
         "deals.tiers", "offers[0].tiers[1]"),
        (kind("cross_shop", tiers=[SPEND[0], {"threshold": 200, "rate_off": 5}]), "deals.choice", "offers[0].tiers"),
        (kind("shop_coupon", shop_id=1), "deals.amount", "offers[0].face"),
        (kind("shop_coupon", shop_id=1, face=5, rate_off=5), "deals.choice", "offers[0]"),
        (kind("item_coupon", shop_id=1, rate_off=10_000), "deals.rate", "offers[0].rate_off"),
        (kind("category_coupon", face=5, threshold=-1), "deals.amount", "offers[0].threshold"),
        (kind("platform_coupon", face=5, most=-1), "deals.amount", "offers[0].most"),
        (kind("red_packet", face=-5), "deals.amount", "offers[0].face"),
        (kind("free_freight", threshold=-1), "deals.amount", "offers[0].threshold"),
        (kind("freight_coupon", face=0), "deals.amount", "offers[0].face"),
        (kind("state_subsidy", on={}, rate=10_000, most=5), "deals.rate", "offers[0].rate"),
        (kind("state_subsidy", on={}, rate=1_500, most=0), "deals.amount", "offers[0].most"),
        (kind("trade_in", variant_id=1, credit=-1), "deals.amount", "offers[0].credit"),
        (kind("shop_credit", balance=-1), "deals.amount", "offers[0].balance"),
        (kind("points", balance=5, per_unit=0), "deals.amount", "offers[0].per_unit"),
        (kind("points", balance=5, share=10_001), "deals.rate", "offers[0].share"),
        (kind("red_packet", face=5, funding={"platform": 9_999}), "deals.funding", "offers[0].funding"),
        (kind("red_packet", face=5, excludes=[1]), "deals.exclusion", "offers[0].excludes"),
        (kind("red_packet", face=5, uses_left=-1), "deals.amount", "offers[0].uses_left"),
        (kind("red_packet", face=5, currency="USD"), "deals.currency", "offers[0].currency"),
        (kind("red_packet", face=0.5), "kernel.engine_input", "$.offers[0].face"),
        (kind("red_packet", face="5"), "kernel.engine_input", "$.offers[0].face"),
        (kind("red_packet", face=5, colour="red"), "kernel.engine_input", "$.offers[0]"),
        (kind("unheard_of"), "kernel.engine_input", "$.offers[0].kind"),
    ],
)  # fmt: skip
def test_a_malformed_offer_is_refused_with_code_and_place(offer, code, where):
    with pytest.raises(Refusal) as refused:
        ask(offer)
    assert (refused.value.code, refused.value.where) == (code, where)


@pytest.mark.parametrize("wrong", [{"list_price": 10.5}, {"quantity": 1.5}, {"list_price": "10"}, {"quantity": None}])
def test_units_and_pieces_are_whole_numbers(wrong):
    with pytest.raises(Refusal) as refused:
        ask(line={**LINE, **wrong})
    assert (refused.value.code, refused.value.where) == (
        "kernel.engine_input",
        f"$.basket.lines[0].{next(iter(wrong))}",
    )


ODD = [None, True, -1, 0, 1, 10_000, 10**15, 10**18, 10**30, 0.5, "", "x", [], {}, [1], {"a": 1}]


@settings(max_examples=600, deadline=None)
@given(st.integers(0, 2**40))
def test_whatever_the_question_the_answer_is_a_sheet_or_a_refusal_with_a_code(seed):
    """A valid question in which one to three values anywhere are replaced, dropped or doubled."""
    random = Random(seed)
    question = msgspec.to_builtins(baskets.question(seed))
    question["policy"]["most_nodes"] = 200
    for _ in range(random.randint(1, 3)):
        question = _changed(question, random)
    try:
        sheet = decide("deals.price_basket", question)
    except Refusal as refusal:
        assert refusal.code and refusal.said()
    else:
        assert sheet["payable"] == sum(line["payable"] for line in sheet["lines"]) >= 0


def _changed(question, random):
    question = deepcopy(question)
    places = list(_places(question))
    holder, key = random.choice(places)
    what = random.choice(["replace", "replace", "drop", "double"])
    if what == "drop":
        del holder[key]
    elif what == "double" and isinstance(holder, list):
        holder.append(deepcopy(holder[key]))
    else:
        holder[key] = random.choice(ODD)
    return question


def _places(value):
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
