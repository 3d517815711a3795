"""Opening a shop, and what it says of itself."""

from typing import Any

from django import forms
from django.conf import settings as project
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.catalog.actions.store_picture import store_picture
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.logistics.actions.save_template import save_template
from tradewind.logistics.types import REGIONS, TemplateDraft
from tradewind.parties.actions import open_shop as shops
from tradewind.parties.types import ShopDraft
from tradewind.web.backoffice import notice, refuse, warn
from tradewind.web.guards import members
from tradewind.web.jinja import pick
from tradewind.web.roles import Desk, merchant

# What a shop charges until its owner says otherwise: in minor units, for the first and each further piece.
FIRST_FEE, NEXT_FEE = 800, 200


class ShopForm(forms.Form):
    """A shop as its owner describes it."""

    name = forms.CharField(label=gettext_lazy("Shop name (Chinese)"), min_length=2, max_length=80)
    name_en = forms.CharField(label=gettext_lazy("Shop name (English)"), max_length=80, required=False)
    region = forms.ChoiceField(label=gettext_lazy("Ships from"), required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=64, required=False)
    intro = forms.CharField(
        label=gettext_lazy("Introduction (Chinese)"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    intro_en = forms.CharField(
        label=gettext_lazy("Introduction (English)"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        known = [(region.code, pick(region.name, region.name_en)) for region in REGIONS]
        present = (initial or {}).get("region") or ""
        if present and present not in dict(known):
            known.append((present, present))
        self.fields["region"].choices = [("", "—"), *known]  # type: ignore[attr-defined]


@members
@require_http_methods(["GET", "HEAD", "POST"])
def open_shop(request: HttpRequest) -> HttpResponse:
    """Opens a shop for the signed-in account, with a freight template to start from."""
    form = ShopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = read_clock()
        try:
            with transaction.atomic():
                shop_id = shops.open_shop(request.user.pk or 0, ShopDraft(**form.cleaned_data), project.CURRENCY, now)
                save_template(shop_id, first_template(), now)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            notice(request, _("Your shop is open. Now list your first product."))
            return redirect("merchant:home", shop_id)
    return render(request, "merchant/open.html", {"form": form}, status=422 if form.errors else 200)


def first_template() -> TemplateDraft:
    """The freight template of a new shop: the whole country at one fee."""
    fee = {"first_units": 1, "first_fee": FIRST_FEE, "step_units": 1, "step_fee": NEXT_FEE}
    rules = {"groups": [], "default": fee, "unreachable": []}
    return TemplateDraft(name=_("Standard freight"), rules=rules, is_default=True)


@require_http_methods(["GET", "HEAD", "POST"])
@merchant("shop.settings")
def settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the shop says of itself, its logo, and whether it is open."""
    initial = {name: getattr(desk.shop, name) for name in ShopForm.base_fields}
    form = ShopForm(request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        try:
            logo = desk.shop.logo
            if file := request.FILES.get("logo"):
                logo = store_picture(file.read(20 * 1024 * 1024 + 1)).key
            elif "no_logo" in request.POST:
                logo = ""
            shops.describe_shop(desk.shop.id, ShopDraft(**form.cleaned_data, logo=logo))
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            notice(request, _("Saved."))
            return redirect("merchant:settings", desk.shop.id)
    return render(request, "merchant/settings.html", {"desk": desk, "form": form}, status=422 if form.errors else 200)


@require_POST
@merchant("shop.settings")
def state(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Pauses or reopens the shop. Closing for good is the operator's."""
    new = "open" if request.POST.get("new") == "open" else "paused"
    try:
        shops.set_shop_state(desk.shop.id, new, desk.actor, "", read_clock())
    except Refusal as refusal:
        warn(request, refusal)
    else:
        notice(request, _("Your shop is open.") if new == "open" else _("Your shop is paused; nothing can be ordered."))
    return redirect("merchant:settings", desk.shop.id)
