"""Staging tables: temporary, one for each neutral table, filled by COPY. They go with the transaction."""

# ruff: noqa: S608 - the parts of the statements are names of our own schema

from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.csv as pa_csv

from tradewind.ops.history.mapping import Mapping, Rule
from tradewind.ops.history.rows import Rows
from tradewind.ops.history.schema import Table, tables


class Origin(NamedTuple):
    """Where the rows of a staged table came from: file names by number, and the rule of every column."""

    files: list[str]
    rules: dict[str, Rule]

    def shown(self, column: str) -> str:
        """The source column that feeds a neutral column."""
        rule = self.rules.get(column)
        return (rule.shown if rule else "") or column


def stage(table: str) -> str:
    """The name of a staging table."""
    return f"pg_temp.history_{table}"


def create(cursor: Any, mapping: Mapping) -> None:
    """Makes all staging tables, empty; those the mapping does not feed stay so."""
    # Local times in the files are in the mapping's zone.
    cursor.execute("SELECT set_config('TimeZone', %s, true)", [mapping.zone])
    cursor.execute("SET LOCAL client_encoding = 'UTF8'")
    for table in tables().values():
        columns = ", ".join(f'"{c.name}" {c.sql_type}' for c in table.columns.values())
        cursor.execute(f"DROP TABLE IF EXISTS {stage(table.name)}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE history_{table.name} ({columns}, _file smallint, _line integer) ON COMMIT DROP"
        )


def copy_statement(table: Table) -> str:
    """COPY into a staging table."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    return f"COPY {stage(table.name)} ({columns}, _file, _line) FROM STDIN (FORMAT csv)"


def as_csv(rows: Rows, file: int) -> bytes:
    """Rows as CSV for COPY: empty is null, every text is quoted."""
    count = len(rows.lines)
    arrays = [*rows.arrays, pa.array([file] * count, pa.int16()), rows.lines]
    batch = pa.RecordBatch.from_arrays(arrays, names=[str(i) for i in range(len(arrays))])
    out = pa.BufferOutputStream()
    pa_csv.write_csv(batch, out, pa_csv.WriteOptions(include_header=False))
    data: bytes = out.getvalue().to_pybytes()
    return data


def keep_first(cursor: Any, table: Table) -> int:
    """Drops the later rows of every id; returns how many."""
    key = ", ".join(f'"{name}"' for name in table.key)
    cursor.execute(
        f"""DELETE FROM {stage(table.name)} s USING (
                SELECT ctid, row_number() OVER (PARTITION BY {key} ORDER BY _file, _line) AS nth
                FROM {stage(table.name)}
            ) repeats WHERE repeats.ctid = s.ctid AND repeats.nth > 1"""
    )
    return int(cursor.rowcount)


def count_up(cursor: Any, table: str) -> None:
    """Gives the rows of an order positions in the order of the file, where the file has none at all."""
    cursor.execute(
        f"""UPDATE {stage(table)} s SET "position" = counted.nth FROM (
                SELECT ctid, row_number() OVER (PARTITION BY "order" ORDER BY _file, _line) AS nth FROM {stage(table)}
            ) counted
            WHERE counted.ctid = s.ctid AND NOT EXISTS (SELECT 1 FROM {stage(table)} WHERE "position" IS NOT NULL)"""
    )


def drop(cursor: Any) -> None:
    """Drops the staging tables."""
    for name in tables():
        cursor.execute(f"DROP TABLE IF EXISTS {stage(name)}")
