"""Ids are unique and ordered by time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.kernel import ids as ids_module
from tradewind.kernel.ids import EPOCH_MS, NODES, IdMaker, floor_id, follow_clock, new_id


def test_ids_of_one_maker_increase_even_when_the_clock_stands_or_goes_back():
    times = iter([EPOCH_MS + 5, EPOCH_MS + 5, EPOCH_MS + 1, EPOCH_MS + 9])
    maker = IdMaker(3, lambda: next(times))
    ids = [maker.take()[0] for _ in range(4)]
    assert ids == sorted(set(ids))
    assert ids[0] == floor_id(EPOCH_MS + 5) | (3 << 12)


def test_a_burst_of_more_than_a_millisecond_holds_stays_unique_and_fits_63_bits():
    maker = IdMaker(NODES - 1, lambda: EPOCH_MS + 68 * 365 * 86_400_000)
    ids = maker.take(10_000)
    assert len(set(ids)) == 10_000
    assert ids == sorted(ids)
    assert ids[-1] < 2**63


@given(st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.integers(1, 5000))
def test_two_nodes_never_make_the_same_id(one, other, count):
    clock = lambda: EPOCH_MS + 1000  # noqa: E731
    if one != other:
        assert not set(IdMaker(one, clock).take(count)) & set(IdMaker(other, clock).take(count))


def test_threads_share_a_maker_safely():
    maker = IdMaker(1)
    with ThreadPoolExecutor(8) as pool:
        taken = [id_ for ids in pool.map(lambda _: maker.take(50), range(80)) for id_ in ids]
    assert len(set(taken)) == 4000


def test_an_id_is_at_least_the_floor_of_its_millisecond():
    maker = IdMaker(7, lambda: EPOCH_MS + 42)
    assert floor_id(EPOCH_MS + 42) <= maker.take()[0] < floor_id(EPOCH_MS + 43)


def test_a_node_outside_the_range_is_refused():
    with pytest.raises(ValueError, match="node"):
        IdMaker(NODES)


def test_a_process_that_rebuilds_a_past_dates_its_ids_by_that_past(monkeypatch):
    monkeypatch.setattr(ids_module, "_process", ids_module._Process())
    monkeypatch.setattr(ids_module, "_lease", lambda: 5)
    at = [EPOCH_MS + 1000]
    follow_clock(lambda: at[0])
    first = new_id()
    at[0] += 60_000
    assert floor_id(EPOCH_MS + 1000) <= first < floor_id(EPOCH_MS + 1001) <= floor_id(EPOCH_MS + 61_000) <= new_id()
