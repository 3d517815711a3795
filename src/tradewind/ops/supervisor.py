"""A small supervisor: starts services, restarts what dies, stops everything in order, leaves nothing behind.

It imports no Django, so that the whole tree stays small. Each service leads a session (and process group) of its own,
so Ctrl-C reaches only the supervisor, and what a service has started can be ended with it. Linux ends the services when
the supervisor is killed; HOME/run/<name>.pid lets the next start end what is left elsewhere.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from tradewind.ops.errors import PartFailed
from tradewind.ops.processes import die_with_parent, exists, members, runs_with

FIRST_PAUSE, LONGEST_PAUSE, STEADY = 0.5, 30.0, 60.0  # seconds: backoff from, to; running this long forgives
GIVE_UP_AFTER = 5  # failures in a row before anything was ever served


class Service(NamedTuple):
    """A process to keep running. `grace`: seconds between SIGTERM and SIGKILL."""

    name: str
    command: Sequence[str]
    grace: float = 15.0


class Bell:
    """Wakes the supervisor: a signal to stop, or a child that ended."""

    def __init__(self) -> None:
        self.stopping = False
        self.hurry = False  # a second Ctrl-C
        self._reader, self._writer = os.pipe()

    def wait(self, seconds: float) -> None:
        """Sleeps until a signal comes or the time is over."""
        if select.select([self._reader], [], [], max(0.0, seconds))[0]:
            os.read(self._reader, 4096)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.hurry = self.stopping
        self.stopping = True

    @contextlib.contextmanager
    def listening(self) -> Iterator["Bell"]:
        """SIGINT, SIGTERM and SIGHUP ask to stop while this lasts."""
        os.set_blocking(self._writer, False)
        os.set_blocking(self._reader, False)
        handlers: dict[int, Callable[[int, FrameType | None], None]] = {
            signal.SIGINT: self._stop,
            signal.SIGTERM: self._stop,
            signal.SIGHUP: self._stop,
            signal.SIGCHLD: lambda _signal, _frame: None,
        }
        old = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        old_fd = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        try:
            yield self
        finally:
            signal.set_wakeup_fd(old_fd)
            for number, handler in old.items():
                signal.signal(number, handler)


class _Child:
    """One service and its present process."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.failures = 0
        self.due = 0.0  # when to start (again)


class Supervisor:
    """Keeps the services of one home running until the bell asks to stop."""

    def __init__(self, home: Path, environment: Mapping[str, str], bell: Bell, say: Callable[[str], None]) -> None:
        self.home, self.bell, self.say = home, bell, say
        self.environment = {**environment, "TRADEWIND_HOME": str(home)}
        self.children: list[_Child] = []
        self.steady = False  # set once the marketplace has answered: from then on nothing makes us give up

    def add(self, service: Service) -> None:
        """Starts a service and keeps it running."""
        child = _Child(service)
        self.children.append(child)
        self._start(child)

    def run(self, service: Service, stdout: int | None = None) -> tuple[int, bytes]:
        """Runs a command to its end (or until the bell asks to stop); returns exit status and what it wrote."""
        child = _Child(service)
        self._start(child, stdout)
        process = child.process
        assert process is not None
        while process.poll() is None and not self.bell.stopping:
            self.bell.wait(0.5)
        if process.poll() is None:
            self._end([child])
        self._pid_file(child).unlink(missing_ok=True)
        written = process.stdout.read() if process.stdout else b""
        return process.wait(), written

    def look(self) -> None:
        """Restarts what has died, with growing pauses. Refuses `ops.part_failed` before the first success."""
        now = time.monotonic()
        for child in self.children:
            process = child.process
            if process is not None and process.poll() is not None:
                self._bury(child, process.returncode, now)
            if child.process is None and child.due <= now:
                self._start(child)

    def watch(self, also: Callable[[], None]) -> None:
        """Works until the bell asks to stop; calls `also` at every look (the database is looked after there)."""
        while not self.bell.stopping:
            also()
            self.look()
            self.bell.wait(2.0)

    def stop(self) -> None:
        """Ends all services; nothing of them is left."""
        self._end(self.children)
        self.children = []

    def _start(self, child: _Child, stdout: int | None = None) -> None:
        child.started = time.monotonic()
        child.process = subprocess.Popen(
            child.service.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        self._pid_file(child).write_text(f"{child.process.pid}\n")

    def _bury(self, child: _Child, status: int, now: float) -> None:
        """A service has died: ends what it left behind and sets the time of the next start."""
        assert child.process is not None
        kill_group(child.process.pid)
        child.process = None
        child.failures = 1 if now - child.started > STEADY else child.failures + 1
        if not self.steady and child.failures >= GIVE_UP_AFTER:
            raise PartFailed(part=child.service.name, detail=f"it ended {child.failures} times, at last with {status}")
        pause = min(FIRST_PAUSE * 2 ** (child.failures - 1), LONGEST_PAUSE)
        child.due = now + pause
        self.say(f"{child.service.name} ended ({status}); it starts again in {pause:.1f} s")

    def _end(self, children: Sequence[_Child]) -> None:
        """SIGTERM to all at once, then, after each one's grace or at a second Ctrl-C, SIGKILL to what is left."""
        alive = [child for child in children if child.process is not None]
        for child in alive:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        asked = time.monotonic()
        while waiting := [c for c in alive if c.process is not None and c.process.poll() is None]:
            for child in waiting:
                if self.bell.hurry or time.monotonic() - asked > child.service.grace:
                    kill_group(child.process.pid if child.process else 0)
            self.bell.wait(0.1)
        for child in alive:
            if child.process is not None:
                kill_group(child.process.pid)
            self._pid_file(child).unlink(missing_ok=True)

    def _pid_file(self, child: _Child) -> Path:
        return self.home / "run" / f"{child.service.name}.pid"


def kill_group(group: int) -> None:
    """Ends a process group at once, if anything of it is left."""
    if group > 1:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def end_leftovers(home: Path) -> list[str]:
    """Ends services of this home whose supervisor was killed; returns their names.

    HOME/run/<name>.pid names a process group. Its members are killed only if they were started for this home, so a
    process id that lives again as something else is left alone.
    """
    ended = []
    for path in sorted((home / "run").glob("*.pid")):
        group = int(path.read_text().strip() or 0)
        ours = [pid for pid in members(group) if runs_with(pid, "TRADEWIND_HOME", str(home))] if group > 1 else []
        for pid in ours:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 5.0
        while any(exists(pid) for pid in ours) and time.monotonic() < deadline:
            time.sleep(0.02)
        if ours:
            ended.append(path.stem)
        path.unlink(missing_ok=True)
    return ended


def python(module: str, *arguments: str) -> list[str]:
    """The command line that runs a module with this very Python."""
    return [sys.executable, "-m", module, *arguments]
