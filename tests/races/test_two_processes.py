"""The same request from two processes at once, and from one that is killed: one order, one answer."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from interfaces.api.world import ADDRESS, Caller, build
from support.database import base
from support.orders import broken
from support.sandbox import wait_for
from tradewind.catalog.models import Stock
from tradewind.kernel.models import IdempotencyKey
from tradewind.ops.embedded import embedded_dsn
from tradewind.ops.processes import die_with_parent
from tradewind.ops.supervisor import python
from tradewind.trade.models import Order
from tradewind.trade.types import secret_hash

pytestmark = pytest.mark.process
GUEST, KEY, PATH = "g" * 43, "key-1", "/api/v1/orders"
LOCK = f"hashtextextended('api.orders:guest:{secret_hash(GUEST)}' || chr(10) || '{KEY}', 0)"


@pytest.fixture
def cup(transactional_db):
    """A variant of 39.00 that travels for 8.00."""
    return build().cup_variant


@pytest.fixture
def ask(transactional_db):
    """`ask(body, when)`: a process that sends the order; all are ended afterwards."""
    running = []

    def one(body, when="never"):
        environment = {
            **os.environ, "DATABASE_URL": embedded_dsn(base(), connection.settings_dict["NAME"]),
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }  # fmt: skip
        process = subprocess.Popen(
            python("support.asker", when), env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, preexec_fn=die_with_parent(signal.SIGKILL),
        )  # fmt: skip
        running.append(process)
        headers = {"X-Guest-Token": GUEST, "Idempotency-Key": KEY}
        process.stdin.write(json.dumps({"path": PATH, "body": body, "headers": headers}))
        process.stdin.close()
        return process

    yield one
    for process in running:
        process.kill()
        process.wait(10)


def order_of(variant, quantity=1):
    """An order of cups to the door: 39.00 each, and 8.00 + 2.00 for each further piece."""
    return {
        "address": ADDRESS, "email": "guest@example.com",
        "expect_payable": {"amount": 3900 * quantity + 600 + 200 * quantity, "currency": "CNY"},
        "lines": [{"variant_id": str(variant), "quantity": quantity}],
    }  # fmt: skip


def both_at_the_door(processes):
    """Holds the key's lock until every process waits for it, then lets all go; returns what they print."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock({LOCK})")
        wait_for(lambda: _waiting(cursor) == len(processes), 30)
        cursor.execute(f"SELECT pg_advisory_unlock({LOCK})")
    return [json.loads(process.stdout.read()) for process in processes]


def _waiting(cursor):
    cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    return cursor.fetchone()[0]


def test_the_same_order_from_two_processes_is_one_order_with_one_answer(ask, cup):
    answers = both_at_the_door([ask(order_of(cup)), ask(order_of(cup))])
    assert [answer["status"] for answer in answers] == [201, 201]
    assert answers[0]["body"] == answers[1]["body"]
    assert {answer["replayed"] for answer in answers} == {None, "true"}
    assert (Order.objects.count(), Stock.objects.get(variant_id=cup).reserved) == (1, 1)
    assert broken() == []


def test_another_order_under_the_same_key_from_another_process_is_refused(ask, cup):
    answers = both_at_the_door([ask(order_of(cup, 1)), ask(order_of(cup, 2))])
    assert sorted(answer["status"] for answer in answers) == [201, 409]
    refused, done = sorted(answers, key=lambda answer: "code" not in answer["body"])
    assert refused["body"]["code"] == "kernel.key_reused"
    assert [str(id_) for id_ in Order.objects.values_list("id", flat=True)] == [done["body"]["id"]]
    pieces = 1 if done["body"]["payable"]["amount"] == 4700 else 2
    assert Stock.objects.get(variant_id=cup).reserved == pieces
    assert broken() == []


@pytest.mark.parametrize(("when", "kept"), [("commits", 0), ("answers", 1)])
def test_a_process_that_is_killed_in_the_middle_is_asked_again(ask, cup, when, kept):
    killed = ask(order_of(cup), when)
    assert killed.wait(30) == -signal.SIGKILL
    wait_for(lambda: (Order.objects.count(), IdempotencyKey.objects.count()) == (kept, kept))

    again = Caller(guest=GUEST).ask("POST", "/orders", order_of(cup), Idempotency_Key=KEY)

    assert again.status_code == 201
    assert again.headers.get("Idempotency-Replayed") == ("true" if kept else None)
    assert again.json()["id"] == str(Order.objects.get().id)
    assert Stock.objects.get(variant_id=cup).reserved == 1
    assert broken() == []
