"""A demo marketplace to measure, in a home of its own (.tradewind-bench)."""

import contextlib
import shutil
import signal
import time
from pathlib import Path

import psycopg

from bench.machine import tree
from bench.running import ended, started
from tradewind.ops.embedded import embedded_dsn
from tradewind.ops.supervisor import python

HOME = Path(".tradewind-bench").resolve()


class Marketplace:
    """Starts, stops and looks into one marketplace."""

    def __init__(self, port):
        self.port, self.process = port, None
        self.url = f"http://127.0.0.1:{port}"
        self.log = HOME / "bench.log"

    def built(self):
        """Is there a demo from an earlier run?"""
        return (HOME / "demo-built").exists()

    def delete(self):
        """Forgets the demo."""
        shutil.rmtree(HOME, ignore_errors=True)

    @contextlib.contextmanager
    def open(self):
        """The marketplace, started as `make demo` does and stopped as Ctrl-C does; yields how long each took."""
        HOME.mkdir(parents=True, exist_ok=True)
        words = ("up", "--demo", "--port", str(self.port), "--workers", "2")
        took = {}
        began = time.monotonic()
        with self.log.open("wb") as log:
            self.process = started(python("tradewind.ops.main", *words), HOME, stdout=log, stderr=log)
        try:
            self._wait_until_open(began)
            took["start_s"] = round(time.monotonic() - began, 1)
            (HOME / "demo-built").touch()
            yield took
        finally:
            took["stop_s"] = round(ended(self.process, signal.SIGINT), 1)

    def _wait_until_open(self, began):
        while "is open" not in (said := self.log.read_text(errors="replace")):
            if self.process.poll() is not None or time.monotonic() - began > 600:
                raise SystemExit(f"the marketplace did not open:\n{said[-3000:]}")
            time.sleep(0.02)

    def processes(self):
        """Everything that runs for it."""
        return tree(self.process.pid)

    def ask(self, query):
        """The rows of a query to its database."""
        with psycopg.connect(self.dsn) as database:
            return database.execute(query).fetchall()

    @property
    def dsn(self):
        """How to reach its database."""
        return embedded_dsn(HOME)
