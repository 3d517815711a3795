"""Orders: the table, one order with its money, sending it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Absent, Refusal
from tradewind.ledger.queries import effects
from tradewind.trade.actions.ship import ship as ship_order
from tradewind.trade.errors import NoOrder
from tradewind.trade.queries import protections, shop_counters, shop_order, shop_orders
from tradewind.web.backoffice import keyset, notice, number, refuse
from tradewind.web.merchant.money import receipt
from tradewind.web.roles import Desk, merchant

TABS = ("", "paid", "late", "created", "shipped", "delivered", "confirmed", "closed")
CARRIERS = ("顺丰速运", "中通快递", "圆通速递", "韵达快递", "申通快递", "京东物流", "中国邮政", "极兔速递", "德邦快递")


class ShipForm(forms.Form):
    """Carrier and tracking number."""

    carrier = forms.CharField(
        label=gettext_lazy("Carrier"), max_length=40, widget=forms.TextInput(attrs={"list": "carriers"})
    )
    tracking_no = forms.CharField(
        label=gettext_lazy("Tracking number"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


@require_safe
@merchant("orders.see")
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The shop's orders: tabs by state, search by number, newest first."""
    state = request.GET.get("state", "")
    state = state if state in TABS else ""
    q = request.GET.get("q", "").strip()[:40]
    now = read_clock()
    missed = False
    if q:
        try:
            found_order = shop_order(desk.shop.id, number(q) or 0)
            return redirect("merchant:order", desk.shop.id, found_order.order_id)
        except NoOrder:
            missed = True
    found = keyset(
        request,
        lambda before, limit: shop_orders(desk.shop.id, state or None, before, limit, now=now),
        lambda row: row.order_id,
    )
    counters = shop_counters(desk.shop.id, now)
    counts = {"paid": counters.to_ship, "late": counters.late, "created": counters.unpaid, "shipped": counters.shipped}
    context = {
        "desk": desk, "found": found, "state": state, "q": q, "missed": missed, "tabs": TABS, "counts": counts,
        "waiting": counters.to_ship, "now": now,
    }  # fmt: skip
    return render(request, "merchant/orders.html", context)


def _page(request: HttpRequest, desk: Desk, order_id: int, form: ShipForm, status: int = 200) -> HttpResponse:
    found = shop_order(desk.shop.id, order_id)
    money = None
    if desk.may("money.see"):
        posted = effects("shop", desk.shop.id, [order_id]).get(order_id, {})
        protected = protections([order_id], desk.shop.id).get(order_id, [])
        money = receipt(found.sub.lines, found.sub.freight_amount, found.sub.payable, posted, protected)
    context = {"desk": desk, "order": found, "form": form, "money": money, "carriers": CARRIERS, "now": read_clock()}
    return render(request, "merchant/order.html", context, status=status)


@require_safe
@merchant("orders.see")
def order(request: HttpRequest, desk: Desk, order_id: int) -> HttpResponse:
    """One order: what to send, where to, its money, what happened."""
    return _page(request, desk, order_id, ShipForm())


@require_POST
@merchant("orders.ship")
def ship(request: HttpRequest, desk: Desk, order_id: int) -> HttpResponse:
    """Hands the goods to a carrier."""
    form = ShipForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            ship_order(desk.shop.id, order_id, values["carrier"], values["tracking_no"], read_clock(), actor=desk.actor)
        except Absent:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            notice(request, _("Shipped. The buyer can follow the parcel."))
            return redirect("merchant:order", desk.shop.id, order_id)
    return _page(request, desk, order_id, form, 422)
