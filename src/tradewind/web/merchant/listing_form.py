"""The listing form: Django checks the plain fields, `matrix` reads options and variants."""

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from tradewind.catalog.queries import category_attributes, category_tree
from tradewind.catalog.types import AttributeView, CategoryNode, ListingDraft, ListingForEdit
from tradewind.logistics.queries import templates
from tradewind.web.jinja import pick
from tradewind.web.merchant import matrix as matrices
from tradewind.web.merchant.matrix import Matrix


def leaf_choices(tree: list[CategoryNode]) -> list[tuple[str, str]]:
    """Categories that can hold listings, each with the way to it: "服饰 › 女装"."""
    names: dict[int, str] = {}
    parents = {node.parent_id for node in tree}
    for node in tree:
        above = names.get(node.parent_id or 0)
        own = pick(node.name, node.name_en)
        names[node.id] = f"{above} › {own}" if above else own
    return [(str(node.id), names[node.id]) for node in tree if node.id not in parents]


class Basics(forms.Form):
    """What a listing says of itself, apart from options, variants and pictures."""

    category_id = forms.TypedChoiceField(
        label=_("Category"),
        coerce=int,
        widget=forms.Select(
            attrs={
                "hx-post": "",
                "hx-trigger": "change",
                "hx-target": "#attributes",
                "hx-swap": "outerHTML",
                "hx-vals": '{"do": "redraw"}',
            }
        ),
    )
    title = forms.CharField(label=_("Title (Chinese)"), max_length=120)
    title_en = forms.CharField(label=_("Title (English)"), max_length=120, required=False)
    description = forms.CharField(
        label=_("Description (Chinese)"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    description_en = forms.CharField(
        label=_("Description (English)"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    freight_template_id = forms.TypedChoiceField(
        label=_("Freight template"), coerce=int, required=False, empty_value=None
    )
    dispatch_hours = forms.TypedChoiceField(
        label=_("Dispatch within"),
        coerce=int,
        choices=[
            (24, _("24 hours")),
            (48, _("48 hours")),
            (72, _("72 hours")),
            (168, _("7 days")),
            (360, _("15 days")),
        ],
    )


class ListingPage(NamedTuple):
    """Everything the form shows."""

    form: Basics
    attributes: list[AttributeView]
    matrix: Matrix
    version: int


def _attribute_field(attribute: AttributeView) -> forms.Field:
    label = pick(attribute.name, attribute.name_en)
    if attribute.kind == "choice":
        choices = [("", "—"), *((choice.value, pick(*choice)) for choice in attribute.choices)]
        return forms.ChoiceField(label=label, choices=choices, required=attribute.required)
    if attribute.kind == "number":
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return forms.CharField(label=label, max_length=40, required=attribute.required, widget=widget)
    return forms.CharField(label=label, max_length=200, required=attribute.required)


def basics(shop_id: int, data: Any = None, initial: dict[str, Any] | None = None) -> tuple[Basics, list[AttributeView]]:
    """The form with the shop's templates, the categories, and the facts that the chosen category asks for."""
    form = Basics(data, initial=initial)
    choices = leaf_choices(category_tree())
    form.fields["category_id"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
    known = templates(shop_id)
    form.fields["freight_template_id"].choices = [  # type: ignore[attr-defined]
        *((str(template.id), template.name) for template in known),
        ("", _("None yet")),
    ]
    form.fields["freight_template_id"].initial = next((t.id for t in known if t.is_default), None)
    chosen = str((data or initial or {}).get("category_id") or "")
    attributes = category_attributes(int(chosen)) if chosen in dict(choices) else []
    for attribute in attributes:
        form.fields[f"attr-{attribute.code}"] = _attribute_field(attribute)
    return form, attributes


def blank(shop_id: int, category_id: str) -> ListingPage:
    """An empty form."""
    form, attributes = basics(shop_id, initial={"category_id": category_id, "dispatch_hours": 48})
    return ListingPage(form, attributes, matrices.build([], []), 0)


def stored(shop_id: int, listing: ListingForEdit, currency: str) -> ListingPage:
    """The form of a listing as it stands."""
    draft = listing.draft
    initial: dict[str, Any] = {name: getattr(draft, name) for name in Basics.base_fields}
    initial.update({f"attr-{code}": value for code, value in draft.attributes.items()})
    form, attributes = basics(shop_id, initial=initial)
    _keep_hours(form, draft.dispatch_hours)
    stock = {row.variant_id: row.on_hand for row in listing.stock}
    matrix = matrices.from_draft(draft.option_names, draft.variants, stock, currency)
    return ListingPage(form, attributes, matrix, listing.version)


def posted(shop_id: int, data: Any) -> ListingPage:
    """The form as it was sent."""
    form, attributes = basics(shop_id, data)
    hours = str(data.get("dispatch_hours", ""))
    _keep_hours(form, int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 5 else 48)
    version = str(data.get("version", "0"))
    matrix = matrices.from_form({name: data[name] for name in data})
    return ListingPage(form, attributes, matrix, int(version) if version.isascii() and version.isdigit() else 0)


def _keep_hours(form: Basics, hours: int) -> None:
    """An imported listing may promise other hours than we offer: its own choice stays possible."""
    field = form.fields["dispatch_hours"]
    if hours not in dict(field.choices):  # type: ignore[attr-defined]
        field.choices = [*field.choices, (hours, _("%(hours)s hours") % {"hours": hours})]  # type: ignore[attr-defined]


def draft_of(page: ListingPage, currency: str) -> tuple[ListingPage, ListingDraft | None]:
    """The draft that was typed, or None with the errors marked on the page."""
    matrix, variants = matrices.to_drafts(page.matrix, currency)
    page = page._replace(matrix=matrix)
    readable = page.form.is_valid()
    if any(row.error for row in matrix.rows):
        page.form.add_error(None, _("Some cells of the variants cannot be read; they are marked."))
        readable = False
    if not variants and not any(row.error for row in matrix.rows):
        page.form.add_error(None, _("Offer at least one variant."))
        readable = False
    if not readable:
        return page, None
    values = page.form.cleaned_data
    attributes = {a.code: values[f"attr-{a.code}"] for a in page.attributes if values.get(f"attr-{a.code}")}
    plain = {name: values[name] for name in Basics.base_fields}
    return page, ListingDraft(**plain, variants=variants, attributes=attributes, option_names=matrices.names_of(matrix))
