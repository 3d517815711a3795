"""What commands that work with the database share."""

import contextlib
import os
from collections.abc import Iterator

import psycopg
from django.db import DatabaseError, connection

from tradewind.ops.errors import NoDatabase, OldTables, UnsafeDatabase
from tradewind.ops.home import embedded_dsn, home

SAFE = ("fsync", "full_page_writes", "synchronous_commit")


@contextlib.contextmanager
def database_explained() -> Iterator[None]:
    """Refuses `ops.no_database` where it cannot be reached, `ops.old_tables` where tables are missing or old."""
    try:
        connection.ensure_connection()
    except DatabaseError as wrong:
        raise NoDatabase(detail=one_line(wrong)) from wrong
    try:
        yield
    except (DatabaseError, psycopg.Error) as wrong:
        state = getattr(wrong, "sqlstate", None) or getattr(wrong.__cause__, "sqlstate", None)
        if state not in {"42P01", "42703"}:  # no such table, no such column
            raise
        raise OldTables(detail=one_line(wrong)) from wrong
    finally:
        connection.close()


def unsafe_settings() -> list[str]:
    """Settings of the database that are off and must be on, or orders can be lost."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off' ORDER BY name", [[*SAFE]])
        return [name for (name,) in cursor.fetchall()]


def refuse_unsafe(allowed: bool) -> None:
    """Refuses `ops.unsafe_database` for a database that can lose orders, unless that is `allowed`."""
    off = unsafe_settings()
    if off and not allowed:
        raise UnsafeDatabase(settings=", ".join(off))


def server_version() -> int:
    """The server's version as PostgreSQL numbers it: 180004 is 18.4."""
    connection.ensure_connection()
    return int(connection.connection.info.server_version)


def dsn() -> str:
    """The database's connection string, for PostgreSQL's own programs."""
    return os.environ.get("DATABASE_URL", "") or embedded_dsn(home())


def one_line(wrong: BaseException) -> str:
    """The first line of an error's text."""
    return (str(wrong).strip().splitlines() or [type(wrong).__name__])[0]
