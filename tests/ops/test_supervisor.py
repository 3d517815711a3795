"""The supervisor leaves nothing behind, however it ends, and restarts what dies."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tradewind.ops.processes import exists, members
from tradewind.ops.supervisor import end_leftovers

pytestmark = pytest.mark.process

# Two services: one with a child of its own (as a web server has), one that ignores SIGTERM.
SUPERVISE = """
import os, sys
from pathlib import Path
from tradewind.ops.supervisor import Bell, Service, Supervisor, end_leftovers
home = Path(sys.argv[1])
WEB = "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"
DEAF = (
    "import os, signal, time; from pathlib import Path; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "Path(os.environ['TRADEWIND_HOME'], 'deaf').touch(); time.sleep(60)"
)
print("ended", *end_leftovers(home), flush=True)
with Bell().listening() as bell:
    supervisor = Supervisor(home, os.environ, bell, lambda line: print(line, flush=True))
    supervisor.add(Service("web", [sys.executable, "-c", WEB]))
    supervisor.add(Service("deaf", [sys.executable, "-c", DEAF], grace=0.5))
    print("ready", flush=True)
    supervisor.steady = True
    supervisor.watch(lambda: None)
    supervisor.stop()
print("bye", flush=True)
"""
FAILING = """
import os, sys
from pathlib import Path
from tradewind.ops import supervisor as s
s.FIRST_PAUSE = 0.01
with s.Bell().listening() as bell:
    supervisor = s.Supervisor(Path(sys.argv[1]), os.environ, bell, lambda line: print(line, flush=True))
    supervisor.add(s.Service("broken", [sys.executable, "-c", "raise SystemExit(7)"]))
    try:
        while True:
            supervisor.look()
            bell.wait(0.05)
    except s.PartFailed as refused:
        print("refused", refused)
    supervisor.stop()
"""


@pytest.fixture
def home(tmp_path):
    """A home; whatever a test left running there ends."""
    (tmp_path / "run").mkdir()
    yield tmp_path
    end_leftovers(tmp_path)


def start(home, script=SUPERVISE):
    return subprocess.Popen([sys.executable, "-c", script, str(home)], stdout=subprocess.PIPE, text=True)


def groups(home):
    return {path.stem: int(path.read_text()) for path in (home / "run").glob("*.pid")}


def ready(home):
    (home / "deaf").unlink(missing_ok=True)
    supervisor = start(home)
    while "ready" not in (line := supervisor.stdout.readline()):
        assert line, "the supervisor ended early"
    settle(lambda: len(members(groups(home)["web"])) == 2 and (home / "deaf").exists())
    return supervisor


def settle(true, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_ends_everything_even_what_does_not_listen(home, how):
    supervisor = ready(home)
    before = groups(home)
    supervisor.send_signal(how)
    said, _ = supervisor.communicate(timeout=10)
    assert said.endswith("bye\n") and supervisor.returncode == 0
    assert {name: members(group) for name, group in before.items()} == {"web": [], "deaf": []}
    assert groups(home) == {}


def test_killed_it_is_followed_by_what_listens_and_the_next_start_ends_the_rest(home):
    supervisor = ready(home)
    before = groups(home)
    supervisor.kill()
    supervisor.wait()
    settle(lambda: not exists(before["web"]))
    assert exists(before["deaf"])
    second = ready(home)
    assert not any(members(group) for group in before.values())
    second.terminate()
    second.wait(10)


def test_a_service_that_dies_is_started_again(home):
    supervisor = ready(home)
    first = groups(home)["web"]
    os.kill(first, signal.SIGKILL)
    settle(lambda: groups(home).get("web") != first)
    assert members(first) == []  # its child went with it
    assert "web ended (-9); it starts again in 0.5 s" in supervisor.stdout.readline()
    supervisor.terminate()
    supervisor.wait(10)


def test_what_never_starts_is_given_up(home):
    supervisor = start(home, FAILING)
    said, _ = supervisor.communicate(timeout=10)
    assert said.count("broken ended (7)") == 4
    assert "refused broken does not start: it ended 5 times, at last with 7." in said


def test_a_process_id_that_lives_again_as_something_else_is_left_alone(home):
    stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
    try:
        (home / "run" / "web.pid").write_text(f"{stranger.pid}\n")
        assert end_leftovers(home) == []
        assert stranger.poll() is None
        assert not (home / "run" / "web.pid").exists()
    finally:
        with contextlib.suppress(ProcessLookupError):
            stranger.kill()
        stranger.wait()


def test_an_empty_or_broken_record_is_no_obstacle(home):
    Path(home / "run" / "web.pid").write_text("")
    Path(home / "run" / "worker.pid").write_text("1\n")
    assert end_leftovers(home) == []
