"""How the machinery is: the last run of the invariants, the outbox, the job queue."""

import time
from datetime import datetime
from typing import Any, NamedTuple

from django.core.cache import cache
from procrastinate.contrib.django.models import ProcrastinateJob

from tradewind.kernel import outbox
from tradewind.kernel.clock import read_clock
from tradewind.kernel.invariants import every_invariant

KEY = "console.invariants"
MOST = 1000
KEPT_S = 30 * 24 * 3600


class Checked(NamedTuple):
    """One invariant's last result. `says` is its docstring: what must hold."""

    module: str
    rule: str
    says: str
    milliseconds: int
    problems: list[tuple[str, str]]


class Run(NamedTuple):
    """A run of all invariants."""

    at: datetime
    results: list[Checked]

    @property
    def problems(self) -> int:
        """How many breaks were found."""
        return sum(len(result.problems) for result in self.results)


class Queue(NamedTuple):
    """Jobs by state, each counted up to a bound."""

    todo: int
    doing: int
    failed: int


def run_invariants() -> Run:
    """Runs every module's invariants now and keeps the result for the home page."""
    results = []
    for module, invariant in every_invariant():
        start = time.perf_counter()
        problems = [(problem.about, problem.said) for problem in invariant()]
        spent = round((time.perf_counter() - start) * 1000)
        says = (invariant.__doc__ or "").strip()
        results.append(Checked(module, invariant.__name__, says, spent, problems))
    run = Run(read_clock(), results)
    cache.set(KEY, (run.at, [tuple(result) for result in results]), KEPT_S)
    return run


def last_run() -> Run | None:
    """The last run, or None when there was none lately."""
    stored: Any = cache.get(KEY)
    return None if stored is None else Run(stored[0], [Checked(*result) for result in stored[1]])


def queue() -> Queue:
    """The job queue: waiting, running, failed."""
    counts = {
        state: ProcrastinateJob.objects.filter(status=state).values("id")[:MOST].count()
        for state in ("todo", "doing", "failed")
    }
    return Queue(**counts)


def backlog() -> outbox.Waiting:
    """Events that no worker has taken yet."""
    return outbox.waiting(MOST)
