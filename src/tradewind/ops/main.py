"""The command line `tradewind`. Only the chosen command's file is loaded; a refusal is one clear line, no traceback."""

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import NamedTuple, NoReturn, Protocol, cast

from tradewind.kernel.errors import Refusal
from tradewind.ops import embedded
from tradewind.ops.errors import FileFailed, WrongWords
from tradewind.ops.home import home


class Command(NamedTuple):
    """Where a command lives and what must stand before it runs: nothing, the application, or also its database."""

    module: str
    promise: str
    needs: str = ""


class Module(Protocol):
    """What a command's file gives."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


class Parser(argparse.ArgumentParser):
    """Wrong words are a refusal like any other: what is wrong, how to mend it, a code."""

    def error(self, message: str) -> NoReturn:
        """Refuses `ops.wrong_words`."""
        raise WrongWords(detail=message, program=self.prog)


HERE = "tradewind.ops.commands"
COMMANDS: dict[str, Command] = {
    "up": Command(f"{HERE}.up", "serve the marketplace with everything it needs"),
    "doctor": Command(f"{HERE}.doctor", "look for what is wrong with this installation and say how to mend it"),
    "check": Command(f"{HERE}.check", "run every module's invariants over the data", "database"),
    "decide": Command(f"{HERE}.decide", "run an engine on JSON, without a database", "application"),
    "replay": Command(f"{HERE}.replay", "recompute a stored decision and compare", "database"),
    "import": Command(f"{HERE}.load", "load another marketplace's history", "database"),
    "export": Command(f"{HERE}.export", "write the history for another marketplace, or the tables", "database"),
    "backup": Command(f"{HERE}.backup", "write database and media into one archive", "database"),
    "restore": Command(f"{HERE}.restore", "fill an empty home from an archive", "application"),
    "demo": Command("tradewind.ops.demo.command", "the demo marketplace: build it, place an order in it", "database"),
    "migrate": Command(f"{HERE}.migrate", "bring the database's tables up to date", "database"),
    "prepare": Command(f"{HERE}.prepare", "(used by `up`) check and migrate the database, build the demo", "database"),
    "worker": Command(f"{HERE}.worker", "run the background jobs alone", "database"),
    "manage": Command(f"{HERE}.manage", "run a command of Django", "database"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status: 0 well, 1 a check found problems, 2 refused, 130 stopped."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except Refusal as refusal:
        return _complain(refusal)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `tradewind export | head`: whoever reads has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as wrong:
        return _complain(FileFailed(path=wrong.filename or "a file", detail=(wrong.strerror or str(wrong)).lower()))


def _run(words: list[str]) -> int:
    parser = Parser(prog="tradewind", description="A user-first marketplace in a box.")
    listed = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    chosen = words[0] if words and words[0] in COMMANDS else ""
    for name, command in COMMANDS.items():
        sub = listed.add_parser(name, help=command.promise, description=_sentence(command.promise))
        if name == chosen:
            module = _load(command)
            module.add_arguments(sub)
    args = parser.parse_args(words)
    with _standing(COMMANDS[chosen]):
        return module.run(args)


def _sentence(promise: str) -> str:
    return f"{promise[0].upper()}{promise[1:]}."


def _load(command: Command) -> Module:
    """Imports the command's file, after Django where it works with the application."""
    if command.needs:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")
        with _settings_explained():
            import_module("django").setup()
    return cast(Module, import_module(command.module))


@contextlib.contextmanager
def _standing(command: Command) -> Iterator[None]:
    """The database runs while the command does, and its errors are told in one line."""
    if command.needs != "database":
        yield
        return
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            stack.enter_context(embedded.running(home()))
        stack.enter_context(import_module("tradewind.ops.application").database_explained())
        yield


@contextlib.contextmanager
def _settings_explained() -> Iterator[None]:
    """Wrong settings are the user's to mend: one line."""
    try:
        yield
    except Exception as wrong:
        if type(wrong).__name__ != "ImproperlyConfigured":
            raise
        raise import_module("tradewind.ops.errors").WrongValue(what="settings", detail=str(wrong)) from wrong


def _complain(refusal: Refusal) -> int:
    mend = refusal.mend.format(**refusal.params)
    print(f"tradewind: {ended(refusal.said())} {mend}".rstrip() + f" [{refusal.code}]", file=sys.stderr)
    return 2


def ended(said: str) -> str:
    """A text as a sentence, so that another one can follow."""
    return said if said.endswith((".", "!", "?", ":", "。")) else f"{said}."


if __name__ == "__main__":
    sys.exit(main())
