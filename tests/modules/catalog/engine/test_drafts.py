"""What a listing draft must be."""

import pytest

from support.goods import a_draft
from tradewind.catalog import errors
from tradewind.catalog.engine.drafts import checked
from tradewind.catalog.engine.readiness import missing
from tradewind.catalog.types import AttributeView, OptionName, OptionValue, VariantDraft

FACTS = [
    AttributeView("origin", "产地", "Origin", "text", [], True),
    AttributeView("year", "年份", "Year", "number", [], False),
    AttributeView("grade", "等级", "Grade", "choice", [OptionValue("特级", "Finest"), OptionValue("一级")], False),
]
GOOD = {"origin": "杭州"}


def check(draft, is_leaf=True, attributes=FACTS):
    return checked(draft, is_leaf=is_leaf, attributes=attributes)


def draft(**more):
    return a_draft(7, **({"attributes": GOOD} | more))


def test_blanks_are_tidied_and_facts_stand_in_the_categorys_order():
    tidy = check(draft(title="  明前   龙井 ", attributes={"grade": "特级", "year": "", "origin": " 杭州 "}))
    assert tidy.title == "明前 龙井"
    assert list(tidy.attributes.items()) == [("origin", "杭州"), ("grade", "特级")]


@pytest.mark.parametrize(
    ("more", "refusal", "where"),
    [
        ({"title": "茶"}, errors.WrongField, "title"),
        ({"title": "x" * 121}, errors.WrongField, "title"),
        ({"title": "a\x00b"}, errors.WrongField, "title"),
        ({"title_en": "x" * 121}, errors.WrongField, "title_en"),
        ({"description": "x" * 20_001}, errors.WrongField, "description"),
        ({"dispatch_hours": 0}, errors.WrongField, "dispatch_hours"),
        ({"dispatch_hours": 721}, errors.WrongField, "dispatch_hours"),
        ({"attributes": {}}, errors.AttributeMissing, "attributes.origin"),
        ({"attributes": {**GOOD, "year": "last"}}, errors.AttributeWrong, "attributes.year"),
        ({"attributes": {**GOOD, "grade": "三级"}}, errors.AttributeWrong, "attributes.grade"),
        ({"attributes": {**GOOD, "smell": "sweet"}}, errors.AttributeWrong, "attributes.smell"),
        ({"prices": ()}, errors.WrongOptions, "variants"),
        ({"prices": tuple(range(1, 202))}, errors.TooMany, "variants"),
        ({"prices": (0,)}, errors.WrongPrice, "variants[0].list_price"),
        ({"prices": (5, -5)}, errors.WrongPrice, "variants[1].list_price"),
        ({"prices": (10**12 + 1,)}, errors.WrongPrice, "variants[0].list_price"),
        ({"on_hand": -1}, errors.WrongField, "variants[0].on_hand"),
    ],
)
def test_a_malformed_draft_is_refused_with_its_place(more, refusal, where):
    with pytest.raises(refusal) as refused:
        check(draft(**more))
    assert refused.value.where == where


def test_bounds_are_inside():
    check(draft(title="龙井", prices=(10**12,)))
    check(draft(title="x" * 120, prices=tuple(range(1, 201))))


def test_a_category_with_categories_below_takes_no_listings():
    with pytest.raises(errors.NotLeaf):
        check(draft(), is_leaf=False)


def sizes(*choices, names=("颜色",)):
    variants = tuple(VariantDraft(100, tuple(OptionValue(v) for v in choice)) for choice in choices)
    return draft()._replace(option_names=tuple(OptionName(n) for n in names), variants=variants)


@pytest.mark.parametrize(
    "wrong",
    [
        sizes(("红",), ("红",)),
        sizes(("红",), ()),
        sizes(("红", "大")),
        sizes(("红", "大"), names=("颜色", "颜色")),
        sizes((), ()),
    ],
)
def test_every_variant_is_its_own_choice_of_every_option(wrong):
    with pytest.raises(errors.WrongOptions):
        check(wrong)


def test_at_most_three_options():
    check(sizes(("a", "b", "c"), names=("1", "2", "3")))
    with pytest.raises(errors.TooMany):
        check(sizes(("a", "b", "c", "d"), names=("1", "2", "3", "4")))


def test_what_a_listing_lacks_to_go_on_sale():
    assert missing(has_picture=False, variants=[], stocked=[], has_template=False) == [
        "picture", "price", "freight_template",
    ]  # fmt: skip
    assert missing(has_picture=True, variants=[1, 2], stocked=[1], has_template=True) == ["stock"]
    assert missing(has_picture=True, variants=[1], stocked=[1], has_template=True) == []
