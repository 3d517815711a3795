"""What the worker does: the outbox relay, delivery of events, the schedule, and rescue of jobs whose worker died.

Jobs are rows of procrastinate. The relay writes them in the transaction that marks the events, so an event has its jobs
exactly when it counts as moved; `kernel_effect` makes each effect happen once however often a job runs.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import structlog
from django.db import close_old_connections
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django import app as enqueuer
from procrastinate.contrib.django.utils import connector_params

from tradewind.kernel import outbox
from tradewind.kernel.clock import read_clock
from tradewind.schedule import JOBS, Job

log = structlog.get_logger(__name__)
DELIVER = "outbox.deliver"
POLL_S = 5.0  # a notification may be missed; the outbox is looked at anyway
HEARTBEAT_S, DEAD_S = 5.0, 20.0
STOP_S = 4.0
THREADS = 3  # two jobs at once and the relay
# 2, 4, 8... seconds: the last of twelve repeats comes a good two hours after the first failure.
PATIENCE = RetryStrategy(max_attempts=12, exponential_wait=2)


def enqueue(pairs: list[tuple[int, str]]) -> None:
    """Writes a job for each (event, subscriber), in the present Django transaction, in one statement."""
    if pairs:
        jobs: list[dict[str, Any]] = [
            {"event_id": event_id, "subscriber": subscriber} for event_id, subscriber in pairs
        ]
        enqueuer.configure_task(DELIVER, queue="events").batch_defer(*jobs)


def relay_all() -> int:
    """Moves every waiting event to the job queue; returns how many."""
    close_old_connections()
    total = 0
    while moved := outbox.relay(enqueue):
        total += moved
    return total


def deliver(event_id: int, subscriber: str) -> None:
    """Job: one subscriber gets one event. An exception makes procrastinate try again later."""
    outbox.deliver(event_id, subscriber)


def worker_app() -> App:
    """A procrastinate app on connections of its own, with the delivery of events and the schedule as its tasks."""
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=3)
    app = DjangoApp(connector=connector)
    app.task(name=DELIVER, queue="events", retry=PATIENCE)(deliver)
    for job in JOBS:
        # The lock keeps one run at a time, the queueing lock one waiting run: a slow job does not pile up.
        name = f"schedule.{job.name}"
        task = app.task(name=name, queue="schedule", lock=name, queueing_lock=name)(scheduled(job))
        app.periodic(cron=job.cron)(task)
    return app


def scheduled(job: Job) -> Callable[[int], None]:
    """A job's action as a procrastinate task; `timestamp` is the time it was meant for."""

    def run_scheduled(timestamp: int) -> None:
        changed = job.action(read_clock())
        if changed:
            log.info("schedule.ran", job=job.name, changed=changed)

    return run_scheduled


async def _relay() -> None:
    """Wakes up when a transaction records events, and now and then anyway."""
    params = connector_params()
    async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as listener:
        await listener.execute(f"LISTEN {outbox.CHANNEL}")
        while True:
            await asyncio.to_thread(relay_all)
            async for _ in listener.notifies(timeout=POLL_S, stop_after=1):
                pass


async def _rescue(app: App) -> None:
    """Gives jobs back whose worker died in the middle: each effect is guarded, so running twice is safe."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_S):
            log.warning("jobs.rescued", job=job.id, task=job.task_name)
            await app.job_manager.retry_job(job)
        await asyncio.sleep(DEAD_S)


async def _run() -> int:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, "job"))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    app = worker_app()
    async with app.open_async():
        parts = [
            asyncio.create_task(_work(app)),
            asyncio.create_task(_relay()),
            asyncio.create_task(_rescue(app)),
        ]
        asked = asyncio.create_task(stop.wait())
        await asyncio.wait([*parts, asked], return_when=asyncio.FIRST_COMPLETED)
        return await _end(parts, asked)


async def _work(app: App) -> None:
    await app.run_worker_async(
        concurrency=THREADS - 1,
        fetch_job_polling_interval=POLL_S,
        shutdown_graceful_timeout=STOP_S,
        install_signal_handlers=False,
        delete_jobs="successful",
        update_heartbeat_interval=HEARTBEAT_S,
        stalled_worker_timeout=DEAD_S,
    )


async def _end(parts: list[asyncio.Task[None]], asked: asyncio.Task[Any]) -> int:
    """Ends what still runs; 1 when a part failed instead of being told to stop."""
    failed = [part for part in parts if part.done() and not part.cancelled() and part.exception()]
    _give_up_after(STOP_S + 4, 1 if failed else 0)
    for part in (*parts, asked):
        part.cancel()
    await asyncio.gather(*parts, asked, return_exceptions=True)
    for part in failed:
        log.error("worker.failed", error=repr(part.exception()))
    return 1 if failed else 0


def _give_up_after(seconds: float, status: int) -> None:
    """A job that hangs in a thread cannot be interrupted; its row is rescued by the next worker."""
    timer = threading.Timer(seconds, os._exit, [status])
    timer.daemon = True
    timer.start()


def run() -> int:
    """Runs until told to stop; see `worker.main`."""
    try:
        return asyncio.run(_run())
    except (OSError, psycopg.Error) as wrong:
        log.error("worker.failed", error=repr(wrong))
        return 1
