"""Money is shared without losing or making a single unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.kernel import money

AMOUNTS = st.integers(min_value=-(10**15), max_value=10**15)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**12), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (1000, [1000, 1000, 1000], [334, 333, 333]),  # the tie goes to the earlier line
        (1000, [1, 1, 2], [250, 250, 500]),
        (100, [199, 1, 100], [67, 0, 33]),  # 66.33, 0.33, 33.33: the largest fraction wins, ties to the earlier
        (5000, [10000, 29900, 100], [1250, 3738, 12]),  # 1250, 3737.5, 12.5: one unit left, tie to the earlier
        (0, [3, 4], [0, 0]),
        (7, [0, 0], [7, 0]),
        (-1000, [1000, 1000, 1000], [-334, -333, -333]),
        (1, [1], [1]),
    ],
)
def test_shares_are_floored_and_the_rest_goes_to_the_largest_remainders(total, weights, shares):
    assert money.spread(total, weights) == shares


@given(AMOUNTS, WEIGHTS)
def test_shares_add_up_and_stay_within_one_unit_of_the_exact_part(total, weights):
    shares = money.spread(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    if whole:
        assert all(abs(share * whole - total * weight) < whole for share, weight in zip(shares, weights, strict=True))


@given(st.integers(0, 10**9), st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 9)), min_size=1, max_size=8))
def test_pieces_add_up_on_every_level(total, lines):
    pieces = money.spread_pieces(total, lines)
    assert [len(shares) for shares in pieces] == [count for _, count in lines]
    assert sum(sum(shares) for shares in pieces) == total
    assert all(max(shares) - min(shares) <= 1 for shares in pieces)


def test_a_quantity_line_is_split_piece_by_piece():
    assert money.spread_pieces(100, [(1000, 2), (1000, 1)]) == [[34, 33], [33]]


def test_nothing_can_be_spread_over_nobody():
    assert money.spread(0, []) == []
    with pytest.raises(ValueError, match="at least one weight"):
        money.spread(1, [])
    with pytest.raises(ValueError, match="negative"):
        money.spread(1, [1, -1])


@pytest.mark.parametrize(
    ("amount", "rate", "part"), [(599_900, 1500, 89_985), (1, 9999, 0), (333, 1000, 33), (10_000, 10_000, 10_000)]
)
def test_a_rate_never_gives_more_than_it_allows(amount, rate, part):
    assert money.portion(amount, rate) == part


@pytest.mark.parametrize(
    ("text", "currency", "units"),
    [("12.30", "CNY", 1230), ("0.01", "CNY", 1), ("-5", "CNY", -500), ("7.500", "CNY", 750), ("120", "JPY", 120),
     ("1.234", "KWD", 1234), (" 3.1 ", "USD", 310)],
)  # fmt: skip
def test_an_exact_amount_is_read(text, currency, units):
    assert money.parse_amount(text, currency) == units


@pytest.mark.parametrize(
    "text", ["", "1.005", "1,000.00", "1e3", "NaN", "１２", "--1", "1.", ".5", "0x10", "1 000", "+1"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r"amount|decimals"):
        money.parse_amount(text, "CNY")


@given(AMOUNTS, st.sampled_from(["CNY", "JPY", "KWD"]))
def test_plain_text_reads_back(amount, currency):
    assert money.parse_amount(money.plain(amount, currency), currency) == amount


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [(123450, "CNY", "¥1,234.50"), (-99, "CNY", "-¥0.99"), (1359164370, "BRL", "R$13,591,643.70"),
     (500, "JPY", "JP¥500"), (1234, "SEK", "SEK 12.34")],
)  # fmt: skip
def test_amounts_for_people(amount, currency, text):
    assert money.show(amount, currency) == text
