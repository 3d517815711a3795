"""What keeps strangers out: throttles, cookies, the policy on error pages, hosts, sessions, and equal answers."""

import re
from runpy import run_path

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from support.offices import PASSWORD, an_account
from tradewind.config import settings as settings_file
from tradewind.web.middleware import content_policy
from tradewind.web.setup.views import TRIES

SIGN_IN, RESET = "/account/sign-in", "/account/password/reset"


@pytest.fixture
def shopper(db):
    return an_account("shopper")


def wrong(client, number, address="203.0.113.9", **headers):
    """A sign-in that fails, each time with another e-mail address."""
    form = {"login": f"nobody{number}@example.com", "password": "wrong"}
    return client.post(SIGN_IN, form, REMOTE_ADDR=address, headers=headers)


def gets_in(client, shopper, address, **headers):
    client.post(SIGN_IN, {"login": shopper.email, "password": PASSWORD}, REMOTE_ADDR=address, headers=headers)
    return client.get("/orders").status_code == 200


# --- throttles -----------------------------------------------------------------------------------------------------


def test_an_address_that_guesses_is_stopped_and_others_are_not(shopper):
    for number in range(10):
        wrong(Client(), number)
    assert not gets_in(Client(), shopper, "203.0.113.9")
    assert gets_in(Client(), shopper, "203.0.113.10")


def test_behind_a_proxy_visitors_are_told_apart_by_what_the_proxy_says(shopper):
    """The first address of the header is whatever the visitor wrote; the last is the proxy's."""
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        for number in range(10):
            wrong(Client(), number, "10.0.0.1", X_Forwarded_For=f"198.51.100.{number}, 203.0.113.9")
        assert not gets_in(Client(), shopper, "10.0.0.1", X_Forwarded_For="1.2.3.4, 203.0.113.9")
        assert gets_in(Client(), shopper, "10.0.0.1", X_Forwarded_For="203.0.113.9, 203.0.113.10")


@pytest.mark.parametrize(("said", "proxies"), [("1", 1), ("", None)])
def test_the_setting_for_a_proxy_is_what_counts_it(monkeypatch, said, proxies):
    monkeypatch.setenv("BEHIND_TLS_PROXY", said)
    assert run_path(settings_file.__file__).get("ALLAUTH_TRUSTED_PROXY_COUNT") == proxies


def test_without_a_proxy_nobody_chooses_an_address(shopper):
    for number in range(10):
        wrong(Client(), number, X_Forwarded_For=f"198.51.100.{number}")
    assert not gets_in(Client(), shopper, "203.0.113.9", X_Forwarded_For="198.51.100.77")


def test_password_mails_are_bounded_for_one_account(shopper, mailoutbox):
    codes = [Client().post(RESET, {"email": shopper.email}, REMOTE_ADDR=f"203.0.113.{n}").status_code for n in range(8)]
    assert codes == [302] * 5 + [429] * 3
    assert len(mailoutbox) == 5


def test_password_mails_and_new_accounts_are_bounded_for_one_address(db, mailoutbox):
    resets = [Client().post(RESET, {"email": f"n{n}@example.com"}).status_code for n in range(21)]
    assert resets == [302] * 20 + [429]
    form = {"password1": "a sentence long enough"}
    codes = [Client().post("/account/sign-up", {**form, "email": f"m{n}@example.com"}).status_code for n in range(21)]
    assert codes == [302] * 20 + [429]


