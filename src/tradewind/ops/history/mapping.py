"""The mapping file: which file and column feeds which neutral column. docs/import.md explains every rule."""

import re
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from tradewind.kernel.money import exponent
from tradewind.ops.history.errors import MappingWrong
from tradewind.ops.history.schema import HERE, Column, Table, tables

SHIPPED = HERE / "mappings"
OWN_FILE = "mapping.toml"
NEEDED = ("shops", "listings", "orders", "items")
CURRENCY = re.compile(r"[A-Z]{3}")
HOLE = re.compile(r"\{([^{}:]+)(?::(\d+))?\}")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one neutral column comes from: a `column`, a `constant` or a `template`, and what is done to it.

    In this order: missing values become empty, `lookup` joins another file, `translate` replaces values, `default`
    fills what is empty, `tidy` makes words of a code ("health_beauty" -> "Health beauty"), then the text becomes a
    value of the column's type.
    """

    column: str | None = None
    constant: str | int | None = None
    template: str | None = None
    lookup: str | None = None
    take: str | None = None
    optional: bool = False
    translate: str | None = None
    default: str | int | None = None
    formats: list[str] | None = None
    decimals: int | None = None
    tidy: bool = False

    @property
    def shown(self) -> str:
        """The source column, for messages; empty when there is none."""
        return self.column or ", ".join(self.reads)

    @property
    def reads(self) -> list[str]:
        """The source columns this rule needs."""
        if self.template is not None:
            return [name for name, _ in HOLE.findall(self.template)]
        return [self.column] if self.column else []


class TableFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One neutral table: its file (name, with or without suffix, or a pattern) and its columns.

    Without `columns` the file's columns have the neutral names. `repeats = "first"` keeps the first row of an id.
    `skip_without` names source columns: a row where one of them is empty is not a row of this table.
    """

    file: str
    columns: dict[str, str | Rule] = {}
    repeats: Literal["refuse", "first"] = "refuse"
    skip_without: list[str] = []


class LookupFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that others join by a key column."""

    file: str
    key: str
    repeats: Literal["refuse", "first"] = "refuse"


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole mapping file. Without tables the folder has the neutral files."""

    tables: dict[str, TableFile] = {}
    title: str = ""
    currency: str = ""
    zone: str = "UTC"
    prefix: str = ""
    missing: list[str] = msgspec.field(default_factory=lambda: [""])
    decimals: int | None = None
    decimal_mark: Literal[".", ","] = "."
    formats: list[str] = msgspec.field(default_factory=lambda: ["iso"])
    delimiter: str = ","
    guarded: bool = False
    lookups: dict[str, LookupFile] = {}
    translate: dict[str, dict[str, str]] = {}

    def rules(self, table: str) -> dict[str, Rule]:
        """The rules of one table by neutral column; empty when the file has the neutral columns."""
        said = self.tables[table].columns
        return {name: Rule(column=rule) if isinstance(rule, str) else rule for name, rule in said.items()}

    def places(self, rule: Rule) -> int:
        """How many decimals an amount may have under `rule`."""
        return next(d for d in (rule.decimals, self.decimals, exponent(self.currency)) if d is not None)


def neutral(folder: Path) -> Mapping:
    """The mapping of a folder that has the neutral files with the neutral columns."""
    there = [name for name in tables() if name in NEEDED or any(folder.glob(f"{name}.*"))]
    return Mapping(tables={name: TableFile(file=name) for name in there})


def load(said: str, folder: Path, currency: str) -> Mapping:
    """The mapping that `--mapping` names: a file, the name of a shipped one, or nothing.

    Without a name, the folder's own mapping.toml is used, else the neutral form. `currency` overrules the file.
    Refuses `ops.history_mapping`.
    """
    if not said and not (folder / OWN_FILE).exists():
        mapping = neutral(folder)
    else:
        mapping = _read(_find(said) if said else folder / OWN_FILE)
        if not mapping.tables:
            mapping = msgspec.structs.replace(mapping, tables=neutral(folder).tables)
    if currency:
        mapping = msgspec.structs.replace(mapping, currency=currency)
    check(mapping)
    return mapping


def _find(said: str) -> Path:
    path = Path(said)
    shipped = SHIPPED / f"{said}.toml"
    if path.is_file():
        return path
    if re.fullmatch(r"[a-z0-9_-]+", said) and shipped.is_file():
        return shipped
    names = ", ".join(sorted(p.stem for p in SHIPPED.glob("*.toml")))
    raise MappingWrong(where=said, detail=f"there is no file {said} and no shipped mapping of that name ({names})")


def _read(path: Path) -> Mapping:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Mapping)
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise MappingWrong(where=path.name, detail=f"{path.name}: {wrong}") from wrong


def check(mapping: Mapping) -> None:
    """Refuses `ops.history_mapping` for anything in the mapping that cannot work, whatever the files hold."""
    if not CURRENCY.fullmatch(mapping.currency):
        raise MappingWrong(where="currency", detail="say the currency as three capital letters, here or by --currency")
    try:
        ZoneInfo(mapping.zone)
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise MappingWrong(where="zone", detail=f"there is no time zone {mapping.zone}") from wrong
    if len(mapping.delimiter) != 1:
        raise MappingWrong(where="delimiter", detail="the delimiter is one character")
    for name in NEEDED:
        if name not in mapping.tables:
            raise MappingWrong(where=name, detail=f"the table {name} is missing")
    for name in mapping.tables:
        if name not in tables():
            raise MappingWrong(where=name, detail=f"there is no table {name}; there are {', '.join(tables())}")
        _check_table(mapping, tables()[name])


def _check_table(mapping: Mapping, table: Table) -> None:
    rules = mapping.rules(table.name)
    for name, rule in rules.items():
        where = f"{table.name}.{name}"
        if name not in table.columns:
            raise MappingWrong(where=where, detail=f"{where}: there is no such column; there are {_names(table)}")
        _check_rule(mapping, where, table.columns[name], rule)
    missing = [c.name for c in table.columns.values() if c.required and c.name not in rules] if rules else []
    if missing:
        raise MappingWrong(where=table.name, detail=f"{table.name} needs a rule for {', '.join(missing)}")


def _check_rule(mapping: Mapping, where: str, column: Column, rule: Rule) -> None:
    sources = [s for s in (rule.column, rule.constant, rule.template) if s is not None]
    if len(sources) != 1:
        raise MappingWrong(where=where, detail=f"{where}: say exactly one of column, constant, template")
    if (rule.lookup is None) != (rule.take is None):
        raise MappingWrong(where=where, detail=f"{where}: lookup and take go together")
    if rule.lookup is not None and rule.lookup not in mapping.lookups:
        raise MappingWrong(where=where, detail=f"{where}: there is no lookup {rule.lookup}")
    if rule.translate is not None and rule.translate not in mapping.translate:
        raise MappingWrong(where=where, detail=f"{where}: there is no translate table {rule.translate}")
    if column.kind == "amount" and not 0 <= mapping.places(rule) <= exponent(mapping.currency):
        most = exponent(mapping.currency)
        raise MappingWrong(where=where, detail=f"{where}: {mapping.currency} has {most} decimals, not more")
    if rule.translate is not None and column.values:
        wrong = sorted(set(mapping.translate[rule.translate].values()) - set(column.values))
        if wrong:
            raise MappingWrong(where=where, detail=f"{where}: {', '.join(wrong)} is none of {', '.join(column.values)}")


def _names(table: Table) -> str:
    return ", ".join(table.columns)
