"""The embedded PostgreSQL: starts, is shared, survives crashes, refuses what it cannot do."""

import os
import pwd
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from tradewind.ops import embedded
from tradewind.ops.errors import DatabaseFailed, NotOurs
from tradewind.ops.processes import exists

KEEP = """
import sys, time
from pathlib import Path
from tradewind.ops import embedded
server = embedded.acquire(Path(sys.argv[1]), tied=sys.argv[2] == "tied")
print(server.process.pid, flush=True)
time.sleep(60)
"""
pytestmark = pytest.mark.process


@pytest.fixture
def home(tmp_path):
    """A home that the server's user may enter; nothing of it runs afterwards."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    yield tmp_path / "home"
    if (tmp_path / "home" / "run").exists():
        embedded.acquire(tmp_path / "home", durable=False).release()


def pid_of(home):
    return int((home / "pg" / "postmaster.pid").read_text().splitlines()[0])


def gone(pid, seconds=10.0):
    deadline = time.monotonic() + seconds
    while exists(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not exists(pid)


def keeper(home, how):
    """Another process that uses the server of `home`; returns it and the server's process id."""
    process = subprocess.Popen([sys.executable, "-c", KEEP, str(home), how], stdout=subprocess.PIPE, text=True)
    return process, int(process.stdout.readline())


def test_it_starts_with_safe_settings_and_stops(home):
    with embedded.running(home) as server:
        assert server.started_here
        with psycopg.connect(server.dsn) as database:
            settings = "fsync", "full_page_writes", "synchronous_commit", "listen_addresses", "jit", "server_encoding"
            found = [database.execute(f"SHOW {name}").fetchone()[0] for name in settings]
            lower = database.execute("SELECT lower('ÄÇ')").fetchone()[0]
        pid = pid_of(home)
    assert found == ["on", "on", "on", "", "off", "UTF8"]
    assert lower == "äç"
    assert not exists(pid)


def test_only_its_user_can_reach_the_socket(home):
    with embedded.running(home):
        assert (home / "run").stat().st_mode & 0o777 == 0o700
        assert (home / "pg").stat().st_mode & 0o777 == 0o700


def test_a_second_user_joins_and_the_last_one_stops_it(home):
    first = embedded.acquire(home, durable=False)
    second = embedded.acquire(home, durable=False)
    assert (first.started_here, second.started_here) == (True, False)
    pid = pid_of(home)
    first.release()
    assert exists(pid) and second.alive()
    second.release()
    assert not exists(pid)


def test_data_survive_the_death_of_every_process(home):
    holder, pid = keeper(home, "tied")
    with psycopg.connect(embedded.embedded_dsn(home), autocommit=True) as database:
        database.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(pid, signal.SIGKILL)
    holder.kill()
    holder.wait()
    assert gone(pid)
    with embedded.running(home) as server, psycopg.connect(server.dsn) as database:
        assert server.started_here
        assert database.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_tied_server_dies_with_its_supervisor(home):
    holder, pid = keeper(home, "tied")
    holder.kill()
    holder.wait()
    assert gone(pid)


def test_an_orphan_is_joined_and_stopped_by_the_next_command(home):
    holder, pid = keeper(home, "untied")
    holder.kill()
    holder.wait()
    assert exists(pid)
    with embedded.running(home) as server:
        assert not server.started_here
    assert gone(pid)


def test_a_supervisor_replaces_an_orphan_by_its_own_server(home):
    holder, orphan = keeper(home, "untied")
    holder.kill()
    holder.wait()
    server = embedded.acquire(home, durable=False, tied=True)
    try:
        assert server.started_here
        assert pid_of(home) != orphan
    finally:
        server.release()


def test_a_living_process_id_in_a_stale_file_is_no_obstacle(home):
    with embedded.running(home):
        lines = (home / "pg" / "postmaster.pid").read_text()
    (home / "pg" / "postmaster.pid").write_text(lines.replace(lines.splitlines()[0], "1", 1))
    with embedded.running(home) as server:
        assert server.started_here


def test_two_starts_at_once_make_one_server(home):
    words = [sys.executable, "-c", KEEP.replace("server.process.pid", "server.started_here"), str(home), "untied"]
    both = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(process.stdout.readline().strip() for process in both)
    for process in both:
        process.kill()
        process.wait()
    assert said == ["False", "True"]


def test_a_broken_setting_is_told_in_one_line(home):
    with embedded.running(home):
        pass
    with (home / "pg" / "postgresql.conf").open("a") as conf:
        conf.write("shared_buffers = 'a lot'\n")
    with pytest.raises(DatabaseFailed) as refused:
        embedded.acquire(home)
    (home / "pg" / "postgresql.conf").write_text("include 'tradewind.conf'\n")
    assert 'invalid value for parameter "shared_buffers": "a lot"' in str(refused.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give folders away")
def test_root_runs_it_as_another_user(home):
    with embedded.running(home):
        assert os.stat(f"/proc/{pid_of(home)}").st_uid == pwd.getpwnam("nobody").pw_uid


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that others cannot enter")
def test_root_can_use_a_home_that_others_cannot_enter(home):
    home.mkdir(mode=0o700)
    home.parent.chmod(0o700)
    with embedded.running(home) as server, psycopg.connect(server.dsn) as database:
        assert database.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give folders away")
def test_a_socket_folder_of_somebody_else_is_refused(home):
    (home / "run").mkdir(parents=True)
    os.chown(home / "run", 12345, 12345)
    with pytest.raises(NotOurs) as refused:
        embedded.acquire(home)
    assert refused.value.code == "ops.not_ours"
    assert not (home / "pg").exists()
    os.chown(home / "run", 0, 0)
