"""The import from end to end: read, stage, check, load, post, count; one transaction, all or nothing."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from tradewind.insight.actions.rebuild import rebuild
from tradewind.ops.history import checks, load_books, load_orders, load_parties, report, staging
from tradewind.ops.history.errors import RowsWrong
from tradewind.ops.history.mapping import Mapping
from tradewind.ops.history.problems import Problems
from tradewind.ops.history.report import Report, TableReport
from tradewind.ops.history.rows import Reader, readers
from tradewind.ops.history.sources import Source
from tradewind.ops.history.staging import Origin
from tradewind.ops.history.steps import take

STEPS = [*load_parties.STEPS, *load_orders.STEPS, *load_books.STEPS]
TOUCHED = (
    "parties_shop, parties_account, catalog_category, catalog_listing, catalog_variant, catalog_stock, "
    "deals_listing_price, trade_order, trade_sub_order, trade_order_line, trade_transition, payments_payment, "
    "logistics_shipment, content_review, ledger_account, ledger_transaction, ledger_posting"
)
# Memory for sorting and joining, in this transaction only.
MEMORY = "SET LOCAL work_mem = '96MB'"
# A second import waits for the first one and then sees its ids.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('ops.history', 0))"
FORGET = """
SELECT 'DROP TABLE pg_temp.' || relname FROM pg_class
WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' AND relname ~ '^(history|made)_'
"""

# Told what is being done and which part of it is: (about, done, of).
Progress = Callable[[str, int, int], None]


def import_history(
    folder: Path, mapping: Mapping, now: datetime, *, name: str = "", dry_run: bool = False, progress: Progress
) -> Report:
    """Loads the history in `folder` and returns what was done; with `dry_run` validates everything and changes nothing.

    Refuses `ops.history_mapping` when files and mapping do not fit, and `ops.history_rows` with up to 100 problems.
    Nothing stays half loaded: everything happens in one transaction.
    """
    started = time.monotonic()
    told = Report(mapping=name, folder=str(folder), currency=mapping.currency, dry_run=dry_run)
    problems = Problems()
    fed = readers(mapping, folder, now, problems)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MEMORY)
        cursor.execute(ONE_AT_A_TIME)
        cursor.execute("SELECT current_setting('TimeZone')")
        (zone,) = cursor.fetchone()
        _forget(cursor)
        staging.create(cursor, mapping)
        origins = _stage(cursor, mapping, fed, told, problems, progress)
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
        progress("checking", 0, 1)
        checks.run(cursor, origins, mapping.prefix, problems)
        if problems.found:
            raise RowsWrong(problems.found, problems.more)
        if dry_run:
            report.staged(cursor, told)
        else:
            _load(cursor, mapping, now, progress)
            report.loaded(cursor, told)
        _forget(cursor)
    with connection.cursor() as cursor:
        report.measure(cursor, told)
    told.done = not dry_run
    told.seconds = round(time.monotonic() - started, 2)
    return told


def _forget(cursor: Any) -> None:
    """Drops every table of an import in this session: they must not outlive it inside a larger transaction."""
    cursor.execute(FORGET)
    for (statement,) in cursor.fetchall():
        cursor.execute(statement)


def _stage(
    cursor: Any,
    mapping: Mapping,
    fed: dict[str, tuple[Reader, list[Source], list[str]]],
    told: Report,
    problems: Problems,
    progress: Progress,
) -> dict[str, Origin]:
    """Copies all files into the staging tables; returns where the rows came from."""
    origins: dict[str, Origin] = {}
    for name, (reader, sources, columns) in fed.items():
        table = reader.table
        rows = 0
        with cursor.copy(staging.copy_statement(table)) as copy:
            for number, source in enumerate(sources):
                seen = 0
                for batch in reader.read(source):
                    copy.write(staging.as_csv(batch, number))
                    rows, seen = rows + len(batch.lines), seen + batch.weight
                    progress(f"reading {source.name}", min(seen, source.weight), source.weight)
        repeats = staging.keep_first(cursor, table) if mapping.tables[name].repeats == "first" else 0
        if name in checks.COUNTED:
            staging.count_up(cursor, name)
        cursor.execute(f"ANALYZE {staging.stage(name)}")
        origins[name] = Origin([source.name for source in sources], reader.rules)
        told.tables[name] = TableReport(files=origins[name].files, rows=rows, repeats=repeats, columns=columns)
    return origins


def _load(cursor: Any, mapping: Mapping, now: datetime, progress: Progress) -> None:
    """Moves everything from the staging tables to where it belongs, and closes the books."""
    values = {"prefix": mapping.prefix, "currency": mapping.currency, "now": now}
    count = len(STEPS) + 3
    for done, step in enumerate(STEPS):
        progress(f"loading {step.about}", done, count)
        take(cursor, step, values)
    progress("statistics", count - 3, count)
    cursor.execute(f"ANALYZE {TOUCHED}")  # or the next plans are made for empty tables
    progress("closing the books", count - 2, count)
    # The deferred checks (every transaction at zero, every reference there) belong to the import, not to its commit.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    progress("counting sales", count - 1, count)
    rebuild()
    cursor.execute("ANALYZE insight_shop_day")
