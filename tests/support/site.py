"""A live marketplace for browser tests: `tradewind up` with real processes, on a database of its own."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import override_settings

from support.database import base, clone
from tradewind.ops.embedded import embedded_dsn
from tradewind.ops.processes import die_with_parent
from tradewind.ops.supervisor import python

REAL_HASHER = ["django.contrib.auth.hashers.ScryptPasswordHasher"]


class Site:
    """`url`: where it listens. `database()`: work on its database, committing, with actions and models."""

    def __init__(self, url, name, blocker):
        self.url, self.name, self.blocker = url, name, blocker

    @contextlib.contextmanager
    def database(self):
        """Points this process at the site's database: what is written is there for the browser.

        Not inside a test that uses the fixture `db`: that one works in a transaction of another database.
        """
        own = connection.settings_dict["NAME"]
        with self.blocker.unblock(), override_settings(PASSWORD_HASHERS=REAL_HASHER):
            connections.close_all()
            connection.settings_dict["NAME"] = self.name
            try:
                yield connection
            finally:
                connections.close_all()
                connection.settings_dict["NAME"] = own


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker):
    """One marketplace per worker, empty at first; tests fill it through `site.database()`."""
    name = clone(f"site_{connection.settings_dict['NAME']}")
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": embedded_dsn(base(), name),
        "DEBUG": "1",
        "TRADEWIND_UNSAFE_DATABASE": "1",
        "TRADEWIND_THREADS": "2",
    }
    words = Path(os.environ["TRADEWIND_HOME"]) / "site.log"
    with words.open("wb") as log:
        process = subprocess.Popen(
            python("tradewind.ops.main", "up", "--port", str(port), "--workers", "1"),
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
    try:
        wait_until_open(process, words)
        yield Site(f"http://127.0.0.1:{port}", name, django_db_blocker)
    finally:
        process.terminate()
        process.wait(30)


def wait_until_open(process, words, seconds=60):
    """Waits for the line that says the marketplace is open; fails with its last words otherwise."""
    deadline = time.monotonic() + seconds
    while "is open" not in (said := words.read_text(errors="replace")):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the marketplace did not open:\n{said[-3000:]}")
        time.sleep(0.05)


def free_port():
    """A port p such that p and p+10 (the sandbox) are free; random, so that parallel workers rarely meet."""
    while True:
        port = random.randrange(20_000, 50_000)
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            for number in (port, port + 10):
                stack.enter_context(socket.socket()).bind(("127.0.0.1", number))
            return port
