"""When a parcel arrives: hours to dispatch, then days on the road by how far apart two regions are. Pure."""

from datetime import datetime, timedelta

from tradewind.kernel.clock import day_ends
from tradewind.logistics.types import Promise, Transit, region_code

USUAL = Transit(
    same=(1, 2), normal=(2, 4), remote=(4, 7),
    remote_regions=(
        "CN-XJ", "CN-XZ", "CN-NM", "CN-NX", "CN-GS", "CN-QH", "CN-HI", "CN-TW", "CN-HK", "CN-MO",
    ),
)  # fmt: skip


def days(from_region: str, to_region: str, transit: Transit = USUAL) -> tuple[int, int]:
    """Earliest and latest days on the road. An unknown region counts as neither the same nor remote."""
    start, end = region_code(from_region), region_code(to_region)
    if start == end and start:
        return transit.same
    return transit.remote if {start, end} & set(transit.remote_regions) else transit.normal


def promise(dispatch_hours: int, from_region: str, to_region: str, now: datetime, transit: Transit = USUAL) -> Promise:
    """The latest dispatch, and the calendar days between which the parcel arrives: from the first moment of the
    earliest to the last second of the latest day, marketplace time. Days count from the latest dispatch (T1)."""
    ship_by = now + timedelta(hours=dispatch_hours)
    earliest, latest = days(from_region, to_region, transit)
    return Promise(ship_by, day_ends(ship_by, earliest - 1), day_ends(ship_by, latest) - timedelta(seconds=1))
