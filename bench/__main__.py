"""`make bench`, or `python -m bench [SECTION ...] > before.json`: one JSON document on standard output.

Sections: start, pages, idle, importing (needs TRADEWIND_DATA). What goes on is told on standard error.
"""

import argparse
import json
import sys

from bench import importing, pages, start
from bench.machine import describe, say
from bench.marketplace import Marketplace

SECTIONS = ("start", "pages", "idle", "importing")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--seconds", type=int, default=5, help="length of one round of requests (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, the median counts (default %(default)s)")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--keep", action="store_true", help="keep the demo in .tradewind-bench for the next run")
    args = parser.parse_args()
    wanted = args.sections or list(SECTIONS)
    if unknown := set(wanted) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    result = {"machine": describe()}
    if {"start", "pages", "idle"} & set(wanted):
        marketplace = Marketplace(args.port)
        if "start" in wanted or not marketplace.built():
            result["start"] = start.measure(marketplace)
        if {"pages", "idle"} & set(wanted):
            with marketplace.open():
                if "idle" in wanted:
                    result["idle"] = pages.idle(marketplace)
                if "pages" in wanted:
                    result["pages"] = pages.measure(marketplace, args.seconds, args.rounds)
        if not args.keep:
            marketplace.delete()
    if "importing" in wanted:
        result["importing"] = importing.measure()
    say("done")
    json.dump(result, sys.stdout, indent=2, ensure_ascii=False)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
