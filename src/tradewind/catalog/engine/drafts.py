"""Is a listing draft well formed? Pure: the category's facts are parameters."""

import unicodedata
from collections.abc import Sequence

from tradewind.catalog.errors import (
    AttributeMissing,
    AttributeWrong,
    NotLeaf,
    TooMany,
    WrongField,
    WrongOptions,
    WrongPrice,
)
from tradewind.catalog.types import AttributeView, ListingDraft, OptionName, OptionValue, VariantDraft

MOST_VARIANTS, MOST_OPTIONS, MOST_PRICE, MOST_STOCK, MOST_VALUE = 200, 3, 10**12, 10**9, 200
_TITLE, _DESCRIPTION, _OPTION, _SKU, _REF = (2, 120), 20_000, 40, 64, 100
_MOST_HOURS, _MOST_GRAMS = 30 * 24, 10_000_000


def checked(draft: ListingDraft, *, is_leaf: bool, attributes: Sequence[AttributeView]) -> ListingDraft:
    """The draft with blanks tidied. Refuses, in this order: `catalog.field`, `catalog.category_not_leaf`,
    `catalog.attribute_missing`, `catalog.attribute_wrong`, `catalog.too_many`, `catalog.options`, `catalog.price`."""
    tidy = draft._replace(
        title=_line("title", draft.title, *_TITLE),
        title_en=_line("title_en", draft.title_en, 0, _TITLE[1]),
        description=_text("description", draft.description),
        description_en=_text("description_en", draft.description_en),
        option_names=tuple(_option_name(n, name) for n, name in enumerate(draft.option_names)),
        variants=tuple(_variant(n, variant) for n, variant in enumerate(draft.variants)),
        external_ref=_line("external_ref", draft.external_ref or "", 0, _REF) or None,
        dispatch_hours=_number("dispatch_hours", draft.dispatch_hours, 1, _MOST_HOURS),
    )
    if not is_leaf:
        raise NotLeaf(where="category_id")
    tidy = tidy._replace(attributes=_facts(draft.attributes, attributes))
    _check_options(tidy)
    for n, variant in enumerate(tidy.variants):
        if not 0 < variant.list_price <= MOST_PRICE:
            raise WrongPrice(where=f"variants[{n}].list_price", most=MOST_PRICE)
    return tidy


def _line(field: str, value: str, least: int, most: int) -> str:
    tidy = " ".join(value.split())
    if not least <= len(tidy) <= most or any(unicodedata.category(c) in {"Cc", "Cs"} for c in tidy):
        raise WrongField(where=field, field=field)
    return tidy


def _text(field: str, value: str) -> str:
    tidy = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(tidy) > _DESCRIPTION or any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in tidy):
        raise WrongField(where=field, field=field)
    return tidy


def _number(field: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise WrongField(where=field, field=field)
    return value


def _option_name(n: int, option: OptionName) -> OptionName:
    where = f"option_names[{n}]"
    return OptionName(_line(where, option.name, 1, _OPTION), _line(where, option.name_en, 0, _OPTION))


def _option_value(where: str, option: OptionValue) -> OptionValue:
    return OptionValue(_line(where, option.value, 1, _OPTION), _line(where, option.value_en, 0, _OPTION))


def _variant(n: int, variant: VariantDraft) -> VariantDraft:
    where = f"variants[{n}]"
    return variant._replace(
        sku=_line(f"{where}.sku", variant.sku, 0, _SKU),
        options=tuple(_option_value(f"{where}.options", o) for o in variant.options),
        weight_g=_number(f"{where}.weight_g", variant.weight_g, 0, _MOST_GRAMS),
        on_hand=_number(f"{where}.on_hand", variant.on_hand, 0, MOST_STOCK),
    )


def _facts(given: dict[str, str], known: Sequence[AttributeView]) -> dict[str, str]:
    """Stated facts in the category's order, empty ones left out."""
    values = {code: _line(f"attributes.{code}", value, 0, MOST_VALUE) for code, value in given.items()}
    for code in values.keys() - {a.code for a in known}:
        if values[code]:
            raise AttributeWrong(where=f"attributes.{code}", name=code)
    facts: dict[str, str] = {}
    for attribute in known:
        value = values.get(attribute.code, "")
        if not value and attribute.required:
            raise AttributeMissing(where=f"attributes.{attribute.code}", name=attribute.name)
        if value and not _fits(attribute, value):
            raise AttributeWrong(where=f"attributes.{attribute.code}", name=attribute.name)
        if value:
            facts[attribute.code] = value
    return facts


def _fits(attribute: AttributeView, value: str) -> bool:
    if attribute.kind == "choice":
        return value in dict(attribute.choices)
    if attribute.kind == "number":
        whole, _, fraction = value.removeprefix("-").partition(".")
        return (whole + fraction).isdecimal() and whole.isascii() and bool(whole)
    return True


def _check_options(draft: ListingDraft) -> None:
    if not 1 <= len(draft.variants) <= MOST_VARIANTS:
        raise TooMany(where="variants", limit=MOST_VARIANTS) if draft.variants else WrongOptions(where="variants")
    if len(draft.option_names) > MOST_OPTIONS:
        raise TooMany(where="option_names", limit=MOST_OPTIONS)
    if len({option.name for option in draft.option_names}) < len(draft.option_names):
        raise WrongOptions(where="option_names")
    seen: set[tuple[str, ...]] = set()
    for n, variant in enumerate(draft.variants):
        choice = tuple(option.value for option in variant.options)
        if len(choice) != len(draft.option_names) or choice in seen:
            raise WrongOptions(where=f"variants[{n}].options")
        seen.add(choice)
