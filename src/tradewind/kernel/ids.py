"""Ids: 63 bits, time-ordered, made by the application.

Layout from the top: 41 bits of milliseconds since 2025-01-01 UTC (69 years), 10 bits of node, 12 bits of sequence.
The node is leased once per process from a database sequence (see `lease_node`), so no two processes make the same id.
"""

import os
import threading
import time
from collections.abc import Callable

EPOCH_MS = 1_735_689_600_000
NODE_BITS, SEQUENCE_BITS = 10, 12
NODES, SEQUENCES = 1 << NODE_BITS, 1 << SEQUENCE_BITS


class IdMaker:
    """Makes increasing ids for one node. Thread-safe; never waits: a burst borrows the next milliseconds."""

    def __init__(self, node: int, clock_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        if not 0 <= node < NODES:
            raise ValueError(f"node must be in 0..{NODES - 1}")
        self._node = node
        self._clock_ms = clock_ms
        self._lock = threading.Lock()
        self._last = 0  # (milliseconds since the epoch) * SEQUENCES + sequence

    def take(self, count: int = 1) -> list[int]:
        """`count` new ids in increasing order."""
        with self._lock:
            start = max(self._last + 1, (self._clock_ms() - EPOCH_MS) * SEQUENCES)
            self._last = start + count - 1
        return [self._compose(tick) for tick in range(start, start + count)]

    def _compose(self, tick: int) -> int:
        ms, sequence = divmod(tick, SEQUENCES)
        return (ms << (NODE_BITS + SEQUENCE_BITS)) | (self._node << SEQUENCE_BITS) | sequence


def floor_id(ms: int) -> int:
    """The smallest id of the millisecond `ms` (Unix time), for range queries and for dated imports."""
    return (ms - EPOCH_MS) << (NODE_BITS + SEQUENCE_BITS)


class _Process:
    """The maker of this process; a fork or a new process leases its own node."""

    def __init__(self) -> None:
        self.maker: IdMaker | None = None
        self.lock = threading.Lock()


_process = _Process()
os.register_at_fork(after_in_child=lambda: _process.__init__())  # type: ignore[misc]
_lease: Callable[[], int] | None = None


def lease_node_with(lease: Callable[[], int]) -> None:
    """Sets how a process gets its node (the database sequence, set when Django starts)."""
    global _lease
    _lease = lease


def follow_clock(clock_ms: Callable[[], int]) -> None:
    """From now on this process dates its ids by `clock_ms` (for rebuilding a past, in a process of its own)."""
    _process.maker = IdMaker((_lease() if _lease else os.getpid()) % NODES, clock_ms)


def new_ids(count: int) -> list[int]:
    """`count` ids, increasing."""
    if _process.maker is None:
        with _process.lock:
            if _process.maker is None:
                _process.maker = IdMaker((_lease() if _lease else os.getpid()) % NODES)
    return _process.maker.take(count)


def new_id() -> int:
    """One id. In JSON an id is a string, because JavaScript cannot hold 63 bits."""
    return new_ids(1)[0]
