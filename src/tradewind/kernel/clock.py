"""Time. The clock is read at the edge (views, commands, jobs) and passed down as `now`, always aware."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def read_clock() -> datetime:
    """The present moment in UTC. Only edges call this."""
    return datetime.now(UTC)


def local_day(moment: datetime) -> date:
    """The calendar day of `moment` in the marketplace zone."""
    return moment.astimezone(ZONE).date()


def day_ends(moment: datetime, days: int) -> datetime:
    """The end of a window of `days` calendar days after `moment` (T1): day n ends at 24:00 of that day + n, local."""
    last = local_day(moment) + timedelta(days=days + 1)
    return datetime.combine(last, time.min, ZONE).astimezone(UTC)
