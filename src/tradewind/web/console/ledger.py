"""The ledger: balances by owner kind, transactions with their legs."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.ledger import queries as books
from tradewind.parties.queries import shops_by_id
from tradewind.web.backoffice import keyset, number
from tradewind.web.roles import Seat, operator


@require_safe
@operator("ledger.see")
def accounts(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The trial balance: every kind of account with its sum; each currency adds up to zero."""
    totals = books.account_totals()
    sums: dict[str, int] = {}
    for total in totals:
        sums[total.currency] = sums.get(total.currency, 0) + total.amount
    kinds = [(kind, list(rows)) for kind, rows in groupby(totals, key=lambda total: total.owner_kind)]
    return render(request, "console/ledger.html", {"seat": seat, "kinds": kinds, "sums": sums})


@require_safe
@operator("ledger.see")
def transactions(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Transactions with their legs, newest first, by kind and order."""
    kind = request.GET.get("kind", "")[:60]
    order = request.GET.get("order", "").strip()[:20]
    found = keyset(
        request,
        lambda before, limit: books.transactions(number(order), kind or None, before, limit),
        lambda row: row.id,
    )
    shops = shops_by_id(leg.owner_id for row in found.rows for leg in row.legs if leg.owner_kind == "shop")
    context = {"seat": seat, "found": found, "kind": kind, "order": order, "shops": shops}
    return render(request, "console/transactions.html", context)
