"""Translations are complete, name only placeholders that exist, and are compiled from what stands in the sources."""

import io

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo

from tradewind.ops import messages
from tradewind.ops.messages import Text


@pytest.fixture
def catalogs():
    """One translated text, one with a plural, one without a translation."""
    shared = Catalog(locale="zh_Hans")
    shared.add("Pay {amount}", "支付 {amount}")
    shared.add(("one parcel", "{n} parcels"), ("{n} 个包裹",))
    shared.add("Cart")
    return {"shared": shared}


def found(*ids):
    return [Text(id, None, "shared", ("somewhere.py", 1)) for id in ids]


def test_a_text_without_chinese_is_named_with_its_place(catalogs):
    problems = messages._untranslated(found("Pay {amount}", "Cart", "Nowhere"), catalogs)
    assert problems == ["somewhere.py:1: no Chinese for 'Cart'", "somewhere.py:1: no Chinese for 'Nowhere'"]


def test_a_plural_is_translated_as_one(catalogs):
    assert messages._untranslated(found(("one parcel", "{n} parcels")), catalogs) == []


def test_a_placeholder_that_the_source_has_not_is_a_problem(catalogs):
    assert messages._unlike(catalogs) == []
    catalogs["shared"].add("Hello {name}", "你好 {nmae}")
    assert messages._unlike(catalogs) == ["shared: 'Hello {name}': the translation has {nmae}"]


def test_new_texts_are_added_once_and_lost_ones_only_on_request(catalogs):
    messages._add_new(found("Pay {amount}", "New", "New"), catalogs)
    assert [m.id for m in catalogs["shared"] if m.id and not m.string] == ["Cart", "New"]
    messages._prune(found("New"), catalogs)
    assert [m.id for m in catalogs["shared"] if m.id] == ["New"]


def test_the_compiled_form_says_the_same(catalogs):
    compiled = read_mo(io.BytesIO(messages._compiled(catalogs["shared"])))
    assert messages._said(compiled) == messages._said(catalogs["shared"]) != {}


@pytest.mark.parametrize(
    ("name", "face"),
    [
        ("web/templates/storefront/home.html", "storefront"),
        ("web/account/views.py", "storefront"),
        ("web/merchant/orders.py", "merchant"),
        ("web/setup/views.py", "console"),
        ("web/templates/shared/base.html", "shared"),
        ("trade/errors.py", "shared"),
    ],
)
def test_each_file_belongs_to_a_face(name, face):
    assert messages.face_of(name) == face


def test_texts_are_found_in_python_and_in_templates():
    places = {text.place[0].rpartition(".")[2] for text in messages.texts()}
    assert places == {"py", "html"} or places == {"py", "html", "txt"}
