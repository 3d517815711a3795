"""Where payment providers tell us what happened: the raw body goes to the module that knows the signature."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from tradewind.api.callers import body_of
from tradewind.api.problems import methods
from tradewind.kernel.clock import read_clock
from tradewind.payments.actions.notify import handle

BODY_LIMIT = 64 * 1024
_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
_TEXT = {"schema": {"type": "string"}, "required": False}


class Outcome(msgspec.Struct):
    """What became of a notification: the payment's state, or `repeated`."""

    outcome: str


@methods("POST")
def payments(request: HttpRequest, method: str) -> HttpResponse:
    """Answers 200 once the notification is stored and what follows is committed; a provider repeats anything else."""
    outcome = handle(method, request.headers, body_of(request, BODY_LIMIT), read_clock())
    return HttpResponse(msgspec.json.encode(Outcome(outcome)), content_type="application/json")


def described() -> tuple[dict[str, Any], dict[str, Any]]:
    """Path and schema of this endpoint for the OpenAPI document."""
    (shape,), schemas = msgspec.json.schema_components([Outcome], ref_template="#/components/schemas/{name}")
    way = {
        "in": "path",
        "name": "method",
        "required": True,
        "schema": {"type": "string", "pattern": "^[a-z0-9_]{1,20}$"},
    }
    operation = {
        "operationId": "payment_notification", "summary": "A provider's signed notification", "tags": ["webhooks"],
        "description": payments.__doc__,
        "parameters": [way, *({"in": "header", "name": name, **_TEXT} for name in _HEADERS)],
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
        "responses": {"200": {"description": "OK", "content": {"application/json": {"schema": shape}}}},
    }  # fmt: skip
    return {"/api/v1/webhooks/payments/{method}": {"post": operation}}, schemas
