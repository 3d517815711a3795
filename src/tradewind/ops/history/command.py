"""`tradewind import history`: another marketplace's orders, from CSV or Parquet. docs/import.md is the manual."""

import argparse
import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from tradewind.kernel.clock import read_clock
from tradewind.ops.history import report
from tradewind.ops.history.errors import MappingWrong, ReaderMissing, RowsWrong
from tradewind.ops.history.mapping import Mapping, load
from tradewind.ops.history.report import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind import history`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with the files")
    parser.add_argument(
        "--mapping",
        default="",
        metavar="FILE.toml|NAME",
        help="which file and column feeds what: a file, or a shipped mapping such as olist "
        "(default: DIR/mapping.toml, else the neutral form of docs/import.md)",
    )
    parser.add_argument("--dry-run", action="store_true", help="validate everything and change nothing")
    parser.add_argument("--currency", default="", metavar="XXX", help="currency of all amounts, over the mapping's")
    parser.add_argument("--json", default="", metavar="FILE", help="write the report as JSON, - for standard output")


def run(args: argparse.Namespace) -> int:
    """Imports; 0 when everything was loaded (or is valid), 1 when rows are wrong.

    Refuses `ops.history_extra` without pyarrow and `ops.history_mapping` for a mapping that does not fit.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise ReaderMissing
    if not args.folder.is_dir():
        raise MappingWrong(where=str(args.folder), detail=f"there is no folder {args.folder}")
    mapping = load(args.mapping, args.folder, args.currency)
    console = Console(stderr=True)
    try:
        told = _import(args, mapping, console)
    except RowsWrong as wrong:
        told = Report(
            mapping=args.mapping,
            folder=str(args.folder),
            currency=mapping.currency,
            dry_run=args.dry_run,
            problems=wrong.problems,
            more_problems=wrong.more,
        )
        console.print(wrong.said(), style="bold red", highlight=False)
    report.print_to(console, told)
    _write_json(args.json, told)
    return 1 if told.problems else 0


def _import(args: argparse.Namespace, mapping: Mapping, console: Console) -> Report:
    """Runs the importer under a progress bar. It is loaded only here, because it needs the optional reader."""
    importer: Any = importlib.import_module("tradewind.ops.history.importer")
    columns = (TextColumn("{task.description:<44}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def progress(about: str, done: int, of: int) -> None:
            bar.update(task, description=about, completed=done, total=of)

        told: Report = importer.import_history(
            args.folder, mapping, read_clock(), name=args.mapping, dry_run=args.dry_run, progress=progress
        )
    return told


def _write_json(where: str, told: Report) -> None:
    if where == "-":
        sys.stdout.buffer.write(report.as_json(told) + b"\n")
    elif where:
        Path(where).write_bytes(report.as_json(told) + b"\n")
