"""The first-run screen: the printed token opens it, the first operator closes it for good."""

from allauth.core.internal.httpkit import get_client_ip
from django import forms
from django.contrib.auth import get_user_model, login
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import N_, Busy, Refusal
from tradewind.parties.actions.operators import first_operator, token_fits
from tradewind.parties.errors import NoSetup
from tradewind.web.backoffice import refuse

TRIES, WINDOW_S = 10, 300


class TooManyTries(Busy):
    status, code = 429, "web.too_many_tries"
    reason = N_("Too many tries.")
    mend = N_("Wait five minutes, then open the printed link again.")


class FirstOperator(forms.Form):
    """The first operator's sign-in."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, str]:
        """Both passwords are the same and strong enough."""
        values: dict[str, str] = super().clean() or {}
        password = values.get("password")
        if password is None:
            return values
        try:
            validate_password(password, get_user_model()(email=values.get("email")))
        except forms.ValidationError as weak:
            self.add_error("password", weak)
        if "again" in values and values["again"] != password:
            self.add_error("again", forms.ValidationError(_("The two passwords differ."), code="differ"))
        return values


def _count_try(request: HttpRequest) -> None:
    """Refuses `web.too_many_tries` after ten tries of one address within five minutes."""
    key = f"setup:{get_client_ip(request)}"
    cache.add(key, 0, WINDOW_S)
    if cache.incr(key) > TRIES:
        raise TooManyTries()


@never_cache
def first_run(request: HttpRequest) -> HttpResponse:
    """Makes the first operator and signs in. 404 without the token that was printed, and once an operator exists."""
    token = request.POST.get("token") or request.GET.get("token") or ""
    if not token_fits(token):
        _count_try(request)
        raise NoSetup()
    form = FirstOperator(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account_id = first_operator(token, form.cleaned_data["email"], form.cleaned_data["password"], read_clock())
        except NoSetup:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            login(request, get_user_model().objects.get(id=account_id), backend="tradewind.parties.sign_in.Backend")
            return redirect("console:home")
    context = {"form": form, "token": token, "rules": password_validators_help_texts()}
    return render(request, "setup/first_run.html", context, status=422 if form.errors else 200)
