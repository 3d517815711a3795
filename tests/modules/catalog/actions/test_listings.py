"""Drafting, editing, publishing listings; their pictures and summaries."""

import pytest

from support.goods import AT, a_category, a_draft, a_listing, a_shop, picture
from tradewind.catalog import errors, queries
from tradewind.catalog.actions.add_picture import add_picture
from tradewind.catalog.actions.change_picture import change_picture
from tradewind.catalog.actions.count import count_rating, count_sold
from tradewind.catalog.actions.create_listing import create_listing
from tradewind.catalog.actions.edit_listing import edit_listing
from tradewind.catalog.actions.remove_picture import remove_picture
from tradewind.catalog.actions.reserve import reserve
from tradewind.catalog.actions.save_category import save_attributes, save_category
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.actions.summaries import rebuild
from tradewind.catalog.invariants import INVARIANTS
from tradewind.catalog.models import Category, Listing, Picture, Stock, Variant
from tradewind.catalog.types import AttributeView, CategoryDraft, OptionName, OptionValue, VariantDraft
from tradewind.kernel.errors import UnknownTransition
from tradewind.kernel.models import OutboxEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def shop_id(db):
    return a_shop()


@pytest.fixture
def tea(db):
    return a_category()


def events():
    return [
        e.name.removeprefix("catalog.") for e in OutboxEvent.objects.filter(name__startswith="catalog.").order_by("id")
    ]


def problems():
    return [problem for invariant in INVARIANTS for problem in invariant()]


def test_a_draft_becomes_a_listing_with_variants_and_stock(shop_id, tea):
    id_ = create_listing(shop_id, a_draft(tea, prices=(1500, 1200), on_hand=7, title_en="Dragon Well"), AT)
    view = queries.listing(id_)
    assert (view.title, view.title_en, view.state, view.currency) == ("明前龙井", "Dragon Well", "draft", "CNY")
    assert [(v.list_price, v.stock_left, v.options[0].value_en) for v in view.variants] == [
        (1500, 7, "size 0"), (1200, 7, "size 1"),
    ]  # fmt: skip
    assert [step.slug for step in view.category_path] == ["tea"]
    row = Listing.objects.get(id=id_)
    assert (row.list_from, row.stock_left, row.cover, row.version) == (1200, 14, "", 1)
    assert events() == ["ListingCreated"]
    assert problems() == []


def test_a_reference_of_the_shop_is_used_once(shop_id, tea):
    create_listing(shop_id, a_draft(tea, external_ref="A-1"), AT)
    with pytest.raises(errors.WrongField):
        create_listing(shop_id, a_draft(tea, external_ref="A-1"), AT)
    create_listing(a_shop("别家"), a_draft(tea, external_ref="A-1"), AT)
    assert Listing.objects.count() == 2


def test_an_unknown_category_is_refused(shop_id):
    with pytest.raises(errors.NoCategory):
        create_listing(shop_id, a_draft(99), AT)
    assert not Listing.objects.exists()


def test_a_required_fact_is_asked_for_and_shown_with_its_name(shop_id, tea):
    save_attributes(tea, [AttributeView("origin", "产地", "Origin", "text", [], True)])
    with pytest.raises(errors.AttributeMissing):
        create_listing(shop_id, a_draft(tea), AT)
    id_ = create_listing(shop_id, a_draft(tea, attributes={"origin": "杭州"}), AT)
    assert queries.listing(id_).attributes == [("origin", "产地", "Origin", "杭州", "")]


def test_a_chosen_fact_is_stated_in_both_languages_and_found_by_either(shop_id, tea):
    glass, clay = OptionValue("玻璃", "Glass"), OptionValue("紫砂")
    save_attributes(tea, [AttributeView("pot", "壶", "Pot", "choice", [glass, clay], False)])
    assert queries.category_attributes(tea)[0].choices == [glass, clay]
    first, second = (create_listing(shop_id, a_draft(tea, attributes={"pot": pot.value}), AT) for pot in (glass, clay))
    assert queries.listing(first).attributes == [("pot", "壶", "Pot", "玻璃", "Glass")]
    assert queries.listing(second).attributes == [("pot", "壶", "Pot", "紫砂", "")]
    for words in ("玻璃", "glass"):
        assert [row.id for row in queries.shop_listings(shop_id, q=words)] == [first]


