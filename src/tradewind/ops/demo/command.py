"""`tradewind demo build` and `tradewind demo order`."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from tradewind.kernel.clock import read_clock
from tradewind.ops.demo.build import DEMO_SIGN_INS, DemoWorld, build
from tradewind.ops.demo.order import order
from tradewind.parties.models import Account

LABELS = {"pictures": "Drawing pictures", "goods": "Shops and listings", "orders": "Sixty days of orders",
          "counters": "Counting"}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of `tradewind demo`."""
    kinds = parser.add_subparsers(dest="kind", metavar="WHAT", required=True)
    kinds.add_parser("build", help="build the demo marketplace in an empty database (DEBUG=1)")
    kinds.add_parser("order", help="place a real order end to end and print each step")


def run(args: argparse.Namespace) -> int:
    """0 when all went well, 1 when a step of the order failed. Building refuses what `build.build` refuses."""
    if args.kind == "order":
        return order()
    world = build_with_progress()
    print(f"{len(world.shop_ids)} shops, {len(world.listing_ids)} listings, {world.orders} orders, "
          f"{world.reviews} reviews, {world.pictures} pictures")  # fmt: skip
    print("Sign-ins (known to everybody, refused without DEBUG):")
    for role, email, password in DEMO_SIGN_INS:
        print(f"  {role:<9} {email}  {password}")
    return 0


def ensure_built() -> list[list[str]]:
    """Builds the demo unless it stands; its sign-ins as role, e-mail, password. Refuses what `build` refuses."""
    if not Account.objects.filter(email=DEMO_SIGN_INS[0].email, is_demo=True).exists():
        build_with_progress()
    return [list(one) for one in DEMO_SIGN_INS]


def build_with_progress() -> DemoWorld:
    """Builds now, with bars on a terminal and plain lines elsewhere, on standard error."""
    with _telling() as tell:
        return build(read_clock(), tell)


@contextmanager
def _telling() -> Iterator[Callable[[str, int, int], None]]:
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield _plain(console)
        return
    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=console) as bars:
        tasks = {step: bars.add_task(label, total=None) for step, label in LABELS.items()}
        yield lambda step, done, total: bars.update(tasks[step], completed=done, total=total)


def _plain(console: Console) -> Callable[[str, int, int], None]:
    """A line at each quarter of a step."""
    told: dict[str, int] = {}
    lock = Lock()

    def tell(step: str, done: int, total: int) -> None:
        """Says a step once a quarter."""
        quarter = 4 * done // total if total else 4
        with lock:
            if told.get(step) == quarter:
                return
            told[step] = quarter
        console.print(f"{LABELS[step]}: {done} of {total}", highlight=False)

    return tell
