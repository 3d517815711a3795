"""Every refusal is a problem document (RFC 9457), whatever refused and wherever."""

import json

import pytest

from interfaces.api.world import ADDRESS, Caller, World, problem, snapshot
from tradewind.api import general


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


@pytest.mark.parametrize("path", ["/", "/nothing", "/listings/1/2", "/merchant", "/categories/"])
def test_an_unknown_address(db: None, path: str) -> None:
    problem(Caller().get(path), 404, "api.no_resource", f"/api/v1{path}")


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
