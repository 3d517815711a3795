"""What templates are written with: money, counts, dates, folded constants, text that stays text."""

from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils import translation


@pytest.fixture
def draw():
    """`draw(text, language, **values)`: a template drawn in a language."""

    def inner(text, language="zh-hans", **values):
        with translation.override(language):
            return engines["jinja2"].from_string(text).render(values)

    return inner


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (123450, "CNY", '<span class="price"><i>¥</i>1,234<i>.50</i></span>'),
        (7900, "CNY", '<span class="price"><i>¥</i>79</span>'),
        (-500, "CNY", '<span class="price">−<i>¥</i>5</span>'),
        (900, "JPY", '<span class="price"><i>JP¥</i>900</span>'),
        (1234, "BRL", '<span class="price"><i>R$</i>12<i>.34</i></span>'),
    ],
)
def test_a_price_has_a_small_symbol_and_small_decimals(draw, amount, currency, shown):
    assert draw("{{ amount | price(currency) }}", amount=amount, currency=currency) == shown


@pytest.mark.parametrize(
    ("count", "chinese", "english"),
    [(0, "0", "0"), (999, "999", "999"), (1000, "1000", "1k"), (12_345, "1.2万", "12.3k"), (19_999, "1.9万", "19.9k"),
     (180_000, "18万", "180k"), (2_560_000, "256万", "2.5m")],
)  # fmt: skip
def test_a_count_is_short_and_never_larger_than_it_is(draw, count, chinese, english):
    assert draw("{{ n | compact }}", n=count) == chinese
    assert draw("{{ n | compact }}", "en", n=count) == english


def test_dates_are_in_the_marketplace_s_zone(draw):
    late = datetime(2026, 6, 17, 17, 30, tzinfo=UTC)  # past midnight in Shanghai
    assert draw("{{ d | date('short') }}", d=late) == "6月18日"
    assert draw("{{ d | date('short') }}", "en", d=late) == "Jun 18"
    assert draw("{{ d | datetime }}", d=late) == "2026-06-18 01:30"
    assert draw("{{ d | date }}", d=None) == ""


def test_a_phone_number_hides_its_middle(draw):
    assert draw("{{ '13800138000' | phone }}") == "138****8000"
    assert draw("{{ '110' | phone }}") == "110"


def test_what_cannot_change_is_folded_into_each_language(draw):
    text = "{{ _('Cart') }} {{ icon('cart') }} {{ url('cart') }} {{ 'a' if page.en else 'b' }}{{ page.prefix }}"
    chinese, english = draw(text), draw(text, "en")
    assert chinese.startswith("购物车 <svg") and chinese.endswith("/cart b")
    assert english.startswith("Cart <svg") and english.endswith("/en/cart a/en")


def test_a_folded_sentence_still_takes_values(draw):
    assert draw("{{ _('%(count)s sold', count=n) }}", n=5) == "已售 5"
    assert draw("{{ _('%(count)s sold', count=n) }}", n="<b>") == "已售 &lt;b&gt;"


def test_text_stays_text(draw):
    assert draw("{{ x }}", x="<b>&") == "&lt;b&gt;&amp;"
    assert draw("{{ x | urlquery }}", x={"q": "a b&c", "none": ""}) == "q=a+b%26c"


def test_a_misspelt_name_does_not_pass_in_silence(draw):
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        draw("{{ no_such_thing }}")


def test_static_files_carry_a_hash_of_their_content(draw):
    address = draw("{{ static('app.css') }}")
    assert address.startswith("/static/app.css?v=") and len(address.partition("=")[2]) == 10


def test_every_template_compiles_in_both_languages():
    from pathlib import Path

    from django.conf import settings

    folder = Path(settings.TEMPLATES[0]["DIRS"][0])
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in {".html", ".js", ".txt"}]
    assert len(names) > 60
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for name in names:
                engines["jinja2"].get_template(name)
