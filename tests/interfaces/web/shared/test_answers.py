"""Headers on every answer, refusals as pages and fragments, answers for machines."""

import json

import pytest
from django.test import Client


@pytest.fixture
def visitor(db):
    return Client()


@pytest.mark.parametrize("path", ["/", "/nothing", "/api/v1/categories", "/healthz", "/account/sign-in"])
def test_every_answer_carries_the_policy(visitor, path):
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; ")
    assert "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_no_page_has_inline_scripts_styles_or_handlers(visitor):
    import re

    for path in ("/", "/cart", "/account/sign-in", "/categories", "/nothing", "/me"):
        text = visitor.get(path).content.decode()
        assert not re.search(r"<script(?![^>]*(src=|application/(ld\+)?json))", text)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text)


def test_a_page_that_is_not_there(visitor):
    chinese, english = visitor.get("/nothing"), visitor.get("/en/nothing")
    assert (chinese.status_code, english.status_code) == (404, 404)
    assert "页面不存在" in chinese.content.decode()
    assert "This page is not here" in english.content.decode()


def test_a_refusal_is_a_page_with_its_status_and_what_to_do(visitor):
    answer = visitor.get("/en/orders/12345")
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "There is no such order." in text and "use the link you were given" in text


def test_for_htmx_a_refusal_is_an_alert(visitor):
    answer = visitor.get("/orders/12345", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert answer["HX-Retarget"] == "#alerts"
    assert 'role="alert"' in answer.content.decode() and "<html" not in answer.content.decode()


def test_a_defect_is_not_dressed_up_as_a_refusal(visitor, monkeypatch):
    from tradewind.web.storefront import home

    monkeypatch.setattr(home, "kept_tiles", lambda: 1 / 0)
    visitor.raise_request_exception = False
    answer = visitor.get("/")
    assert answer.status_code == 500
    assert "我们这边出了点问题" in answer.content.decode()


def test_health(visitor):
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_robots_keep_out_of_carts(visitor):
    text = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /cart\n" in text and "Disallow: /en/orders\n" in text
    assert "Sitemap: http" in text


def test_the_sitemap_names_every_page_in_both_languages(db, visitor):
    from support.stall import a_stall
    from tradewind.kernel.clock import read_clock

    stall = a_stall(read_clock())
    index = visitor.get("/sitemap.xml").content.decode()
    assert "/sitemap-pages.xml" in index and f"/sitemap-listings-{stall.tea}.xml" in index
    pages = visitor.get("/sitemap-pages.xml").content.decode()
    assert f"/c/{stall.leaf}</loc>" in pages and f"/en/s/{stall.slug}</loc>" in pages
    goods = visitor.get(f"/sitemap-listings-{stall.tea}.xml").content.decode()
    assert goods.count("<loc>") == 6  # three listings, two languages
    assert f'hreflang="en" href="http://127.0.0.1:8000/en/p/{stall.cup}"' in goods
    assert visitor.get("/sitemap-secrets.xml").status_code == 404


@pytest.mark.parametrize(("path", "name", "start"), [("", "信风", "/"), ("/en", "Tradewind", "/en/")])
def test_the_app_can_be_installed(visitor, path, name, start):
    manifest = json.loads(visitor.get(f"{path}/manifest.webmanifest").content)
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == (name, start, "standalone")
    for icon in manifest["icons"]:
        assert visitor.get(icon["src"]).status_code == 200


def test_the_service_worker_keeps_files_that_exist(visitor):
    text = visitor.get("/sw.js").content.decode()
    files = json.loads(text.partition("FILES = ")[2].partition(";")[0])
    assert "/offline" in files
    for file in files:
        assert visitor.get(file).status_code == 200


@pytest.mark.parametrize("name", ["../settings.py", "..%2f..%2fconfig/settings.py", "nothing.css", ""])
def test_only_files_of_the_folder_are_given(visitor, name):
    assert visitor.get(f"/static/{name}").status_code == 404
    assert visitor.get(f"/media/{name}").status_code == 404


def test_a_form_without_its_token_gets_a_plain_page(db):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/sign-in", {"login": "a@example.com", "password": "x"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()
