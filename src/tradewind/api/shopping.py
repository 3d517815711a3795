"""The shopper's part: cart, quote, orders, paying."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Header, Path, Router

from tradewind.api.callers import BUYERS, buyer_of
from tradewind.api.errors import KeyMissing, WrongField
from tradewind.api.order_schemas import (
    CartLineIn,
    CartOut,
    OrderIn,
    OrderOut,
    OrderRows,
    PayIn,
    PayOut,
    PlacedOut,
    QuoteIn,
    QuoteOut,
    SelectIn,
    WantedIn,
    cart_out,
    order_out,
    quote_out,
)
from tradewind.api.schemas import Cursor, Id, Limit, Money, before, id_of
from tradewind.api.throttles import ORDERS
from tradewind.kernel.clock import read_clock
from tradewind.kernel.idempotency import Answer, once
from tradewind.parties.types import AddressDraft, Buyer
from tradewind.trade import queries as trade
from tradewind.trade.actions import cart, close, confirm, pay
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.types import Wanted

router = Router(auth=BUYERS)
Position = Annotated[int, Path(ge=1, le=32767, description="The shop's part of the order.")]
Key = Annotated[
    str, Header(alias="Idempotency-Key", max_length=200, description="A random text; the same for a repeated request.")
]


@router.get("/cart", response=CartOut, operation_id="cart", tags=["cart"])
def read_cart(request: HttpRequest) -> CartOut:
    """The cart with today's prices, stock and problems."""
    return cart_out(trade.cart(buyer_of(request), read_clock()))


@router.put("/cart/lines/{variant_id}", response=CartOut, operation_id="put_cart_line", tags=["cart"])
def put_line(request: HttpRequest, variant_id: Id, body: CartLineIn) -> CartOut:
    """Sets the pieces of a variant in the cart, and selects it."""
    buyer, now = buyer_of(request), read_clock()
    cart.put(buyer, id_of(variant_id), body.quantity, now)
    return cart_out(trade.cart(buyer, now))


@router.delete("/cart/lines/{variant_id}", response=CartOut, operation_id="remove_cart_line", tags=["cart"])
def remove_line(request: HttpRequest, variant_id: Id) -> CartOut:
    """Takes a variant out of the cart."""
    buyer, now = buyer_of(request), read_clock()
    cart.remove(buyer, id_of(variant_id), now)
    return cart_out(trade.cart(buyer, now))


@router.post("/cart/select", response=CartOut, operation_id="select_cart_lines", tags=["cart"])
def select_lines(request: HttpRequest, body: SelectIn) -> CartOut:
    """Selects lines for the next order, or leaves them for later."""
    buyer, now = buyer_of(request), read_clock()
    ids = None if body.variant_ids is None else [id_of(text) for text in body.variant_ids]
    cart.select(buyer, ids, body.selected, now)
    return cart_out(trade.cart(buyer, now))


@router.post("/checkout/quote", response=QuoteOut, operation_id="quote", tags=["orders"])
def quote(request: HttpRequest, body: QuoteIn) -> QuoteOut:
    """What an order placed now would come to, to the door: prices, freight, promise, and what stands in the way."""
    return quote_out(trade.checkout(buyer_of(request), body.region, read_clock(), _wanted(body.lines)))


@router.post("/orders", response={201: PlacedOut}, operation_id="place_order", tags=["orders"], throttle=ORDERS)
def place(request: HttpRequest, body: OrderIn, response: HttpResponse, idempotency_key: Key = "") -> PlacedOut:
    """Places one order for the selected lines of the cart, or for `lines`.

    It is priced again; another total than `expect_payable` is refused as trade.price_changed with both amounts.
    Repeated with the same Idempotency-Key and body it answers the same and orders nothing twice.
    """
    buyer, now = buyer_of(request), read_clock()
    _need(idempotency_key)

    def run() -> tuple[int, dict[str, object]]:
        placed = place_order(
            buyer, AddressDraft(**body.address.dict()), body.email, body.note, body.expect_payable.amount, now,
            _wanted(body.lines),
        )  # fmt: skip
        if placed.currency != body.expect_payable.currency:
            raise WrongField(where="body.expect_payable.currency", count=1)
        payable = Money(amount=placed.payable, currency=placed.currency)
        out = PlacedOut(id=str(placed.order_id), payable=payable, pay_by=placed.pay_by)
        return 201, out.model_dump(mode="json")

    answer = once(f"api.orders:{buyer.key}", idempotency_key, body.model_dump(mode="json"), now, run)
    response.headers["Location"] = f"/api/v1/orders/{answer.body['id']}"
    return PlacedOut.model_validate(_answered(answer, response))


