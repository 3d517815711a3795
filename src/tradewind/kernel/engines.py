"""The register of engines: pure decisions with plain JSON in and out, for `tradewind decide`, records and replay."""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from tradewind.kernel.errors import N_, Absent, Invalid


class UnknownEngine(Absent):
    code = "kernel.unknown_engine"
    reason = N_("There is no engine called {name}.")
    mend = N_("`tradewind decide --list` shows the engines.")


class WrongInput(Invalid):
    code = "kernel.engine_input"
    reason = N_("The input does not fit: {detail}.")
    mend = N_("`tradewind decide --schema NAME` shows the input's JSON Schema.")


class Engine(NamedTuple):
    """A pure decision. `decide` takes one value of `takes` and returns one of `gives`."""

    name: str
    version: int
    promise: str
    takes: type
    gives: type
    decide: Callable[[Any], Any]


_engines: dict[str, Engine] = {}


def register(engine: Engine) -> Engine:
    """Adds an engine under its name."""
    _engines[engine.name] = engine
    return engine


def engine(name: str) -> Engine:
    """The engine of that name, or `kernel.unknown_engine`."""
    if name not in _engines:
        raise UnknownEngine(name=name)
    return _engines[name]


def engines() -> list[Engine]:
    """All engines by name."""
    return [_engines[name] for name in sorted(_engines)]


def decide(name: str, inputs: Any) -> Any:
    """Runs an engine on plain JSON-able `inputs`; returns plain values. Refuses input that does not fit."""
    which = engine(name)
    try:
        value: Any = msgspec.convert(inputs, which.takes)
    except msgspec.ValidationError as wrong:
        detail, _, where = str(wrong).partition(" - at ")
        raise WrongInput(where=where.strip("`"), detail=detail) from wrong
    return msgspec.to_builtins(which.decide(value))


def schema(name: str) -> dict[str, Any]:
    """JSON Schema of an engine's input and output."""
    which = engine(name)
    (takes, gives), components = msgspec.json.schema_components(
        [which.takes, which.gives], ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": which.name,
        "description": which.promise,
        "input": takes,
        "output": gives,
        "$defs": components,
    }
