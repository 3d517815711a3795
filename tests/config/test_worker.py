"""The background worker as a process: events are delivered, the schedule runs, a kill loses nothing."""

import os
import signal
import subprocess
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from support.database import base
from support.orders import Provider, a_member, broken, paid, place, two_shops
from support.sandbox import wait_for
from tradewind.catalog.models import Listing
from tradewind.config.jobs import PATIENCE, enqueue
from tradewind.kernel.clock import read_clock
from tradewind.kernel.models import Effect, OutboxEvent
from tradewind.ops.embedded import embedded_dsn
from tradewind.ops.processes import die_with_parent
from tradewind.ops.supervisor import python
from tradewind.payments.methods import METHODS
from tradewind.trade.queries import order as read_order

pytestmark = pytest.mark.process


@pytest.fixture
def start(transactional_db):
    """`start()`: a worker on this test's database; all are ended afterwards."""
    running = []

    def one(*module):
        environment = {
            **os.environ, "DATABASE_URL": embedded_dsn(base(), connection.settings_dict["NAME"]),
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }  # fmt: skip
        worker = subprocess.Popen(
            python(*(module or ["tradewind.config.worker"])),
            env=environment,
            stderr=subprocess.DEVNULL,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
        running.append(worker)
        return worker

    yield one
    for worker in running:
        worker.kill()
        worker.wait(10)


@pytest.fixture
def sold(transactional_db, monkeypatch):
    """A paid order of two pieces, whose later effects wait."""
    now = read_clock()
    provider = Provider()
    provider.at = now
    monkeypatch.setitem(METHODS, "sandbox", provider)
    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 2}, now).order_id
    paid(provider, order_id, now)
    return order_id


def counted():
    return Listing.objects.get(title="明前龙井").sold_count


def jobs(what="count(*)"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what} FROM procrastinate_jobs WHERE task_name = 'outbox.deliver'")
        return cursor.fetchone()


def test_what_waits_is_delivered_and_the_worker_stops_when_told(sold, start):
    assert counted() == 0
    worker = start()
    wait_for(lambda: counted() == 2, 30)
    wait_for(lambda: jobs() == (0,))  # done jobs leave nothing behind
    assert not OutboxEvent.objects.filter(delivered_at=None).exists()
    assert Effect.objects.count() == 2
    status = Path(f"/proc/{worker.pid}/status")
    if status.exists():
        resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        assert int(resident.split()[1]) < 110_000
    begun = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert time.monotonic() - begun < 5
    assert broken() == []


def test_news_is_delivered_at_once(start, transactional_db, monkeypatch, request):
    start()
    wait_for(lambda: _listens(), 30)
    request.getfixturevalue("sold")
    begun = time.monotonic()
    wait_for(lambda: counted() == 2)
    assert time.monotonic() - begun < 4  # faster than the poll: it was woken


def _listens():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE query = 'LISTEN kernel_outbox' AND datname = current_database()"
        )
        return cursor.fetchone()[0] == 1


def test_the_schedule_closes_what_was_not_paid(start, transactional_db):
    now = read_clock() - timedelta(minutes=20)
    _, (tea, _) = two_shops()
    order_id = place(a_member(), {tea: 1}, now).order_id
    start()
    wait_for(lambda: read_order(order_id, None).state == "closed", 30)
    assert read_order(order_id, None).close_reason == "unpaid"


def test_the_jobs_of_a_dead_worker_are_given_back(sold, start):
    enqueue([(OutboxEvent.objects.get(name="trade.OrderPaid").id, "tradewind.subscriptions.count_pieces_sold")])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [cursor.fetchone()[0]])
    start()
    wait_for(lambda: counted() == 2, 30)
    wait_for(lambda: jobs() == (0,))
    assert counted() == 2  # the rescued job and the relayed one are the same effect


@pytest.mark.parametrize(
    ("where", "effects", "waiting"), [("relay", 0, True), ("effect", 0, False), ("finish", 1, False)]
)
def test_a_worker_killed_in_the_middle_leaves_nothing_undone_and_nothing_done_twice(
    sold, start, where, effects, waiting
):
    killed = start("support.doomed", where)
    assert killed.wait(30) == -signal.SIGKILL
    assert OutboxEvent.objects.filter(delivered_at=None).exists() is waiting
    with connection.cursor() as cursor:  # its heart stopped long ago
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    assert Effect.objects.count() >= effects

    start()

    wait_for(lambda: jobs() == (0,) and not OutboxEvent.objects.filter(delivered_at=None).exists(), 30)
    assert (counted(), Effect.objects.count()) == (2, 2)
    assert broken() == []


def test_a_failure_is_tried_again_later(start, transactional_db):
    enqueue([(404, "nobody")])
    start()
    wait_for(lambda: jobs("max(attempts)") == (1,), 30)
    assert jobs("count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now())") == (1,)


def test_patience():
    waits = [PATIENCE.wait + PATIENCE.exponential_wait ** (n + 1) for n in range(PATIENCE.max_attempts)]
    assert (waits[:3], waits[-1], sum(waits)) == ([2, 4, 8], 4096, 8190)
