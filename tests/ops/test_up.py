"""`tradewind up`: one command, one process tree, nothing left behind."""

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ops.conftest import environment
from support.site import free_port, wait_until_open
from tradewind.ops.processes import exists, runs_with
from tradewind.ops.supervisor import end_leftovers, python

pytestmark = pytest.mark.process


class Up:
    """A running `tradewind up`."""

    def __init__(self, home, *words, **more):
        self.home, self.port = home, free_port()
        self.url, self.words = f"http://127.0.0.1:{self.port}", home.with_suffix(".log")
        with self.words.open("wb") as log:
            self.process = subprocess.Popen(
                python("tradewind.ops.main", "up", "--port", str(self.port), "--workers", "1", *words),
                env=environment(home, TRADEWIND_THREADS="1", **more),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until_open(self.process, self.words)

    def said(self):
        return self.words.read_text()

    def group(self, name):
        """Process id of a service (also its process group)."""
        return int((self.home / "run" / f"{name}.pid").read_text())

    def postmaster(self):
        return int((self.home / "pg" / "postmaster.pid").read_text().splitlines()[0])

    def stop(self):
        """Stops it in any case, and whatever of it is left."""
        if self.process.poll() is None:
            self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.process.kill()
        self.process.wait()
        end_leftovers(self.home)


def get(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as wrong:
        return wrong.code, wrong.read()
    except OSError:
        return None, b""


def of_home(home):
    """Every process that was started for this home. (PostgreSQL's environment is clean: found by its folder.)"""
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [pid for pid in numbers if exists(pid) and (runs_with(pid, "TRADEWIND_HOME", str(home)) or _of(pid, home))]


def _of(pid, home):
    with contextlib.suppress(OSError):
        return f"{home}/pg".encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return False


def settle(true, seconds=25.0):
    deadline = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)
    return found


def home_for_all(home):
    """A home that the database's unprivileged user may enter, when root runs the tests."""
    for folder in (home, *home.parents[:2]):
        folder.chmod(0o755)
    return home


@pytest.fixture(scope="module")
def up(tmp_path_factory):
    running = Up(home_for_all(tmp_path_factory.mktemp("up")))
    yield running
    running.stop()


@pytest.mark.parametrize("path", ["/", "/en/", "/healthz", "/api/v1/categories", "/static/app.css"])
def test_it_answers(up, path):
    assert get(up.url + path)[0] == 200


def test_it_tells_the_first_operator_where_to_begin(up):
    assert f"{up.url}/setup/?token=" in up.said()
    assert "shopper" not in up.said()


def test_pictures_are_served_and_nothing_else_of_the_home(up):
    folder = up.home / "media" / "aa"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "aa-320.webp").write_bytes(b"RIFF")
    assert get(f"{up.url}/media/aa/aa-320.webp") == (200, b"RIFF")
    for sly in ("/media/../secret_key", "/media/%2e%2e/secret_key", "/media/..%2fsecret_key", "/static/../urls.py"):
        status, body = get(up.url + sly)
        assert status != 200 and (up.home / "secret_key").read_bytes() not in body


def test_the_sandbox_has_its_own_port(up):
    assert get(f"http://127.0.0.1:{up.port + 10}/")[0] is not None


def test_the_tree_at_rest_is_small(up):
    pages = [f"/proc/{pid}/smaps_rollup" for pid in of_home(up.home) if not _of(pid, up.home)]
    shares = [int(line.split()[1]) for path in pages for line in Path(path).read_text().splitlines() if "Pss:" in line]
    assert sum(shares) / 1024 < 300


def test_a_second_one_in_the_same_home_is_refused(up, tradewind):
    done = tradewind(up.home, "up", "--port", str(free_port()))
    assert done.returncode == 2 and "[ops.already_serving]" in done.stderr and up.url in done.stderr
    assert get(f"{up.url}/healthz")[0] == 200


def test_a_busy_port_is_refused_before_anything_starts(up, tradewind, tmp_path):
    done = tradewind(tmp_path, "up", "--port", str(up.port))
    assert done.returncode == 2 and "[ops.port_busy]" in done.stderr
    assert not (tmp_path / "pg").exists()


def test_a_busy_port_of_the_sandbox_is_called_so(up, tradewind, tmp_path):
    done = tradewind(tmp_path, "up", "--port", str(up.port - 10))
    assert done.returncode == 2 and f"Port {up.port} of 127.0.0.1, for the sandbox, cannot be used" in done.stderr
    assert not (tmp_path / "pg").exists()


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.example"])
def test_a_host_that_is_not_this_machine_is_refused(tradewind, tmp_path, host):
    done = tradewind(tmp_path, "up", "--host", host, "--port", str(free_port()))
    assert done.returncode == 2
    assert done.stderr == f"tradewind: --host: {host} is no address of this machine. [ops.wrong_value]\n"
    assert not (tmp_path / "pg").exists()


def test_commands_work_beside_it_and_leave_it_running(up, tradewind):
    assert tradewind(up.home, "check").returncode == 0
    assert get(f"{up.url}/healthz")[0] == 200


def test_what_is_killed_comes_back(up):
    before = {name: up.group(name) for name in ("web", "worker", "sandbox")}
    database = up.postmaster()
    for pid in (*before.values(), database):
        os.kill(pid, signal.SIGKILL)
    settle(lambda: all(up.group(name) != pid for name, pid in before.items()) and up.postmaster() != database)
    settle(lambda: get(f"{up.url}/api/v1/categories")[0] == 200)


def test_killed_it_takes_everything_along_and_the_next_start_recovers(tmp_path_factory):
    place = home_for_all(tmp_path_factory.mktemp("killed"))
    first = Up(place)
    try:
        first.process.kill()
        first.process.wait()
        settle(lambda: of_home(place) == [])
        second = Up(place)
        try:
            assert get(f"{second.url}/healthz")[0] == 200
            second.process.send_signal(signal.SIGINT)
            assert second.process.wait(20) == 0
            assert of_home(place) == []
            assert list((place / "run").glob("*.pid")) == []
        finally:
            second.stop()
    finally:
        first.stop()


@pytest.mark.parametrize(
    "given",
    [
        {"DEBUG": "0"},
        {"DATABASE_URL": "postgresql://somebody@127.0.0.1:1/real", "SECRET_KEY": "x" * 40},
    ],
)
def test_a_demo_where_it_could_do_harm_is_refused(tradewind, tmp_path, given):
    done = tradewind(tmp_path, "up", "--demo", "--port", str(free_port()), **given)
    assert done.returncode == 2 and "[ops.demo_needs_debug]" in done.stderr
    assert not (tmp_path / "pg").exists()


def test_a_database_that_can_lose_orders_is_refused(tradewind, tmp_path):
    from support.database import base, embedded_dsn

    unsafe = {"DATABASE_URL": embedded_dsn(base(), "postgres"), "DEBUG": "1"}
    done = tradewind(tmp_path, "up", "--port", str(free_port()), **unsafe)
    assert done.returncode == 2
    assert "fsync, full_page_writes, synchronous_commit off" in done.stderr
    assert done.stderr.count("\n") == 1 and done.stderr.endswith("[ops.unsafe_database]\n")
    assert of_home(tmp_path) == []
