"""What a parcel costs: worked tables (docs/algorithms/logistics.md), rules, properties."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.kernel.engines import decide, schema
from tradewind.kernel.errors import Refusal
from tradewind.logistics import errors
from tradewind.logistics.engine.freight import freight, rules_of
from tradewind.logistics.kinds.by_piece import ByPiece, faults
from tradewind.logistics.types import (
    REGIONS,
    FreightLine,
    FreightPart,
    FreightQuestion,
    TemplateRules,
    region_code,
    region_name,
)


def fee(first_fee, step_fee, first_units=1, step_units=1, **more):
    return {"first_units": first_units, "first_fee": first_fee, "step_units": step_units, "step_fee": step_fee, **more}


def template(id_, default=None, **more):
    return TemplateRules(id=id_, kind="by_piece", rules={"default": default, **more})


def goods(template_id, quantity, amount=0, shop=1):
    return FreightLine(shop_id=shop, template_id=template_id, quantity=quantity, weight_g=0, amount=amount)


def answer(lines, templates, region="CN-GD"):
    return freight(FreightQuestion(region=region, lines=lines, templates=templates))


def fees(lines, templates, region="CN-GD"):
    return {shop.shop_id: shop.fee if shop.reachable else None for shop in answer(lines, templates, region).shops}


T1 = template(1, fee(800, 300))


# --- the worked tables of docs/algorithms/logistics.md ---------------------------------------------------------------


def test_goods_of_one_template_are_added_up():
    """Table 1. First piece 8.00, each further 3.00; two lines of two pieces: 17.00."""
    assert fees([goods(1, 2), goods(1, 2)], [T1]) == {1: 1_700}


@pytest.mark.parametrize(("pieces", "expected"), [(1, 1_000), (3, 1_000), (4, 1_500), (5, 1_500), (6, 2_000)])
def test_a_started_step_counts_in_full(pieces, expected):
    """Table 2. Three pieces for 10.00, each two further for 5.00."""
    assert fees([goods(1, pieces)], [template(1, fee(1_000, 500, first_units=3, step_units=2))]) == {1: expected}


def test_of_several_templates_one_gives_its_first_fee():
    """Table 3. 8.00+3.00 with 12.00+5.00, two pieces each: 12.00 + 5.00 + 2 x 3.00 = 23.00."""
    found = answer([goods(1, 2), goods(2, 2)], [T1, template(2, fee(1_200, 500))]).shops[0]
    assert found.fee == 2_300
    assert found.parts == [
        FreightPart(template_id=1, units=2, fee=600, role="step"),
        FreightPart(template_id=2, units=2, fee=1_700, role="first"),
    ]


@pytest.mark.parametrize(
    ("bounds", "pieces", "amount", "expected"),
    [
        ({"free_over": 9_900}, 1, 9_899, 800),
        ({"free_over": 9_900}, 1, 9_900, 0),
        ({"free_pieces": 2}, 1, 15_000, 800),
        ({"free_pieces": 2}, 2, 100, 0),
        ({"free_over": 10_000, "free_pieces": 2}, 2, 9_999, 1_100),
        ({"free_over": 10_000, "free_pieces": 2}, 1, 15_000, 800),
        ({"free_over": 10_000, "free_pieces": 2}, 2, 10_000, 0),
        ({"free_over": 0}, 1, 0, 0),
    ],
)
def test_freight_is_free_when_every_bound_is_reached(bounds, pieces, amount, expected):
    """Table 4."""
    assert fees([goods(1, pieces, amount)], [template(1, fee(800, 300, **bounds))]) == {1: expected}


def test_regions_pay_their_groups_fee_and_some_are_not_reached():
    """Table 5. Zhejiang 5.00, Xinjiang 15.00, elsewhere 8.00, not to Taiwan."""
    groups = [{"regions": ["CN-ZJ", "CN-SH"], **fee(500, 100)}, {"regions": ["CN-XJ"], **fee(1_500, 800)}]
    rules = [template(1, fee(800, 300), groups=groups, unreachable=["CN-TW"])]
    found = {region: fees([goods(1, 2)], rules, region)[1] for region in ("CN-ZJ", "CN-XJ", "CN-GD", "CN-TW")}
    assert found == {"CN-ZJ": 600, "CN-XJ": 2_300, "CN-GD": 1_100, "CN-TW": None}


# --- what the tables do not say --------------------------------------------------------------------------------------


def test_without_a_default_other_regions_are_not_reached():
    rules = [template(1, None, groups=[{"regions": ["浙江省"], **fee(500, 0)}])]
    assert fees([goods(1, 1)], rules, "Zhejiang") == {1: 500}
    assert fees([goods(1, 1)], rules, "CN-GD") == {1: None}


def test_every_shop_pays_its_own_parcel_and_one_unreachable_part_stops_only_its_shop():
    away = template(2, fee(100, 0), unreachable=["CN-GD"])
    found = answer([goods(1, 1, shop=7), goods(1, 1, shop=8), goods(2, 1, shop=8)], [T1, away]).shops
    assert [(s.shop_id, s.fee, s.reachable) for s in found] == [(7, 800, True), (8, 0, False)]
    assert [part.role for part in found[1].parts] == ["first", "none"]


def test_a_free_template_adds_nothing_and_takes_no_first_fee():
    free = template(2, fee(5_000, 500, free_over=0))
    found = answer([goods(1, 1), goods(2, 9)], [T1, free]).shops[0]
    assert (found.fee, [part.role for part in found.parts]) == (800, ["first", "free"])


@pytest.mark.parametrize(
    ("line", "refusal", "where"),
    [
        (goods(9, 1), errors.NoRules, "lines[0].template_id"),
        (goods(None, 1), errors.NoRules, "lines[0].template_id"),
        (goods(1, 0), errors.WrongField, "lines[0].quantity"),
        (goods(1, -1), errors.WrongField, "lines[0].quantity"),
        (goods(1, 1, -1), errors.WrongField, "lines[0].amount"),
    ],
)
def test_a_malformed_question_is_refused(line, refusal, where):
    with pytest.raises(refusal) as refused:
        answer([line], [T1])
    assert refused.value.where == where


@pytest.mark.parametrize(
    "wrong", [{}, [], None, {"region": "x", "lines": [{}], "templates": []},
              {"region": "x", "lines": [], "templates": [{"id": "one", "kind": "by_piece", "rules": {}}]}],
)  # fmt: skip
def test_json_that_does_not_fit_is_refused(wrong):
    with pytest.raises(Refusal) as refused:
        decide("logistics.freight", wrong)
    assert refused.value.code == "kernel.engine_input"


def test_unknown_kinds_and_rules_are_refused_with_their_place():
    with pytest.raises(errors.WrongField):
        answer([goods(1, 1)], [TemplateRules(id=1, kind="by_mood", rules={})])
    with pytest.raises(errors.WrongRules) as refused:
        rules_of("by_piece", {"default": {"first_fee": 8.5}})
    assert refused.value.where == "rules.default.first_fee"
    with pytest.raises(errors.WrongRules):
        rules_of("by_piece", {"defualt": {}})


def test_the_engine_answers_plain_json_and_describes_itself():
    question = FreightQuestion(region="广东", lines=[goods(1, 2)], templates=[T1])
    assert decide("logistics.freight", msgspec.to_builtins(question))["shops"][0]["fee"] == 1_100
    assert "FreightPart" in schema("logistics.freight")["$defs"]


ceiling = 10_000


@pytest.mark.parametrize(
    ("rules", "where", "too_high"),
    [
        ({}, "default", False),
        ({"default": fee(800, 300, step_units=0)}, "default.step_units", False),
        ({"default": fee(800, 300, first_units=0)}, "default.first_units", False),
        ({"default": fee(-100, 300)}, "default.first_fee", False),
        ({"default": fee(10_001, 300)}, "default.first_fee", True),
        ({"default": fee(800, 10_001)}, "default.step_fee", True),
        ({"default": fee(800, 300, free_over=-1)}, "default.free_over", False),
        ({"groups": [{"regions": [], **fee(1, 1)}]}, "groups[0].regions", False),
        ({"groups": [{"regions": ["CN-ZJ", "浙江"], **fee(1, 1)}]}, "groups[0].regions", False),
        ({"groups": [{"regions": ["CN-ZJ"]}, {"regions": ["CN-ZJ"]}]}, "groups[1].regions", False),
        ({"groups": [{"regions": ["CN-ZJ"]}], "unreachable": ["CN-ZJ"]}, "groups[0].regions", False),
    ],
)
def test_rules_that_contradict_themselves_are_found(rules, where, too_high):
    found = faults(msgspec.convert(rules, ByPiece), ceiling)
    assert [(fault.where, fault.too_high) for fault in found] == [(where, too_high)]


@pytest.mark.parametrize("amount", [0, 10_000])
def test_the_ceiling_itself_is_allowed(amount):
    assert faults(msgspec.convert({"default": fee(amount, amount)}, ByPiece), ceiling) == []


def test_thirty_four_regions_under_every_spelling():
    assert len({r.code for r in REGIONS}) == len({r.name for r in REGIONS}) == len(REGIONS) == 34
    for text in ("CN-XJ", "cn-xj", "新疆", "新疆维吾尔自治区", " Xinjiang "):
        assert region_code(text) == "CN-XJ"
    assert [region_code(t) for t in ("北京市", "广东省", "香港特别行政区")] == ["CN-BJ", "CN-GD", "CN-HK"]
    assert (region_code(" SP "), region_name("SP")) == ("SP", "SP")
    assert (region_name("CN-GD"), region_name("广东省", "en")) == ("广东", "Guangdong")


pieces = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 50)), min_size=1, max_size=6)
tariffs = st.tuples(st.integers(0, 3_000), st.integers(0, 900), st.integers(1, 5), st.integers(1, 5))


@given(pieces, st.lists(tariffs, min_size=3, max_size=3))
def test_one_first_fee_a_parcel_and_more_pieces_never_cost_less(lines, rules):
    templates = [template(n + 1, fee(*rule)) for n, rule in enumerate(rules)]
    whole = fees([goods(t, n) for t, n in lines], templates)[1]
    more = fees([goods(t, n + 1) for t, n in lines], templates)[1]
    parts = answer([goods(t, n) for t, n in lines], templates).shops[0].parts
    assert whole == sum(part.fee for part in parts) <= more
    assert [part.role for part in parts].count("first") == 1