@router.get("/orders", response=OrderRows, operation_id="orders", tags=["orders"])
def read_orders(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> OrderRows:
    """The caller's orders, newest first."""
    buyer, last = buyer_of(request), before(cursor)
    if buyer.account_id is not None:
        found = trade.buyer_orders(buyer.account_id, last, limit + 1)
    else:
        found = trade.guest_orders(buyer.guest or "", last, limit + 1)
    items = [order_out(view) for view in found[:limit]]
    return OrderRows(items=items, next=items[-1].id if len(found) > limit else None)


@router.get("/orders/{order_id}", response=OrderOut, operation_id="order", tags=["orders"])
def read_order(request: HttpRequest, order_id: Id) -> OrderOut:
    """One order. Somebody else's is not there: trade.no_order."""
    return order_out(trade.order(id_of(order_id), buyer_of(request)))


@router.post("/orders/{order_id}/pay", response={201: PayOut}, operation_id="pay", tags=["orders"], throttle=ORDERS)
def start_payment(
    request: HttpRequest, order_id: Id, body: PayIn, response: HttpResponse, idempotency_key: Key = ""
) -> PayOut:
    """Starts a payment; the buyer goes on at `pay_url`. Repeated with the same Idempotency-Key it answers the same."""
    buyer, now = buyer_of(request), read_clock()
    _need(idempotency_key)
    order = trade.order(id_of(order_id), buyer)
    scope, asked = f"api.pay:{buyer.key}", {"order": order.id, **body.model_dump(mode="json")}
    # No network inside a transaction, so: is there an answer under this key? If not, ask the provider, keep its answer.
    # Two at once, or one who dies in between, take up the same payment again.
    try:
        kept = once(scope, idempotency_key, asked, now, _not_yet)
    except _NotYet:
        out = _start(order.id, body.method, buyer)
        kept = once(scope, idempotency_key, asked, now, lambda: (201, out))
    return PayOut.model_validate(_answered(kept, response))


class _NotYet(Exception):
    """Nothing is kept under this key."""


def _not_yet() -> tuple[int, None]:
    raise _NotYet


@router.post("/orders/{order_id}/close", response=OrderOut, operation_id="close_order", tags=["orders"])
def close_order(request: HttpRequest, order_id: Id) -> OrderOut:
    """Cancels an order that is not paid; what it held is free again."""
    buyer, id_ = buyer_of(request), id_of(order_id)
    close.close_order(id_, buyer, "cancelled", read_clock())
    return order_out(trade.order(id_, buyer))


@router.post("/orders/{order_id}/parts/{position}/confirm", response=OrderOut, operation_id="confirm", tags=["orders"])
def confirm_receipt(request: HttpRequest, order_id: Id, position: Position) -> OrderOut:
    """Confirms that one shop's part has arrived."""
    buyer, id_ = buyer_of(request), id_of(order_id)
    confirm.confirm(id_, position, buyer, read_clock())
    return order_out(trade.order(id_, buyer))


def _start(order_id: int, method: str, buyer: Buyer) -> dict[str, object]:
    started = pay.start(order_id, method, read_clock(), buyer=buyer)
    return PayOut(payment_id=str(started.payment_id), pay_url=started.pay_url).model_dump(mode="json")


def _wanted(lines: list[WantedIn] | None) -> list[Wanted] | None:
    return None if lines is None else [Wanted(id_of(line.variant_id), line.quantity) for line in lines]


def _need(key: str) -> None:
    if not key:
        raise KeyMissing(where="Idempotency-Key")


def _answered(answer: Answer, response: HttpResponse) -> dict[str, object]:
    if answer.replayed:
        response.headers["Idempotency-Replayed"] = "true"
    body: dict[str, object] = answer.body
    return body
