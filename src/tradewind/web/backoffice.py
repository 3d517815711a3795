"""What the merchant centre and the console share: refusals on forms, notices, keyset pages, charts, safe CSV."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from typing import Any, Literal, NamedTuple, TypeVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from tradewind.insight.types import DaySales, MonthSales
from tradewind.kernel.clock import ZONE
from tradewind.kernel.errors import Refusal
from tradewind.kernel.money import SYMBOLS, exponent, show
from tradewind.web.jinja import day, month

Row = TypeVar("Row")
PAGE = 30
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def said(refusal: Refusal) -> str:
    """A refusal in the reader's language: why, and how to mend it."""
    texts = [gettext(text) for text in (refusal.reason, refusal.mend) if text]
    params = {name: gettext(value) if isinstance(value, str) else value for name, value in refusal.params.items()}
    return " ".join(text.format(**params) if params else text for text in texts)


def refuse(form: forms.BaseForm, refusal: Refusal) -> None:
    """Shows a refusal on the form: at the field it names, else on top."""
    field = refusal.where if refusal.where in form.fields else None
    form.add_error(field, said(refusal))


def notice(request: HttpRequest, text: str) -> None:
    """A line shown on the next page: it worked."""
    messages.success(request, text)


def warn(request: HttpRequest, refusal: Refusal) -> None:
    """A line shown on the next page: it was refused, and why."""
    messages.error(request, said(refusal))


class Page(NamedTuple):
    """One keyset page: its rows and the address of the next one ("" at the end) and of the first ("" when on it)."""

    rows: Sequence[Any]
    next: str
    first: str


def number(text: str | None) -> int | None:
    """A positive whole number of at most 19 digits from a query string, else None."""
    clean = (text or "").strip()
    if not (clean.isascii() and clean.isdigit() and len(clean) <= 19):
        return None
    value = int(clean)
    return value if value < 1 << 63 else None


def keyset(
    request: HttpRequest, read: Callable[[int | None, int], Sequence[Row]], key: Callable[[Row], int], size: int = PAGE
) -> Page:
    """Reads one row more than a page through `read(before_id, limit)`; the spare row says that there is a next page."""
    before = number(request.GET.get("before"))
    rows = read(before, size + 1)
    kept = {name: value for name, value in request.GET.items() if name != "before" and value}
    shown = rows[:size]
    onward = "?" + urlencode({**kept, "before": key(shown[-1])}) if len(rows) > size else ""
    return Page(shown, onward, ("?" + urlencode(kept)) if before is not None else "")


def sales_chart(sales: Sequence[DaySales] | Sequence[MonthSales], unit: Literal["day", "month"]) -> dict[str, Any]:
    """Data of a chart of sales in one currency for `backoffice.js`: Unix seconds, major units, each point in words.

    The amount is goods and freight. Months are drawn as bars. A float is fine here: it is only drawn.
    """
    currency = sales[0].currency if sales else ""
    named = month if unit == "month" else day
    return {
        "x": [int(datetime.combine(one[0], time(12), ZONE).timestamp()) for one in sales],
        "y": [(one.goods + one.freight) / 10 ** exponent(currency) for one in sales],
        "said": [
            [named(one[0]), show(one.goods + one.freight, currency),
             ngettext("%(num)s order", "%(num)s orders", one.orders) % {"num": f"{one.orders:,}"}]
            for one in sales
        ],
        "symbol": SYMBOLS.get(currency, ""),
        "unit": unit,
    }  # fmt: skip


def safe_cell(value: Any) -> Any:
    """A CSV cell that no spreadsheet reads as a formula: text that starts like one gets an apostrophe in front.

    A plain decimal number stays a number, also below zero.
    """
    if isinstance(value, str) and value.lstrip()[:1] in _FORMULA and not _DECIMAL.fullmatch(value):
        return "'" + value
    return value


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV download that spreadsheets open as UTF-8. Cells are guarded by `safe_cell`."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
