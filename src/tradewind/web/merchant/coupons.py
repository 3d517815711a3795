"""Shop coupons: the table, a new one, stopping one."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.deals.actions.create_offer import create_offer
from tradewind.deals.actions.stop_offer import stop_offer
from tradewind.deals.queries import offers_by
from tradewind.deals.types import OfferDraft
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Absent, Refusal
from tradewind.web.backoffice import keyset, notice, refuse, warn
from tradewind.web.merchant.fields import MoneyField, local_moment
from tradewind.web.roles import Desk, merchant


class NewCoupon(forms.Form):
    """A coupon as the merchant describes it."""

    name = forms.CharField(label=gettext_lazy("Name (Chinese)"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("Name (English)"), max_length=60, required=False)
    uses_allowed = forms.IntegerField(label=gettext_lazy("Uses in total"), min_value=1, max_value=10_000_000)
    per_buyer = forms.IntegerField(label=gettext_lazy("Uses per buyer"), min_value=1, max_value=100, initial=1)
    valid_from = forms.DateTimeField(label=gettext_lazy("Starts"), widget=local_moment())
    valid_to = forms.DateTimeField(label=gettext_lazy("Ends"), widget=local_moment())

    def __init__(self, currency: str, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["face"] = MoneyField(currency, label=gettext_lazy("Amount off"))
        self.fields["threshold"] = MoneyField(
            currency,
            label=gettext_lazy("From an order value of"),
            help_text=gettext_lazy("At item prices, without freight. 0 means no threshold."),
        )
        self.order_fields(["name", "name_en", "face", "threshold"])

    def draft(self) -> OfferDraft:
        """The coupon as an offer."""
        values = dict(self.cleaned_data)
        params = {name: values.pop(name) for name in ("face", "threshold")}
        return OfferDraft("shop_coupon", params=params, **values)


@require_safe
@merchant("shop.see")
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The shop's coupons with their uses, newest first."""
    now = read_clock()
    found = keyset(request, lambda before, limit: offers_by(desk.shop.id, before, limit, now=now), lambda row: row.id)
    context = {"desk": desk, "found": found, "now": now}
    return render(request, "merchant/coupons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@merchant("prices.edit")
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new coupon."""
    now = read_clock()
    initial = {"valid_from": now, "valid_to": now + timedelta(days=7), "per_buyer": 1, "uses_allowed": 1000}
    form = NewCoupon(desk.shop.currency, request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        try:
            create_offer(form.draft(), desk.shop.id, now)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            notice(request, _("The coupon is set up."))
            return redirect("merchant:coupons", desk.shop.id)
    context = {"desk": desk, "form": form}
    return render(request, "merchant/coupon.html", context, status=422 if form.errors else 200)


@require_POST
@merchant("prices.edit")
def stop(request: HttpRequest, desk: Desk, coupon_id: int) -> HttpResponse:
    """Stops a coupon; orders that have it keep it."""
    try:
        stop_offer(coupon_id, desk.shop.id, read_clock())
    except Absent:
        raise
    except Refusal as refusal:
        warn(request, refusal)
    else:
        notice(request, _("The coupon is stopped. Orders that used it keep it."))
    return redirect("merchant:coupons", desk.shop.id)
