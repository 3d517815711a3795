"""Money: the shop's balances, and what every order brought: list price, discounts by payer, freight, received."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tradewind.kernel.clock import read_clock
from tradewind.kernel.money import plain
from tradewind.ledger.queries import balances, effects
from tradewind.trade.queries import protections, shop_orders
from tradewind.trade.types import OrderLineView, ProtectionView, ShopOrderRow
from tradewind.web.backoffice import csv_file, keyset, number
from tradewind.web.roles import Desk, merchant

MOST_ROWS = 5000  # of one CSV file; the next one goes on below its last order


class Receipt(NamedTuple):
    """The way from list price to what the shop receives, minor units. Discounts are positive.

    `item_discount`: list price minus item price. `shop_discount` and `platform_discount` split what came off below the
    item level by who pays for it. `received` is None until the ledger has the order. `protection`:
    what the shop paid back because it lowered a price afterwards.
    """

    list_amount: int
    item_discount: int
    item_amount: int
    shop_discount: int
    platform_discount: int
    freight: int
    payable: int
    protection: int
    received: int | None


class StatementRow(NamedTuple):
    """One order of the statement."""

    order_id: int
    placed_at: datetime
    state: str
    currency: str
    receipt: Receipt


def receipt(
    lines: Sequence[OrderLineView],
    freight: int,
    payable: int,
    posted: Mapping[str, int],
    protected: Sequence[ProtectionView],
) -> Receipt:
    """Adds up an order's lines and what the ledger holds of it for this shop (credit is negative there)."""
    protection = sum(one.amount for one in protected if one.payer == "merchant")
    list_amount = sum(line.list_amount for line in lines)
    item_amount = sum(line.item_amount for line in lines)
    discount = sum(line.discount_amount for line in lines)
    own = posted.get("promotion", 0) - protection
    return Receipt(
        list_amount=list_amount,
        item_discount=list_amount - item_amount,
        item_amount=item_amount,
        shop_discount=own if posted else discount,
        platform_discount=discount - own if posted else 0,
        freight=freight,
        payable=payable,
        protection=protection,
        received=-sum(posted.values()) if posted else None,
    )


def statement(desk: Desk, rows: Sequence[ShopOrderRow]) -> list[StatementRow]:
    """The statement of these orders, in three queries whatever their number."""
    order_ids = [row.order_id for row in rows]
    posted, protected = effects("shop", desk.shop.id, order_ids), protections(order_ids, desk.shop.id)
    return [
        StatementRow(
            row.order_id, row.placed_at, row.state, row.currency,
            receipt(row.lines, row.freight_amount, row.payable, posted.get(row.order_id, {}),
                    protected.get(row.order_id, [])),
        )
        for row in rows
    ]  # fmt: skip


@require_safe
@merchant("money.see")
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Balances and the statement, newest order first."""
    found = keyset(
        request, lambda before, limit: shop_orders(desk.shop.id, None, before, limit), lambda row: row.order_id
    )
    context = {
        "desk": desk, "found": found, "rows": statement(desk, found.rows), "balances": balances("shop", desk.shop.id),
    }  # fmt: skip
    return render(request, "merchant/money.html", context)


@require_safe
@merchant("money.see")
def download(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The statement as CSV: amounts as plain decimals, newest order first, at most 5,000 orders."""
    rows = statement(desk, shop_orders(desk.shop.id, None, number(request.GET.get("before")), MOST_ROWS))
    head = (
        _("Order"), _("Placed at"), _("State"), _("Currency"), _("List price"), _("Item discounts"),
        _("Your discounts"), _("Platform discounts"), _("Freight"), _("Buyer pays"),
        _("Price protection"), _("You receive"),
    )  # fmt: skip
    table = (_cells(row) for row in rows)
    return csv_file(f"statement-{desk.shop.slug}-{read_clock():%Y%m%d}.csv", head, table)


def _cells(row: StatementRow) -> list[str]:
    r = row.receipt
    amounts = (
        r.list_amount,
        -r.item_discount,
        -r.shop_discount,
        -r.platform_discount,
        r.freight,
        r.payable,
        -r.protection,
    )
    shown = [plain(amount, row.currency) for amount in amounts]
    received = "" if r.received is None else plain(r.received, row.currency)
    return [str(row.order_id), row.placed_at.isoformat(), row.state, row.currency, *shown, received]