def test_guesses_of_the_setup_token_count_by_visitor_behind_a_proxy(db):
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        for _ in range(TRIES + 1):
            last = Client().get("/setup/?token=x", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.9"})
        other = Client().get("/setup/?token=x", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.10"})
    assert (last.status_code, other.status_code) == (429, 404)


# --- equal answers -------------------------------------------------------------------------------------------------


def shape(answer, email):
    """An answer without what differs each time."""
    text = answer.content.decode().replace(email, "")
    return answer.status_code, answer.get("Location"), re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_sign_in_answers_the_same_for_an_unknown_address_and_a_wrong_password(shopper, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    found = []
    for email in (shopper.email, "nobody@example.com"):
        hashed.clear()
        answer = Client().post(SIGN_IN, {"login": email, "password": "wrong"})
        found.append((shape(answer, email), len(hashed)))
    assert found[0] == found[1]
    assert found[0][1] == 1  # as much work for both: the clock tells nothing either


def test_a_reset_answers_the_same_for_everybody(shopper):
    first, second = (Client().post(RESET, {"email": email}) for email in (shopper.email, "nobody@example.com"))
    assert shape(first, shopper.email) == shape(second, "nobody@example.com")
    assert first.status_code == 302


# --- sessions, cookies, hosts --------------------------------------------------------------------------------------


def test_signing_in_changes_the_session(shopper):
    client = Client()
    session = client.session
    session["mine"] = 1
    session.save()
    before = client.cookies["tw_session"].value
    client.post(SIGN_IN, {"login": shopper.email, "password": PASSWORD})
    after = client.cookies["tw_session"].value
    assert before != after
    assert Client(headers={"Cookie": f"tw_session={before}"}).get("/orders").status_code == 302
    assert Client(headers={"Cookie": f"tw_session={after}"}).get("/orders").status_code == 200


def test_cookies_are_secure_and_out_of_reach_of_scripts(shopper):
    client = Client()
    client.get(SIGN_IN)
    client.post(SIGN_IN, {"login": shopper.email, "password": PASSWORD})
    client.post("/preferences/region", {"region": "CN-ZJ"}, headers={"Sec-Fetch-Site": "same-origin"})
    flags = {n: (c["secure"], c["httponly"], c["samesite"]) for n, c in client.cookies.items() if c.value}
    assert {"tw_session", "csrftoken", "tw_region", "tw_count"} <= set(flags)
    assert flags == dict.fromkeys(flags, (True, True, "Lax"))


def test_a_mail_never_names_a_foreign_host(shopper, mailoutbox):
    answer = Client().post(RESET, {"email": shopper.email}, headers={"Host": "evil.example"})
    assert (answer.status_code, mailoutbox) == (400, [])
    Client().post(RESET, {"email": shopper.email}, headers={"X-Forwarded-Host": "evil.example"})
    assert len(mailoutbox) == 1
    assert "evil.example" not in mailoutbox[0].body


class Unread:
    """A body that must not be read."""

    def read(self, *_):
        raise AssertionError("it was read")

    readline = read

    def close(self):
        pass


def test_files_of_strangers_are_refused_before_they_are_read(shopper):
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(2**21 + 1)}
    forged = Client(headers={"Cookie": "tw_session=forged"})
    for client in (Client(), forged):
        for path in (SIGN_IN, "/cart/line", "/merchant/1/listings/1/pictures/", "/nothing"):
            answer = client.generic("POST", path, **{**sent, "wsgi.input": Unread()})
            assert (path, answer.status_code) == (path, 400)
    client = Client()
    client.force_login(shopper, backend="tradewind.parties.sign_in.Backend")
    assert client.post("/cart/line", {"x": "x" * 10}, CONTENT_LENGTH=str(2**29)).status_code == 400
    assert Client().post(SIGN_IN, CONTENT_LENGTH="many").status_code == 400


# --- the policy ----------------------------------------------------------------------------------------------------


def test_error_pages_carry_the_policy_and_nothing_inline(db):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answers = {
        400: strict.get("/", headers={"Host": "evil.example"}),
        403: strict.post(SIGN_IN, {}),
        404: strict.get("/en/nothing"),
        405: strict.get("/cart/line"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert answer["Content-Security-Policy"].startswith("default-src 'self'; ")
        text = answer.content.decode()
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", text), status


def test_forms_may_lead_to_the_provider_as_browsers_call_it(settings):
    settings.SANDBOX_URL, settings.SANDBOX_PUBLIC_URL = "http://127.0.0.1:8010", "https://pay.example/x"
    assert content_policy().endswith("form-action 'self' https://pay.example")


def every_page(patterns, prefix=""):
    """(route, view) of all addresses that are for people."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_page(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


SAME_ORIGIN = {"p/<int:listing_id>/add", "preferences/theme", "preferences/region"}


def test_every_page_asks_for_the_csrf_token_or_for_the_origin():
    free = {r for r, view in every_page(get_resolver().url_patterns) if getattr(view, "csrf_exempt", False)}
    assert {route for route in free if not route.startswith("api/")} == SAME_ORIGIN


def test_pages_without_a_token_refuse_other_origins(db):
    client = Client()
    for path in ("/p/1/add", "/preferences/theme", "/preferences/region"):
        for headers in ({}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            answer = client.post(path, {"theme": "dark", "region": "CN-ZJ"}, headers=headers)
            assert (path, answer.status_code, dict(answer.cookies)) == (path, 403, {})
