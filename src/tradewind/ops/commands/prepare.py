"""`tradewind prepare`: what `up` does before it serves, in a child that may be large and then ends.

Progress goes to standard error; standard output gets one JSON object: the first-run token and the demo's sign-ins.
"""

import argparse
import contextlib
import json
import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tradewind.kernel.clock import read_clock
from tradewind.ops.application import refuse_unsafe
from tradewind.ops.demo.command import ensure_built
from tradewind.ops.errors import DemoNeedsDebug
from tradewind.parties.actions.operators import make_setup_token
from tradewind.parties.errors import NoSetup
from tradewind.parties.models import Account


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind prepare`."""
    parser.add_argument("--demo", action="store_true", help="build the demo marketplace if it is not there")


def run(args: argparse.Namespace) -> int:
    """Refuses `ops.unsafe_database` and `ops.demo_needs_debug`."""
    refuse_unsafe(allowed=bool(os.environ.get("TRADEWIND_UNSAFE_DATABASE")))
    if args.demo and not settings.DEBUG_MODE:
        raise DemoNeedsDebug(why="with DEBUG off")
    with contextlib.redirect_stdout(sys.stderr):
        call_command("migrate", verbosity=0, interactive=False)
        sign_ins = _demo() if args.demo else []
    print(json.dumps({"setup_token": _token(), "sign_ins": sign_ins}))
    return 0


def _demo() -> list[list[str]]:
    """Builds the demo if it is not there (it is built completely or not at all); its sign-ins."""
    stood = Account.objects.filter(is_demo=True).exists()
    sign_ins = ensure_built()
    if not stood:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")  # or the first visitors meet plans made for empty tables
    return sign_ins


def _token() -> str | None:
    """A new token for the first-run screen, while there is no operator."""
    try:
        return make_setup_token(read_clock())
    except NoSetup:
        return None
