"""The demo's goods: the same from the same seed, in two languages, priced with sense."""

import re
from collections import Counter

from tradewind.catalog.engine.drafts import checked
from tradewind.catalog.types import AttributeView, ListingDraft, OptionName, OptionValue, VariantDraft
from tradewind.ops.demo.plan import plan_goods
from tradewind.ops.demo.words.goods import LEAVES, ROOTS
from tradewind.ops.demo.words.names import SHOPS

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_the_same_seed_makes_the_same_goods():
    assert plan_goods() == plan_goods()
    assert plan_goods(60, seed=1) != plan_goods(60, seed=2)


def test_the_demo_is_as_large_as_promised():
    goods = plan_goods()
    assert (len(goods.shops), len(goods.listings), len(goods.leaves), len(ROOTS)) == (34, 840, 27, 8)
    assert min(Counter(one.leaf for one in goods.listings).values()) >= 31
    assert {one.shop for one in goods.listings} == set(range(34))


def test_texts_stand_in_both_languages():
    for one in plan_goods().listings:
        assert HAN.search(one.title) and HAN.search(one.description)
        assert one.title_en and not HAN.search(one.title_en + one.description_en)
        assert "{" not in one.description + one.description_en
    for shop in SHOPS:
        assert HAN.search(shop.intro) and not HAN.search(shop.intro_en + shop.name_en)


def test_titles_differ_and_covers_differ():
    goods = plan_goods()
    assert Counter(one.title for one in goods.listings).most_common(1)[0][1] <= 2
    assert len({one.pictures[0] for one in goods.listings}) == 840


def test_every_listing_would_pass_the_action_that_creates_listings():
    for one in plan_goods().listings:
        facts = [
            AttributeView(f.code, f.name, f.name_en, "choice" if f.choice else "text",
                          [OptionValue(*value) for value in f.values if f.choice], f.required)
            for f in LEAVES[one.leaf].facts
        ]  # fmt: skip
        variants = tuple(
            VariantDraft(v.list_price, tuple(OptionValue(*o) for o in v.options), "", v.weight_g, v.stock)
            for v in one.variants
        )
        draft = ListingDraft(
            1, one.title, variants, one.title_en, one.description, one.description_en, one.attributes,
            tuple(OptionName(*name) for name in one.option_names), None, one.dispatch_hours,
        )  # fmt: skip
        assert checked(draft, is_leaf=True, attributes=facts).title == one.title


def test_prices_make_sense():
    for one in plan_goods().listings:
        for variant in one.variants:
            assert 1_000 <= variant.list_price <= 900_000
        if one.sale:
            assert 5 <= one.sale.off <= 30


def test_the_first_shop_has_something_to_do():
    mine = [one for one in plan_goods().listings if one.shop == 0]
    assert any(one.state == "draft" for one in mine)
    assert any(one.state == "on_sale" and not any(v.stock for v in one.variants) for one in mine)
