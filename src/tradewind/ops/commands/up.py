"""`tradewind up`: one command, one process tree: database, payment sandbox, web server, worker.

This process is only the supervisor. It imports no Django: migrating and building the demo run in a child.
"""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tradewind.ops import embedded, serve
from tradewind.ops.errors import AlreadyServing, PartFailed
from tradewind.ops.home import home
from tradewind.ops.processes import die_with_parent, open_lock, try_lock
from tradewind.ops.supervisor import Bell, Service, Supervisor, end_leftovers, python

ANSWER_SECONDS = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind up`."""
    parser.add_argument("--demo", action="store_true", help="build the demo marketplace first (throw-away: DEBUG=1)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port (default %(default)s); the sandbox takes port+10")
    parser.add_argument("--workers", type=int, default=2, help="web server processes (default %(default)s)")
    parser.add_argument("--with-parent", action="store_true", help="stop when the program that started this ends")
    parser.add_argument("--no-sandbox", action="store_true", help="do not start the sandbox payment provider")


def run(args: argparse.Namespace) -> int:
    """Serves until Ctrl-C or SIGTERM; returns 0 then, 2 when preparing the database was refused (and explained)."""
    place = home()
    plan = serve.plan(place, args, os.environ)
    with Bell().listening() as bell, _only_one(place, plan.address):
        if args.with_parent and (ask := die_with_parent(signal.SIGTERM, os.getppid())):
            ask()
        for name in end_leftovers(place):
            say(f"ended a leftover of a killed run: {name}")
        serve.check_ports(plan)
        supervisor = Supervisor(place, plan.environment, bell, say)
        with _database(place, plan) as database:
            try:
                return _serve(supervisor, plan, database)
            finally:
                if bell.stopping:
                    say("stopping")
                supervisor.stop()


def _serve(supervisor: Supervisor, plan: serve.Plan, database: "_Database") -> int:
    status, result = _prepare(supervisor, plan)
    if status != 0 or supervisor.bell.stopping:
        return status
    for service in plan.services:
        supervisor.add(service)
    if not _answers(supervisor, plan):
        return 0
    supervisor.steady = True
    for line in serve.welcome(plan, result):
        say(line)
    supervisor.watch(database.look)
    return 0


def _prepare(supervisor: Supervisor, plan: serve.Plan) -> tuple[int, dict[str, Any]]:
    """Checks and migrates the database, builds the demo, in a child. Its status (2: it has told why), what it found."""
    command = python("tradewind.ops.main", "prepare", *(["--demo"] if plan.demo else []))
    status, written = supervisor.run(Service("prepare", command), subprocess.PIPE)
    if supervisor.bell.stopping:
        return 0, {}
    if status not in {0, 2}:
        raise PartFailed(part="Tradewind", detail=f"preparing it ended with {status}")
    return status, json.loads(written or b"{}")


def _answers(supervisor: Supervisor, plan: serve.Plan) -> bool:
    """Waits for the first page; False when asked to stop."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while not supervisor.bell.stopping:
        supervisor.look()
        status = serve.status_of_home(plan)
        if status == 200:
            return True
        if time.monotonic() > deadline:
            raise PartFailed(part="web", detail=f"the home page answers {status or 'nothing'}")
        supervisor.bell.wait(0.1)
    return False


class _Database:
    """The embedded server of this run: looked at now and then, started again when it has died."""

    def __init__(self, place: Path, embed: bool) -> None:
        self.place = place
        self.server = embedded.acquire(place, tied=True) if embed else None
        self.due = 0.0

    def look(self) -> None:
        """Starts the server again if it has died."""
        if self.server is None or self.server.alive() or time.monotonic() < self.due:
            return
        say("the database ended; it starts again")
        self.due = time.monotonic() + 5.0
        self.server.release()
        self.server = embedded.acquire(self.place, tied=True)


@contextlib.contextmanager
def _database(place: Path, plan: serve.Plan) -> Iterator[_Database]:
    """The embedded database while this lasts; nothing where DATABASE_URL names another one."""
    database = _Database(place, plan.embed)
    try:
        yield database
    finally:
        if database.server is not None:
            database.server.release()


@contextlib.contextmanager
def _only_one(place: Path, address: str) -> Iterator[None]:
    """Holds the home. The kernel lets go of the lock when we die, however we die."""
    (place / "run").mkdir(parents=True, exist_ok=True)
    path = place / "run" / "up.lock"
    fd = open_lock(path)
    try:
        if not try_lock(fd):
            raise AlreadyServing(home=place, who=path.read_text().strip())
        os.ftruncate(fd, 0)
        os.write(fd, f"process {os.getpid()}, {address}\n".encode())
        yield
    finally:
        os.close(fd)


def say(line: str) -> None:
    """One line for whoever watches."""
    print(line, flush=True)
