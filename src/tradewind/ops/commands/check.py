"""`tradewind check`: runs every module's invariants over the data. Exit status 1 when something is broken."""

import argparse

from tradewind.kernel.invariants import every_invariant
from tradewind.ops.errors import WrongValue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind check`."""
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="only these modules (all when none is named)")


def run(args: argparse.Namespace) -> int:
    """One line for each rule, one more for each break. Refuses `ops.wrong_value` for a module that has no rules."""
    invariants = every_invariant()
    known = dict.fromkeys(module for module, _ in invariants)
    if unknown := [module for module in args.modules if module not in known]:
        raise WrongValue(what=", ".join(unknown), detail=f"no module with invariants; there are {', '.join(known)}")
    broken = 0
    for module, invariant in invariants:
        if args.modules and module not in args.modules:
            continue
        problems = invariant()
        broken += bool(problems)
        promise = (invariant.__doc__ or invariant.__name__).strip().splitlines()[0]
        print(f"{'BROKEN' if problems else 'ok':<7} {module:<10} {promise}")
        for problem in problems:
            print(f"        {problem.rule}: {problem.about}: {problem.said}")
    return 1 if broken else 0
