"""The product page: price to the door, variants, structured data, and the two buttons."""

import json
import re

import pytest
from django.test import Client

from tradewind.catalog.actions.save_category import save_attributes
from tradewind.catalog.models import Listing
from tradewind.catalog.types import AttributeView, OptionValue
from tradewind.parties.types import Buyer
from tradewind.trade.models import Cart, CartLine
from tradewind.trade.queries import cart as cart_view
from tradewind.web.visitor import CART_COOKIE, COUNT_COOKIE


def structured(text):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])


def choices(text):
    return json.loads(re.search(r"<script[^>]*data-choices[^>]*>(.*?)</script>", text, re.S)[1])


def test_the_page_says_what_a_shopper_needs(guest, stall):
    text = guest.get(f"/p/{stall.tea}").content.decode()
    assert "<h1" in text and "明前龙井" in text
    assert "已省 ¥20.00" in text
    assert "含运费 ¥8.00" in text and ">¥87.00<" in text  # 79.00 and 8.00 to Shanghai
    assert "满100减10" in text
    assert "有货" in text
    assert "最晚" in text and "送达" in text
    assert "采于清明之前。" in text


def test_every_variant_has_its_own_words(guest, stall):
    small, large = choices(guest.get(f"/p/{stall.tea}").content.decode())
    assert (small["id"], small["price"], small["was"], small["at"]) == (
        str(stall.small),
        ["¥", "79", ""],
        "¥99.00",
        [0],
    )
    assert (large["id"], large["price"], large["was"], large["at"]) == (str(stall.large), ["¥", "129", ""], "", [1])
    # 79 + 8 delivery; 129 + 8 delivery - 10 by the coupon from 100 on, which checkout uses by itself
    assert (small["door"], large["door"]) == ("¥87.00", "¥127.00")
    assert (small["freight"], large["freight"]) == ("含运费 ¥8.00", "含运费 ¥8.00 · 已优惠 ¥10.00")


def test_a_fact_is_stated_in_the_language_of_the_page(guest, stall):
    save_attributes(
        stall.category, [AttributeView("kind", "品类", "Kind", "choice", [OptionValue("绿茶", "Green")], False)]
    )
    Listing.objects.filter(id=stall.tea).update(attributes={"kind": "绿茶"})
    assert "<dt>品类</dt><dd>绿茶</dd>" in guest.get(f"/p/{stall.tea}").content.decode()
    assert "<dt>Kind</dt><dd>Green</dd>" in guest.get(f"/en/p/{stall.tea}").content.decode()


def test_a_variant_can_be_chosen_without_scripts(guest, stall):
    text = guest.get(f"/p/{stall.tea}?o0=1").content.decode()
    assert "<span data-whole>129</span>" in text
    assert re.search(r'name="o0" value="1" checked', text)
    assert "<span data-whole>129</span>" in guest.get(f"/p/{stall.tea}?v={stall.large}").content.decode()


def test_the_price_to_the_door_follows_the_region(guest, stall):
    answer = guest.post("/preferences/region", {"region": "CN-XJ", "next": f"/p/{stall.tea}"})
    assert (answer.status_code, answer["Location"]) == (302, f"/p/{stall.tea}")
    assert ">¥104.00<" in guest.get(f"/p/{stall.tea}").content.decode()
    guest.post("/preferences/region", {"region": "CN-TW"})
    away = guest.get(f"/p/{stall.tea}").content.decode()
    assert "该地区不配送" in away
    assert not any(choice["can_buy"] for choice in choices(away))


def test_sold_out_goods_say_so_and_cannot_be_bought(guest, stall):
    text = guest.get(f"/p/{stall.gone}").content.decode()
    assert "已售罄" in text
    assert all("disabled" in button for button in re.findall(r"<button[^>]*data-needs-stock[^>]*>", text))
    assert structured(text)["@graph"][0]["offers"]["availability"] == "https://schema.org/OutOfStock"


def test_search_engines_read_the_same_price(guest, stall):
    product, crumbs = structured(guest.get(f"/en/p/{stall.tea}").content.decode())["@graph"]
    assert product["name"] == "Longjing before the rains"
    assert product["offers"]["@type"] == "AggregateOffer"
    assert (product["offers"]["lowPrice"], product["offers"]["highPrice"]) == ("79.00", "129.00")
    assert product["offers"]["priceCurrency"] == "CNY"
    assert "aggregateRating" not in product  # nobody has reviewed it
    assert [item["name"] for item in crumbs["itemListElement"]] == ["Drinks", "Tea", "Longjing before the rains"]