def test_a_choice_that_stands_twice_or_is_blank_is_refused(tea):
    for choices in ([OptionValue("玻璃"), OptionValue("玻璃", "Glass")], [OptionValue("")]):
        with pytest.raises(errors.WrongField) as refusal:
            save_attributes(tea, [AttributeView("pot", "壶", "Pot", "choice", choices, False)])
        assert refusal.value.where == "attributes[0]"
    assert queries.category_attributes(tea) == []


def test_going_on_sale_needs_picture_and_template(shop_id, tea):
    id_ = create_listing(shop_id, a_draft(tea), AT)
    assert queries.listing_for_edit(shop_id, id_).missing == ["picture", "freight_template"]
    with pytest.raises(errors.NotReady) as refusal:
        set_state(shop_id, id_, "on_sale", AT)
    assert refusal.value.params == {"missing": "picture, freight_template"}
    assert Listing.objects.get(id=id_).state == "draft"
    assert Category.objects.get(id=tea).listing_count == 0


def test_states_follow_the_table_and_the_category_counts(shop_id, tea):
    id_, _ = a_listing(shop_id, tea)
    assert Category.objects.get(id=tea).listing_count == 1
    set_state(shop_id, id_, "paused", AT)
    assert Category.objects.get(id=tea).listing_count == 0
    with pytest.raises(UnknownTransition):
        set_state(shop_id, id_, "draft", AT)
    set_state(shop_id, id_, "archived", AT)
    set_state(shop_id, id_, "paused", AT)
    set_state(shop_id, id_, "on_sale", AT)
    assert Category.objects.get(id=tea).listing_count == 1
    assert problems() == []


def test_an_edit_keeps_adds_and_removes_variants(shop_id, tea):
    id_, (a, b) = a_listing(shop_id, tea, prices=(1000, 1200))
    form = queries.listing_for_edit(shop_id, id_)
    new = VariantDraft(800, (OptionValue("新", "new"),), on_hand=3)
    kept = form.draft.variants[0]._replace(list_price=900)
    edit_listing(shop_id, id_, form.version, form.draft._replace(variants=(new, kept), title="雨前龙井"), AT)
    view = queries.listing(id_)
    assert [(v.list_price, v.stock_left) for v in view.variants] == [(800, 3), (900, 10)]
    assert view.variants[1].id == a
    assert not Variant.objects.filter(id=b).exists()
    row = Listing.objects.get(id=id_)
    assert (row.title, row.list_from, row.stock_left, row.version) == ("雨前龙井", 800, 13, form.version + 1)
    assert events()[-1] == "ListingEdited"
    assert problems() == []


def test_an_edit_on_an_old_version_is_refused_and_changes_nothing(shop_id, tea):
    id_, _ = a_listing(shop_id, tea)
    form = queries.listing_for_edit(shop_id, id_)
    edit_listing(shop_id, id_, form.version, form.draft._replace(title="第一次"), AT)
    with pytest.raises(errors.EditedMeanwhile) as refusal:
        edit_listing(shop_id, id_, form.version, form.draft._replace(title="第二次"), AT)
    assert (refusal.value.status, refusal.value.code) == (409, "catalog.edited_meanwhile")
    assert Listing.objects.get(id=id_).title == "第一次"


def test_an_edit_does_not_change_stock(shop_id, tea):
    id_, (a,) = a_listing(shop_id, tea)
    form = queries.listing_for_edit(shop_id, id_)
    changed = tuple(v._replace(on_hand=999) for v in form.draft.variants)
    edit_listing(shop_id, id_, form.version, form.draft._replace(variants=changed), AT)
    assert Stock.objects.get(variant_id=a).on_hand == 10


