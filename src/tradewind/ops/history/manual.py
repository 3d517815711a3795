"""Writes the tables of docs/import.md from schema.toml: `python -m tradewind.ops.history.manual docs/import.md`."""

import sys
from pathlib import Path

from tradewind.ops.history.schema import Column, Table, tables

START, END = "<!-- tables: written from schema.toml -->", "<!-- end of tables -->"


def written(text: str) -> str:
    """The manual with its tables as schema.toml has them now."""
    before, rest = text.split(START)
    after = rest.split(END)[1]
    return f"{before}{START}\n\n{''.join(map(_table, tables().values()))}{END}{after}"


def _table(table: Table) -> str:
    key = f" One row for every {' + '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    rows = "".join(_row(column) for column in table.columns.values())
    return f"### {table.name}\n\n{table.about}{key}\n\n| column | type | meaning |\n| --- | --- | --- |\n{rows}\n"


def _row(column: Column) -> str:
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    reference = f"; an id of {column.reference}" if column.reference else ""
    unit = f"; {column.unit}" if column.unit and column.kind in ("amount", "integer") else ""
    values = f"; {', '.join(f'`{value}`' for value in column.values)}" if column.values else ""
    empty = f". Empty: {column.empty}" if column.empty else ""
    return f"| {name} | {_kind(column)} | {column.about}{unit}{reference}{values}{empty} |\n"


def _kind(column: Column) -> str:
    match column.kind:
        case "id" | "text":
            return f"{column.kind} ≤ {column.max:,}"
        case "integer":
            return f"integer {column.min:,} to {column.max:,}"
        case _:
            return column.kind


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")
