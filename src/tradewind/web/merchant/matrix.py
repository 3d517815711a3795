"""The table of variants in the listing form: options and their values make rows, rows keep what was typed into them.

Pure: from a form's fields or a stored draft to rows and back to a draft. Nothing here asks the database.
"""

from collections.abc import Iterable, Mapping
from itertools import islice, product
from typing import NamedTuple

from tradewind.catalog.types import OptionName, OptionValue, VariantDraft
from tradewind.kernel.money import parse_amount, plain

MOST_OPTIONS = 3
MOST_CHOICES = 20_000  # combinations looked at: three options with 27 values each
MOST_ROWS = 200  # as many variants as a listing may have


class OptionField(NamedTuple):
    """One option as typed: its names, and its values one a line, `红色 | Red`."""

    name: str = ""
    name_en: str = ""
    values: str = ""


class RowField(NamedTuple):
    """One row as typed. `id` is "" for a new variant; `error` names the cell that cannot be read, or is ""."""

    options: tuple[OptionValue, ...] = ()
    id: str = ""
    offered: bool = True
    price: str = ""
    on_hand: str = ""
    sku: str = ""
    weight: str = ""
    error: str = ""


class Matrix(NamedTuple):
    """Options and rows of the form."""

    options: list[OptionField]
    rows: list[RowField]
    too_many: bool = False

    @property
    def headings(self) -> list[OptionField]:
        """The options that have a name and a value: the columns of the table."""
        return [option for option in self.options if option.name and values_of(option.values)]


def values_of(text: str) -> list[OptionValue]:
    """Values of an option, one a line; English after a bar; repeated ones once.

    >>> values_of("红色 | Red\\n\\n蓝色\\n红色")
    [OptionValue(value='红色', value_en='Red'), OptionValue(value='蓝色', value_en='')]
    """
    found: dict[str, OptionValue] = {}
    for line in text.splitlines():
        value, _, value_en = (part.strip() for part in line.replace("｜", "|").partition("|"))
        if value:
            found.setdefault(value, OptionValue(value, value_en))
    return list(found.values())


def text_of(values: Iterable[OptionValue]) -> str:
    """The inverse of `values_of`."""
    return "\n".join(f"{v.value} | {v.value_en}" if v.value_en else v.value for v in values)


def build(options: list[OptionField], rows: Iterable[RowField]) -> Matrix:
    """The table for these options: every combination is a row; a row typed before keeps its cells.

    Without options there is one row. Old rows are matched by the values they choose; a lone row without options hands
    its cells to all rows when options appear.
    """
    used = [option for option in options if option.name and values_of(option.values)]
    wanted = [tuple(choice) for choice in islice(product(*(values_of(option.values) for option in used)), MOST_CHOICES)]
    old = list(rows)
    kept = {tuple(v.value for v in row.options): row for row in old}
    lone = len(old) == 1 and not old[0].options
    pattern = old[0]._replace(id="", options=(), sku="", error="") if lone else RowField()
    too_many = len(wanted) > MOST_ROWS
    if too_many:  # show what was there; nothing stored may get lost
        wanted = [choice for choice in wanted if tuple(v.value for v in choice) in kept][:MOST_ROWS]
    shown = [kept.get(tuple(v.value for v in choice), pattern)._replace(options=choice) for choice in wanted]
    padded = [*options, *[OptionField()] * MOST_OPTIONS][:MOST_OPTIONS]
    return Matrix(padded, shown, too_many)


def from_draft(
    names: Iterable[OptionName], variants: Iterable[VariantDraft], stock: Mapping[int, int], currency: str
) -> Matrix:
    """The table of a stored listing; combinations that it does not offer stand unticked."""
    drafts = list(variants)
    options = []
    for index, name in enumerate(names):
        seen = {draft.options[index].value: draft.options[index] for draft in drafts if index < len(draft.options)}
        options.append(OptionField(name.name, name.name_en, text_of(seen.values())))
    rows = [
        RowField(
            options=tuple(draft.options),
            id=str(draft.id or ""),
            price=plain(draft.list_price, currency),
            on_hand=str(stock.get(draft.id or 0, draft.on_hand)),
            sku=draft.sku,
            weight=str(draft.weight_g or ""),
        )
        for draft in drafts
    ]
    whole = build(options, rows)
    offered = {tuple(v.value for v in row.options) for row in rows}
    return whole._replace(
        rows=[row._replace(offered=tuple(v.value for v in row.options) in offered) for row in whole.rows]
    )


def from_form(fields: Mapping[str, str]) -> Matrix:
    """The table as it was typed: `option-0-name`, `option-0-values`, `row-0-price`, `row-0-choice-0` ..."""
    options = [
        OptionField(
            fields.get(f"option-{i}-name", "").strip(),
            fields.get(f"option-{i}-name_en", "").strip(),
            fields.get(f"option-{i}-values", ""),
        )
        for i in range(MOST_OPTIONS)
    ]
    rows = []
    for i in range(MOST_ROWS):
        if f"row-{i}-price" not in fields:
            break
        choice = [fields[f"row-{i}-choice-{k}"] for k in range(MOST_OPTIONS) if f"row-{i}-choice-{k}" in fields]
        rows.append(
            RowField(
                options=tuple(OptionValue(value) for value in choice),
                id=fields.get(f"row-{i}-id", ""),
                offered=not choice or f"row-{i}-offered" in fields,
                price=fields.get(f"row-{i}-price", "").strip(),
                on_hand=fields.get(f"row-{i}-on_hand", "").strip(),
                sku=fields.get(f"row-{i}-sku", "").strip(),
                weight=fields.get(f"row-{i}-weight", "").strip(),
            )
        )
    return build(options, rows)


def _whole(text: str, most: int) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most):
        raise ValueError(text)
    return int(text)


def _draft(row: RowField, currency: str) -> VariantDraft | str:
    """The row as a draft, or the name of the cell that cannot be read."""
    try:
        price = parse_amount(row.price, currency)
    except ValueError:
        return "price"
    try:
        on_hand = _whole(row.on_hand, 1_000_000)
    except ValueError:
        return "on_hand"
    try:
        weight = _whole(row.weight, 1_000_000)
    except ValueError:
        return "weight"
    id_ = int(row.id) if row.id.isascii() and row.id.isdigit() and len(row.id) < 20 else None
    return VariantDraft(price, row.options, row.sku, weight, on_hand, id_)


def to_drafts(matrix: Matrix, currency: str) -> tuple[Matrix, tuple[VariantDraft, ...]]:
    """The ticked rows as drafts; the matrix comes back with the cells marked that cannot be read."""
    rows, drafts = [], []
    for row in matrix.rows:
        draft = _draft(row, currency) if row.offered else None
        rows.append(row._replace(error=draft if isinstance(draft, str) else ""))
        if isinstance(draft, VariantDraft):
            drafts.append(draft)
    return matrix._replace(rows=rows), tuple(drafts)


def names_of(matrix: Matrix) -> tuple[OptionName, ...]:
    """The option names of the draft."""
    return tuple(OptionName(option.name, option.name_en) for option in matrix.headings)
