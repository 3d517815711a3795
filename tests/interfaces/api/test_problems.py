"""Every refusal is a problem document (RFC 9457), whatever refused and wherever."""

import json
from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from interfaces.api.world import ADDRESS, Caller, World, problem, snapshot
from tradewind.api import general, throttles


def test_a_whole_problem_document(world: World) -> None:
    answer = Caller(world.shopper).ask("DELETE", "/addresses/1")
    said = problem(answer, 404, "parties.no_address", "1")
    assert said == {
        "type": "/api/v1/problems/parties.no_address",
        "title": "Not found",
        "status": 404,
        "detail": "There is no such address.",
        "code": "parties.no_address",
        "where": "1",
        "mend": "",
        "instance": said["instance"],
    }
    assert answer["Content-Language"] == "en"
    assert "Accept-Language" in answer["Vary"]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/guests", "/orders", "/webhooks/payments/sandbox"])
def test_a_length_that_is_no_number_or_too_much(world: World, path: str) -> None:
    before = snapshot()
    for length, status, code, where in (
        ("many", 400, "api.request", "Content-Length"), ("-1", 400, "api.request", "Content-Length"),
        ("²", 400, "api.request", "Content-Length"), ("9" * 30, 400, "api.request", "Content-Length"),
        (str(2**21 + 1), 413, "api.too_large", None),
    ):  # fmt: skip
        answer = Caller().client.post(f"/api/v1{path}", b"{}", content_type="application/json", CONTENT_LENGTH=length)
        problem(answer, status, code, where)
    assert snapshot() == before


@pytest.mark.parametrize("path", ["/", "/nothing", "/listings/1/2", "/merchant", "/categories/"])
def test_an_unknown_address(db: None, path: str) -> None:
    problem(Caller().get(path), 404, "api.no_resource", f"/api/v1{path}")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_an_unknown_address_is_unknown_to_every_method(world: World, method: str) -> None:
    caller = Caller(world.shopper)
    before = snapshot()
    problem(caller.ask(method, "/nothing", {}), 404, "api.no_resource", "/api/v1/nothing")
    assert snapshot() == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_host_that_is_not_ours(db: None, method: str) -> None:
    problem(Caller().ask(method, "/guests", Host="evil.example"), 400, "api.request", "Host")


@pytest.mark.parametrize("path", ["/categories", "/listings", "/problems/api.body"])
def test_the_head_of_what_can_be_read(world: World, path: str) -> None:
    head, whole = Caller().ask("HEAD", path), Caller().get(path)
    assert (head.status_code, head["Content-Type"], head.content) == (200, whole["Content-Type"], b"")


def test_the_sixty_first_order_of_a_minute_is_told_to_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 6, 17, 4, 0, 15, tzinfo=UTC)
    monkeypatch.setattr(throttles, "read_clock", lambda: moment)
    caller = Caller(world.shopper)
    for _ in range(60):
        problem(caller.ask("POST", "/orders", {}), 422, "api.field")
    before = snapshot()
    for n in range(700):  # other visitors' counters do not push this one out
        cache.set(f"other:{n}", n, 60)
    answer = caller.ask("POST", "/orders", {})
    problem(answer, 429, "api.too_many_requests")
    assert answer["Retry-After"] == "45"
    assert snapshot() == before
    problem(Caller(guest="g" * 43).ask("POST", "/orders", {}), 422, "api.field")


def test_outside_of_the_version_too(client, db: None) -> None:
    problem(client.get("/api/"), 404, "api.no_resource", "/api/")
    problem(client.get("/api/v2/listings"), 404, "api.no_resource", "/api/v2/listings")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [("POST", "/categories", "GET"), ("DELETE", "/guests", "POST"), ("PUT", "/addresses", "GET, POST")],
)
def test_a_wrong_method_names_the_right_ones(db: None, method: str, path: str, allow: str) -> None:
    answer = Caller().ask(method, path)
    problem(answer, 405, "api.method")
    assert answer["Allow"] == allow


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 422, "api.body"),
        (b'{"a": NaN}', "application/json", 422, "api.body"),
        (b"\xff\xfe", "application/json", 422, "api.body"),
        (b"[" * 100_000, "application/json", 422, "api.body"),
        (b"recipient=x", "application/x-www-form-urlencoded", 415, "api.media_type"),
        (b"{}", "application/json; charset=gbk", 415, "api.media_type"),
        (b"{}", "text/plain", 415, "api.media_type"),
        (b'"' + b"x" * (256 * 1024) + b'"', "application/json", 413, "api.too_large"),
        (b'"' + b"x" * (3 * 1024 * 1024) + b'"', "application/json", 413, "api.too_large"),
        (b"{}", "application/json", 422, "api.field"),
        (b"[]", "application/json", 422, "api.field"),
        (b"null", "application/json", 422, "api.field"),
    ],
)
def test_a_body_that_does_not_fit(world: World, body: bytes, kind: str, status: int, code: str) -> None:
    caller = Caller(world.shopper)
    before = snapshot()
    problem(caller.ask("POST", "/addresses", body, Content_Type=kind), status, code)
    assert snapshot() == before


def test_all_wrong_fields_are_listed_where_they_stand(world: World) -> None:
    wrong = {**ADDRESS, "phone": "1", "street": "", "colour": "red"}
    said = problem(Caller(world.shopper).ask("POST", "/addresses", wrong), 422, "api.field", "body.phone")
    assert [error["where"] for error in said["errors"]] == ["body.phone", "body.street", "body.colour"]
    assert said["detail"] == "3 fields are missing or not well formed."


def test_a_text_with_a_nul_character_is_refused(world: World) -> None:
    wrong = {**ADDRESS, "street": "a\x00b"}
    problem(Caller(world.shopper).ask("POST", "/addresses", wrong), 422, "api.field", "body.street")
    problem(Caller().get("/problems/a%00b"), 422, "api.field")


def test_the_words_follow_the_language_and_the_code_does_not(db: None) -> None:
    english = problem(Caller().get("/nothing"), 404, "api.no_resource")
    answer = Caller().get("/nothing", Accept_Language="zh-CN,zh;q=0.9")
    chinese = problem(answer, 404, "api.no_resource")
    assert answer["Content-Language"] == "zh-hans"
    assert english["detail"] == "There is no such address in this API."
    assert chinese["detail"] == "接口中没有这个地址。"


def test_a_defect_is_our_fault_and_tells_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(general.catalog, "category_tree", broken)
    answer = Caller().get("/categories")
    problem(answer, 500, "api.defect")
    assert "secret" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_the_openapi_document_knows_every_problem(db: None) -> None:
    document = json.loads(Caller().get("/openapi.json").content)
    assert document["openapi"] == "3.1.0"
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            kinds = operation["responses"]["422"]["content"]
            assert list(kinds) == ["application/problem+json"], (path, method)
            assert operation["operationId"]
            assert operation["tags"]
