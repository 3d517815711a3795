"""The OpenAPI 3.1 document: what django-ninja knows, the hot endpoints, and the problem every operation can answer."""

from functools import cache
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from tradewind.api import catalogue, webhooks
from tradewind.api.problems import methods
from tradewind.api.schemas import Problem

PROBLEM = {
    "description": "Refused: what, where, why, and how to mend it.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
# What any operation may answer, besides what it promises.
COMMON = ("400", "405", "422", "500", "503")
WITH_ID = ("404",)
WITH_CALLER = ("401", "403", "404", "409", "429")
WITH_BODY = ("409", "413", "415")


@cache
def _document(api: NinjaAPI) -> bytes:
    return msgspec.json.encode(document(api))


def document(api: NinjaAPI) -> dict[str, Any]:
    """The whole document."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    paths, schemas = schema["paths"], {**schema["components"]["schemas"], **_problem_schemas()}
    for plain_paths, plain_schemas in (catalogue.described(), webhooks.described()):
        paths, schemas = {**paths, **plain_paths}, {**schemas, **plain_schemas}
    paths = dict(sorted(paths.items()))
    schema["components"]["schemas"] = dict(sorted(schemas.items()))
    for operations in paths.values():
        for method, operation in operations.items():
            _problems(method, operation)
    schema["paths"] = paths
    return schema


def _problem_schemas() -> dict[str, Any]:
    shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**shape.pop("$defs"), "Problem": shape}


def _problems(method: str, operation: dict[str, Any]) -> None:
    """Adds the problem answers that an operation can give."""
    statuses = set(COMMON)
    if any(p["in"] == "path" for p in operation.get("parameters", ())):
        statuses |= set(WITH_ID)
    if operation.get("security"):
        statuses |= set(WITH_CALLER)
    if method in {"post", "put", "delete"}:
        statuses |= {"403", "409", "429"}
    if "requestBody" in operation:
        statuses |= set(WITH_BODY)
    if any(p["name"] == "If-Match" for p in operation.get("parameters", ())):
        statuses |= {"412", "428"}
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    operation["responses"] = dict(sorted({**dict.fromkeys(statuses, PROBLEM), **answers}.items()))


def served(api: NinjaAPI) -> Any:
    """The view that serves the document; made once for a process."""

    @methods("GET")
    def openapi(request: HttpRequest) -> HttpResponse:
        return HttpResponse(_document(api), content_type="application/json", headers={"Cache-Control": "max-age=300"})

    return openapi
