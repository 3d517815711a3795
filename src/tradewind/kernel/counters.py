"""Short-lived counters of throttling, in a table that all processes share (`kernel_cache`)."""

import base64
import pickle
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

_PUT = """
INSERT INTO kernel_cache AS kept (cache_key, value, expires) VALUES (%(key)s, %(value)s, %(expires)s)
ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""
_WRITE = {
    "set": _PUT,
    "add": f"{_PUT} WHERE kept.expires < statement_timestamp()",  # one whose time is not over stays as it is
    "touch": "UPDATE kernel_cache SET expires = %(expires)s WHERE cache_key = %(key)s",
}
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class CounterCache(DatabaseCache):
    """Django's cache in the database, with one statement for each write.

    Django counts the whole table before every write (5 ms with 100,000 rows) and beyond a bound throws rows away,
    whoever still needs them. Here a row stays until its time is over; `forget_counters` sweeps.
    """

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        """True when something was written."""
        ends = self.get_backend_timeout(timeout)
        expires = NEVER if ends is None else datetime.fromtimestamp(ends, tz=UTC)
        text = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii")
        with connection.cursor() as cursor:
            cursor.execute(_WRITE[mode], {"key": key, "value": text, "expires": expires})
            return cursor.rowcount == 1


def forget_counters(now: datetime) -> int:
    """Deletes counters whose time is over, which nobody may ask for again; returns how many (run by the schedule)."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_cache WHERE expires < %s", [now])
        return cursor.rowcount
