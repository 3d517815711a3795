"""`tradewind replay`: recomputes a stored decision with today's engine and compares. Exit status 1 when they differ."""

import argparse

from tradewind.kernel.decisions import replay
from tradewind.ops.commands.decide import show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind replay`."""
    parser.add_argument("decision", type=int, help="id of the decision (the console shows it)")


def run(args: argparse.Namespace) -> int:
    """Prints both outcomes. Refuses `kernel.unknown_decision`."""
    found = replay(args.decision)
    same = {"id": str(found.id), "engine": found.engine, "version": found.version, "same": found.same}
    show({**same, "stored": found.stored, "now": found.now})
    return 0 if found.same else 1
