"""Offers of the platform: the table with budgets and cost, who paid for discounts so far, a new one, stopping one."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.deals.actions.create_offer import create_offer
from tradewind.deals.actions.stop_offer import stop_offer
from tradewind.deals.queries import offers_by
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Absent, Refusal
from tradewind.ledger.queries import account_totals
from tradewind.web.backoffice import keyset, notice, refuse, warn
from tradewind.web.offer_form import OfferForm, kinds
from tradewind.web.roles import Seat, operator

# The ledger's accounts of those who pay for discounts.
PAYERS = {
    ("platform", "subsidy"): "platform", ("shop", "promotion"): "merchant", ("platform", "due_from_brand"): "brand",
    ("platform", "due_from_creator"): "creator", ("platform", "due_from_state"): "state",
}  # fmt: skip


@require_safe
@operator("offers.see")
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The platform's offers, newest first, and what each payer has paid according to the ledger."""
    now = read_clock()
    found = keyset(request, lambda before, limit: offers_by(None, before, limit, now=now), lambda row: row.id)
    funding = [
        (PAYERS[total.owner_kind, total.code], total)
        for total in account_totals()
        if (total.owner_kind, total.code) in PAYERS
    ]
    context = {"seat": seat, "found": found, "kinds": dict(kinds(shop=False)), "funding": funding}
    context["names"] = dict(kinds(shop=True)) | dict(kinds(shop=False))  # shops' offers that the platform pays for, too
    return render(request, "console/offers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@operator("offers.edit")
def new(request: HttpRequest, seat: Seat, kind: str) -> HttpResponse:
    """A new offer of the platform."""
    known = dict(kinds(shop=False))
    if kind not in known:
        raise Http404(kind)
    now = read_clock()
    form = OfferForm(kind, settings.CURRENCY, None, now, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            create_offer(form.draft(), None, now)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            notice(request, _("The offer is set up."))
            return redirect("console:offers")
    context = {"seat": seat, "form": form, "kind": kind, "kinds": known}
    return render(request, "console/offer.html", context, status=422 if form.errors else 200)


@require_POST
@operator("offers.edit")
def stop(request: HttpRequest, seat: Seat, offer_id: int) -> HttpResponse:
    """Stops an offer of the platform; orders that have it keep it."""
    try:
        stop_offer(offer_id, None, read_clock())
    except Absent:
        raise
    except Refusal as refusal:
        warn(request, refusal)
    else:
        notice(request, _("The offer is stopped. Orders that used it keep it."))
    return redirect("console:offers")
