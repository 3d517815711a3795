"""Source values become values of the neutral types, a whole batch at a time; wrong ones are named and left empty."""

import re
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from tradewind.kernel.money import exponent
from tradewind.ops.history.schema import Column

AMOUNT = r"^(?P<sign>-?)(?P<whole>[0-9]{1,13})(?:\.(?P<frac>[0-9]{1,20}))?$"
INTEGER = r"^(?P<whole>-?[0-9]{1,15})(?:\.0+)?$"
HAS_ZONE = r"(Z|[+-][0-9]{2}:?[0-9]{2})$"
# The exporter writes an apostrophe before texts that a spreadsheet would take for a formula.
GUARD = r"^'('*[=+\-@\t\r])"
FORMS = {"iso": "YYYY-MM-DD hh:mm:ss"}
# What a float may be off and still mean the rounded amount: binary fractions of decimals differ far beyond this.
FLOAT_SLACK = 1e-6
LARGEST = 10**12  # minor units
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
REASON_ROWS = 100


class Wrong(NamedTuple):
    """Rows of a batch that are wrong for one reason."""

    rows: list[int]
    reason: str


class Values(NamedTuple):
    """Converted values, empty where wrong, and what was wrong."""

    values: Any
    wrong: list[Wrong]


class Terms(NamedTuple):
    """What the mapping says about reading one column."""

    currency: str
    decimals: int
    decimal_mark: str
    formats: list[str]
    latest: datetime
    guarded: bool


def rows_where(mask: Any) -> list[int]:
    """The first rows where `mask` is true."""
    found: list[int] = pc.indices_nonzero(pc.fill_null(mask, False)).slice(0, REASON_ROWS).to_pylist()
    return found


