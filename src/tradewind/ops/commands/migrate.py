"""`tradewind migrate`: brings the tables up to date. Safe to repeat."""

import argparse

from django.core.management import call_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind migrate`."""
    parser.add_argument("--quiet", action="store_true", help="say nothing")


def run(args: argparse.Namespace) -> int:
    """Migrates everything."""
    call_command("migrate", verbosity=0 if args.quiet else 1, interactive=False)
    return 0
