"""Listings: made, changed, put on sale, without a script and with htmx."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from support.goods import picture
from tradewind.catalog.actions.save_category import save_attributes
from tradewind.catalog.models import Listing, Picture, Stock, Variant
from tradewind.catalog.types import AttributeView, OptionValue
from tradewind.logistics.queries import templates


@pytest.fixture
def sent(world):
    """A form as the browser sends it, for a listing with two colours."""
    return {
        "category_id": world.category, "title": "白毫银针", "title_en": "Silver needle", "description": "三年陈",
        "description_en": "", "dispatch_hours": "48", "freight_template_id": templates(world.shop)[0].id,
        "option-0-name": "包装", "option-0-name_en": "Pack", "option-0-values": "罐装 | Tin\n袋装 | Bag",
        "row-0-choice-0": "罐装", "row-0-offered": "on", "row-0-price": "128.00", "row-0-on_hand": "20",
        "row-0-sku": "BH-1", "row-0-weight": "200", "row-0-id": "",
        "row-1-choice-0": "袋装", "row-1-offered": "on", "row-1-price": "98", "row-1-on_hand": "5",
        "row-1-sku": "", "row-1-weight": "", "row-1-id": "",
    }  # fmt: skip


def file(name="tea.png", data=None):
    return SimpleUploadedFile(name, data or picture(), "image/png")


def test_a_listing_is_made_with_its_picture_and_put_on_sale(world, as_, sent):
    client = as_("owner")

    answer = client.post(f"/merchant/{world.shop}/listings/new/", {**sent, "pictures": file(), "alt": "一罐茶"})

    listing = Listing.objects.get(title="白毫银针")
    assert (answer.status_code, answer["Location"]) == (302, f"/merchant/{world.shop}/listings/{listing.id}/")
    assert (listing.state, listing.shop_id, listing.title_en) == ("draft", world.shop, "Silver needle")
    assert list(Variant.objects.filter(listing=listing).order_by("position").values_list("list_price", "sku")) == [
        (12800, "BH-1"), (9800, ""),
    ]  # fmt: skip
    assert sorted(Stock.objects.filter(variant__listing=listing).values_list("on_hand", flat=True)) == [5, 20]
    assert Picture.objects.get(listing=listing).alt == "一罐茶"

    client.post(f"/merchant/{world.shop}/listings/{listing.id}/state/", {"new": "on_sale"})
    listing.refresh_from_db()
    assert listing.state == "on_sale"


def test_drawing_the_table_again_saves_nothing(world, as_, sent):
    before = Listing.objects.count()

    whole = as_("owner").post(f"/merchant/{world.shop}/listings/new/", {**sent, "do": "redraw"})
    part = as_("owner").post(
        f"/merchant/{world.shop}/listings/new/", {**sent, "option-1-name": "年份", "option-1-values": "2023\n2024",
                                                  "do": "redraw"},
        headers={"HX-Request": "true", "HX-Target": "variants"},
    )  # fmt: skip

    assert (whole.status_code, part.status_code) == (200, 200)
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert part.content.decode().count('name="row-3-price"') == 1
    assert Listing.objects.count() == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "id_title_wrong"),
        ({"row-0-price": "abc"}, "规格表中有填写有误的单元格"),
        ({"row-0-price": "0"}, "A price"),
        ({"category_id": "1"}, "id_category_id_wrong"),
    ],
)
def test_a_form_that_is_wrong_keeps_what_was_typed_and_makes_nothing(world, as_, sent, wrong, said):
    before = Listing.objects.count()

    answer = as_("owner").post(f"/en/merchant/{world.shop}/listings/new/" if said == "A price" else
                               f"/merchant/{world.shop}/listings/new/", {**sent, **wrong})  # fmt: skip

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "三年陈" in page
    assert Listing.objects.count() == before


def edited(world, sent, version):
    """The form of the world's listing with another title, its variants as they are."""
    rows = {}
    for n, variant in enumerate(Variant.objects.filter(listing_id=world.listing).order_by("position")):
        rows |= {
            f"row-{n}-choice-0": variant.options[0]["value"], f"row-{n}-offered": "on", f"row-{n}-price": "99.00",
            f"row-{n}-on_hand": "50", f"row-{n}-sku": "", f"row-{n}-weight": "250", f"row-{n}-id": variant.id,
        }  # fmt: skip
    own = {name: value for name, value in sent.items() if not name.startswith(("row-", "option-"))}
    options = {"option-0-name": "规格", "option-0-name_en": "Size", "option-0-values": "0号 | size 0\n1号 | size 1"}
    return {**own, **options, **rows, "title": "新标题", "version": version}


