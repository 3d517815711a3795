"""Schemathesis asks every operation of the OpenAPI document, with data that fits it and data that does not.

As nobody, a guest, a shopper, a merchant and an operator: no server error, every answer as described. Bounded and
repeatable; `TRADEWIND_FUZZ=30` asks ten times as much.
"""

import json
import os
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

from interfaces.api.feed import Answers, Larder
from interfaces.api.world import Caller, World
from tradewind.api import general
from tradewind.api.throttles import ORDERS
from tradewind.config.wsgi import application
from tradewind.kernel.clock import read_clock
from tradewind.parties.models import Operator
from tradewind.parties.types import Buyer
from tradewind.payments.methods import METHODS
from tradewind.payments.methods.base import Created
from tradewind.payments.methods.signing import signature
from tradewind.payments.models import Payment
from tradewind.trade.actions import pay
from tradewind.trade.types import secret_hash

load_all_checks()
ALWAYS = CHECKS.get_by_names([
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance",
])  # fmt: skip
EXAMPLES = int(os.environ.get("TRADEWIND_FUZZ", "3"))  # requests of each kind for each operation and role
GUEST = "g" * 43
WEBHOOK = "POST /api/v1/webhooks/payments/{method}"  # needs a signature, see below
ROLES = ("nobody", "guest", "shopper", "merchant", "operator")


def keep_the_connection(environ: dict[str, Any], start_response: Any) -> Any:
    """The application, within the test's transaction: the end of a request does not close the connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    return application(environ, start_response)


def operations(schema: Any, role: str) -> set[str]:
    """What a role may do, read from the document: else requests would be counted that the door refuses."""
    raw = {f"{method.upper()} {path}": operation for path, methods in schema.raw_schema["paths"].items()
           for method, operation in methods.items()}  # fmt: skip
    keys = {"nobody": set(), "guest": {"GuestToken"}}.get(role, {"GuestToken", "SessionCookie", "MemberCookie"})
    mine = {
        name for name, operation in raw.items()
        if not (locks := operation.get("security")) or keys & {key for lock in locks for key in lock}
    }  # fmt: skip
    shops = {name for name in raw if "/merchant/{shop_id}" in name}
    return mine - {WEBHOOK} - (set() if role == "merchant" else shops)


@pytest.fixture
def schema(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The document as it is served, a provider that takes everything, and no throttle."""
    monkeypatch.setattr(ORDERS[0], "most", 10**9)
    monkeypatch.setattr(METHODS["sandbox"], "create", lambda asked: Created(f"ref-{asked.payment_id}", "http://x/"))
    path = Path(settings.SANDBOX_KEY_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"merchant": "tradewind", "api_key": "k", "webhook_secret": "s"}))
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", keep_the_connection)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def caller_of(role: str, world: World) -> Buyer:
    """The buyer behind a role. An operator runs the platform and works in no shop."""
    if role in {"nobody", "guest"}:
        return Buyer(guest=secret_hash(GUEST))
    if role == "operator":
        Operator.objects.create(account_id=world.shopper, role="operator", since=read_clock())
    return Buyer(account_id=world.merchant if role == "merchant" else world.shopper)


def carried_by(role: str, buyer: Buyer) -> dict[str, dict[str, str]]:
    """The headers and cookies that a caller of that role sends along."""
    if role == "guest":
        return {"headers": {"X-Guest-Token": GUEST}}
    if role == "nobody":
        return {}
    caller = Caller(buyer.account_id)
    cookies = {name: morsel.value for name, morsel in caller.client.cookies.items()}
    return {"headers": {"X-CSRFToken": caller.headers["X-CSRFToken"]}, "cookies": cookies}


def ask_everything(schema: Any, role: str, world: World, examples: int = EXAMPLES, only: str = "") -> Answers:
    """Runs all operations; returns how often each answered with which status. Raises what Schemathesis found."""
    buyer = caller_of(role, world)
    carried, larder = carried_by(role, buyer), Larder(world, buyer)
    answers = Answers(Counter(), Counter())
    for found in schema.get_all_operations():
        operation = found.ok()
        if only in operation.path:
            for mode, counted in zip((GenerationMode.POSITIVE, GenerationMode.NEGATIVE), answers, strict=True):
                try:
                    ask(operation, mode, examples, larder, carried, counted)
                except hypothesis.errors.Unsatisfiable:  # nothing of this kind can be made for the operation
                    continue
    return answers


def ask(operation: Any, mode: GenerationMode, examples: int, larder: Larder, carried: Any, counted: Any) -> None:
    """Asks one operation with data that fits (or does not), and checks each answer."""

    @hypothesis.settings(
        max_examples=examples, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def run(case: Any, data: Any) -> None:
        larder.feed(case, data, mode is GenerationMode.POSITIVE)
        response = case.call(**carried)
        counted[f"{case.method} {case.path}", response.status_code] += 1
        case.validate_response(response, checks=ALWAYS)

    run()


@pytest.mark.parametrize("role", ROLES)
def test_no_server_error_and_every_answer_as_described(schema: Any, world: World, role: str) -> None:
    answers = ask_everything(schema, role, world)
    mine = operations(schema, role)
    told = {"role": role, "fit": answers.valid.total(), "do not": answers.other.total(), "2xx": answers.share(mine)}
    print(json.dumps(told))  # pytest -s shows it
    assert answers.went_well() == mine
    assert answers.share(mine) > 0.75


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3), max_leaves=6,
)  # fmt: skip
LIES = st.dictionaries(
    st.sampled_from(["id", "merchant_payment_id", "order_id", "merchant", "amount", "currency", "state", "at"]),
    st.one_of(JSON, st.sampled_from(["paid", "failed", "pending", "closed", "1", "9" * 19, "2026-11-25", ""])),
    max_size=2,
)  # fmt: skip


def test_whatever_a_provider_signs_is_taken_or_refused(schema: Any, world: World) -> None:
    """Behind the signature, too, there is no server error; and only the truth is paid."""
    larder, codes = Larder(world, Buyer(guest=secret_hash(GUEST))), Counter[int]()

    @hypothesis.settings(
        max_examples=10 * EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @hypothesis.given(lies=LIES, instead=st.none() | st.none() | JSON)
    def run(lies: dict[str, Any], instead: Any) -> None:
        order_id = larder.order("pay")
        payment_id = pay.start(order_id, "sandbox", read_clock()).payment_id
        truth = {
            "id": f"ref-{payment_id}", "merchant_payment_id": str(payment_id), "order_id": str(order_id),
            "merchant": "tradewind", "amount": 4700, "currency": "CNY", "state": "paid", "at": read_clock().isoformat(),
        }  # fmt: skip
        body = json.dumps({"type": "payment.paid", "data": {**truth, **lies}} if instead is None else instead).encode()
        stamp = int(read_clock().timestamp())
        headers = {
            "webhook-id": f"m-{payment_id}", "webhook-timestamp": str(stamp),
            "webhook-signature": signature(b"s", f"m-{payment_id}", stamp, body),
        }  # fmt: skip
        answer = Caller().ask("POST", "/webhooks/payments/sandbox", body, **headers)
        codes[answer.status_code] += 1
        paid = Payment.objects.get(id=payment_id).state == "paid"
        assert paid == (answer.status_code == 200 and (lies.get("state", "paid"), instead) == ("paid", None))

    run()
    assert {200, 409, 422} <= set(codes) <= {200, 404, 409, 422}  # an order that nobody has: when a lie draws one


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
