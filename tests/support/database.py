"""Databases for tests: one migrated template per run, clones of it for whoever needs a fresh one."""

import os
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase

from tradewind.ops.embedded import embedded_dsn
from tradewind.ops.processes import locked


def base() -> Path:
    """The folder of this test run; the server's home."""
    return Path(os.environ["TRADEWIND_TEST_BASE"])


def administer(*statements: str) -> list[tuple]:
    """Runs statements outside of any test database; returns the rows of the last one."""
    with psycopg.connect(embedded_dsn(base(), "postgres"), autocommit=True) as admin:
        for statement in statements:
            cursor = admin.execute(statement)
        return cursor.fetchall() if cursor.description else []


def prepare_template() -> None:
    """Migrates the database `template` once; the other workers wait for the first."""
    with locked(base() / "template.lock"):
        if administer("SELECT 1 FROM pg_database WHERE datname = 'template'"):
            return
        administer("CREATE DATABASE draft")
        own = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = "draft"
        try:
            call_command("migrate", verbosity=0)
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = own
        administer("ALTER DATABASE draft RENAME TO template")


def clone(name: str | None = None) -> str:
    """Makes (again) the database `name`, this worker's own by default, as a fresh copy of the template."""
    name = name or connection.settings_dict["NAME"]
    administer(
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}" TEMPLATE template STRATEGY file_copy',
    )
    return name


def use_cloning_for_committed_tests() -> None:
    """A test that really commits (`transactional_db`) leaves its database behind and the next one gets a fresh clone.

    Django's own way, TRUNCATE, is refused by the ledger and would delete what migrations put in.
    """

    def fresh_clone(self) -> None:
        connections.close_all()
        clone()

    TransactionTestCase._fixture_teardown = fresh_clone
