"""The table of variants: options make rows, rows keep what was typed."""

from tradewind.catalog.types import OptionName, OptionValue, VariantDraft
from tradewind.web.merchant.matrix import (
    MOST_ROWS,
    Matrix,
    OptionField,
    RowField,
    build,
    from_draft,
    from_form,
    names_of,
    text_of,
    to_drafts,
    values_of,
)

RED, BLUE, S, M = OptionValue("红", "Red"), OptionValue("蓝"), OptionValue("S"), OptionValue("M")
COLOUR, SIZE = OptionField("颜色", "Colour", "红 | Red\n蓝"), OptionField("尺码", "", "S\nM")


def choices(matrix):
    return [tuple(value.value for value in row.options) for row in matrix.rows]


def test_values_stand_one_a_line_with_english_after_a_bar():
    assert values_of("红 | Red\n\n 蓝 \n红｜rouge") == [RED, BLUE]
    assert text_of([RED, BLUE]) == "红 | Red\n蓝"


def test_without_options_there_is_one_row():
    assert build([], []).rows == [RowField()]
    assert build([OptionField("颜色", "", "")], []).rows == [RowField()]


def test_every_combination_is_a_row_in_order():
    assert choices(build([COLOUR, SIZE], [])) == [("红", "S"), ("红", "M"), ("蓝", "S"), ("蓝", "M")]


def test_the_only_row_hands_its_cells_on_when_options_appear_but_not_its_id():
    rows = build([COLOUR], [RowField(id="7", price="9.90", on_hand="3", sku="A")]).rows

    assert [(row.id, row.price, row.on_hand, row.sku) for row in rows] == [("", "9.90", "3", "")] * 2


def test_a_row_keeps_its_cells_when_values_are_added_or_moved():
    first = build([COLOUR], [])
    typed = [row._replace(price="5", id="1") if row.options[0] == RED else row for row in first.rows]

    again = build([OptionField("颜色", "", "绿\n红")], typed)

    assert [(row.options[0].value, row.id, row.price) for row in again.rows] == [("绿", "", ""), ("红", "1", "5")]


def test_more_combinations_than_a_listing_may_have_lose_nothing_that_was_there():
    many = "\n".join(str(n) for n in range(30))
    kept = RowField((OptionValue("1"), OptionValue("2")), id="9", price="1")

    matrix = build([OptionField("a", "", many), OptionField("b", "", many)], [kept])

    assert matrix.too_many
    assert [row.id for row in matrix.rows] == ["9"]
    assert len(matrix.rows) <= MOST_ROWS


def test_a_stored_listing_comes_back_with_gaps_unticked():
    variants = (VariantDraft(990, (RED, S), id=1), VariantDraft(1000, (BLUE, M), id=2))

    matrix = from_draft((OptionName("颜色", "Colour"), OptionName("尺码")), variants, {1: 4, 2: 5}, "CNY")

    assert [(row.id, row.price, row.on_hand, row.offered) for row in matrix.rows] == [
        ("1", "9.90", "4", True), ("", "", "", False), ("", "", "", False), ("2", "10.00", "5", True),
    ]  # fmt: skip
    assert names_of(matrix) == (OptionName("颜色", "Colour"), OptionName("尺码", ""))


def test_the_form_reads_back_what_the_page_sent():
    sent = {
        "option-0-name": "颜色", "option-0-name_en": "Colour", "option-0-values": "红 | Red\n蓝",
        "row-0-choice-0": "红", "row-0-offered": "on", "row-0-price": "12.5", "row-0-id": "7", "row-0-on_hand": "4",
        "row-0-sku": "A-1", "row-0-weight": "250",
        "row-1-choice-0": "蓝", "row-1-price": "", "row-1-id": "", "row-1-on_hand": "", "row-1-sku": "",
        "row-1-weight": "",
    }  # fmt: skip

    matrix, drafts = to_drafts(from_form(sent), "CNY")

    assert drafts == (VariantDraft(1250, (RED,), "A-1", 250, 4, 7),)
    assert [row.error for row in matrix.rows] == ["", ""]


def test_cells_that_cannot_be_read_are_marked():
    rows = [
        RowField((RED,), price="1,5"), RowField((BLUE,), price="1", on_hand="-1"),
        RowField((S,), price="1", weight="x"),
        RowField((M,), price="1.999"),
    ]  # fmt: skip

    matrix, drafts = to_drafts(Matrix([], rows), "CNY")

    assert [row.error for row in matrix.rows] == ["price", "on_hand", "weight", "price"]
    assert drafts == ()