def test_an_edit_keeps_the_variants_and_their_stock(world, as_, sent):
    version = Listing.objects.get(id=world.listing).version
    before = list(Stock.objects.filter(variant__listing_id=world.listing).order_by("pk").values_list("pk", "on_hand"))

    answer = as_("owner").post(f"/merchant/{world.shop}/listings/{world.listing}/", edited(world, sent, version))

    assert answer.status_code == 302
    assert Listing.objects.get(id=world.listing).title == "新标题"
    assert list(Variant.objects.filter(listing_id=world.listing).values_list("list_price", flat=True)) == [9900, 9900]
    assert before == list(
        Stock.objects.filter(variant__listing_id=world.listing).order_by("pk").values_list("pk", "on_hand")
    )


def test_an_edit_of_an_old_version_is_shown_as_a_conflict_and_changes_nothing(world, as_, sent):
    version = Listing.objects.get(id=world.listing).version

    address = f"/en/merchant/{world.shop}/listings/{world.listing}/"
    answer = as_("owner").post(address, edited(world, sent, version - 1))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody saved this listing after you opened it." in page
    assert "新标题" in page
    assert Listing.objects.get(id=world.listing).title == "明前龙井"
    assert Listing.objects.get(id=world.listing).version == version


def test_pictures_are_added_described_moved_and_removed(world, as_):
    client, base = as_("owner"), f"/merchant/{world.shop}/listings/{world.listing}/pictures/"
    client.post(base, {"pictures": [file(), file("b.png", picture(colour=(1, 2, 3)))], "alt": "茶汤"})
    first, second, third = Picture.objects.filter(listing_id=world.listing).order_by("position")

    client.post(f"{base}{third.id}/", {"do": "forward", "alt": "叶底"})
    assert [p.id for p in Picture.objects.filter(listing_id=world.listing).order_by("position")] == [
        first.id, third.id, second.id,
    ]  # fmt: skip
    assert Picture.objects.get(id=third.id).alt == "叶底"

    client.post(f"{base}{first.id}/", {"do": "remove"})
    assert Listing.objects.get(id=world.listing).cover == third.key


def test_a_file_that_is_no_picture_is_refused_with_its_reason(world, as_):
    client, base = as_("owner"), f"/en/merchant/{world.shop}/listings/{world.listing}/pictures/"

    part = client.post(
        base, {"pictures": file("evil.png", b"<svg onload=alert(1)>")}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "This is not a picture we can show" in part
    assert 'name="version"' in part
    assert Picture.objects.filter(listing_id=world.listing).count() == 1


def test_only_the_stock_that_was_changed_is_set(world, as_):
    address, (one, two) = f"/merchant/{world.shop}/listings/{world.listing}/stock/", world.variants
    Stock.objects.filter(pk=one).update(on_hand=33)  # sold meanwhile

    as_("warehouse").post(address, {f"was-{one}": "50", f"stock-{one}": "50", f"was-{two}": "50", f"stock-{two}": "60"})

    assert dict(Stock.objects.values_list("pk", "on_hand")) == {one: 33, two: 60}


def test_stock_below_what_orders_hold_is_refused(world, as_, now):
    from support.offices import an_order

    an_order(world.people["shopper"], world.variants[1:], now, paid=False, quantity=3)
    two = world.variants[1]

    answer = as_("owner").post(f"/merchant/{world.shop}/listings/{world.listing}/stock/",
                               {f"was-{two}": "50", f"stock-{two}": "2"})  # fmt: skip

    assert answer.status_code == 422
    assert Stock.objects.get(pk=two).on_hand == 50


def test_the_table_finds_by_state_and_word(world, as_):
    client, base = as_("owner"), f"/merchant/{world.shop}/listings/"

    assert "明前龙井" in client.get(base, {"q": "龙井"}).content.decode()
    assert "明前龙井" not in client.get(base, {"q": "普洱"}).content.decode()
    assert "明前龙井" not in client.get(base, {"state": "draft"}).content.decode()
    Stock.objects.filter(variant__listing_id=world.listing).update(on_hand=1)
    Listing.objects.filter(id=world.listing).update(stock_left=0)
    assert "明前龙井" in client.get(base, {"state": "sold_out"}).content.decode()


def test_choices_are_offered_in_the_merchants_language_and_stored_once(world, as_, sent):
    client, choices = as_("owner"), [OptionValue("罐", "Tin"), OptionValue("散", "Loose")]
    save_attributes(world.category, [AttributeView("packing", "包装", "Packing", "choice", choices, False)])

    form = client.get(f"/en/merchant/{world.shop}/listings/new/?category_id={world.category}").content.decode()
    assert '<option value="罐">Tin</option>' in form
    client.post(f"/merchant/{world.shop}/listings/new/", {**sent, "attr-packing": "罐"})

    assert Listing.objects.get(title="白毫银针").attributes == {"packing": "罐"}
