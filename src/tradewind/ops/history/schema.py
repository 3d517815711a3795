"""The neutral schema, read from `schema.toml`: tables, columns, types, references, units."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Kind = Literal["id", "text", "choice", "amount", "integer", "datetime"]

HERE = Path(__file__).resolve().parent
ID_MAX = 100
SQL_TYPES: dict[Kind, str] = {
    "id": "text",
    "text": "text",
    "choice": "text",
    "amount": "bigint",
    "integer": "integer",
    "datetime": "timestamptz",
}


class Column(NamedTuple):
    """One column of a neutral table. `max` is characters of texts, the largest value of integers."""

    name: str
    kind: Kind
    required: bool
    reference: str
    unit: str
    about: str
    empty: str
    min: int
    max: int
    values: tuple[str, ...]
    future: bool

    @property
    def sql_type(self) -> str:
        """The column's type in the staging tables."""
        return SQL_TYPES[self.kind]


class Table(NamedTuple):
    """One neutral table. `key` names the columns that identify a row; empty when nothing does."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: dict[str, Column]


@cache
def tables() -> dict[str, Table]:
    """All neutral tables by name, in the order they are read."""
    with (HERE / "schema.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {
        name: Table(
            name,
            entry["about"],
            tuple(entry["key"]),
            {
                column: Column(
                    name=column,
                    kind=said["type"],
                    required=said.get("required", False),
                    reference=said.get("reference", ""),
                    unit=said.get("unit", ""),
                    about=said["about"],
                    empty=said.get("empty", ""),
                    min=said.get("min", 0),
                    max=said.get("max", ID_MAX),
                    values=tuple(said.get("values", ())),
                    future=said.get("future", False),
                )
                for column, said in entry["columns"].items()
            },
        )
        for name, entry in raw.items()
    }
