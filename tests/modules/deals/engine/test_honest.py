"""A raise before a campaign is not sold as a discount: the tables of docs/algorithms/deals-history.md."""

from datetime import date, timedelta

import pytest

from tradewind.deals import types as t
from tradewind.deals.engine.honest import honest_discount
from tradewind.kernel.engines import decide

TODAY = date(2026, 6, 18)


def day(ago, item, list_price):
    return t.PriceDay(day=TODAY - timedelta(days=ago), item_price=item, list_price=list_price)


def ask(amount, list_price, history, **more):
    return honest_discount(
        t.DiscountQuestion(amount=amount, list_price=list_price, day=TODAY, history=history, **more)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "code"), [(14_900, "deals.raised_before"), (10_000, "deals.raised_before"), (9_999, "")]
)
def test_after_a_raise_only_a_price_below_the_low_is_a_discount(amount, code):
    """Table 1. The list price went from 100.00 to 150.00 five days ago."""
    history = [day(n, 10_000, 10_000) for n in range(6, 31)] + [day(n, 15_000, 15_000) for n in range(1, 6)]
    found = ask(amount, 15_000, history)
    assert (found.code, found.reference, found.raised_from) == (code, 10_000, 10_000)
    assert [one.day for one in found.evidence] == (
        [TODAY - timedelta(days=n) for n in range(30, 5, -1)] if code else []
    )


@pytest.mark.parametrize(("ago", "code"), [(30, "deals.raised_before"), (31, "")])
def test_a_raise_is_forgotten_after_thirty_days(ago, code):
    """Table 2. The last day at the lower list price was 30, or 31, days ago."""
    history = [day(ago, 10_000, 10_000)] + [day(n, 15_000, 15_000) for n in range(1, ago)]
    assert ask(12_000, 15_000, history).code == code


def test_a_steady_list_price_may_be_discounted_though_it_was_cheaper_before():
    """Table 3. 100.00 on the list all the time, sold at 80.00 for a week: 90.00 is a discount, its reference 80.00."""
    history = [day(n, 8_000 if 10 <= n < 17 else 10_000, 10_000) for n in range(1, 31)]
    found = ask(9_000, 10_000, history)
    assert (found.code, found.reference, found.evidence) == ("", 8_000, [])


def test_without_history_the_list_price_is_the_reference():
    assert ask(9_000, 10_000, []) == t.HonestDiscount(reference=10_000, code="", raised_from=10_000, evidence=[])


def test_today_does_not_count_as_history():
    assert ask(9_000, 10_000, [day(0, 100, 100)]).reference == 10_000


@pytest.mark.parametrize(("elsewhere", "reference"), [([9_500], 9_500), ([10_500], 10_000), ([], 10_000)])
def test_the_reference_of_the_subsidy_channel(elsewhere, reference):
    """Case V06: the lower of the own 15-day low and the lowest price elsewhere."""
    history = [day(15, 10_000, 12_000), day(16, 7_000, 12_000), day(3, 11_000, 12_000)]
    assert ask(9_000, 12_000, history, window_days=15, elsewhere=elsewhere).reference == reference


def test_it_runs_on_plain_values():
    history = [{"day": "2026-06-10", "item_price": 10_000, "list_price": 10_000}]
    question = {"amount": 12_000, "list_price": 15_000, "day": "2026-06-18", "history": history}
    assert decide("deals.honest_discount", question) == {
        "reference": 10_000, "code": "deals.raised_before", "raised_from": 10_000, "evidence": history,
    }  # fmt: skip
