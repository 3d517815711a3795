"""One key, one answer."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tradewind.kernel.errors import Conflict, KeyInvalid, KeyReused
from tradewind.kernel.idempotency import forget_old, once
from tradewind.kernel.models import IdempotencyKey

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_the_same_key_and_body_give_the_first_answer():
    calls = []

    def run():
        calls.append(1)
        return 201, {"order": str(len(calls))}

    first = once("checkout:1", "k", {"a": 1, "b": 2}, NOW, run)
    again = once("checkout:1", "k", {"b": 2, "a": 1}, NOW + timedelta(hours=23), run)
    assert (first.status, first.body, first.replayed) == (201, {"order": "1"}, False)
    assert (again.status, again.body, again.replayed) == (201, {"order": "1"}, True)
    assert len(calls) == 1


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_a_conflict_and_runs_nothing():
    once("checkout:1", "k", {"a": 1}, NOW, lambda: (200, "first"))
    with pytest.raises(KeyReused) as refused:
        once("checkout:1", "k", {"a": 2}, NOW, lambda: pytest.fail("must not run"))
    assert refused.value.status == 409
    assert IdempotencyKey.objects.get().response == "first"


@pytest.mark.django_db
def test_keys_of_other_scopes_and_old_keys_are_free():
    once("checkout:1", "k", 1, NOW, lambda: (200, "mine"))
    assert once("checkout:2", "k", 2, NOW, lambda: (200, "theirs")).body == "theirs"
    assert once("checkout:1", "k", 3, NOW + timedelta(hours=25), lambda: (200, "new day")).body == "new day"


@pytest.mark.django_db
def test_a_refusal_is_not_remembered():
    class SoldOut(Conflict):
        code = "test.sold_out"

    def refuse():
        raise SoldOut()

    with pytest.raises(SoldOut):
        once("checkout:1", "k", 1, NOW, refuse)
    assert not IdempotencyKey.objects.exists()
    assert once("checkout:1", "k", 1, NOW, lambda: (200, "mended")).body == "mended"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 201, "café", "a\nb"])
def test_malformed_keys_are_refused(key):
    with pytest.raises(KeyInvalid):
        once("checkout:1", key, 1, NOW, lambda: pytest.fail("must not run"))


@pytest.mark.django_db
def test_old_keys_are_forgotten():
    once("s", "old", 1, NOW - timedelta(hours=25), lambda: (200, 1))
    once("s", "young", 1, NOW - timedelta(hours=1), lambda: (200, 1))
    assert forget_old(NOW) == 1
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["young"]


@pytest.mark.django_db(transaction=True)
def test_eight_callers_at_once_run_it_once():
    calls, answers = [], []
    start = threading.Barrier(8)

    def caller():
        start.wait()
        answers.append(once("checkout:9", "same", {"x": 1}, NOW, lambda: (calls.append(1), (201, "done"))[1]))
        connection.close()

    threads = [threading.Thread(target=caller) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert sorted(a.replayed for a in answers) == [False] + [True] * 7