def test_a_variant_that_orders_hold_cannot_be_removed(shop_id, tea):
    id_, (_a, b) = a_listing(shop_id, tea, prices=(1000, 1200))
    reserve(1, {b: 2}, AT, AT)
    form = queries.listing_for_edit(shop_id, id_)
    with pytest.raises(errors.VariantReserved) as refusal:
        edit_listing(shop_id, id_, form.version, form.draft._replace(variants=form.draft.variants[:1]), AT)
    assert refusal.value.params == {"reserved": 2}
    assert Variant.objects.filter(listing_id=id_).count() == 2


def test_a_variant_of_another_listing_cannot_be_taken(shop_id, tea):
    id_, _ = a_listing(shop_id, tea)
    _, (other,) = a_listing(shop_id, tea)
    form = queries.listing_for_edit(shop_id, id_)
    stolen = (form.draft.variants[0]._replace(id=other),)
    with pytest.raises(errors.NoVariant):
        edit_listing(shop_id, id_, form.version, form.draft._replace(variants=stolen), AT)


def test_another_shop_sees_and_changes_nothing(shop_id, tea):
    id_, _ = a_listing(shop_id, tea)
    other, form = a_shop("别家"), queries.listing_for_edit(shop_id, id_)
    picture_id = form.pictures[0].id
    for attempt in (
        lambda: queries.listing_for_edit(other, id_),
        lambda: edit_listing(other, id_, form.version, form.draft, AT),
        lambda: set_state(other, id_, "paused", AT),
        lambda: add_picture(other, id_, picture(), "", AT),
        lambda: remove_picture(other, id_, picture_id, AT),
        lambda: change_picture(other, id_, picture_id, "x", 0, AT),
    ):
        with pytest.raises(errors.NoListing):
            attempt()
    assert queries.listing_for_edit(shop_id, id_) == form


def test_moving_a_listing_on_sale_moves_the_count(shop_id, tea):
    coffee = a_category("coffee", "咖啡")
    id_, _ = a_listing(shop_id, tea)
    form = queries.listing_for_edit(shop_id, id_)
    edit_listing(shop_id, id_, form.version, form.draft._replace(category_id=coffee), AT)
    assert [(n.slug, n.listing_count) for n in queries.category_tree()] == [("tea", 0), ("coffee", 1)]
    assert problems() == []


def test_pictures_are_ordered_described_and_removed(shop_id, tea):
    id_, _ = a_listing(shop_id, tea)
    second = add_picture(shop_id, id_, picture(colour=(0, 0, 9)), " 背面 ", AT)
    assert [p.alt for p in queries.listing(id_).pictures] == ["茶", "背面"]
    change_picture(shop_id, id_, second.id, "反面", -1, AT)
    assert [p.alt for p in queries.listing(id_).pictures] == ["反面", "茶"]
    assert Listing.objects.get(id=id_).cover == second.key
    change_picture(shop_id, id_, second.id, None, -1, AT)  # already the first
    remove_picture(shop_id, id_, second.id, AT)
    assert [p.alt for p in queries.listing(id_).pictures] == ["茶"]
    assert problems() == []


def test_a_listing_on_sale_keeps_its_last_picture(shop_id, tea):
    id_, _ = a_listing(shop_id, tea)
    (only,) = queries.listing(id_).pictures
    with pytest.raises(errors.NotReady):
        remove_picture(shop_id, id_, only.id, AT)
    assert Picture.objects.filter(listing_id=id_).count() == 1
    with pytest.raises(errors.NoPicture):
        remove_picture(shop_id, id_, 1, AT)


def test_at_most_twenty_pictures(shop_id, tea):
    id_, _ = a_listing(shop_id, tea)
    for n in range(19):
        add_picture(shop_id, id_, picture(8, 8, (n, n, n)), "", AT)
    with pytest.raises(errors.TooMany):
        add_picture(shop_id, id_, picture(), "", AT)
    assert Picture.objects.filter(listing_id=id_).count() == 20


def test_counters_add_up_and_never_go_below_zero(shop_id, tea):
    id_, _ = a_listing(shop_id, tea)
    count_sold({id_: 3, 12345: 1})
    count_sold({id_: -5})
    count_rating(id_, 5)
    count_rating(id_, 4)
    row = Listing.objects.get(id=id_)
    assert (row.sold_count, row.rating_sum, row.rating_count) == (0, 9, 2)


