"""When a parcel arrives."""

from datetime import UTC, datetime

import pytest

from tradewind.kernel.clock import ZONE
from tradewind.logistics.engine.promise import USUAL, days, promise

NOON = datetime(2026, 6, 17, 12, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("CN-ZJ", "浙江省", (1, 2)),
        ("CN-ZJ", "CN-GD", (2, 4)),
        ("CN-ZJ", "新疆", (4, 7)),
        ("西藏", "CN-ZJ", (4, 7)),
        ("西藏", "西藏自治区", (1, 2)),
        ("SP", "SP", (1, 2)),
        ("SP", "RJ", (2, 4)),
        ("", "", (2, 4)),
    ],
)
def test_days_on_the_road(start, end, expected):
    """Table 6 of docs/algorithms/logistics.md."""
    assert days(start, end) == expected


def test_days_count_from_the_latest_dispatch_and_end_at_midnight():
    """Table 7. Ordered Wednesday noon, dispatched within 48 hours, 2 to 4 days: Sunday to Tuesday."""
    found = promise(48, "CN-ZJ", "CN-GD", NOON)
    assert found.ship_by == datetime(2026, 6, 19, 12, 0, tzinfo=ZONE)
    assert found.arrive_from == datetime(2026, 6, 21, 0, 0, tzinfo=ZONE)
    assert found.arrive_to == datetime(2026, 6, 23, 23, 59, 59, tzinfo=ZONE)


def test_the_day_is_the_marketplaces_not_utcs():
    late = datetime(2026, 6, 17, 17, 0, tzinfo=UTC)  # 01:00 on the 18th in Shanghai
    assert promise(1, "CN-ZJ", "CN-ZJ", late).arrive_from == datetime(2026, 6, 19, 0, 0, tzinfo=ZONE)


def test_the_usual_table_names_regions_that_exist():
    assert len(USUAL.remote_regions) == 10
