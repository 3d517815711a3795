"""`tradewind export history|tables`: for another marketplace, or everything as it lies in the database."""

import argparse

from tradewind.ops import tables
from tradewind.ops.history import export as history


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two kinds: the neutral form that `tradewind import history` reads, and the tables."""
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    history.add_export_arguments(kinds.add_parser("history", help="shops, listings, orders for `import history`"))
    tables.add_arguments(kinds.add_parser("tables", help="every table as CSV or JSON lines"))


def run(args: argparse.Namespace) -> int:
    """Hands over to the chosen kind."""
    return history.run_export(args) if args.kind == "history" else tables.run(args)
