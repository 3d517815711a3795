"""Price protection: cases V01, V03, V05 and the tables of docs/algorithms/deals-protection.md."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.deals import errors
from tradewind.deals.engine.protection import price_protection
from tradewind.deals.types import ProtectionQuestion, SoldAt
from tradewind.kernel.engines import decide

SIGNED = datetime(2024, 11, 10, 12, tzinfo=UTC)
amounts = st.integers(0, 10**7)


def ask(paid=10_000, price=9_000, compensated=0, pieces=1, now=SIGNED, signed=SIGNED, **sells):
    at = SoldAt(**{"variant_id": 1, "shop_id": 2, "price": price} | sells)
    return price_protection(
        ProtectionQuestion(
            variant_id=1, shop_id=2, paid=paid, pieces=pieces, compensated=compensated, sells_at=at, signed_at=signed,
            now=now, days=7,
        )
    )  # fmt: skip


def test_bought_at_100_and_now_90():
    """V01. 10.00 comes back, from the shop that lowered its price."""
    found = ask()
    assert (found.compensation, found.payer, found.code) == (1_000, "merchant", "")


@pytest.mark.parametrize("price", [9_500, 9_000, 12_000])
def test_a_price_that_went_up_again_or_stayed_gives_nothing(price):
    """V03. 10.00 came back before: at 95.00, 90.00 and 120.00 nothing comes back, and nothing is asked back."""
    found = ask(compensated=1_000, price=price)
    assert (found.compensation, found.code) == (0, "no_drop")


@pytest.mark.parametrize(("seconds", "compensation", "code"), [(0, 1_000, ""), (1, 0, "window_over")])
def test_the_window_ends_to_the_second(seconds, compensation, code):
    """V05. Signed on 10 Nov 2024 at 12:00:00: the last moment is 17 Nov 2024 at 12:00:00."""
    found = ask(now=datetime(2024, 11, 17, 12, tzinfo=UTC) + timedelta(seconds=seconds))
    assert (found.compensation, found.code) == (compensation, code)
    assert found.until == datetime(2024, 11, 17, 12, tzinfo=UTC)


def test_it_can_be_had_again_when_the_price_falls_further():
    """Table 1. 100.00, then 90.00, then 85.00: 10.00 and 5.00."""
    assert ask(price=8_500, compensated=1_000).compensation == 500


def test_several_pieces_count_together():
    """Table 1. Three pieces for 250.00 together, now 80.00 each."""
    assert ask(paid=25_000, pieces=3, price=8_000).compensation == 1_000


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"signed": None}, "not_signed"),
        ({"now": SIGNED - timedelta(seconds=1)}, "not_signed"),
        ({"variant_id": 9}, "other_goods"),
        ({"shop_id": 9}, "other_goods"),
        ({"public": False}, "not_public"),
        ({"pieces": 0, "paid": 0}, "returned"),
    ],
)
def test_what_is_not_protected_says_why(more, code):
    found = ask(**more)
    assert (found.compensation, found.code) == (0, code)


def test_a_drop_that_the_platform_paid_for_is_paid_back_by_the_platform():
    assert ask(payer="platform").payer == "platform"


@pytest.mark.parametrize("field", ["paid", "compensated", "pieces", "price"])
def test_negative_amounts_are_refused(field):
    with pytest.raises(errors.WrongAmount) as refused:
        ask(**{field: -1})
    assert refused.value.where.endswith(field)


@given(amounts, amounts, st.lists(amounts, max_size=6), st.integers(1, 5))
def test_over_any_course_of_prices_it_sums_to_the_lowest_one(paid, before, prices, pieces):
    """Never negative; what comes back in all is the way to the lowest price, however often it is asked."""
    total = before
    for price in prices:
        back = ask(paid=paid, price=price, pieces=pieces, compensated=total).compensation
        assert back >= 0
        total += back
    lowest = min((price * pieces for price in prices), default=paid)
    assert total == max(before, paid - lowest)


def test_it_runs_on_plain_values():
    question = {
        "variant_id": 1, "shop_id": 2, "paid": 10_000, "pieces": 1, "compensated": 0, "days": 7,
        "sells_at": {"variant_id": 1, "shop_id": 2, "price": 9_000},
        "signed_at": "2024-11-10T12:00:00Z", "now": "2024-11-12T12:00:00Z",
    }  # fmt: skip
    assert decide("deals.price_protection", question) == {
        "compensation": 1_000, "payer": "merchant", "code": "", "until": "2024-11-17T12:00:00Z",
    }  # fmt: skip