def test_the_tree_counts_what_is_below_and_keeps_its_order(shop_id):
    food = a_category("food", "食品", position=1)
    home = a_category("home", "家居", position=0)
    tea = a_category("tea", "茶", parent_id=food)
    a_listing(shop_id, tea)
    assert [(n.slug, n.parent_id, n.listing_count) for n in queries.category_tree()] == [
        ("home", None, 0), ("food", None, 1), ("tea", food, 1),
    ]  # fmt: skip
    with pytest.raises(errors.NotLeaf):
        create_listing(shop_id, a_draft(food), AT)
    with pytest.raises(errors.WrongField):  # tea has listings of its own
        save_category(CategoryDraft("green", "绿茶", parent_id=tea))
    with pytest.raises(errors.WrongField):  # a category is not below itself
        save_category(CategoryDraft("food", "食品", parent_id=tea), food)
    with pytest.raises(errors.SlugTaken):
        save_category(CategoryDraft("home", "又一个"))
    assert home in [n.id for n in queries.category_tree()]


def test_variants_for_sale_come_in_one_query(shop_id, tea, django_assert_num_queries):
    id_, (a, b) = a_listing(shop_id, tea, prices=(1000, 1200))
    reserve(1, {a: 4}, AT, AT)
    with django_assert_num_queries(1):
        found = queries.variants([a, b, 404])
    assert set(found) == {a, b}
    assert (found[a].stock_left, found[a].list_price, found[a].on_sale) == (6, 1000, True)
    assert found[b].options == [OptionValue("1号", "size 1")]
    assert (found[a].shop_id, found[a].listing_id, found[a].weight_g) == (shop_id, id_, 250)
    set_state(shop_id, id_, "paused", AT)
    assert queries.variants([a])[a].on_sale is False
    assert queries.variants([]) == {}


def test_the_shops_table_is_searched_by_words_reference_and_id(shop_id, tea):
    first, _ = a_listing(shop_id, tea, title="红色连衣裙", title_en="Red dress")
    second, _ = a_listing(shop_id, tea, title="蓝色背包", external_ref="SKU-7", on_sale=False)
    a_listing(a_shop("别家"), tea, title="红色连衣裙")

    def found(**filters):
        return [row.id for row in queries.shop_listings(shop_id, **filters)]

    assert found() == [second, first]
    assert found(q="连衣裙") == found(q="dresses") == found(q=str(first)) == [first]
    assert found(q="SKU-7") == found(state="draft") == [second]
    assert found(before_id=second) == [first]
    assert found(q="！！") == []
    assert queries.listing_counters(shop_id) == {"on_sale": 1, "draft": 1, "sold_out": 0}


def test_archived_listings_are_shown_only_when_asked_for(shop_id, tea):
    id_, _ = a_listing(shop_id, tea)
    set_state(shop_id, id_, "archived", AT)
    assert queries.shop_listings(shop_id) == []
    assert [row.id for row in queries.shop_listings(shop_id, state="archived")] == [id_]


def test_rebuild_mends_every_summary(shop_id, tea):
    id_, _ = a_listing(shop_id, tea, prices=(1000, 1200))
    Listing.objects.update(list_from=1, stock_left=1, cover="x", search=None)
    Category.objects.update(listing_count=9)
    assert {p.rule for p in problems()} == {"catalog.summaries", "catalog.on_sale", "catalog.category_counts"}
    assert rebuild() == 1
    assert problems() == []
    assert [row.id for row in queries.shop_listings(shop_id, q="龙井")] == [id_]


def test_an_option_can_be_added_to_a_listing(shop_id, tea):
    id_, (_a,) = a_listing(shop_id, tea)
    form = queries.listing_for_edit(shop_id, id_)
    variants = (form.draft.variants[0]._replace(options=(OptionValue("红"),)), VariantDraft(1000, (OptionValue("蓝"),)))
    edit_listing(
        shop_id, id_, form.version, form.draft._replace(option_names=(OptionName("颜色"),), variants=variants), AT
    )
    assert [v.options[0].value for v in queries.listing(id_).variants] == ["红", "蓝"]
