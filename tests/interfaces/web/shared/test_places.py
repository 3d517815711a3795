"""Names of places in the language of the page."""

import pytest

from tradewind.web.places import CITIES, city_name, place


@pytest.mark.parametrize(
    ("region", "city", "chinese", "english"),
    [
        ("CN-ZJ", "杭州", "浙江 杭州", "Hangzhou, Zhejiang"),
        ("CN-ZJ", "杭州市", "浙江 杭州市", "Hangzhou, Zhejiang"),
        ("CN-SH", "上海", "上海", "Shanghai"),
        ("CN-BJ", "北京市", "北京", "Beijing"),
        ("CN-ZJ", "", "浙江", "Zhejiang"),
        ("CN-ZJ", "桃花源", "浙江 桃花源", "桃花源, Zhejiang"),
        ("SP", "sao paulo", "SP sao paulo", "sao paulo, SP"),
    ],
)
def test_a_place_is_named_in_the_language_of_the_page(region, city, chinese, english):
    assert (place(region, city, False), place(region, city, True)) == (chinese, english)


def test_every_city_has_a_name_of_its_own_spelling():
    assert len(CITIES) == 334
    assert all(english.isascii() or english in ("Lüliang", "Ürümqi") for english in CITIES.values())
    assert city_name("香港", True) == "Hong Kong"
