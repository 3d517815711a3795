"""The steps of a load: plain statements, and tables of rows with dated ids."""

from typing import Any, NamedTuple

from tradewind.ops.history import dated


class Run(NamedTuple):
    """One statement. `about` is what the progress bar shows."""

    about: str
    sql: str


class Make(NamedTuple):
    """A temporary table `name` from the rows of `source`, with ids that `live` does not have."""

    about: str
    name: str
    source: str
    live: str


Step = Run | Make


def take(cursor: Any, step: Step, values: dict[str, Any]) -> None:
    """Does one step."""
    match step:
        case Run(_, sql):
            cursor.execute(sql, values)
        case Make(_, name, source, live):
            dated.make(cursor, name, source, live, values)
