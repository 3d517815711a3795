"""`tradewind doctor`: looks at one thing after the other; each line says what is wrong and how to mend it."""

import argparse
import contextlib
import os
import shutil
import smtplib
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.ops import embedded
from tradewind.ops.application import one_line, server_version, unsafe_settings
from tradewind.ops.home import home

GIB = 1024**3
LATE = timedelta(minutes=5)


class Finding(NamedTuple):
    """One line: `ok`, `warn` or `fail`, about what, what was found, how to mend it."""

    state: str
    about: str
    said: str
    mend: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No words: it looks at everything."""


def run(_args: argparse.Namespace) -> int:
    """Exit status 1 when something fails; warnings do not count."""
    failed = False
    for finding in findings():
        failed |= finding.state == "fail"
        print(f"{finding.state:<5} {finding.about:<12} {finding.said}", flush=True)
        if finding.mend:
            print(f"{'':<18} -> {finding.mend}", flush=True)
    return 1 if failed else 0


def findings() -> Iterator[Finding]:
    """Everything that was found; what makes no sense without an earlier answer is left out."""
    yield Finding("ok", "python", f"{sys.version.split()[0]}, Django {django.get_version()}")
    yield from _home()
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")
        django.setup()
    except ImproperlyConfigured as wrong:
        yield Finding("fail", "settings", str(wrong), "Set it in the environment; README lists what production needs.")
        return
    except OSError:  # the home, and that has been said
        return
    yield from _settings()
    yield from _mail()
    with contextlib.ExitStack() as stack:
        problem = _reach(stack)
        yield problem or Finding("ok", "database", _version())
        if problem is None:
            for look in (_database, _migrations, _clock, _worker):
                yield from _guarded(look)
    yield from _programs()


def _home() -> Iterator[Finding]:
    place = home()
    try:
        place.mkdir(parents=True, exist_ok=True)
        probe = place / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as wrong:
        mend = "Set TRADEWIND_HOME to a folder that this user may write to."
        yield Finding("fail", "home", f"{place}: {wrong.strerror}", mend)
        return
    yield Finding("ok", "home", str(place))
    free = shutil.disk_usage(place).free
    state = "fail" if free < GIB / 4 else "warn" if free < 2 * GIB else "ok"
    mend = "" if state == "ok" else "Free some space: PostgreSQL stops when the disk is full."
    yield Finding(state, "disk", f"{free / GIB:.1f} GiB free", mend)


def _settings() -> Iterator[Finding]:
    if settings.DEBUG_MODE:
        yield Finding("warn", "debug", "DEBUG is on: demo sign-ins work", "Unset DEBUG where real people shop.")
    else:
        yield Finding("ok", "debug", "off")
    key = home() / "secret_key"
    if os.environ.get("SECRET_KEY"):
        yield Finding("ok", "secret key", "from the environment")
    elif key.exists() and key.stat().st_mode & 0o077:
        yield Finding("fail", "secret key", f"others may read {key}", f"chmod 600 {key}")
    else:
        yield Finding("ok", "secret key", str(key))
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    local = all(host in {"localhost", "127.0.0.1", "[::1]"} for host in settings.ALLOWED_HOSTS)
    mend = "For a public address set ALLOWED_HOSTS=shop.example and SITE_URL=https://shop.example." if local else ""
    yield Finding("warn" if local else "ok", "hosts", hosts, mend)
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and not os.access(media, os.W_OK):
        yield Finding("fail", "media", f"{media} cannot be written", "Give this user the folder.")
    else:
        yield Finding("ok", "media", str(media))


def _mail() -> Iterator[Finding]:
    try:
        import_string(settings.EMAIL_BACKEND)
    except ImportError as wrong:
        yield Finding("fail", "mail", str(wrong), "Check EMAIL_BACKEND.")
        return
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        mend = "Set EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend and EMAIL_HOST to send it."
        yield Finding("warn", "mail", f"kept in {settings.EMAIL_FILE_PATH}, not sent", mend)
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5).close()
    except OSError as wrong:
        yield Finding("fail", "mail", f"{where} does not answer: {wrong}", "Check EMAIL_HOST and EMAIL_PORT.")
    else:
        yield Finding("ok", "mail", where)


def _reach(stack: contextlib.ExitStack) -> Finding | None:
    """Starts or reaches the database for the length of `stack`; the finding when that fails."""
    try:
        if not os.environ.get("DATABASE_URL"):
            stack.enter_context(embedded.running(home()))
        connection.ensure_connection()
        stack.callback(connection.close)
    except Refusal as refusal:
        return Finding("fail", "database", refusal.said(), refusal.mend.format(**refusal.params))
    except DatabaseError as wrong:
        return Finding("fail", "database", one_line(wrong), "Is it running? Is DATABASE_URL right?")
    return None


def _guarded(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """A question that the database cannot answer is a finding too."""
    try:
        yield from look()
    except DatabaseError as wrong:
        yield Finding("fail", look.__name__.strip("_"), one_line(wrong), "Run `tradewind migrate`.")


def _version() -> str:
    major, minor = divmod(server_version(), 10_000)
    where = "of DATABASE_URL" if os.environ.get("DATABASE_URL") else "embedded"
    return f"PostgreSQL {major}.{minor}, {where}"


def _database() -> Iterator[Finding]:
    if server_version() < 150_000:
        yield Finding("fail", "version", "older than PostgreSQL 15", "Use PostgreSQL 15 or newer.")
    if off := unsafe_settings():
        mend = "Turn it on; `tradewind up` refuses this without TRADEWIND_UNSAFE_DATABASE=1."
        yield Finding("fail", "durability", f"{', '.join(off)} off: a power failure can lose orders", mend)
    else:
        yield Finding("ok", "durability", "fsync, full_page_writes and synchronous_commit are on")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()")
        (encoding,) = cursor.fetchone()
    if encoding != "UTF8":
        yield Finding("fail", "encoding", encoding, "Make the database with ENCODING 'UTF8'.")


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        mend = "Run `tradewind migrate`; `up` does it too."
        yield Finding("fail", "migrations", f"{len(waiting)} are waiting", mend)
    else:
        yield Finding("ok", "migrations", "all applied")


def _clock() -> Iterator[Finding]:
    before = read_clock()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    middle = before + (read_clock() - before) / 2
    apart = abs((there - middle).total_seconds())
    mend = "" if apart < 2 else "Synchronize both clocks (NTP): deadlines and tokens depend on them."
    state = "ok" if apart < 2 else "warn" if apart < 60 else "fail"
    yield Finding(state, "clock", f"database and application are {apart:.1f} s apart", mend)


def _worker() -> Iterator[Finding]:
    """Events that wait long mean that no worker runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(recorded_at) FROM kernel_outbox WHERE delivered_at IS NULL")
        waiting, oldest = cursor.fetchone()
    if oldest is not None and read_clock() - oldest > LATE:
        mend = "Is a worker running? `tradewind up` starts one; alone: `tradewind worker`."
        yield Finding("warn", "worker", f"{waiting} events wait, the oldest since {oldest:%Y-%m-%d %H:%M} UTC", mend)
    else:
        yield Finding("ok", "worker", f"{waiting} events wait")


def _programs() -> Iterator[Finding]:
    """Only developers need these."""
    for names, use in ((("chromium", "chromium-browser", "google-chrome"), "browser tests"), (("wrk",), "make bench")):
        found = next((path for name in names if (path := shutil.which(name))), None)
        mend = "" if found else f"For {use}; on Debian: apt install {names[0]}"
        yield Finding("ok" if found else "warn", names[0], found or "not installed", mend)
