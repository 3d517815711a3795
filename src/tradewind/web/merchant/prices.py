"""Item prices: a price below list for a variant, from one moment to another."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.catalog.queries import listing_for_edit
from tradewind.catalog.types import ListingForEdit
from tradewind.deals.actions.end_item_price import end_item_price
from tradewind.deals.actions.set_item_price import set_item_price
from tradewind.deals.queries import listing_item_prices
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Absent, Refusal
from tradewind.web.backoffice import notice, refuse, warn
from tradewind.web.jinja import pick
from tradewind.web.merchant.fields import MoneyField, local_moment
from tradewind.web.roles import Desk, merchant


class ItemPrice(forms.Form):
    """A price for one or all variants of a listing."""

    variant_id = forms.TypedChoiceField(label=gettext_lazy("Variant"), coerce=int)
    valid_from = forms.DateTimeField(label=gettext_lazy("Starts"), required=False, widget=local_moment())
    valid_to = forms.DateTimeField(label=gettext_lazy("Ends"), required=False, widget=local_moment())

    def __init__(self, listing: ListingForEdit, currency: str, data: Any = None) -> None:
        super().__init__(data)
        self.fields["amount"] = MoneyField(currency, label=gettext_lazy("Item price"))
        self.order_fields(["variant_id", "amount", "valid_from", "valid_to"])
        self.fields["variant_id"].choices = [  # type: ignore[attr-defined]
            (str(variant.id), variant_name(variant.options)) for variant in listing.draft.variants
        ]


def variant_name(options: Any) -> str:
    """ "红 / L", or a word for the only variant."""
    return " / ".join(pick(option.value, option.value_en) for option in options) or _("Only variant")


@require_http_methods(["GET", "HEAD", "POST"])
@merchant("prices.edit")
def prices(request: HttpRequest, desk: Desk, listing_id: int) -> HttpResponse:
    """The item prices of a listing, and the form for a new one."""
    listing = listing_for_edit(desk.shop.id, listing_id)
    form = ItemPrice(listing, desk.shop.currency, request.POST or None)
    now = read_clock()
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            set_item_price(
                desk.shop.id, values["variant_id"], values["amount"], values["valid_from"] or now,
                values["valid_to"], now,
            )  # fmt: skip
        except Absent:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            notice(request, _("The item price is set."))
            return redirect("merchant:prices", desk.shop.id, listing_id)
    variants = {variant.id: variant for variant in listing.draft.variants}
    rows = listing_item_prices(listing_id, now)
    context = {"desk": desk, "listing": listing, "form": form, "rows": rows, "variants": variants, "now": now}
    return render(request, "merchant/prices.html", context, status=422 if form.errors else 200)


@require_POST
@merchant("prices.edit")
def end(request: HttpRequest, desk: Desk, listing_id: int, price_id: int) -> HttpResponse:
    """Ends an item price now."""
    try:
        end_item_price(desk.shop.id, price_id, read_clock())
    except Absent:
        raise
    except Refusal as refusal:
        warn(request, refusal)
    else:
        notice(request, _("The item price has ended."))
    return redirect("merchant:prices", desk.shop.id, listing_id)
