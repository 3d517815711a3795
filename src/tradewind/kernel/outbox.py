"""The transactional outbox: events are rows of the transaction that made them true.

`now` subscribers run inside that transaction; `later` subscribers run after commit, at least once, each effect once
(table `kernel_effect`). The wiring is one table in `tradewind.subscriptions`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

import structlog
from django.db import connection, transaction

from tradewind.kernel.clock import read_clock
from tradewind.kernel.events import Event
from tradewind.kernel.ids import new_ids
from tradewind.kernel.models import OutboxEvent

log = structlog.get_logger(__name__)
CHANNEL = "kernel_outbox"


class Recorded(NamedTuple):
    """A stored event as a `later` subscriber sees it."""

    id: int
    name: str
    version: int
    key: int
    payload: dict[str, Any]


class Happened(NamedTuple):
    """A stored event as the history of an aggregate shows it."""

    id: int
    name: str
    payload: dict[str, Any]
    recorded_at: datetime
    delivered_at: datetime | None


class Waiting(NamedTuple):
    """Events that no worker has taken yet, counted up to a bound, and since when the oldest waits."""

    count: int  # type: ignore[assignment]  # the field hides tuple.count, which nobody asks a pair for
    since: datetime | None


_now: dict[str, list[Callable[[Any], None]]] = defaultdict(list)
_later: dict[str, dict[str, Callable[[Recorded], None]]] = defaultdict(dict)


def subscribe_now(event: type[Event], action: Callable[[Any], None]) -> None:
    """Runs `action(event)` inside the transaction that records `event`."""
    if action not in _now[event.name]:
        _now[event.name].append(action)


def subscribe_later(event: type[Event], action: Callable[[Recorded], None]) -> None:
    """Runs `action(recorded)` after commit, in a worker; it may be tried again after a failure."""
    _later[event.name][f"{action.__module__}.{action.__qualname__}"] = action


def subscribers_of(name: str) -> list[str]:
    """Names of the `later` subscribers of an event."""
    return sorted(_later.get(name, {}))


def record(events: Iterable[Event]) -> None:
    """Stores `events` in one insert and runs their `now` subscribers. Must be called inside a transaction."""
    batch = list(events)
    if not batch:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("events are recorded inside the transaction that makes them true")
    at = read_clock()
    OutboxEvent.objects.bulk_create(
        OutboxEvent(
            id=id_,
            name=e.name,
            version=e.version,
            key=e.key,
            payload=e.payload(),
            recorded_at=at,
            # Nobody waits for it: delivered on the spot, so the relay never reads it.
            delivered_at=None if e.name in _later else at,
        )
        for id_, e in zip(new_ids(len(batch)), batch, strict=True)
    )
    if any(e.name in _later for e in batch):
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
    for event in batch:
        for action in _now.get(event.name, ()):
            action(event)


def history(key: int, limit: int = 100) -> list[Happened]:
    """What happened to one aggregate, oldest first."""
    rows = OutboxEvent.objects.filter(key=key).order_by("id")
    return [Happened(*row) for row in rows.values_list(*Happened._fields)[:limit]]


def waiting(most: int = 1000) -> Waiting:
    """The backlog of the outbox; counts no further than `most`."""
    rows = list(OutboxEvent.objects.filter(delivered_at=None).order_by("id").values_list("recorded_at")[:most])
    return Waiting(len(rows), rows[0][0] if rows else None)


def relay(enqueue: Callable[[list[tuple[int, str]]], None], limit: int = 500) -> int:
    """Moves up to `limit` waiting events to the job queue; returns how many.

    `enqueue` gets (event id, subscriber) pairs and must write them in the present transaction, so an event is
    delivered exactly when its jobs exist. Several relays may run at once (SKIP LOCKED).
    """
    with transaction.atomic():
        waiting = list(
            OutboxEvent.objects.select_for_update(skip_locked=True)
            .filter(delivered_at=None)
            .order_by("id")
            .only("id", "name")[:limit]
        )
        enqueue([(e.id, subscriber) for e in waiting for subscriber in subscribers_of(e.name)])
        OutboxEvent.objects.filter(id__in=[e.id for e in waiting]).update(delivered_at=read_clock())
    return len(waiting)


def deliver(event_id: int, subscriber: str) -> bool:
    """Runs one `later` subscriber for one event, once. False when it was done before or is not wired any more."""
    with transaction.atomic():
        row = OutboxEvent.objects.get(id=event_id)
        action = _later.get(row.name, {}).get(subscriber)
        if action is None:
            log.warning("outbox.unwired", event=row.name, subscriber=subscriber)
            return False
        if not _mark_done(event_id, subscriber, read_clock()):
            return False
        action(Recorded(row.id, row.name, row.version, row.key, row.payload))
    return True


def drain() -> int:
    """Delivers everything that waits, here and now (tests, demo, import). Returns the number of events."""
    jobs: list[tuple[int, str]] = []
    total = 0
    while moved := relay(jobs.extend):
        total += moved
        while jobs:
            deliver(*jobs.pop(0))
    return total


def _mark_done(event_id: int, subscriber: str, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_effect (event_id, subscriber, done_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [event_id, subscriber, at],
        )
        return cursor.rowcount == 1
