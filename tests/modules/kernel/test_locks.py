"""What can run out is taken by a conditional update with a bound."""

import threading

import pytest
from django.db import connection, transaction

from tradewind.kernel.locks import take


@pytest.fixture
def seats(transactional_db):
    """A table of rows that can run out: 1 has 5 places, 2 has 3, 3 has none."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE test_seats (id bigint PRIMARY KEY, used int NOT NULL, places int NOT NULL)")
        cursor.execute("INSERT INTO test_seats VALUES (1, 0, 5), (2, 1, 3), (3, 0, 0)")
    yield lambda: dict(_rows())
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_seats")


def _rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, used FROM test_seats ORDER BY id")
        return cursor.fetchall()


def sit(wanted):
    return take("test_seats", "id", "used", "places", wanted)


def test_what_fits_is_taken_and_the_rest_is_named(seats):
    assert sit({1: 5, 2: 3, 3: 1, 9: 1}) == [2, 3, 9]
    assert seats() == {1: 5, 2: 1, 3: 0}


def test_giving_back_never_goes_below_zero(seats):
    assert sit({2: -1}) == []
    assert sit({2: -1}) == [2]
    assert seats() == {1: 0, 2: 0, 3: 0}


def test_nothing_wanted_is_nothing_done(seats):
    assert sit({}) == []
    assert seats() == {1: 0, 2: 1, 3: 0}


@pytest.mark.parametrize("guarded", [True, False])
def test_forty_takers_of_eight_places_in_opposite_orders(seats, guarded):
    """Exactly the places that exist are given, without a deadlock; read-then-write must be seen to give more."""
    got, errors = [], []
    start = threading.Barrier(8)

    def naive(wanted):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM test_seats WHERE id = ANY(%s) AND used < places", [list(wanted)])
            free = {row[0] for row in cursor}
            cursor.execute("SELECT pg_sleep(0.02)")
            cursor.execute("UPDATE test_seats SET used = used + 1 WHERE id = ANY(%s)", [sorted(free)])
        return [key for key in wanted if key not in free]

    def taker(number):
        try:
            start.wait()
            for _ in range(5):
                with transaction.atomic():
                    wanted = {1: 1, 2: 1} if number % 2 else {2: 1, 1: 1}
                    short = sit(wanted) if guarded else naive(wanted)
                    got.extend(key for key in wanted if key not in short)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=taker, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    if guarded:
        assert (got.count(1), got.count(2)) == (5, 2)
        assert seats() == {1: 5, 2: 3, 3: 0}
    else:
        assert (got.count(1), got.count(2)) > (5, 2)
