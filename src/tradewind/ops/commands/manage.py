"""`tradewind manage ...`: Django's own commands, for developers."""

import argparse

from django.core.management import execute_from_command_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `manage` goes to Django."""
    parser.add_argument("words", nargs=argparse.REMAINDER, help="Django's command and its arguments")


def run(args: argparse.Namespace) -> int:
    """Hands over to Django."""
    execute_from_command_line(["tradewind manage", *args.words])
    return 0
