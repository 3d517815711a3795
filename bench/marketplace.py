"""A demo marketplace to measure, in a home of its own (.tradewind-bench)."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from bench.machine import say, tree
from tradewind.ops.embedded import embedded_dsn
from tradewind.ops.supervisor import python

HOME = Path(".tradewind-bench").resolve()
TAKEN = ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SANDBOX_URL", "SITE_URL")


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

    def start(self):
        """Starts it as `make demo` does; returns seconds until the home page answered."""
        HOME.mkdir(parents=True, exist_ok=True)
        environment = {name: value for name, value in os.environ.items() if name not in TAKEN}
        began = time.monotonic()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                python("tradewind.ops.main", "up", "--demo", "--port", str(self.port), "--workers", "2"),
                env={**environment, "TRADEWIND_HOME": str(HOME)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while "is open" not in self.log.read_text(errors="replace"):
            if self.process.poll() is not None or time.monotonic() - began > 600:
                raise SystemExit(f"the marketplace did not open:\n{self.log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.02)
        (HOME / "demo-built").touch()
        return time.monotonic() - began

    def stop(self):
        """Stops it as Ctrl-C does; returns seconds until everything had ended."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        return time.monotonic() - began

    @contextlib.contextmanager
    def open(self):
        """The marketplace, running."""
        say("starting the demo marketplace")
        self.start()
        try:
            yield self
        finally:
            self.stop()

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