def test_a_shared_link_shows_title_picture_and_price(guest, stall):
    text = guest.get(f"/p/{stall.tea}").content.decode()
    told = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', text))
    assert (told["og:type"], told["og:title"], told["og:locale"]) == ("product", "明前龙井", "zh_CN")
    assert told["og:url"] == f"http://127.0.0.1:8000/p/{stall.tea}"
    assert (told["product:price:amount"], told["product:price:currency"]) == ("79.00", "CNY")
    assert "<span data-whole>79</span>" in text
    assert guest.get(told["og:image"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_the_rating_is_there_once_there_are_reviews(guest, stall):
    from tradewind.catalog.actions.count import count_rating

    for stars in (5, 4):
        count_rating(stall.tea, stars)
    product = structured(guest.get(f"/p/{stall.tea}").content.decode())["@graph"][0]
    assert product["aggregateRating"]["ratingValue"] == "4.5"
    assert product["aggregateRating"]["reviewCount"] == 2


def test_both_languages_name_each_other(guest, stall):
    text = guest.get(f"/en/p/{stall.tea}").content.decode()
    for code, path in (("zh-Hans", "/p/"), ("en", "/en/p/"), ("x-default", "/p/")):
        assert re.search(rf'hreflang="{code}" href="http://[^/"]+{path}{stall.tea}"', text)
    assert re.search(rf'rel="canonical" href="http://[^/"]+/en/p/{stall.tea}"', text)


@pytest.mark.parametrize("listing", [1, 2**62])
def test_what_is_not_there_is_not_there(guest, listing):
    answer = guest.get(f"/p/{listing}")
    assert answer.status_code == 404
    assert "商品不存在" in answer.content.decode()


def test_text_of_merchants_stays_text(guest, stall):
    from tradewind.catalog.models import Listing

    Listing.objects.filter(id=stall.cup).update(title="</script><b>x", description="<img src=x onerror=alert(1)>")
    text = guest.get(f"/p/{stall.cup}").content.decode()
    assert "<b>x" not in text and "<img src=x" not in text
    assert structured(text)["@graph"][0]["name"] == "</script><b>x"


def test_adding_to_the_cart_makes_a_guest(guest, stall):
    answer = guest.post(f"/p/{stall.tea}/add", {"o0": "1", "quantity": "2", "do": "add"})
    assert (answer.status_code, answer["Location"]) == (302, "/cart")
    cookie = answer.cookies[CART_COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert answer.cookies[COUNT_COOKIE].value == "2"
    line = CartLine.objects.get()
    assert (line.variant_id, line.quantity) == (stall.large, 2)
    assert Cart.objects.get().token_hash != cookie.value  # only its hash is stored


def test_with_htmx_the_badge_follows_in_place(guest, stall):
    answer = guest.post(f"/p/{stall.cup}/add", {"quantity": "3"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="cart-count"' in text and ">3<" in text and "已加入购物车" in text
    assert ">3<" in guest.get("/").content.decode()


@pytest.mark.parametrize("sent", ["cross-site", "same-site", "none"])
def test_other_sites_cannot_fill_the_cart(stall, sent):
    answer = Client(headers={"Sec-Fetch-Site": sent}).post(f"/p/{stall.cup}/add", {"quantity": "1"})
    assert answer.status_code == 403
    assert not CartLine.objects.exists() and not answer.cookies


def test_old_browsers_are_judged_by_origin(stall):
    for source, status in (("http://testserver", 302), ("https://evil.example", 403), ("null", 403)):
        answer = Client(headers={"Origin": source}).post(f"/p/{stall.cup}/add", {"quantity": "1"})
        assert answer.status_code == status
    assert Client().post(f"/p/{stall.cup}/add", {"quantity": "1"}).status_code == 403


@pytest.mark.parametrize(
    ("form", "status"),
    [({}, 422), ({"o0": "7"}, 422), ({"o0": "0", "quantity": "x"}, 422), ({"o0": "0", "quantity": "0"}, 422)],
)
def test_what_does_not_fit_is_refused_and_nothing_moves(guest, stall, form, status):
    assert guest.post(f"/p/{stall.tea}/add", {"quantity": "1", **form}).status_code == status
    assert not CartLine.objects.exists()


def test_a_sold_out_variant_is_refused(guest, stall):
    answer = guest.post(f"/p/{stall.gone}/add", {"quantity": "1"}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#alerts", "innerHTML")
    assert 'data-code="catalog.sold_out"' in answer.content.decode()
    assert not CartLine.objects.exists()


def test_buying_at_once_leaves_the_cart_alone(member, stall):
    answer = member.post(f"/p/{stall.cup}/add", {"quantity": "2", "do": "buy"})
    assert (answer.status_code, answer["Location"]) == (302, f"/checkout?buy={stall.cup_variant}.2")
    assert cart_view(Buyer(account_id=stall.shopper.id), stall.shopper.joined_at).pieces == 0
