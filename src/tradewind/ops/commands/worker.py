"""`tradewind worker`: runs the background jobs, alone (`tradewind up` starts one too)."""

import argparse
from importlib import import_module


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No words: the worker knows its queues."""


def run(_args: argparse.Namespace) -> int:
    """Runs until it is told to stop. The wiring is above the operations, so it is called by name."""
    status: int = import_module("tradewind.config.worker").main()
    return status
