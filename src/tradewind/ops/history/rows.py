"""A file's rows become rows of a neutral table: the mapping's rules, applied batch by batch."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from tradewind.ops.history.errors import MappingWrong
from tradewind.ops.history.mapping import HOLE, LookupFile, Mapping, Rule
from tradewind.ops.history.problems import Problems
from tradewind.ops.history.schema import Column, Table, tables
from tradewind.ops.history.sources import Batch, Source, find
from tradewind.ops.history.values import (
    REASON_ROWS,
    Terms,
    as_text,
    convert,
    not_utf8,
    rows_where,
    without_missing,
)

FAR_FUTURE = datetime(2200, 1, 1, tzinfo=UTC)
ANY_ZONE = timedelta(hours=14)  # a local time may be this far ahead of UTC


class Lookup(NamedTuple):
    """A joined file in memory: its keys, and its columns in the same order."""

    name: str
    keys: Any
    columns: dict[str, Any]


class Rows(NamedTuple):
    """Neutral rows: one array for every column of the table, and the line of every row."""

    arrays: list[Any]
    lines: Any
    weight: int


class Reader(NamedTuple):
    """Reads the files of one neutral table."""

    table: Table
    mapping: Mapping
    rules: dict[str, Rule]
    skip_without: list[str]
    lookups: dict[str, Lookup]
    now: datetime
    problems: Problems

    def read(self, source: Source) -> Iterator[Rows]:
        """The rows of one file, batch by batch; wrong values are empty and stand in `problems`."""
        wanted = sorted({c for rule in self.rules.values() for c in rule.reads} | set(self.skip_without))
        for batch in source.batches(wanted, self.problems):
            kept = self._cleaned(source, batch)
            yield Rows([self._column(source, kept, c) for c in self.table.columns.values()], kept.lines, kept.weight)

    def _cleaned(self, source: Source, batch: Batch) -> Batch:
        """Decoded, without missing values, without the rows that the mapping skips."""
        columns: dict[str, Any] = {}
        for name, array in batch.columns.items():
            for row in not_utf8(array)[:REASON_ROWS]:
                raw = array[row].as_py()
                self.problems.add(source.name, batch.lines[row].as_py(), name, repr(raw)[2:-1], "is not UTF-8 text")
            columns[name] = without_missing(as_text(array) if _textual(array) else array, self.mapping.missing)
        lines = batch.lines
        if self.skip_without:
            keep = pc.is_valid(columns[self.skip_without[0]])
            for name in self.skip_without[1:]:
                keep = pc.and_(keep, pc.is_valid(columns[name]))
            columns = {name: array.filter(keep) for name, array in columns.items()}
            lines = lines.filter(keep)
        return Batch(columns, lines, len(lines), batch.weight)

    def _column(self, source: Source, batch: Batch, column: Column) -> Any:
        rule = self.rules.get(column.name)
        if rule is None:
            return pa.nulls(batch.rows, ARROW[column.kind])

        def wrong(rows: list[int], values: Any, reason: str) -> None:
            for row in rows:
                value = "" if values is None else _shown(values[row])
                self.problems.add(source.name, batch.lines[row].as_py(), rule.shown or column.name, value, reason)

        array = _source_values(rule, batch)
        found = self._joined(rule, array, wrong)
        found = self._translated(rule, found, wrong)
        if rule.default is not None:
            found = pc.coalesce(as_text(found), pa.scalar(str(rule.default), pa.string()))
        if rule.tidy:
            spaced = pc.replace_substring(as_text(found), "_", " ")
            first = pc.utf8_upper(pc.utf8_slice_codeunits(spaced, 0, 1))
            found = pc.binary_join_element_wise(first, pc.utf8_slice_codeunits(spaced, 1), "")
        if column.required:
            wrong(rows_where(pc.and_(pc.is_null(found), pc.is_null(array))), None, "is missing")
        values, findings = convert(column, found, self._terms(rule, column))
        for rows, reason in findings:
            wrong(rows, found, reason)
        return pc.cast(values, ARROW[column.kind])

    def _joined(self, rule: Rule, array: Any, wrong: Any) -> Any:
        if rule.lookup is None or rule.take is None:
            return array
        lookup = self.lookups[rule.lookup]
        keys = as_text(array)
        places = pc.index_in(keys, lookup.keys)
        if not rule.optional:
            lost = pc.and_(pc.is_valid(keys), pc.is_null(places))
            wrong(rows_where(lost), keys, f"is not in {lookup.name}")
        return lookup.columns[rule.take].take(places)

    def _translated(self, rule: Rule, array: Any, wrong: Any) -> Any:
        if rule.translate is None:
            return array
        table = self.mapping.translate[rule.translate]
        texts = as_text(array)
        places = pc.index_in(texts, pa.array(list(table), pa.string()))
        found = pa.array(list(table.values()), pa.string()).take(places)
        if rule.optional:
            return pc.coalesce(found, texts)
        strange = pc.and_(pc.is_valid(texts), pc.is_null(places))
        wrong(rows_where(strange), texts, f"the mapping does not translate this {rule.translate}")
        return found

    def _terms(self, rule: Rule, column: Column) -> Terms:
        latest = FAR_FUTURE if column.future else self.now + ANY_ZONE
        formats = rule.formats or self.mapping.formats
        return Terms(
            self.mapping.currency, self.mapping.places(rule), self.mapping.decimal_mark, formats, latest,
            self.mapping.guarded,
        )  # fmt: skip


ARROW: dict[str, Any] = {
    "id": pa.string(),
    "text": pa.string(),
    "choice": pa.string(),
    "amount": pa.int64(),
    "integer": pa.int64(),
    "datetime": pa.string(),
}


def _shown(scalar: Any) -> object:
    """A value for a message; a moment that Python cannot hold as the number it is stored as."""
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        return scalar.value


def _textual(array: Any) -> bool:
    kind = array.type
    binary = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    return bool(binary or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))


def _source_values(rule: Rule, batch: Batch) -> Any:
    if rule.column is not None:
        return batch.columns[rule.column]
    if rule.constant is not None:
        return pa.array([str(rule.constant)] * batch.rows, pa.string())
    parts: list[Any] = []
    template, end = rule.template or "", 0
    for hole in HOLE.finditer(template):
        value = pc.coalesce(as_text(batch.columns[hole[1]]), pa.scalar("", pa.string()))
        cut = pc.utf8_slice_codeunits(value, 0, int(hole[2])) if hole[2] else value
        parts += [pa.scalar(template[end : hole.start()], pa.string()), cut]
        end = hole.end()
    return pc.binary_join_element_wise(*parts, pa.scalar(template[end:], pa.string()), "")


def readers(
    mapping: Mapping, folder: Path, now: datetime, problems: Problems
) -> dict[str, tuple[Reader, list[Source], list[str]]]:
    """For every table its reader, its files and the columns they feed. Refuses `ops.history_mapping`."""
    needed = {
        name: {rule.take for t in mapping.tables for rule in mapping.rules(t).values() if rule.lookup == name}
        for name in mapping.lookups
    }
    lookups = {
        name: _lookup(name, said, sorted(filter(None, needed[name])), mapping, folder, problems)
        for name, said in mapping.lookups.items()
    }
    found: dict[str, tuple[Reader, list[Source], list[str]]] = {}
    for table in tables().values():
        if table.name not in mapping.tables:
            continue
        said = mapping.tables[table.name]
        sources = find(folder, said.file, mapping.delimiter)
        rules = mapping.rules(table.name) or _own_names(table, sources)
        for source in sources:
            _check_columns(source, rules, said.skip_without)
        for column in (table.columns[name] for name in rules):
            if column.reference and column.reference not in mapping.tables:
                detail = f"{table.name}.{column.name} names {column.reference}, which the mapping does not have"
                raise MappingWrong(where=table.name, detail=detail)
        reader = Reader(table, mapping, rules, said.skip_without, lookups, now, problems)
        found[table.name] = (reader, sources, sorted(rules))
    return found


def _own_names(table: Table, sources: list[Source]) -> dict[str, Rule]:
    """The rules of a neutral file: every neutral column that it has."""
    has = set.intersection(*(set(source.names) for source in sources))
    strange = sorted({name for source in sources for name in source.names} - set(table.columns))
    if strange:
        name = sources[0].name
        raise MappingWrong(where=name, detail=f"{name}: {table.name} has no column {', '.join(strange)}")
    missing = [c.name for c in table.columns.values() if c.required and c.name not in has]
    if missing:
        raise MappingWrong(where=sources[0].name, detail=f"{sources[0].name} needs the column {', '.join(missing)}")
    return {name: Rule(column=name) for name in table.columns if name in has}


def _check_columns(source: Source, rules: dict[str, Rule], skip_without: list[str]) -> None:
    for name in [c for rule in rules.values() for c in rule.reads] + skip_without:
        if name not in source.names:
            has = ", ".join(source.names)
            raise MappingWrong(where=source.name, detail=f"{source.name} has no column {name}; it has {has}")


def _lookup(
    name: str, said: LookupFile, takes: list[str], mapping: Mapping, folder: Path, problems: Problems
) -> Lookup:
    """Loads a joined file; a key that comes twice is a problem unless the mapping keeps the first."""
    wanted = sorted({said.key, *takes})
    parts: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for source in find(folder, said.file, mapping.delimiter):
        _check_columns(source, {}, wanted)
        for batch in source.batches(wanted, problems):
            columns = {c: without_missing(_plain(a), mapping.missing) for c, a in batch.columns.items()}
            fresh: list[bool] = []
            for row, key in enumerate(as_text(columns[said.key]).to_pylist()):
                fresh.append(key is not None and key not in seen)
                if key in seen and said.repeats == "refuse":
                    reason = f"stands twice, first in line {seen[key]}"
                    problems.add(source.name, batch.lines[row].as_py(), said.key, key, reason)
                elif key is not None and key not in seen:
                    seen[key] = batch.lines[row].as_py()
            mask = pa.array(fresh, pa.bool_())
            parts.append({c: a.filter(mask) for c, a in columns.items()})
    joined = {c: pa.concat_arrays([part[c] for part in parts]) if parts else pa.nulls(0, pa.string()) for c in wanted}
    return Lookup(said.file, as_text(joined[said.key]), joined)


def _plain(array: Any) -> Any:
    return as_text(array) if _textual(array) else array
