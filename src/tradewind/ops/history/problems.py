"""Wrong rows: file, line, column, value and reason, up to a limit."""

from typing import NamedTuple

LIMIT = 100
VALUE_SHOWN = 80


class Problem(NamedTuple):
    """One wrong value. `line` is the line of a CSV file (the header is line 1) or the row of a Parquet file."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def said(self) -> str:
        """The problem as one line of text."""
        shown = f" {self.value!r}" if self.value else ""
        return f"{self.file}:{self.line}: {self.column}{shown}: {self.reason}"


class Problems:
    """Collects problems, one for each cell, and says when there are enough."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._found: dict[tuple[str, int, str], Problem] = {}
        self.more = False

    def add(self, file: str, line: int, column: str, value: object, reason: str) -> None:
        """Keeps one problem; a cell keeps its first, and nothing is kept beyond the limit."""
        cell = (file, line, column or reason)
        if cell in self._found:
            return
        if self.full:
            self.more = True
            return
        text = "" if value is None else str(value)
        shown = text if len(text) <= VALUE_SHOWN else text[: VALUE_SHOWN - 1] + "…"
        self._found[cell] = Problem(file, line, column, shown, reason)

    @property
    def full(self) -> bool:
        """True when the limit is reached."""
        return len(self._found) >= self._limit

    @property
    def found(self) -> list[Problem]:
        """What was found, by file and line."""
        return sorted(self._found.values())

    def __len__(self) -> int:
        return len(self._found)
