"""Answers kept for a few seconds in this process: what every visitor of a hot page sees alike."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
SECONDS = 3.0


class Kept(Generic[T]):
    """A question without arguments whose answer may be a few seconds old."""

    def __init__(self, ask: Callable[[], T], seconds: float = SECONDS) -> None:
        self._ask, self._seconds = ask, seconds
        self._lock = threading.Lock()
        self._until = 0.0
        self._answer: T | None = None

    def __call__(self) -> T:
        """The kept answer, or a fresh one when it is too old. While one thread asks, others use the old answer."""
        now = time.monotonic()
        answer = self._answer
        if answer is not None and (now < self._until or not self._lock.acquire(blocking=False)):
            return answer
        if answer is None:
            self._lock.acquire()
        try:
            self._answer = fresh = self._ask()
            self._until = time.monotonic() + self._seconds
            return fresh
        finally:
            self._lock.release()

    def forget(self) -> None:
        """The next question is asked anew."""
        self._answer, self._until = None, 0.0
