"""Files of a history: CSV and Parquet, read in record batches with the line of every row."""

from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from tradewind.ops.history.errors import MappingWrong
from tradewind.ops.history.problems import Problems

BATCH_ROWS = 32_768
BLOCK_BYTES = 4 * 1024 * 1024
SUFFIXES = (".parquet", ".csv")


class Batch(NamedTuple):
    """Rows of a file: the columns asked for, the line of every row, and how much of the file this was."""

    columns: dict[str, Any]
    lines: Any
    rows: int
    weight: int


class Source(NamedTuple):
    """One file. `weight` is its size in the unit that `Batch.weight` counts."""

    path: Path
    name: str
    names: list[str]
    weight: int
    delimiter: str

    def batches(self, wanted: Sequence[str], problems: Problems) -> Iterator[Batch]:
        """The file in batches; rows that cannot be read as rows go to `problems`."""
        read = _parquet if self.path.suffix == ".parquet" else _csv
        return read(self, wanted, problems)


def find(folder: Path, said: str, delimiter: str) -> list[Source]:
    """The files that `said` names: with or without suffix, or a pattern. Refuses `ops.history_mapping`."""
    paths = sorted(folder.glob(said)) if "*" in said else [folder / said]
    if "*" not in said and paths[0].suffix not in SUFFIXES:
        paths = [folder / f"{said}{suffix}" for suffix in SUFFIXES if (folder / f"{said}{suffix}").is_file()][:1]
    if not paths or not all(path.is_file() and path.suffix in SUFFIXES for path in paths):
        raise MappingWrong(where=said, detail=f"there is no CSV or Parquet file {said} in {folder}")
    return [_open(path, folder, delimiter) for path in paths]


def _open(path: Path, folder: Path, delimiter: str) -> Source:
    name = path.relative_to(folder).as_posix()
    try:
        if path.suffix == ".parquet":
            file = pq.ParquetFile(path)
            names, weight = list(file.schema_arrow.names), file.metadata.num_rows
        else:
            names, weight = _open_csv(path, delimiter, lambda row: "skip").schema.names, path.stat().st_size
    except UnicodeDecodeError as wrong:
        raise MappingWrong(where=name, detail=f"the first line of {name} is not UTF-8 text") from wrong
    except (pa.ArrowInvalid, OSError) as wrong:
        raise MappingWrong(where=name, detail=f"{name} cannot be read: {wrong}") from wrong
    twice = sorted({column for column in names if names.count(column) > 1})
    if twice:
        raise MappingWrong(where=name, detail=f"{name} has two columns {', '.join(twice)}")
    return Source(path, name, names, weight, delimiter)


def _parquet(source: Source, wanted: Sequence[str], problems: Problems) -> Iterator[Batch]:
    row = 1
    try:
        file = pq.ParquetFile(source.path, pre_buffer=False)
        _refuse_nested(source, file.schema_arrow, wanted)
        for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=list(wanted), use_threads=False):
            count = batch.num_rows
            columns = {name: batch.column(name) for name in wanted}
            yield Batch(columns, pa.array(range(row, row + count), pa.int32()), count, count)
            row += count
    except (pa.ArrowInvalid, OSError) as wrong:
        problems.add(source.name, row, "", "", f"the file cannot be read from here on: {wrong}")


def _refuse_nested(source: Source, schema: Any, wanted: Sequence[str]) -> None:
    for name in wanted:
        if pa.types.is_nested(schema.field(name).type):
            detail = f"{source.name}: the column {name} has values with parts ({schema.field(name).type})"
            raise MappingWrong(where=source.name, detail=detail)


def _open_csv(path: Path, delimiter: str, on_bad_row: Callable[[Any], str], names: Sequence[str] = ()) -> Any:
    """Every column as bytes, so that a wrong encoding is ours to report."""
    return pa_csv.open_csv(
        path,
        # Threads would hide the number of a broken row.
        read_options=pa_csv.ReadOptions(block_size=BLOCK_BYTES, use_threads=False),
        parse_options=pa_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=on_bad_row
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types={name: pa.binary() for name in names}, check_utf8=False, strings_can_be_null=False
        ),
    )


def _csv(source: Source, wanted: Sequence[str], problems: Problems) -> Iterator[Batch]:
    broken: dict[int, Any] = {}

    def on_bad_row(row: Any) -> str:
        broken[row.number] = row
        return "skip"

    def tell_broken(before: int, extra: int) -> None:
        for number in [number for number in broken if number < before]:
            row = broken.pop(number)
            reason = f"the row has {row.actual_columns} values, the header {row.expected_columns}"
            problems.add(source.name, number + extra, "", row.text, reason)

    record, extra = 2, 0  # the header is line 1; `extra` counts line ends inside quoted values
    try:
        for batch in _open_csv(source.path, source.delimiter, on_bad_row, source.names):
            records = _records(record, batch.num_rows, broken)
            lines, extra = _lines(batch, records, extra)
            for number, line in zip(records, lines.to_pylist(), strict=True) if broken else ():
                tell_broken(number, line - number)
            record = records[-1] + 1 if records else record
            columns = {name: batch.column(name) for name in wanted}
            yield _without_blank_rows(batch, Batch(columns, lines, batch.num_rows, batch.nbytes))
    except pa.ArrowInvalid as wrong:
        problems.add(source.name, record + extra, "", "", f"the file cannot be read from here on: {wrong}")
    tell_broken(max(broken, default=0) + 1, extra)
    if _quotes(source.path) % 2:
        problems.add(source.name, record + extra - 1, "", "", "a quotation mark is opened and never closed")


def _records(first: int, count: int, broken: Container[int]) -> list[int]:
    """The numbers of the next `count` good records."""
    if not broken:
        return list(range(first, first + count))
    numbers: list[int] = []
    while len(numbers) < count:
        if first not in broken:
            numbers.append(first)
        first += 1
    return numbers


def _lines(batch: Any, records: list[int], extra: int) -> tuple[Any, int]:
    """The line each record starts at: its number and the line ends inside the values of the records before it."""
    numbers = pa.array(records, pa.int32())
    inside = [pc.count_substring(column, b"\n") for column in batch.columns]
    total = inside[0]
    for counts in inside[1:]:
        total = pc.add(total, counts)
    whole = pc.sum(total).as_py() or 0
    if whole == 0 and extra == 0:
        return numbers, 0
    before = pc.add(pc.subtract(pc.cumulative_sum(total), total), extra)
    return pc.add(numbers, pc.cast(before, pa.int32())), extra + whole


def _without_blank_rows(batch: Any, rows: Batch) -> Batch:
    """Leaves out lines that have nothing in them."""
    filled = pc.not_equal(batch.column(0), b"")
    for column in batch.columns[1:]:
        filled = pc.or_(filled, pc.not_equal(column, b""))
    if pc.all(filled).as_py() is not False:
        return rows
    columns = {name: column.filter(filled) for name, column in rows.columns.items()}
    lines = rows.lines.filter(filled)
    return Batch(columns, lines, len(lines), rows.weight)


def _quotes(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b'"') for block in iter(lambda: file.read(BLOCK_BYTES), b""))
