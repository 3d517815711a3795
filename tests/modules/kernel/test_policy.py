"""A policy's value depends on the day."""

from datetime import UTC, datetime

import pytest

from tradewind.kernel.models import Policy
from tradewind.kernel.policy import Declared, policy

CAP = Declared("test.cap", 500, "test")


def day(n: int) -> datetime:
    return datetime(2026, 6, n, tzinfo=UTC)


@pytest.mark.django_db
def test_the_row_in_force_wins_and_without_one_the_default_holds():
    Policy.objects.create(name="test.cap", value=700, valid_from=day(10), valid_to=day(20), source="summer")
    Policy.objects.create(name="test.cap", value=800, valid_from=day(15), valid_to=day(16), source="one day")
    values = [policy(CAP, day(n)) for n in (9, 10, 14, 15, 16, 19, 20)]
    assert values == [500, 700, 700, 800, 700, 700, 500]
