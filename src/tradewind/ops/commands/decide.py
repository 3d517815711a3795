"""`tradewind decide`: any engine on plain JSON, without a database.

tradewind decide deals.price_basket < basket.json
tradewind decide --list
tradewind decide --schema deals.price_basket
"""

import argparse
import json
import sys

from tradewind.kernel import engines
from tradewind.ops.errors import WrongValue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind decide`."""
    parser.add_argument("engine", nargs="?", help="an engine; its input is read from standard input")
    parser.add_argument("--list", action="store_true", help="the engines with what each promises")
    parser.add_argument("--schema", metavar="ENGINE", help="JSON Schema of an engine's input and output")


def run(args: argparse.Namespace) -> int:
    """Prints JSON, or the list. Refuses `kernel.unknown_engine`, `kernel.engine_input`, `ops.wrong_value`."""
    if args.list:
        for engine in engines.engines():
            print(f"{engine.name:<28} v{engine.version}  {engine.promise}")
    elif args.schema:
        show(engines.schema(args.schema))
    elif args.engine:
        engines.engine(args.engine)  # before anybody types JSON for nothing
        show(engines.decide(args.engine, _standard_input()))
    else:
        raise WrongValue(what="decide", detail="name an engine, or use --list or --schema ENGINE")
    return 0


def show(value: object) -> None:
    """Plain values as JSON for people and programs."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _standard_input() -> object:
    try:
        return json.load(sys.stdin)
    except ValueError as wrong:
        raise WrongValue(what="standard input", detail=f"not JSON: {wrong}") from wrong
