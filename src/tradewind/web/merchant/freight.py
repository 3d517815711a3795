"""Freight templates: who pays what for a parcel, region by region."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.logistics.actions.save_template import save_template
from tradewind.logistics.errors import NoTemplate
from tradewind.logistics.queries import templates
from tradewind.logistics.types import REGIONS, TemplateDraft, TemplateView, region_code
from tradewind.web.backoffice import notice, refuse
from tradewind.web.jinja import pick
from tradewind.web.merchant.fields import MoneyField
from tradewind.web.roles import Desk, merchant

MOST_GROUPS = 50


def region_choices() -> list[tuple[str, str]]:
    """The provinces in the reader's language."""
    return [(region.code, pick(region.name, region.name_en)) for region in REGIONS]


class FeeForm(forms.Form):
    """What some regions pay."""

    use_required_attribute = False
    first_units = forms.IntegerField(label=gettext_lazy("First pieces"), min_value=1, max_value=9999, initial=1)
    step_units = forms.IntegerField(label=gettext_lazy("Each further"), min_value=1, max_value=9999, initial=1)
    free_pieces = forms.IntegerField(
        label=gettext_lazy("Free from pieces"), min_value=1, max_value=9999, required=False
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_fee"] = MoneyField(currency, label=gettext_lazy("Fee for them"))
        self.fields["step_fee"] = MoneyField(currency, label=gettext_lazy("Fee for each"))
        self.fields["free_over"] = MoneyField(currency, label=gettext_lazy("Free from amount"), required=False)
        self.order_fields(["first_units", "first_fee", "step_units", "step_fee", "free_over", "free_pieces"])

    def fee(self) -> dict[str, Any]:
        """The fee as the rules store it."""
        names = ("first_units", "first_fee", "step_units", "step_fee", "free_over", "free_pieces")
        return {name: self.cleaned_data[name] for name in names}


class GroupForm(FeeForm):
    """A group of regions and what it pays."""

    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Regions"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regions"].choices = region_choices()  # type: ignore[attr-defined]
        for name in ("first_fee", "step_fee", "first_units", "step_units"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """A group without regions is left out; one with regions is complete."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("regions"):
            for name in ("first_fee", "step_fee", "first_units", "step_units"):
                if values.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Fill this in for the regions you chose."))
        return values


class TemplateForm(forms.Form):
    """A template's name, and where it does not deliver."""

    name = forms.CharField(label=gettext_lazy("Template name"), max_length=60)
    is_default = forms.BooleanField(label=gettext_lazy("The shop's default template"), required=False)
    elsewhere = forms.BooleanField(label=gettext_lazy("Deliver to all other regions"), required=False, initial=True)
    unreachable = forms.MultipleChoiceField(
        label=gettext_lazy("No delivery to"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unreachable"].choices = region_choices()  # type: ignore[attr-defined]


class Forms:
    """The three forms of one template."""

    def __init__(self, currency: str, data: Any = None, stored: TemplateView | None = None) -> None:
        rules: dict[str, Any] = stored.rules if stored else {"default": {}}
        default = rules.get("default")
        head = {
            "name": stored.name if stored else "",
            "is_default": stored.is_default if stored else False,
            "elsewhere": default is not None,
            "unreachable": [region_code(region) for region in rules.get("unreachable", [])],
        }
        groups = [
            {**group, "regions": [region_code(region) for region in group["regions"]]}
            for group in rules.get("groups", [])
        ]
        many = formset_factory(GroupForm, extra=1, max_num=MOST_GROUPS, absolute_max=MOST_GROUPS, can_delete=True)
        options = {"currency": currency}
        self.stored = stored
        self.head = TemplateForm(data, initial=head)
        self.default = FeeForm(data, initial=default or None, prefix="default", currency=currency)
        self.groups: BaseFormSet[GroupForm] = many(data, initial=groups, prefix="groups", form_kwargs=options)

    def is_valid(self) -> bool:
        """Are all three well formed? The fee of other regions counts only when they are delivered to."""
        right = self.head.is_valid() and self.groups.is_valid()
        return right and (not self.head.cleaned_data["elsewhere"] or self.default.is_valid())

    def draft(self) -> TemplateDraft:
        """The template as it was typed."""
        head = self.head.cleaned_data
        groups = [
            {**form.fee(), "regions": form.cleaned_data["regions"]}
            for form in self.groups.forms
            if form.cleaned_data.get("regions") and not form.cleaned_data.get("DELETE")
        ]
        rules = {
            "groups": groups,
            "default": self.default.fee() if head["elsewhere"] else None,
            "unreachable": head["unreachable"],
        }
        id_ = self.stored.id if self.stored else None
        return TemplateDraft(name=head["name"], rules=rules, is_default=head["is_default"], id=id_)


@require_safe
@merchant("freight.edit")
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The shop's templates with their rules in words."""
    return render(request, "merchant/freight.html", {"desk": desk, "rows": templates(desk.shop.id)})


def _form(request: HttpRequest, desk: Desk, stored: TemplateView | None) -> HttpResponse:
    entry = Forms(desk.shop.currency, request.POST or None, stored)
    wrong = False
    if request.method == "POST":
        wrong = not entry.is_valid()
        if not wrong:
            try:
                save_template(desk.shop.id, entry.draft(), read_clock())
            except Refusal as refusal:
                refuse(entry.head, refusal)
                wrong = True
            else:
                notice(request, _("The freight template is saved."))
                return redirect("merchant:freight", desk.shop.id)
    context = {"desk": desk, "entry": entry, "stored": stored}
    return render(request, "merchant/freight_form.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@merchant("freight.edit")
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new template."""
    return _form(request, desk, None)


@require_http_methods(["GET", "HEAD", "POST"])
@merchant("freight.edit")
def edit(request: HttpRequest, desk: Desk, template_id: int) -> HttpResponse:
    """A template's rules."""
    stored = next((row for row in templates(desk.shop.id) if row.id == template_id), None)
    if stored is None:
        raise NoTemplate(where=str(template_id))
    return _form(request, desk, stored)
