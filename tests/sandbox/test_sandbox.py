"""The sandbox provider as a process of its own: it verifies what we send and keeps its books through a kill."""

import os
import signal
import stat
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from support.sandbox import Listener, SandboxProcess, wait_for
from tradewind_sandbox import faults, pages
from tradewind_sandbox.sender import pause
from tradewind_sandbox.store import Store

process = pytest.mark.process


@pytest.fixture
def listener():
    one = Listener()
    yield one
    one.close()


@pytest.fixture
def sandbox(tmp_path, listener):
    running = SandboxProcess(tmp_path / "sandbox", listener.url)
    yield running
    running.kill(signal.SIGTERM)


@process
def test_a_buyer_pays(sandbox, listener):
    status, made, _ = sandbox.create(1)
    assert (status, made["state"], made["amount"], made["merchant"]) == (201, "pending", 1800, sandbox.keys["merchant"])
    status, _, headers = sandbox.press(made["pay_url"])
    assert (status, headers["Location"]) == (303, "http://shop.example/orders/1")
    [(signed, body, _)] = listener.hears(1)
    assert (body["type"], body["data"]["merchant_payment_id"]) == ("payment.paid", "1")
    stamp = int(signed["webhook-timestamp"])
    assert abs(stamp - time.time()) < 30
    assert signed["webhook-signature"].startswith("v1,")
    assert sandbox.call("GET", "/v1/payments/by-merchant-id/1")[1]["state"] == "paid"
    assert sandbox.call("GET", f"/v1/payments/{made['id']}")[1]["state"] == "paid"


@process
def test_a_buyer_declines_and_nothing_else_can_happen(sandbox, listener):
    made = sandbox.create(1)[1]
    for action in ("decline", "pay"):
        assert sandbox.press(made["pay_url"], action)[0] == 303
    assert sandbox.call("POST", "/v1/payments/by-merchant-id/1/close")[1]["state"] == "failed"
    assert [body["type"] for _, body, _ in listener.hears(1)] == ["payment.failed"]


@process
@pytest.mark.parametrize(("verb", "status"), [("GET", 404), ("PUT", 501), ("POST", 404)])
def test_an_error_page_carries_the_policy_too(sandbox, verb, status):
    answer, _, headers = sandbox.call(verb, "/pay/nobody", "action=pay" if verb == "POST" else None, key=False)
    assert answer == status
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"


@process
def test_a_closed_payment_takes_no_money(sandbox):
    made = sandbox.create(1)[1]
    assert sandbox.call("POST", "/v1/payments/by-merchant-id/1/close")[1]["state"] == "closed"
    sandbox.press(made["pay_url"])
    assert sandbox.call("GET", "/v1/payments/by-merchant-id/1")[1]["state"] == "closed"
    assert "这笔支付已关闭" in sandbox.call("GET", urlsplit(made["pay_url"]).path, key=False)[1]


@process
def test_creating_twice_is_one_payment_and_another_one_is_refused(sandbox):
    first, again, other = sandbox.create(1), sandbox.create(1), sandbox.create(1, amount=1801)
    assert (first[0], again[0], other[0]) == (201, 200, 409)
    assert first[1]["id"] == again[1]["id"]


@process
@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0}, {"amount": -1}, {"amount": 1.5}, {"amount": True}, {"amount": "1800"}, {"amount": 10**13},
        {"currency": "cny"}, {"currency": "YUAN"}, {"currency": None}, {"merchant_payment_id": 7},
        {"merchant_payment_id": "x"}, {"order_id": ""}, {"return_url": "javascript:alert(1)"},
        {"return_url": "http://a/\r\nX: y"}, {"description": "x" * 201},
    ],
)  # fmt: skip
def test_what_a_real_provider_refuses(shared, wrong):
    assert shared.create(1, **wrong)[0] == 422
    assert shared.call("GET", "/v1/payments/by-merchant-id/1")[0] == 404


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    running = SandboxProcess(tmp_path_factory.mktemp("shared"), "http://127.0.0.1:9/hook")
    yield running
    running.kill(signal.SIGTERM)


@process
def test_strangers_get_nothing(shared):
    for verb, path in (("POST", "/v1/payments"), ("GET", "/v1/payments/x"), ("POST", "/admin/faults"),
                       ("GET", "/admin/notifications"), ("GET", "/v1/statements/2026-06-17")):  # fmt: skip
        assert shared.call(verb, path, {} if verb == "POST" else None, key=False)[0] == 401
        wrong = {"Authorization": "Bearer sk_wrong"}
        assert shared.call(verb, path, {} if verb == "POST" else None, key=False, headers=wrong)[0] == 401
    for path in ("/", "/pay/unknown", "/v1/payments/unknown"):
        assert shared.call("GET", path)[0] == 404
    assert shared.call("POST", "/v1/payments", "not json")[0] == 400
    assert shared.call("POST", "/v1/payments", "[1]")[0] == 400
    assert shared.call("POST", "/v1/payments", "x" * 70_000)[0] == 413


