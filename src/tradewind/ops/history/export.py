"""Writing the marketplace's own history in the neutral form, so that it can be imported elsewhere.

One folder for each currency, with the files of schema.toml and a mapping.toml that `tradewind import history DIR` finds
by itself. `add_export_arguments(parser)` and `run_export(args)` are for the command line's `export`. Texts that a
spreadsheet would run as a formula are preceded by an apostrophe, which the import takes off again. What is personal
stays here: no names, e-mail addresses, streets or phone numbers of buyers.
"""

import argparse
from pathlib import Path

from django.db import connection, transaction

from tradewind.kernel.money import exponent
from tradewind.ops.history.errors import CannotWrite
from tradewind.ops.history.export_queries import CURRENCIES, QUERIES
from tradewind.ops.history.mapping import OWN_FILE
from tradewind.ops.history.schema import Column, tables

# Spreadsheets run a cell that begins with one of these (OWASP, "CSV injection").
FORMULA = r"^''*[=+\-@\t\r]"
MAPPING = """# Written by `tradewind export`; read by `tradewind import history` of this folder.
title = "Tradewind history in {currency}"
currency = "{currency}"
zone = "UTC"
guarded = true
"""


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of an export in the neutral form."""
    parser.add_argument("folder", type=Path, help="where the folders go, one for each currency")


def run_export(args: argparse.Namespace) -> int:
    """Writes all currencies and says how many rows. Refuses `ops.history_write` where a file exists."""
    written = export_history(args.folder)
    if not written:
        print("There is no shop yet, so there is nothing to write.")
    for currency, counts in written.items():
        for table, rows in counts.items():
            print(f"{args.folder / currency / table}.csv: {rows} rows")
    return 0


def export_history(folder: Path) -> dict[str, dict[str, int]]:
    """Writes shops, buyers, listings, orders, items, payments, deliveries and reviews of one moment below `folder`.

    Returns the rows of every table by currency. Never overwrites: refuses `ops.history_write`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:  # a transaction of our own: one snapshot for all tables
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(CURRENCIES)
        return {currency: _write(folder / currency, currency) for (currency,) in cursor.fetchall()}


def _write(folder: Path, currency: str) -> dict[str, int]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        counts = {name: _write_table(folder / f"{name}.csv", name, currency) for name in tables()}
        with (folder / OWN_FILE).open("x", encoding="utf-8") as file:
            file.write(MAPPING.format(currency=currency))
    except OSError as wrong:
        raise CannotWrite(where=str(folder), detail=f"{wrong.filename}: {wrong.strerror}") from wrong
    return counts


def _write_table(path: Path, table: str, currency: str) -> int:
    columns = ", ".join(f'{_shown(column, currency)} AS "{name}"' for name, column in tables()[table].columns.items())
    statement = f"COPY (SELECT {columns} FROM ({QUERIES[table]}) rows) TO STDOUT (FORMAT csv, HEADER)"  # noqa: S608
    with path.open("xb") as file, connection.cursor() as cursor:
        with cursor.copy(statement, {"currency": currency}) as copy:
            for part in copy:
                file.write(part)
        return int(cursor.rowcount)


def _shown(column: Column, currency: str) -> str:
    """SQL that writes one neutral column as text: decimal money, UTC moments, texts that are safe in a spreadsheet."""
    name = f'rows."{column.name}"'
    match column.kind:
        case "amount":
            places = exponent(currency)
            return f"({name}::numeric / {10**places})::numeric(24, {places})::text"
        case "datetime":
            return f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        case "integer":
            return f"{name}::text"
        case _:
            return f"CASE WHEN {name} ~ '{FORMULA}' THEN '''' || {name} ELSE nullif({name}, '') END"
