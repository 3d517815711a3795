"""Events are rows of the transaction that made them true; effects happen once."""

from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import transaction

from tradewind.kernel import outbox
from tradewind.kernel.events import Event
from tradewind.kernel.models import Effect, OutboxEvent

AT = datetime(2026, 6, 1, tzinfo=UTC)


class KettleBoiled(Event, frozen=True, kw_only=True):
    name: ClassVar[str] = "kitchen.KettleBoiled"
    version: ClassVar[int] = 2
    litres: int


@pytest.fixture
def wired(monkeypatch):
    """A clean wiring for one test; returns what the subscribers saw."""
    seen = []
    monkeypatch.setattr(outbox, "_now", outbox.defaultdict(list))
    monkeypatch.setattr(outbox, "_later", outbox.defaultdict(dict))
    return seen


def boil(litres: int = 1) -> None:
    with transaction.atomic():
        outbox.record([KettleBoiled(key=7, at=AT, litres=litres)])


@pytest.mark.django_db
def test_an_event_is_stored_with_its_version_key_and_payload(wired):
    boil(3)
    row = OutboxEvent.objects.get(name="kitchen.KettleBoiled")
    assert (row.version, row.key) == (2, 7)
    assert row.payload == {"key": 7, "at": "2026-06-01T00:00:00+00:00", "litres": 3}
    assert row.delivered_at is not None  # nobody waits for it


@pytest.mark.django_db
def test_a_now_subscriber_that_fails_takes_the_event_with_it(wired):
    def spill(event: KettleBoiled) -> None:
        raise RuntimeError("spilt")

    outbox.subscribe_now(KettleBoiled, spill)
    with pytest.raises(RuntimeError, match="spilt"):
        boil()
    assert not OutboxEvent.objects.filter(name="kitchen.KettleBoiled").exists()


@pytest.mark.django_db
def test_a_later_subscriber_sees_the_event_once_however_often_it_is_delivered(wired):
    outbox.subscribe_later(KettleBoiled, tea := lambda recorded: wired.append(recorded.payload["litres"]))
    boil(5)
    jobs = []
    assert outbox.relay(jobs.extend) == 1
    assert outbox.relay(jobs.extend) == 0
    [(event_id, subscriber)] = jobs
    assert outbox.deliver(event_id, subscriber) is True
    assert outbox.deliver(event_id, subscriber) is False
    assert wired == [5]
    assert tea is not None
    assert Effect.objects.filter(event_id=event_id).count() == 1


@pytest.mark.django_db
def test_a_failed_delivery_leaves_no_mark_and_works_the_next_time(wired):
    broken = [True]

    def brew(recorded: outbox.Recorded) -> None:
        if broken:
            raise RuntimeError("no leaves")
        wired.append(recorded.id)

    outbox.subscribe_later(KettleBoiled, brew)
    boil()
    jobs = []
    outbox.relay(jobs.extend)
    with pytest.raises(RuntimeError, match="no leaves"):
        outbox.deliver(*jobs[0])
    broken.clear()
    assert outbox.deliver(*jobs[0]) is True
    assert wired == [jobs[0][0]]


@pytest.mark.django_db
def test_a_failed_enqueue_leaves_the_event_waiting(wired):
    outbox.subscribe_later(KettleBoiled, lambda recorded: wired.append(recorded.id))
    boil()

    def refuse(jobs):
        raise RuntimeError("queue is down")

    with pytest.raises(RuntimeError, match="queue is down"):
        outbox.relay(refuse)
    assert OutboxEvent.objects.filter(name="kitchen.KettleBoiled", delivered_at=None).count() == 1
    assert outbox.drain() == 1
    assert len(wired) == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_a_mistake_in_the_code(wired):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        outbox.record([KettleBoiled(key=1, at=AT, litres=1)])
    assert not OutboxEvent.objects.filter(name="kitchen.KettleBoiled").exists()
