"""Drawing many pictures on all cores into the picture store."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from django.conf import settings

from tradewind.catalog import pictures
from tradewind.catalog.pictures import Stored
from tradewind.ops.demo.art.compose import Recipe, backdrop, draw
from tradewind.ops.demo.art.marks import mark

Drawn = dict[Recipe, Stored]
_CHUNK = 24


class Studio:
    """Draws in other processes while the caller does something else."""

    def __init__(self, recipes: Sequence[Recipe], workers: int, done: Callable[[int], None]) -> None:
        """Starts at once. `done(n)` is told, from another thread, that n more pictures are finished."""
        self._done = done
        # Neighbours share a backdrop, which is half of the work of a picture.
        ordered = sorted(set(recipes), key=lambda recipe: (backdrop(recipe), recipe))
        chunks = [ordered[n : n + _CHUNK] for n in range(0, len(ordered), _CHUNK)]
        self._pool: ProcessPoolExecutor | None = None
        if workers:
            # A fresh interpreter: a fork would share the database connection.
            self._pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (str(settings.MEDIA_ROOT),))
            self._jobs = [self._pool.submit(_draw_all, chunk) for chunk in chunks]
            for job in self._jobs:
                job.add_done_callback(self._count)
        else:
            self._drawn = _draw_all(ordered)
            done(len(ordered))

    def _count(self, job: Future[Drawn]) -> None:
        if not job.cancelled() and job.exception() is None:
            self._done(len(job.result()))

    def wait(self) -> Drawn:
        """All pictures, when the last one is stored."""
        if self._pool is None:
            return self._drawn
        drawn: Drawn = {}
        for job in self._jobs:
            drawn |= job.result()
        self._pool.shutdown()
        return drawn

    def stop(self) -> None:
        """Gives up: what is not begun is not drawn."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def draw_marks(count: int) -> list[str]:
    """Keys of the logos of the first `count` shops."""
    return [pictures.store_drawn(mark(number)).key for number in range(count)]


def _begin(media_root: str) -> None:
    """A drawing process needs nothing of the application but the folder to write to."""
    if not settings.configured:
        settings.configure(MEDIA_ROOT=media_root)


def _draw_all(recipes: Sequence[Recipe]) -> Drawn:
    return {recipe: pictures.store_drawn(draw(recipe)) for recipe in recipes}
