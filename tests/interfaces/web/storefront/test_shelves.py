"""Shelves: what stands on them, in which order, and that looking costs neither cookie nor session."""

import re

import pytest


def cards(answer):
    return re.findall(r'class="pcard".*?/p/(\d+)"', answer.content.decode(), re.S)


def test_the_front_page_shows_tiles_new_and_popular_goods(guest, stall):
    answer = guest.get("/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'href="/c/{stall.root}"' in text and "茶酒饮品" in text
    assert "新品上架" in text and "大家都在买" in text
    assert set(cards(answer)) == {str(stall.tea), str(stall.cup), str(stall.gone)}


def test_english_pages_speak_english_and_fall_back_to_chinese_names(guest, stall):
    text = guest.get("/en/").content.decode()
    assert '<html lang="en"' in text
    assert "Longjing before the rains" in text and f'href="/en/p/{stall.tea}"' in text
    assert "明前龙井" not in text


@pytest.mark.parametrize(
    "path", ["/", "/c/{leaf}", "/p/{tea}", "/search?q=茶", "/s/{slug}", "/en/p/{tea}", "/categories"]
)
def test_looking_around_sets_no_cookie(guest, stall, path):
    answer = guest.get(path.format(**stall._asdict()))
    assert answer.status_code == 200
    assert not answer.cookies
    assert "session" not in answer.headers.get("Vary", "").lower()


def test_a_warm_category_page_asks_django_for_nothing(guest, stall, django_assert_num_queries):
    guest.get(f"/c/{stall.leaf}")
    with django_assert_num_queries(0):  # its one statement goes straight to the driver
        assert guest.get(f"/c/{stall.leaf}").status_code == 200


def test_a_card_shows_the_reduced_price_and_the_list_price(guest, stall):
    text = guest.get(f"/c/{stall.leaf}").content.decode()
    card = text[text.index(f"/p/{stall.tea}") :]
    card = card[: card.index("</li>")]
    assert '<span class="price"><i>¥</i>79</span>' in card
    assert "¥99.00" in card
    assert "起" in card


@pytest.mark.parametrize("face", ["", "/en"])
def test_a_new_price_is_on_the_very_next_page_though_cards_are_kept(guest, stall, face):
    from tradewind.deals.actions.set_item_price import set_item_price
    from tradewind.kernel.clock import read_clock

    now, price = read_clock(), '<span class="price"><i>¥</i>{}</span>'
    before = guest.get(f"{face}/c/{stall.leaf}").content.decode()
    assert price.format(39) in before and price.format(29) not in before
    set_item_price(stall.shop, stall.cup_variant, 2900, now, None, now)
    after = guest.get(f"{face}/c/{stall.leaf}").content.decode()
    assert price.format(29) in after and price.format(39) not in after


def test_a_category_shows_what_stands_below_it(guest, stall):
    assert len(cards(guest.get(f"/c/{stall.root}"))) == 3


def test_goods_are_put_in_the_order_asked_for(guest, stall):
    by_price = cards(guest.get(f"/c/{stall.leaf}?sort=price_asc"))
    assert by_price == [str(stall.cup), str(stall.gone), str(stall.tea)]
    assert cards(guest.get(f"/c/{stall.leaf}?sort=price_desc")) == by_price[::-1]
    assert guest.get(f"/c/{stall.leaf}?sort=nonsense").status_code == 200


def test_an_unknown_category_is_not_there(guest):
    answer = guest.get("/c/nothing-like-that")
    assert answer.status_code == 404
    assert "没有这个分类" in answer.content.decode()


def test_search_finds_goods_and_helps_when_there_are_none(guest, stall):
    assert cards(guest.get("/search?q=龙井")) == [str(stall.tea)]
    nothing = guest.get("/search?q=潜水艇").content.decode()
    assert "没有找到相关商品" in nothing
    assert f'href="/c/{stall.root}"' in nothing
    assert f"/p/{stall.tea}" in nothing  # popular goods instead of an empty page
    assert "sort=price_asc" not in nothing  # there is nothing to sort
    assert "sort=price_asc" in guest.get("/search?q=龙井").content.decode()


def test_what_was_searched_for_is_shown_as_text(guest, stall):
    text = guest.get("/search", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_shop_shows_itself_and_its_goods(guest, stall):
    text = guest.get(f"/en/s/{stall.slug}").content.decode()
    assert "Hill Tea" in text and "Tea of one mountain" in text
    assert "¥10 off ¥100+" in text
    assert cards(guest.get(f"/s/{stall.slug}?q=龙井")) == [str(stall.tea)]


def test_more_comes_as_cards_only_for_htmx(guest, stall, monkeypatch):
    from tradewind.web.storefront import shelves

    monkeypatch.setattr(shelves, "PAGE", 2)
    first = guest.get(f"/c/{stall.leaf}")
    more = re.search(r'hx-get="([^"]+)"', first.content.decode())[1].replace("&amp;", "&")
    rest = guest.get(more, headers={"HX-Request": "true"})
    assert "<html" not in rest.content.decode()
    assert len(cards(first)) == 2 and len(cards(rest)) == 1
    assert not set(cards(first)) & set(cards(rest))
    assert "<html" in guest.get(more).content.decode()  # without scripts it is a page of its own


def test_a_mangled_mark_is_refused(guest, stall):
    assert guest.get(f"/c/{stall.leaf}?after=x").status_code == 422
