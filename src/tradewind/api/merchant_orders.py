"""The merchant's part: orders to send."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from tradewind.api.callers import MEMBERS, works_in
from tradewind.api.order_schemas import (
    OrderAddressOut,
    ShipIn,
    ShopOrderOut,
    ShopOrderRowOut,
    ShopOrderRows,
    order_line_out,
    sub_order_out,
)
from tradewind.api.schemas import Cursor, Id, Limit, Money, before, id_of
from tradewind.kernel.clock import read_clock
from tradewind.trade import queries as trade
from tradewind.trade.actions.ship import ship
from tradewind.trade.types import ShopOrderRow

router = Router(tags=["merchant"], auth=MEMBERS)
_STATES = "^(created|paid|late|shipped|delivered|confirmed|settled|closed)$"


@router.get("/{shop_id}/orders", response=ShopOrderRows, operation_id="shop_orders")
def orders(
    request: HttpRequest,
    shop_id: Id,
    state: Annotated[str, Query(pattern=_STATES)] | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> ShopOrderRows:
    """A shop's orders, newest first. `late`: paid, not sent, and the promise is over."""
    shop = id_of(shop_id)
    works_in(request, shop, "orders.see")
    found = trade.shop_orders(shop, state, before(cursor), limit + 1, now=read_clock())
    items = [_row(row) for row in found[:limit]]
    return ShopOrderRows(items=items, next=items[-1].order_id if len(found) > limit else None)


@router.get("/{shop_id}/orders/{order_id}", response=ShopOrderOut, operation_id="shop_order")
def order(request: HttpRequest, shop_id: Id, order_id: Id) -> ShopOrderOut:
    """A shop's part of an order: what to send and where to."""
    works_in(request, id_of(shop_id), "orders.see")
    return _shown(id_of(shop_id), id_of(order_id))


@router.post("/{shop_id}/orders/{order_id}/ship", response=ShopOrderOut, operation_id="ship")
def ship_order(request: HttpRequest, shop_id: Id, order_id: Id, body: ShipIn) -> ShopOrderOut:
    """Records that the parcel was handed to a carrier."""
    shop, order_ = id_of(shop_id), id_of(order_id)
    account = works_in(request, shop, "orders.ship")
    ship(shop, order_, body.carrier, body.tracking_no, read_clock(), f"shop:{account}")
    return _shown(shop, order_)


def _row(row: ShopOrderRow) -> ShopOrderRowOut:
    return ShopOrderRowOut(
        order_id=str(row.order_id), position=row.position, state=row.state,
        payable=Money(amount=row.payable, currency=row.currency), recipient=row.recipient, region=row.region,
        city=row.city, note=row.note, placed_at=row.placed_at, paid_at=row.paid_at, ship_by=row.ship_by,
        shipped_at=row.shipped_at, late=row.late, lines=[order_line_out(line, row.currency) for line in row.lines],
    )  # fmt: skip


def _shown(shop_id: int, order_id: int) -> ShopOrderOut:
    view = trade.shop_order(shop_id, order_id)
    return ShopOrderOut(
        order_id=str(view.order_id), order_state=view.order_state,
        address=OrderAddressOut(**view.address._asdict()), note=view.note, placed_at=view.placed_at,
        paid_at=view.paid_at, part=sub_order_out(view.sub, view.currency),
    )  # fmt: skip
