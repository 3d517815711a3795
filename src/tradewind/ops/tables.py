"""`tradewind export tables`: the marketplace's tables as CSV or JSON lines, all of one moment.

Ids are text in JSON, because JavaScript cannot hold 63 bits. In CSV a text that a spreadsheet would run as a formula is
preceded by an apostrophe. Passwords and tokens never leave.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection, models, transaction
from psycopg import sql

from tradewind.ops.errors import WrongValue

SECRET = {"password", "token_hash", "guest_hash"}
LEFT_OUT = {"parties_setup_token", "kernel_idempotency", "kernel_effect"}
# Spreadsheets run a cell that begins with one of these (OWASP, "CSV injection").
FORMULA = r"^[=+\-@\t\r]"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind export tables`."""
    parser.add_argument("folder", nargs="?", type=Path, help="where the files go, one for each table")
    parser.add_argument("--format", choices=("csv", "jsonl"), default="csv", help="(default %(default)s)")
    parser.add_argument("--only", metavar="TABLE,...", default="", help="only these tables, or all of a module: trade")
    parser.add_argument("--list", action="store_true", help="the tables that can be exported")


def run(args: argparse.Namespace) -> int:
    """Writes one file for each table. Refuses `ops.wrong_value` for an unknown table or a file that exists."""
    tables = _chosen(args.only)
    if args.list:
        print("\n".join(tables))
        return 0
    if args.folder is None:
        raise WrongValue(what="export", detail="name the folder to write to")
    args.folder.mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table, model in tables.items():
            path = args.folder / f"{table}.{args.format}"
            print(f"{path}: {write(model, path, args.format)} rows")
    return 0


def write(model: type[models.Model], path: Path, form: str) -> int:
    """Writes one table; returns the number of rows. Never overwrites."""
    try:
        with path.open("xb") as file:
            rows = 0
            for part in _csv(model) if form == "csv" else _json(model):
                rows += part.count(b"\n")
                file.write(part)
    except FileExistsError as wrong:
        raise WrongValue(what=str(path), detail="this file exists; choose another folder") from wrong
    return _rows(model) if form == "csv" else rows


def _chosen(only: str) -> dict[str, type[models.Model]]:
    known = {
        model._meta.db_table: model
        for model in apps.get_models()
        if model.__module__.startswith("tradewind.") and model._meta.db_table not in LEFT_OUT
    }
    words = [word.strip() for word in only.split(",") if word.strip()]
    chosen = {
        table: model
        for table, model in sorted(known.items())
        if not words or table in words or model._meta.app_label in words
    }
    labels = {model._meta.app_label for model in known.values()}
    if unknown := [word for word in words if word not in known and word not in labels]:
        raise WrongValue(
            what="--only", detail=f"no table {', '.join(unknown)}; `tradewind export tables --list` names them"
        )
    return chosen


def _columns(model: type[models.Model]) -> Iterator[tuple[str, models.Field]]:
    """Names and fields of the columns that may leave."""
    for field in model._meta.concrete_fields:
        name = field.column
        if name and name not in SECRET:
            yield name, field


def _csv(model: type[models.Model]) -> Iterator[bytes]:
    """The table as CSV by COPY, texts guarded."""
    select = [
        sql.SQL("CASE WHEN {0} ~ {1} THEN '''' || {0} ELSE {0} END AS {0}").format(sql.Identifier(name), FORMULA)
        if isinstance(field, models.CharField | models.TextField)
        else sql.Identifier(name)
        for name, field in _columns(model)
    ]
    query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv, HEADER)").format(
        sql.SQL(", ").join(select), sql.Identifier(model._meta.db_table)
    )
    with connection.cursor() as cursor, cursor.cursor.copy(query) as copy:
        yield from map(bytes, copy)


def _json(model: type[models.Model]) -> Iterator[bytes]:
    """The table as one JSON object a line, ids as text."""
    select = [
        sql.SQL("{0}::text AS {0}").format(sql.Identifier(name))
        if isinstance(field, models.BigIntegerField | models.ForeignKey) and (name == "id" or name.endswith("_id"))
        else sql.Identifier(name)
        for name, field in _columns(model)
    ]
    query = sql.SQL("SELECT row_to_json(r)::text FROM (SELECT {} FROM {}) r").format(
        sql.SQL(", ").join(select), sql.Identifier(model._meta.db_table)
    )
    connection.ensure_connection()
    with connection.connection.cursor(name="export") as cursor:
        cursor.execute(query)
        for (line,) in cursor:
            yield f"{line}\n".encode()


def _rows(model: type[models.Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(model._meta.db_table)))
        return int(cursor.fetchone()[0])
