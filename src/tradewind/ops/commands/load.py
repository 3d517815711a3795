"""`tradewind import history`: loads another marketplace's history (see `ops.history`)."""

import argparse

from tradewind.ops.history import command as history


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One kind of import so far: `history`."""
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    history.add_arguments(kinds.add_parser("history", help="shops, buyers, listings, orders, payments, reviews"))


def run(args: argparse.Namespace) -> int:
    """Hands over to the import."""
    return history.run(args)
