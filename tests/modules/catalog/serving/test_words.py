"""Search words of Chinese and Latin text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.catalog.serving.words import MOST_TERMS, document, question, terms


def test_words_and_chinese_pairs():
    assert terms("Nike 红色鞋 2024") == ["nike", "红", "色", "鞋", "红色", "色鞋", "2024"]


def test_case_width_and_accents_do_not_matter():
    assert terms("ＣＡＦÉ café") == ["cafe", "cafe"]


@pytest.mark.parametrize(("one", "many"), [("shoe", "shoes"), ("dress", "dresses"), ("box", "boxes")])
def test_one_is_found_by_many(one, many):
    assert terms(one) == terms(many)


@pytest.mark.parametrize("word", ["bus", "gas", "glass", "plus"])
def test_a_word_that_only_looks_like_many_stays(word):
    assert terms(word) == [word]


def test_a_document_keeps_the_best_weight_and_the_first_place():
    assert document([("tea pot", "A"), ("tea cup", "D")]) == "'tea':1A 'pot':2A 'cup':4D"
    assert document([("tea", "D"), ("tea", "A")]) == "'tea':2A"


def test_a_question_asks_for_all_words_the_last_one_may_be_unfinished():
    assert question("Nike sho") == "'nike' & 'sho':*"


def test_a_run_of_chinese_allows_one_break_between_words():
    assert question("红色") == "'红色'"
    assert question("红裙子") == "'红' & '裙' & '子' & ('红裙' | '裙子')"


@pytest.mark.parametrize("nothing", ["", "  ", "!!!", "—— ·", "'", "\\"])
def test_nothing_to_look_for(nothing):
    assert question(nothing) == ""


@given(st.text(max_size=300))
def test_any_text_makes_a_question_of_bounded_size(text):
    asked = question(text)
    assert len(asked.split(" & ")) <= MOST_TERMS
    assert asked.count("'") % 2 == 0


@pytest.mark.django_db
@given(st.text(max_size=80))
def test_postgresql_reads_every_document_and_question_and_finds_a_text_by_itself(text):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector", [document([(text, "A")])])
        asked = question(text)
        if asked:
            cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [document([(text, "A")]), asked])
            assert cursor.fetchone() == (True,)