def as_text(array: Any) -> Any:
    """Any array as text: whole floats without a fraction, bytes decoded, wrong bytes shown as a mark."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        array, kind = array.dictionary_decode(), kind.value_type
    if pa.types.is_string(kind):
        return array
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        try:
            return pc.cast(array, pa.string())
        except pa.ArrowInvalid:
            return pa.array([v if v is None else v.decode(errors="replace") for v in array.to_pylist()], pa.string())
    if pa.types.is_floating(kind):
        texts = (None if v is None or v != v else f"{v:.0f}" if v.is_integer() else repr(v) for v in array.to_pylist())
        return pa.array(list(texts), pa.string())
    return pc.cast(array, pa.string())


def not_utf8(array: Any) -> list[int]:
    """The rows whose bytes are no UTF-8 text."""
    if not (pa.types.is_binary(array.type) or pa.types.is_large_binary(array.type)):
        return []
    try:
        pc.cast(array, pa.string())
    except pa.ArrowInvalid:
        return [i for i, value in enumerate(array.to_pylist()) if value is not None and not _decodes(value)]
    return []


def _decodes(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def without_missing(array: Any, missing: list[str]) -> Any:
    """Empties texts that the mapping calls missing (white space around them does not count) and floats that are NaN."""
    if pa.types.is_string(array.type):
        trimmed = pc.utf8_trim_whitespace(array)
        return pc.if_else(pc.is_in(trimmed, pa.array(missing, pa.string())), pa.scalar(None, pa.string()), array)
    if pa.types.is_floating(array.type):
        return pc.if_else(pc.is_nan(array), pa.scalar(None, array.type), array)
    return array


def convert(column: Column, array: Any, terms: Terms) -> Values:
    """The values of one neutral column out of an array of any type."""
    match column.kind:
        case "amount":
            return _amounts(array, terms)
        case "integer":
            return _integers(column, array)
        case "datetime":
            return _moments(array, terms)
        case "choice":
            return _choices(column, as_text(array))
        case _:
            return _texts(column, as_text(array), terms.guarded)


def _settle(values: Any, *findings: tuple[Any, str]) -> Values:
    """Empties the values where a mask is true and names the rows."""
    wrong: list[Wrong] = []
    for mask, reason in findings:
        if rows := rows_where(mask):
            wrong.append(Wrong(rows, reason))
            values = pc.if_else(pc.fill_null(mask, False), pa.scalar(None, values.type), values)
    return Values(values, wrong)


def _texts(column: Column, texts: Any, guarded: bool) -> Values:
    if guarded:
        texts = pc.replace_substring_regex(texts, GUARD, r"\1")
    if column.kind == "id":
        texts = pc.utf8_trim_whitespace(texts)
    return _settle(
        texts,
        (pc.greater(pc.utf8_length(texts), column.max), f"longer than {column.max} characters"),
        (pc.match_substring(texts, "\x00"), "holds a zero byte"),
    )


def _choices(column: Column, texts: Any) -> Values:
    texts = pc.utf8_trim_whitespace(texts)
    known = pc.is_in(texts, pa.array(column.values, pa.string()))
    strange = pc.and_(pc.is_valid(texts), pc.invert(known))
    return _settle(texts, (strange, f"is none of {', '.join(column.values)}"))


def _integers(column: Column, array: Any) -> Values:
    texts = pc.utf8_trim_whitespace(as_text(array))
    whole = pc.struct_field(pc.extract_regex(texts, INTEGER), "whole")
    numbers = pc.cast(whole, pa.int64())
    return _settle(
        numbers,
        (pc.and_(pc.is_valid(texts), pc.is_null(numbers)), "is not a whole number"),
        (pc.less(numbers, column.min), f"is below {column.min}"),
        (pc.greater(numbers, column.max), f"is above {column.max}"),
    )


def _amounts(array: Any, terms: Terms) -> Values:
    if pa.types.is_floating(array.type):
        return _float_amounts(pc.cast(array, pa.float64()), terms)
    return _text_amounts(as_text(array), terms)


def _float_amounts(floats: Any, terms: Terms) -> Values:
    """Exact minor units of floats: rounded half to even, refused when rounding moves them."""
    scale = 10**terms.decimals
    scaled = pc.multiply(floats, float(scale))
    whole = pc.round(scaled, round_mode="half_to_even")
    usable = pc.and_(pc.is_finite(floats), pc.less_equal(pc.abs(whole), float(2**53)))
    moved = pc.greater_equal(pc.divide(pc.abs(pc.subtract(scaled, whole)), float(scale)), FLOAT_SLACK)
    units = pc.cast(pc.if_else(usable, whole, pa.scalar(None, pa.float64())), pa.int64())
    finer = 10 ** (exponent(terms.currency) - terms.decimals)
    units = pc.multiply_checked(pc.if_else(pc.greater(pc.abs(units), LARGEST), LARGEST + 1, units), finer)
    return _settle(
        units,
        (pc.greater(units, LARGEST), "is too large"),
        (pc.invert(usable), "is not an amount of money"),
        (moved, f"has more than {terms.decimals} decimals"),
        (pc.less(units, 0), "must not be negative"),
    )


def _text_amounts(texts: Any, terms: Terms) -> Values:
    texts = pc.utf8_trim_whitespace(texts)
    if terms.decimal_mark != ".":
        # A full stop is then no decimal mark: it must not pass as one.
        plain = pc.replace_substring(pc.replace_substring(texts, ".", "?"), terms.decimal_mark, ".")
    else:
        plain = texts
    parts = pc.extract_regex(plain, AMOUNT)
    fraction = pc.utf8_rtrim(pc.struct_field(parts, "frac"), "0")
    places = exponent(terms.currency)
    finer = pc.greater(pc.utf8_length(fraction), terms.decimals)
    padded = pc.utf8_rpad(pc.if_else(finer, pa.scalar("", pa.string()), fraction), places, "0")
    digits = pc.binary_join_element_wise(pc.struct_field(parts, "whole"), padded, "")
    units = pc.cast(digits, pa.int64())
    return _settle(
        units,
        (pc.and_(pc.is_valid(texts), pc.is_null(units)), "is not an amount of money"),
        (finer, f"has more than {terms.decimals} decimals"),
        (pc.greater(units, LARGEST), "is too large"),
        (pc.and_(pc.equal(pc.struct_field(parts, "sign"), "-"), pc.greater(units, 0)), "must not be negative"),
    )


def _moments(array: Any, terms: Terms) -> Values:
    """Moments in UTC as text of one form, or naive local ones; the database applies the mapping's zone to those."""
    if pa.types.is_date(array.type) or pa.types.is_timestamp(array.type):
        aware = pa.types.is_timestamp(array.type) and array.type.tz is not None
        stamps = pc.cast(array, pa.timestamp("us", "UTC") if aware else pa.timestamp("us"), safe=False)
        unreadable = pa.nulls(len(array), pa.bool_())
        suffix = "Z" if aware else ""
        naive = pc.cast(stamps, pa.timestamp("us"))
        texts = pc.binary_join_element_wise(pc.cast(naive, pa.string()), suffix, "")
    else:
        given = pc.utf8_trim_whitespace(as_text(array))
        naive, texts = _read_moments(given, terms.formats)
        unreadable = pc.and_(pc.is_valid(given), pc.is_null(naive))
    early, late = pc.less(naive, _naive(EARLIEST)), pc.greater(naive, _naive(terms.latest))
    return _settle(
        texts,
        (unreadable, f"is not a date ({' or '.join(FORMS.get(f, f) for f in terms.formats)})"),
        (early, "is before 1970-01-02"),
        (late, f"is after {terms.latest:%Y-%m-%d}"),
    )


def _naive(moment: datetime) -> Any:
    return pa.scalar(moment.astimezone(UTC).replace(tzinfo=None), pa.timestamp("us"))


def _read_moments(texts: Any, formats: list[str]) -> tuple[Any, Any]:
    """Texts as (wall clock or UTC time, text for the database); both empty where no format fits."""
    if formats == ["iso"] and not pc.any(pc.match_substring_regex(texts, HAS_ZONE)).as_py():
        try:
            naive = pc.cast(texts, pa.timestamp("us"))
            return naive, pc.cast(naive, pa.string())
        except pa.ArrowInvalid:
            pass  # some value is no date: read them one by one
    read = [None if text is None else _read_moment(text, formats) for text in texts.to_pylist()]
    naive = [m if m is None or m.tzinfo is None else m.replace(tzinfo=None) for m in read]
    shown = [None if m is None else m.isoformat() if m.tzinfo else m.isoformat(" ") for m in read]
    return pa.array(naive, pa.timestamp("us")), pa.array(shown, pa.string())


def _read_moment(text: str, formats: list[str]) -> datetime | None:
    """In UTC where the text has a zone, else the wall clock; None where no format fits."""
    for form in formats:
        try:
            moment = _read_form(text, form)
            return moment.astimezone(UTC) if moment.tzinfo else moment
        except (ValueError, OverflowError):  # beyond the years 1 to 9999 in UTC
            continue
    return None


def _read_form(text: str, form: str) -> datetime:
    if form != "iso":
        return datetime.strptime(text, form)  # noqa: DTZ007  # the mapping's zone is applied by the database
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.combine(date.fromisoformat(text), time.min)
    return datetime.fromisoformat(text)
