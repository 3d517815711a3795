"""Policies: rates, caps and thresholds with their dates and sources; a new value is a new dated row."""

from typing import Any

import msgspec
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tradewind.kernel import policy
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.parties.errors import NotAllowed
from tradewind.web.backoffice import notice, refuse
from tradewind.web.console.decisions import pretty
from tradewind.web.roles import Seat, operator


class NewValue(forms.Form):
    """A dated value."""

    name = forms.ChoiceField(label=gettext_lazy("Policy"))
    value = forms.CharField(
        label=gettext_lazy("Value (JSON)"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    valid_from = forms.DateTimeField(
        label=gettext_lazy("Holds from"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=300)

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["name"].choices = [(d.name, d.name) for d in policy.declared()]  # type: ignore[attr-defined]

    def clean_value(self) -> Any:
        """The text as JSON."""
        try:
            return msgspec.json.decode(self.cleaned_data["value"])
        except (msgspec.DecodeError, RecursionError) as wrong:
            raise forms.ValidationError(_("This is not JSON: %(detail)s") % {"detail": wrong}) from wrong


@require_http_methods(["GET", "HEAD", "POST"])
@operator("policies.see")
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every declared policy with its present value, its rows, and the form for a new one."""
    now = read_clock()
    form = NewValue(request.POST or None, {"name": request.GET.get("name", "")})
    if request.method == "POST":
        if not seat.may("policies.edit"):
            raise NotAllowed(where="policies.edit")
        if form.is_valid():
            values = form.cleaned_data
            try:
                policy.change(values["name"], values["value"], values["valid_from"], values["source"], now)
            except Refusal as refusal:
                refuse(form, refusal)
            else:
                notice(request, _("The new value holds from the chosen moment."))
                return redirect("console:policies")
    rows: dict[str, list[policy.PolicyRow]] = {}
    for row in policy.rows():
        rows.setdefault(row.name, []).append(row)
    listed = [
        (known, pretty(known.default), [(row, pretty(row.value)) for row in rows.get(known.name, [])],
         next((row.id for row in rows.get(known.name, []) if row.valid_from <= now
               and (row.valid_to is None or row.valid_to > now)), None))
        for known in policy.declared()
    ]  # fmt: skip
    context = {"seat": seat, "listed": listed, "form": form, "now": now}
    return render(request, "console/policies.html", context, status=422 if form.errors else 200)
