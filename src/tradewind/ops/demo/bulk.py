"""Writing many rows at once, and ids that carry the time they speak of."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from tradewind.kernel.ids import floor_id


class DatedIds:
    """Ids that increase and sort by the moment given, as if they had been made then."""

    def __init__(self) -> None:
        self._last = 0

    def at(self, moment: datetime) -> int:
        """The next id; moments must not go backwards by much, or ids stop telling the time."""
        self._last = max(self._last + 1, floor_id(int(moment.timestamp() * 1000)))
        return self._last


def json_text(value: Any) -> str:
    """JSON as PostgreSQL takes it."""
    return msgspec.json.encode(value).decode()


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Writes rows with COPY; returns how many. Names are ours, never a user's."""
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as stream,
    ):
        for row in rows:
            stream.write_row(row)
            count += 1
    return count
