"""Rules about the text of the source, as functions from a tree to breaks. No import of the tree: only `ast`."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
MAX_FUNCTION, MAX_FILE = 60, 400


class Break(NamedTuple):
    """Where a rule is broken and how."""

    path: str
    line: int
    said: str


class File(NamedTuple):
    """A parsed source file; `path` is relative to the tree, with forward slashes."""

    path: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The Tradewind module it belongs to ("deals"), or its file name for files at the top."""
        parts = Path(self.path).parts
        return parts[1].removesuffix(".py") if len(parts) > 1 else ""


Rule = Callable[[File], Iterator[Break]]


def files(src: Path = SRC) -> Iterator[File]:
    """Every Python file of the products under `src`, migrations left out (they are generated)."""
    for path in sorted(src.rglob("*.py")):
        if "migrations" not in path.parts and "node_modules" not in path.parts:
            text = path.read_text()
            yield File(path.relative_to(src).as_posix(), text, ast.parse(text))


def breaks(rule: Rule, src: Path = SRC) -> list[Break]:
    """All breaks of one rule."""
    return [found for file in files(src) for found in rule(file)]


def short_files(file: File) -> Iterator[Break]:
    """A file has at most 400 lines."""
    if (lines := file.text.count("\n")) > MAX_FILE:
        yield Break(file.path, lines, f"{lines} lines, at most {MAX_FILE}")


def short_functions(file: File) -> Iterator[Break]:
    """A function has at most 60 lines, its docstring and decorators included."""
    for node in _functions(file.tree):
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        if (lines := (node.end_lineno or first) - first + 1) > MAX_FUNCTION:
            yield Break(file.path, node.lineno, f"{node.name} has {lines} lines, at most {MAX_FUNCTION}")


def _touches_money(path: str) -> bool:
    """Is this a file where amounts of money are computed?"""
    head = ("tradewind/ledger/", "tradewind/deals/", "tradewind/trade/")
    return (
        path == "tradewind/kernel/money.py"
        or path.startswith(head)
        or path.startswith(("tradewind/payments/engine", "tradewind/payments/actions/"))
    )


def no_float_near_money(file: File) -> Iterator[Break]:
    """Where money is computed there is no float: no literal, no `float`, no `/`, no rounding."""
    if not _touches_money(file.path):
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield Break(file.path, node.lineno, f"the float {node.value!r}")
        elif isinstance(node, ast.Name) and node.id in {"float", "round", "Decimal"}:
            yield Break(file.path, node.lineno, f"the name {node.id}")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield Break(file.path, node.lineno, "a division with /")


_CLOCKS = frozenset({"now", "utcnow", "today", "read_clock", "time", "time_ns", "monotonic", "perf_counter"})


def engines_read_no_clock(file: File) -> Iterator[Break]:
    """An engine gets `now` as a parameter: it calls no clock, opens no file, prints nothing."""
    if "/engine" not in file.path:
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call):
            name = _called(node)
            if name in _CLOCKS or name in {"open", "print", "input", "eval", "exec"}:
                yield Break(file.path, node.lineno, f"a call of {name}()")


_EDGES = ("tradewind/web/", "tradewind/api/", "tradewind/ops/", "tradewind/lab/", "tradewind/config/")
# The outbox stamps when a row was stored, which is not when the fact happened; ids carry their birth.
_CLOCK_FILES = frozenset({"tradewind/kernel/clock.py", "tradewind/kernel/outbox.py", "tradewind/kernel/ids.py"})


def clock_read_at_the_edge(file: File) -> Iterator[Break]:
    """Only edges read the clock; everything below gets `now`."""
    if not file.path.startswith("tradewind/") or file.path.startswith(_EDGES) or file.path in _CLOCK_FILES:
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and _called(node) in {"now", "utcnow", "today", "read_clock", "time_ns"}:
            yield Break(file.path, node.lineno, f"a call of {_called(node)}()")


def no_hidden_behaviour(file: File) -> Iterator[Break]:
    """Models hold tables and constraints: no `save()` override, no signal, no default ordering."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            if any(name.endswith("signals") and name.startswith("django") for name in names):
                yield Break(file.path, node.lineno, "a Django signal")
    if not file.path.endswith("/models.py") and "/models/" not in file.path:
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}:
            yield Break(file.path, node.lineno, f"an override of {node.name}()")
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "ordering" for t in node.targets):
            yield Break(file.path, node.lineno, "a default ordering")


def public_functions_are_explained(file: File) -> Iterator[Break]:
    """Every public action, query and engine function says what it promises."""
    parts = Path(file.path).parts
    if len(parts) < 3 or parts[0] != "tradewind":
        return
    if parts[2] not in {"actions", "queries.py", "engine", "engine.py", "serving", "serving.py", "errors.py"}:
        return
    for node in file.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield Break(file.path, node.lineno, f"{node.name} has no docstring")


def imports_stand_at_the_top(file: File) -> Iterator[Break]:
    """No import inside a function. Django's `ready()` is the exception: models exist only then."""
    for function in _functions(file.tree):
        if function.name == "ready" and file.path.endswith("apps.py"):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield Break(file.path, node.lineno, f"an import inside {function.name}")


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def _called(node: ast.Call) -> str:
    """The last name of what is called: `datetime.now()` -> now."""
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""
