"""Operators: who runs the platform, and in which role."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.parties.actions.operators import add_operator
from tradewind.parties.errors import NotAllowed
from tradewind.parties.permissions import OPERATOR_ROLES, OPERATOR_VERBS, TABLE
from tradewind.parties.queries import account_by_email, operators
from tradewind.web.backoffice import notice, refuse
from tradewind.web.roles import Seat, operator

ROLES = (("operator", gettext_lazy("Operator")), ("auditor", gettext_lazy("Auditor")))


class NewOperator(forms.Form):
    """An account that has signed up, and its role."""

    email = forms.EmailField(label=gettext_lazy("E-mail of the account"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES)


@require_http_methods(["GET", "HEAD", "POST"])
@operator("console.see")
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The operators, what each role may do, and the form for another one."""
    form = NewOperator(request.POST or None)
    if request.method == "POST":
        if not seat.may("operators.edit"):
            raise NotAllowed(where="operators.edit")
        if form.is_valid():
            try:
                add_operator(account_by_email(form.cleaned_data["email"]), form.cleaned_data["role"], read_clock())
            except Refusal as refusal:
                refuse(form, refusal)
            else:
                notice(request, _("Saved."))
                return redirect("console:people")
    context = {
        "seat": seat, "form": form, "people": operators(), "roles": OPERATOR_ROLES, "verbs": OPERATOR_VERBS,
        "table": TABLE,
    }  # fmt: skip
    return render(request, "console/people.html", context, status=422 if form.errors else 200)
