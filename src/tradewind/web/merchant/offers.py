"""Offers of a shop: the table with uses and cost, a new one with its worst case, stopping one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.deals.actions.create_offer import check_offer, create_offer
from tradewind.deals.actions.stop_offer import stop_offer
from tradewind.deals.queries import offers_by, shop_goods, worst_cases
from tradewind.deals.types import WorstCase
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Absent, Refusal
from tradewind.web.backoffice import keyset, notice, refuse, warn
from tradewind.web.offer_form import OfferForm, kinds
from tradewind.web.roles import Desk, merchant


@require_safe
@merchant("shop.see")
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The shop's offers with their uses and cost so far, newest first."""
    now = read_clock()
    found = keyset(request, lambda before, limit: offers_by(desk.shop.id, before, limit, now=now), lambda row: row.id)
    context = {"desk": desk, "found": found, "kinds": dict(kinds(shop=True))}
    return render(request, "merchant/offers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@merchant("prices.edit")
def new(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """A new offer of a kind. `do` preview shows the worst case of each listing, `do` create makes the offer."""
    known = dict(kinds(shop=True))
    if kind not in known:
        raise Http404(kind)
    now = read_clock()
    form = OfferForm(kind, desk.shop.currency, shop_goods(desk.shop.id), now, request.POST or None)
    cases: list[WorstCase] | None = None
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        try:
            if request.POST.get("do") == "create":
                create_offer(draft, desk.shop.id, now)
                notice(request, _("The offer is set up."))
                return redirect("merchant:offers", desk.shop.id)
            offer, _warnings = check_offer(draft, desk.shop.id, now)
            cases = worst_cases(desk.shop.id, offer, max(now, draft.valid_from))
        except Absent:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
    context = {"desk": desk, "form": form, "kind": kind, "kinds": known, "cases": cases}
    return render(request, "merchant/offer.html", context, status=422 if form.errors else 200)


@require_POST
@merchant("prices.edit")
def stop(request: HttpRequest, desk: Desk, offer_id: int) -> HttpResponse:
    """Stops an offer; orders that have it keep it."""
    try:
        stop_offer(offer_id, desk.shop.id, read_clock())
    except Absent:
        raise
    except Refusal as refusal:
        warn(request, refusal)
    else:
        notice(request, _("The offer is stopped. Orders that used it keep it."))
    return redirect("merchant:offers", desk.shop.id)
