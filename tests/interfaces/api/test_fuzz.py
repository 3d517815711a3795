"""Schemathesis asks every operation of the OpenAPI document, with data that fits it and data that does not.

As nobody, a guest, a shopper, a merchant and an operator: no server error, every answer as described. Bounded and
repeatable.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.middleware.csrf import get_token
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode

from interfaces.api.world import ADDRESS, Caller, World
from tradewind.api import general
from tradewind.config.wsgi import application
from tradewind.kernel.clock import read_clock
from tradewind.parties.models import Operator

load_all_checks()
ALWAYS = CHECKS.get_by_names([
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance",
])  # fmt: skip
EXAMPLES = 3
Answers = Counter[tuple[str, int]]
ROLES = ("nobody", "guest", "shopper", "merchant", "operator")


def keep_the_connection(environ: dict[str, Any], start_response: Any) -> Any:
    """The application, within the test's transaction: the end of a request does not close the connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    return application(environ, start_response)


MERCHANT = {
    "GET /api/v1/merchant/{shop_id}/listings",
    "GET /api/v1/merchant/{shop_id}/orders",
    "PUT /api/v1/merchant/{shop_id}/variants/{variant_id}/stock",
}
CART = {"GET /api/v1/cart", "PUT /api/v1/cart/lines/{variant_id}", "POST /api/v1/checkout/quote", "GET /api/v1/orders"}
OPEN = {"GET /api/v1/listings", "GET /api/v1/listings/{listing_id}", "GET /api/v1/categories", "POST /api/v1/guests"}
# What a role must have got through to, or the requests were made of noise; and what it must not.
REACHED = {
    "nobody": OPEN, "guest": OPEN | CART, "shopper": OPEN | CART, "merchant": OPEN | CART | MERCHANT,
    "operator": OPEN | CART,
}  # fmt: skip
NEVER = {
    "nobody": CART | MERCHANT, "guest": MERCHANT, "shopper": MERCHANT, "merchant": set[str](), "operator": MERCHANT,
}  # fmt: skip


@pytest.fixture
def schema(world: World) -> Iterator[Any]:
    """The document as it is served, and a provider that has a key (it is away all the same)."""
    path = Path(settings.SANDBOX_KEY_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"merchant": "tradewind", "api_key": "k", "webhook_secret": "s"}))
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", keep_the_connection)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def carried_by(role: str, world: World) -> dict[str, dict[str, str]]:
    """The headers and cookies that a caller of that role sends along."""
    if role == "guest":
        return {"headers": {"X-Guest-Token": "g" * 43}}
    if role == "nobody":
        return {}
    if role == "operator":  # runs the platform, works in no shop
        Operator.objects.create(account_id=world.shopper, role="operator", since=read_clock())
    caller = Caller(world.merchant if role == "merchant" else world.shopper)
    cookies = {name: morsel.value for name, morsel in caller.client.cookies.items()}
    return {"headers": {"X-CSRFToken": caller.headers["X-CSRFToken"]}, "cookies": cookies}


def known_ids(world: World) -> dict[str, list[int]]:
    """Ids that exist, so that generated requests get behind the first door."""
    guest = Caller(guest="g" * 43)
    body = {
        "address": ADDRESS,
        "email": "g@example.com",
        "expect_payable": {"amount": 4700, "currency": "CNY"},
        "lines": [{"variant_id": str(world.cup_variant), "quantity": 1}],
    }
    order = guest.ask("POST", "/orders", body, Idempotency_Key="fuzz").json()["id"]
    return {
        "listing_id": [world.listing, world.draft],
        "variant_id": [*world.variants, world.cup_variant],
        "shop_id": [world.shop, world.other_shop],
        "order_id": [int(order)],
        "category_id": [world.category],
    }


def aim(value: Any, ids: dict[str, list[int]], data: Any) -> None:
    """Puts ids that exist in the place of most generated ones."""
    if isinstance(value, list):
        for inner in value:
            aim(inner, ids, data)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in ids and isinstance(inner, str) and data.draw(st.integers(0, 7)) < 7:
                value[name] = str(data.draw(st.sampled_from(ids[name])))
            else:
                aim(inner, ids, data)


def ask_everything(
    schema: Any, role: str, world: World, examples: int = EXAMPLES, only: str = ""
) -> Counter[tuple[str, int]]:
    """Runs all operations; returns how often each answered with which status. Raises what Schemathesis found."""
    carried, ids = carried_by(role, world), known_ids(world)
    answers: Answers = Counter()

    for found in schema.get_all_operations():
        operation = found.ok()
        if only not in operation.path:
            continue
        for mode in GenerationMode:
            try:
                cases = operation.as_strategy(generation_mode=mode)
            except hypothesis.errors.Unsatisfiable:
                continue

            @hypothesis.settings(
                max_examples=examples, deadline=None, derandomize=True, database=None,
                suppress_health_check=list(HealthCheck), phases=[Phase.generate],
            )  # fmt: skip
            @hypothesis.given(case=cases, data=st.data())
            def run(case: Any, data: Any) -> None:
                aim(case.path_parameters, ids, data)
                aim(case.body, ids, data)
                if "If-Match" in (case.headers or {}):
                    case.headers["If-Match"] = '"v1"'
                response = case.call(**carried)
                answers[f"{case.method} {case.path}", response.status_code] += 1
                case.validate_response(response, checks=ALWAYS)

            try:
                run()
            except hypothesis.errors.Unsatisfiable:  # nothing of this kind can be made for the operation
                continue
    return answers


@pytest.mark.parametrize("role", ROLES)
def test_no_server_error_and_every_answer_as_described(schema: Any, world: World, role: str) -> None:
    answers = ask_everything(schema, role, world)
    assert answers.total() > 150
    went_well = {operation for operation, status in answers if status < 300}
    assert REACHED[role] <= went_well
    assert went_well & NEVER[role] == set()


def test_a_seeded_server_error_is_found(schema: Any, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(general.catalog, "category_tree", broken)
    with pytest.raises(FailureGroup) as found:
        ask_everything(schema, "nobody", world, 1, "/categories")
    assert {type(failure).__name__ for failure in found.value.exceptions} == {"ServerError"}


def test_a_seeded_break_of_the_description_is_found(schema: Any, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(general, "get_token", lambda request: (get_token(request), 1)[1])
    monkeypatch.setattr(general.SessionOut, "__init__", lambda self, **values: None)
    monkeypatch.setattr(general.SessionOut, "model_dump", lambda self, **_: {"account_id": 7})
    with pytest.raises(FailureGroup) as found:
        ask_everything(schema, "nobody", world, 1, "/session")
    assert {type(failure).__name__ for failure in found.value.exceptions} == {"JsonSchemaError"}
