"""Signing in and out, the address book, what a visitor prefers."""

import pytest
from django.test import Client

from support.offices import PASSWORD, an_account
from support.stall import HOME, an_address
from tradewind.parties.models import Account, Address
from tradewind.trade.models import Cart, CartLine
from tradewind.web.visitor import CART_COOKIE


def test_signing_in_brings_the_guest_s_cart(guest, stall):
    guest.post(f"/p/{stall.cup}/add", {"quantity": "2"})
    answer = guest.post("/account/sign-in", {"login": stall.shopper.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert answer.cookies[CART_COOKIE].value == ""
    assert Cart.objects.get().account_id == stall.shopper.id
    assert (CartLine.objects.get().variant_id, CartLine.objects.get().quantity) == (stall.cup_variant, 2)


def test_signing_up_brings_it_too(guest, stall):
    guest.post(f"/p/{stall.cup}/add", {"quantity": "1"})
    answer = guest.post("/account/sign-up", {"email": "new@example.com", "password1": "a sentence long enough"})
    assert answer.status_code == 302
    assert Cart.objects.get().account_id == Account.objects.get(email="new@example.com").id


def test_a_wrong_password_says_so_and_signs_nobody_in(guest, stall):
    answer = guest.post("/account/sign-in", {"login": stall.shopper.email, "password": "wrong"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert guest.get("/orders").status_code == 302


def test_too_many_wrong_passwords_are_stopped(guest, stall):
    form = {"login": stall.shopper.email, "password": "wrong"}
    for _ in range(6):
        guest.post("/account/sign-in", form)
    answer = guest.post("/account/sign-in", {**form, "password": PASSWORD})
    assert answer.status_code == 200  # refused although the password is right
    assert guest.get("/orders").status_code == 302


def test_after_signing_in_the_visitor_goes_on_where_they_were(guest, stall):
    form = {"login": stall.shopper.email, "password": PASSWORD}
    assert guest.post("/account/sign-in", {**form, "next": "/checkout"})["Location"] == "/checkout"


def test_signing_in_and_out_keeps_the_language(guest, stall):
    form = {"login": stall.shopper.email, "password": PASSWORD}
    assert guest.post("/en/account/sign-in", form)["Location"] == "/en/"
    assert guest.post("/en/account/sign-out")["Location"] == "/en/"


def test_nobody_is_sent_to_a_foreign_page(guest, stall):
    form = {"login": stall.shopper.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert guest.post("/account/sign-in", form)["Location"] == "/"
    for target in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert guest.post("/preferences/theme", {"theme": "dark", "next": target})["Location"] == "/"


def test_signing_out(member):
    assert member.post("/account/sign-out").status_code == 302
    assert member.get("/orders").status_code == 302


def test_a_forgotten_password_is_reset_by_a_mailed_link(guest, stall, mailoutbox):
    answer = guest.post("/account/password/reset", {"email": stall.shopper.email})
    assert (answer.status_code, answer["Location"]) == (302, "/account/password/reset/sent")
    link = next(word for word in mailoutbox[0].body.split() if "/account/password/reset/key/" in word)
    page = guest.get(link, follow=True)
    target = page.redirect_chain[-1][0]
    assert "设置新密码" in page.content.decode()
    answer = guest.post(target, {"password1": "quite a new sentence", "password2": "quite a new sentence"})
    assert answer["Location"] == "/account/password/reset/done"
    assert Client().post("/account/sign-in", {"login": stall.shopper.email, "password": PASSWORD}).status_code == 200
    signed = Client().post("/account/sign-in", {"login": stall.shopper.email, "password": "quite a new sentence"})
    assert signed.status_code == 302


@pytest.mark.parametrize("path", ["sign-in", "sign-up", "password/reset", "password/reset/sent", "password/reset/done"])
def test_every_account_page_speaks_both_languages(guest, path):
    assert 'lang="zh-Hans"' in guest.get(f"/account/{path}").content.decode()
    assert 'lang="en"' in guest.get(f"/en/account/{path}").content.decode()


def test_addresses_are_kept_changed_and_removed(member, stall):
    assert member.post("/me/addresses/new", HOME).status_code == 302
    card = Address.objects.get()
    assert (card.city, card.is_default) == ("杭州市", True)
    member.post(f"/me/addresses/{card.id}", {**HOME, "city": "宁波市"})
    assert Address.objects.get().city == "宁波市"
    assert "宁波市" in member.get("/me/addresses").content.decode()
    member.post(f"/me/addresses/{card.id}/remove")
    assert not Address.objects.exists()


def test_a_wrong_address_is_marked_and_not_kept(member):
    answer = member.post("/me/addresses/new", {**HOME, "phone": "hello"})
    assert answer.status_code == 422
    assert 'id="id_phone_wrong"' in answer.content.decode()
    assert not Address.objects.exists()


def test_somebody_else_s_address_is_not_there(member, stall):
    theirs = an_address(an_account("neighbour"))
    assert member.get(f"/me/addresses/{theirs}").status_code == 404
    assert member.post(f"/me/addresses/{theirs}", {**HOME, "city": "宁波市"}).status_code == 404
    assert member.post(f"/me/addresses/{theirs}/remove").status_code == 404
    assert Address.objects.get().city == "杭州市"


def test_the_theme_is_remembered(guest):
    assert "data-theme" not in guest.get("/").content.decode().split("<head>")[0]
    guest.post("/preferences/theme", {"theme": "dark", "next": "/cart"})
    assert 'data-theme="tradewind-dark"' in guest.get("/").content.decode()
    guest.post("/preferences/theme", {"theme": "pink"})
    assert 'data-theme="tradewind-dark"' in guest.get("/").content.decode()


def test_the_other_language_keeps_the_page(guest, stall):
    assert f'href="/en/p/{stall.tea}?v={stall.large}"' in guest.get(f"/p/{stall.tea}?v={stall.large}").content.decode()
    assert f'href="/p/{stall.tea}"' in guest.get(f"/en/p/{stall.tea}").content.decode()
