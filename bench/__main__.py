"""`make bench`, or `python -m bench [SECTION ...] > before.json`: one JSON document on standard output.

Sections: start, pages (needs wrk), idle, prices, importing (needs TRADEWIND_DATA). What goes on is told on standard
error. Ctrl-C and SIGTERM stop what was started; nothing is left but .tradewind-bench, and that only with --keep.
"""

import argparse
import json
import shutil
import signal
import sys

from bench import importing, pages, prices, start
from bench.machine import describe, say
from bench.marketplace import Marketplace

SECTIONS = ("start", "pages", "idle", "prices", "importing")


def main() -> int:
    args = arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        result = measure(args, args.sections or list(SECTIONS))
    except KeyboardInterrupt:
        say("stopped")
        return 130
    say("done")
    json.dump(result, sys.stdout, indent=2, ensure_ascii=False)
    print()
    return 0


def arguments() -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--seconds", type=int, default=5, help="length of one round of requests (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, the median counts (default %(default)s)")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--keep", action="store_true", help="keep the demo in .tradewind-bench for the next run")
    args = parser.parse_args()
    if unknown := set(args.sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    return args


def measure(args: argparse.Namespace, wanted: list[str]) -> dict[str, object]:
    """The sections asked for, after the machine that they were measured on."""
    result: dict[str, object] = {"machine": describe()}
    if "pages" in wanted and shutil.which("wrk") is None:
        say(pages.WRK_MISSING)
        result["pages"] = {"left_out": pages.WRK_MISSING}
        wanted = [section for section in wanted if section != "pages"]
    if {"start", "pages", "idle"} & set(wanted):
        result |= measure_marketplace(args, wanted)
    if "prices" in wanted:
        result["prices"] = prices.measure()
    if "importing" in wanted:
        result["importing"] = importing.measure(args.port)
    return result


def measure_marketplace(args: argparse.Namespace, wanted: list[str]) -> dict[str, object]:
    """What is measured on the demo marketplace."""
    marketplace, result = Marketplace(args.port), {}
    try:
        if "start" in wanted or not marketplace.built():
            result["start"] = start.measure(marketplace)
        if {"pages", "idle"} & set(wanted):
            say("starting the demo marketplace")
            with marketplace.open():
                if "idle" in wanted:
                    result["idle"] = pages.idle(marketplace)
                if "pages" in wanted:
                    result["pages"] = pages.measure(marketplace, args.seconds, args.rounds)
    finally:
        if not args.keep:
            marketplace.delete()
    return result


if __name__ == "__main__":
    sys.exit(main())
