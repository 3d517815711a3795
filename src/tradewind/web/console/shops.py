"""Shops: the table, one shop with its sales, its state and the people who work in it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tradewind.catalog.queries import listing_counters
from tradewind.insight.queries import sales_by_month
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import N_, Absent, Invalid, Refusal
from tradewind.kernel.outbox import history
from tradewind.ledger.queries import balances
from tradewind.parties.actions.open_shop import add_member, set_shop_state
from tradewind.parties.permissions import SHOP_ROLES
from tradewind.parties.queries import account_by_email, shops
from tradewind.parties.queries import members as members_of
from tradewind.parties.queries import shop as read_shop
from tradewind.web.backoffice import keyset, notice, sales_chart, warn
from tradewind.web.roles import Seat, operator

STATES = ("", "open", "paused", "suspended", "closed", "history")


# The states an operator can choose from each state. The state table of parties has the last word.
NEXTS = {
    "open": ("suspended", "closed"),
    "paused": ("suspended", "closed"),
    "suspended": ("open", "closed"),
    "history": ("open",),
}


class NoReason(Invalid):
    code = "web.no_reason"
    reason = N_("Say why: the shop reads it.")


class NoAccountNamed(Invalid):
    code = "web.no_account_named"
    reason = N_("Write the e-mail address of an account.")


class MemberForm(forms.Form):
    """An account and its role in the shop."""

    email = forms.EmailField(label=gettext_lazy("E-mail of the account"))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=(
            ("owner", gettext_lazy("Owner")),
            ("staff", gettext_lazy("Staff")),
            ("warehouse", gettext_lazy("Warehouse")),
        ),
    )


@require_safe
@operator("shops.see")
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All shops, newest first, by state; found by a part of the name or by external number."""
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    q = request.GET.get("q", "").strip()[:80]
    found = keyset(request, lambda before, limit: shops(q, state, before, limit), lambda row: row.id)
    context = {"seat": seat, "found": found, "state": state, "q": q, "states": STATES}
    return render(request, "console/shops.html", context)


@require_safe
@operator("shops.see")
def shop(request: HttpRequest, seat: Seat, shop_id: int) -> HttpResponse:
    """One shop: state, sales by month, balances, people, what happened to it."""
    found = read_shop(shop_id)
    months = sales_by_month(shop_id)
    main = [month for month in months if month.currency == found.currency]
    context = {
        "seat": seat, "shop": found, "months": months[::-1],
        "month_chart": sales_chart(main, "month"),
        "balances": balances("shop", shop_id) if seat.may("ledger.see") else [],
        "members": members_of(shop_id), "member_form": MemberForm(), "roles": SHOP_ROLES,
        "listings": listing_counters(shop_id), "events": history(shop_id, 20)[::-1],
        "nexts": NEXTS.get(found.state, ()),
    }  # fmt: skip
    return render(request, "console/shop.html", context)


@require_POST
@operator("shops.state")
def state(request: HttpRequest, seat: Seat, shop_id: int) -> HttpResponse:
    """Suspends, reopens or closes a shop, with a reason."""
    reason = request.POST.get("reason", "").strip()
    new = request.POST.get("new", "")
    if not reason:
        warn(request, NoReason())
        return redirect("console:shop", shop_id)
    try:
        set_shop_state(shop_id, new, seat.actor, reason, read_clock())
    except Absent:
        raise
    except Refusal as refusal:
        warn(request, refusal)
    else:
        notice(request, _("The shop's state is changed."))
    return redirect("console:shop", shop_id)


@require_POST
@operator("operators.edit")
def members(request: HttpRequest, seat: Seat, shop_id: int) -> HttpResponse:
    """Lets an account work in a shop, or changes its role."""
    read_shop(shop_id)
    form = MemberForm(request.POST)
    try:
        if form.is_valid():
            add_member(shop_id, account_by_email(form.cleaned_data["email"]), form.cleaned_data["role"])
            notice(request, _("Saved."))
        else:
            warn(request, NoAccountNamed())
    except Refusal as refusal:
        warn(request, refusal)
    return redirect("console:shop", shop_id)
