"""Amounts are exact, dates are real, or they are refused."""

from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.kernel.money import parse_amount
from tradewind.ops.history.schema import tables
from tradewind.ops.history.values import Terms, convert

PRICE = tables()["items"].columns["price"]
PLACED = tables()["orders"].columns["placed_at"]
NAME = tables()["shops"].columns["name"]
LATEST = datetime(2026, 6, 17, tzinfo=UTC)


def terms(currency="BRL", decimals=2, **more):
    said = {"decimal_mark": ".", "formats": ["iso"], "latest": LATEST, "guarded": False} | more
    return Terms(currency, decimals, **said)


def amounts(values, kind=None, **more):
    found = convert(PRICE, pa.array(values, kind or pa.string()), terms(**more))
    return found.values.to_pylist(), [(wrong.rows, wrong.reason) for wrong in found.wrong]


@given(st.integers(0, 10**12))
def test_minor_units_survive_as_text_and_as_float(units):
    text = f"{units // 100}.{units % 100:02d}"
    assert amounts([text]) == ([units], [])
    assert amounts([float(text)], pa.float64()) == ([units], [])


@given(st.text(alphabet="0123456789.,-+e ", max_size=10))
def test_text_is_read_exactly_as_the_money_rules_say_or_refused(text):
    (found,), wrong = amounts([text])
    try:
        units = parse_amount(text, "BRL")
    except ValueError:
        units = None
    if units is None or units < 0 or text.strip().endswith("."):
        assert found is None or found == units
        assert found is not None or wrong
    else:
        assert found == units


@given(st.floats(0, 10**9, allow_nan=False))
def test_a_float_is_taken_only_when_it_means_an_amount(value):
    (found,), wrong = amounts([value], pa.float64())
    near = Decimal(value).quantize(Decimal("0.01"))
    if abs(Decimal(value) - near) < Decimal("0.0000009"):
        assert (found, wrong) == (int(near * 100), [])
    elif abs(Decimal(value) - near) > Decimal("0.0000011"):
        assert (found, wrong) == (None, [([0], "has more than 2 decimals")])


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (-0.01, pa.float64(), "must not be negative"),
        (float("inf"), pa.float64(), "is not an amount of money"),
        (1e17, pa.float64(), "is not an amount of money"),
        (Decimal("1.005"), pa.decimal128(10, 3), "has more than 2 decimals"),
        ("1,5", pa.string(), "is not an amount of money"),
        ("10000000000.01", pa.string(), "is too large"),
        (10000000000.01, pa.float64(), "is too large"),
        ("١٢", pa.string(), "is not an amount of money"),
        ("NaN", pa.string(), "is not an amount of money"),
    ],
)
def test_what_is_no_amount_is_refused(value, kind, said):
    assert amounts([value], kind) == ([None], [([0], said)])


@pytest.mark.parametrize(
    ("currency", "decimals", "text", "units"),
    [
        ("BRL", 2, "58.9", 5890),
        ("BRL", 0, "58", 5800),
        ("JPY", 0, "58", 58),
        ("KWD", 3, "1.234", 1234),
        ("KWD", 2, "1.2", 1200),
    ],
)  # fmt: skip
def test_declared_decimals_and_the_currencys_own(currency, decimals, text, units):
    assert amounts([text], currency=currency, decimals=decimals) == ([units], [])
    assert amounts([float(text)], pa.float64(), currency=currency, decimals=decimals) == ([units], [])


def test_a_decimal_comma_is_the_only_mark_then():
    found, wrong = amounts(["1,50", "1.50", "2"], decimal_mark=",")
    assert (found, wrong) == ([150, None, 200], [([1], "is not an amount of money")])


@given(st.datetimes(datetime(1970, 1, 3), datetime(2026, 6, 16)))  # noqa: DTZ001
def test_moments_survive_as_text_and_as_timestamps(moment):
    for array in (pa.array([moment.isoformat(" ")]), pa.array([moment], pa.timestamp("us"))):
        found = convert(PLACED, array, terms())
        assert found.wrong == []
        assert datetime.fromisoformat(found.values[0].as_py()) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2017-02-29",
        "2017-13-01",
        "2017-01-01 24:01",
        "yesterday",
        "01/02/2017",
        "2017-1-1",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_dates_that_do_not_exist_are_refused(text):
    found = convert(PLACED, pa.array([text, "2017-03-01"]), terms())
    assert found.values.to_pylist()[0] is None
    assert found.values.to_pylist()[1].startswith("2017-03-01 00:00:00")
    assert [wrong.rows for wrong in found.wrong] == [[0]]


def test_a_zone_in_the_text_counts():
    found = convert(PLACED, pa.array(["2017-03-01T10:00:00+08:00", "2017-03-01T10:00:00Z"]), terms())
    assert found.values.to_pylist() == ["2017-03-01T02:00:00+00:00", "2017-03-01T10:00:00+00:00"]


@given(st.text(alphabet="'=+-@\t ab", max_size=6).filter(lambda text: text == text.strip(" ")))
def test_the_exporters_apostrophes_come_off_again(text):
    import re

    guarded = f"'{text}" if re.match(r"'*[=+\-@\t\r]", text) else text
    assert convert(NAME, pa.array([guarded]), terms(guarded=True)).values.to_pylist() == [text]
