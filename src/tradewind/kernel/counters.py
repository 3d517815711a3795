"""Short-lived counters of throttling, in a table that all processes share (`kernel_cache`)."""

from datetime import datetime

from django.db import connection


def forget_counters(now: datetime) -> int:
    """Deletes counters whose time is over, which nobody may ask for again; returns how many (run by the schedule)."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_cache WHERE expires < %s", [now])
        return cursor.rowcount
