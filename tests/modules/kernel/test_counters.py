"""Counters of throttling are kept until their time is over, then swept out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from tradewind.kernel.counters import forget_counters


def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_cache")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_what_is_over_is_swept_out_and_the_rest_stays():
    now = datetime.now(UTC)
    cache.set("long", 1, 3600)
    cache.set("short", 2, 60)
    assert forget_counters(now) == 0
    assert forget_counters(now + timedelta(minutes=10)) == 1
    assert (cache.get("long"), cache.get("short"), kept()) == (1, None, 1)


@pytest.mark.django_db
def test_a_counter_is_begun_once_until_its_time_is_over():
    assert cache.add("tries", 1, 60)
    assert not cache.add("tries", 5, 60)
    assert cache.incr("tries") == 2
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_cache SET expires = now() - interval '1 second'")
    assert cache.add("tries", 7, None)
    assert (cache.touch("tries", 60), cache.touch("nothing", 60)) == (True, False)
    assert (cache.get("tries"), kept()) == (7, 1)


@pytest.mark.django_db
def test_a_write_is_one_statement_that_reads_no_other_row(django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        cache.set("a", 1, 60)
        cache.add("b", 1, 60)
    assert [query["sql"].split()[0] for query in asked] == ["INSERT", "INSERT"]


@pytest.mark.django_db
def test_a_thousand_visitors_do_not_push_a_counter_out():
    cache.set("counter", 5, 600)
    for n in range(1000):
        cache.set(f"visitor:{n}", n, 600)
    assert (cache.get("counter"), kept()) == (5, 1001)