@process
def test_the_page_speaks_two_languages_and_runs_no_script(shared):
    path = urlsplit(shared.create(77, description="<b>礼物</b>", amount=123456)[1]["pay_url"]).path
    chinese, english = (
        shared.call("GET", path, key=False, headers={"Accept-Language": said})[1] for said in ("zh-CN", "fr,en;q=0.8")
    )
    assert 'lang="zh-Hans"' in chinese and "沙盒：不是真钱" in chinese and "¥1,234.56" in chinese
    assert 'lang="en"' in english and "Sandbox: no real money" in english and "Pay now" in english
    assert "&lt;b&gt;礼物" in chinese and "<b>" not in chinese
    status, text, headers = shared.call("GET", f"{path}?lang=en", key=False, headers={"Accept-Language": "zh"})
    assert (status, 'lang="en"' in text, "<script" in text, "style=" in text) == (200, True, False, False)
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert shared.call("POST", path, "action=steal", key=False)[0] == 422


@process
def test_the_key_file_is_the_owners_alone(sandbox):
    key = sandbox.home / "merchant.key"
    assert stat.S_IMODE(os.stat(key).st_mode) == 0o600
    before = key.read_text()
    sandbox.kill()
    sandbox.start()
    assert key.read_text() == before


@process
def test_a_merchant_that_is_away_is_told_again_after_a_kill(sandbox, listener):
    listener.take = lambda headers, body: 500
    made = sandbox.create(1)[1]
    sandbox.press(made["pay_url"])
    listener.hears(1)
    sandbox.kill()  # SIGKILL, with the notification unanswered
    listener.take = lambda headers, body: 200
    sandbox.start()
    wait_for(lambda: listener.heard[-1][2] == 200)
    assert {headers["webhook-id"] for headers, _, _ in listener.heard} == {listener.heard[0][0]["webhook-id"]}
    wait_for(lambda: sandbox.call("GET", "/admin/notifications")[1]["notifications"][0]["state"] == "delivered")


@process
def test_it_is_small_and_stops_at_once(sandbox):
    for n in range(1, 30):
        sandbox.create(n)
    status = Path(f"/proc/{sandbox.process.pid}/status")
    if status.exists():
        resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        assert int(resident.split()[1]) < 30_000
    begun = time.monotonic()
    assert sandbox.kill(signal.SIGTERM) == 0
    assert time.monotonic() - begun < 3
    sandbox.start()


@process
def test_the_daily_statement(sandbox, listener):
    for n, action in ((1, "pay"), (2, "pay"), (3, "decline")):
        sandbox.press(sandbox.create(n)[1]["pay_url"], action)
    listener.hears(3)
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))
    statement = sandbox.call("GET", f"/v1/statements/{day}")[1]
    assert sorted(p["merchant_payment_id"] for p in statement["payments"]) == ["1", "2"]
    assert statement["totals"] == {"CNY": 3600}
    assert sandbox.call("GET", "/v1/statements/2020-01-01")[1]["payments"] == []
    assert sandbox.call("GET", "/v1/statements/today")[0] == 422


# Without a process.


def test_faults_strike_alike_for_the_same_seed():
    one = faults.parse("7,duplicate=0.3,late=0.3,reordered=0.3,lost=0.3,late_seconds=2")
    assert one == faults.parse("seed=7, duplicate=0.3, late=0.3, reordered=0.3, lost=0.3, late_seconds=2")
    fates = [one.strike(n) for n in range(1, 400)]
    assert fates == [one.strike(n) for n in range(1, 400)]
    assert fates != [one._replace(seed=8).strike(n) for n in range(1, 400)]
    for name in faults.RATES:
        assert 40 < sum(name in fate for fate in fates) < 160
    assert all(fate == {"lost"} for fate in fates if "lost" in fate)
    assert [faults.NONE.strike(n) for n in range(9)] == [frozenset()] * 9


@pytest.mark.parametrize("text", ["7,often=1", "lost=2", "lost=-1", "lost=x", "late_seconds=-1", "x"])
def test_faults_that_are_none(text):
    with pytest.raises(ValueError):
        faults.parse(text)


def test_what_chance_does_to_a_notification(tmp_path):
    store = Store(tmp_path, "m_1")
    asked = {"order_id": "1", "amount": 5, "currency": "CNY", "description": "", "return_url": "http://a/"}
    for n, fate in enumerate(("duplicate", "reordered", "lost", "late"), 1):
        store.faults = faults.checked({fate: 1.0})
        row, _ = store.create({**asked, "merchant_payment_id": str(n)})
        store.finish(row["id"], "paid")
    seen = [(n["state"], n["faults"], n["due"] > time.time() + 10) for n in store.notifications()]
    assert seen == [
        ("waiting", "duplicate", False), ("waiting", "duplicate", False), ("waiting", "reordered", False),
        ("waiting", "reordered", False), ("lost", "lost", False), ("waiting", "late", True),
    ]  # fmt: skip
    ids = [n["message_id"] for n in store.notifications()]
    assert ids[0] == ids[1] and ids[2] != ids[3]
    assert store.send_now() == 6
    store.close()


def test_pauses_grow_to_ten_minutes():
    assert [pause(n) for n in (1, 2, 3, 11, 18)] == [0.5, 1.0, 2.0, 512.0, 600.0]


def test_money_on_the_page():
    assert [pages.show(*pair) for pair in ((5, "CNY"), (123456, "USD"), (1234, "JPY"), (1234, "KWD"))] == [
        "¥0.05", "$1,234.56", "JP¥1,234", "KWD 1.234",
    ]  # fmt: skip
