"""Windows end at midnight in the marketplace's zone."""

from datetime import UTC, date, datetime

import pytest

from tradewind.kernel.clock import day_ends, local_day


@pytest.mark.parametrize(
    ("moment", "days", "end"),
    [
        # 10:00 on 1 June in Shanghai: seven days end at 24:00 of 8 June, which is 16:00 UTC.
        (datetime(2026, 6, 1, 2, tzinfo=UTC), 7, datetime(2026, 6, 8, 16, tzinfo=UTC)),
        # 23:30 UTC is already the next day there.
        (datetime(2026, 6, 1, 23, 30, tzinfo=UTC), 0, datetime(2026, 6, 2, 16, tzinfo=UTC)),
        (datetime(2028, 2, 28, 4, tzinfo=UTC), 1, datetime(2028, 2, 29, 16, tzinfo=UTC)),
    ],
)
def test_day_n_ends_at_midnight_after_it(moment, days, end):
    assert day_ends(moment, days) == end


def test_the_local_day_is_the_day_in_shanghai():
    assert local_day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)
