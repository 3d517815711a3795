"""Placing an order: one transaction, a fixed number of statements, whatever the number of lines and shops.

Everything is written first and the things that can run out are taken last, in sorted order, so that the rows that many
buyers want are locked for the shortest time.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from tradewind.catalog.actions.reserve import reserve
from tradewind.deals.actions.spend import spend_offers
from tradewind.deals.types import PriceQuestion, PriceSheet
from tradewind.kernel.decisions import remember
from tradewind.kernel.engines import engine
from tradewind.kernel.ids import new_id
from tradewind.kernel.money import show
from tradewind.kernel.outbox import record
from tradewind.kernel.policy import policy
from tradewind.logistics.types import region_code
from tradewind.parties.actions.addresses import check_address
from tradewind.parties.errors import WrongField
from tradewind.parties.types import AddressCard, AddressDraft, Buyer
from tradewind.trade.actions.cart import remove_all
from tradewind.trade.actions.moves import record_placed
from tradewind.trade.actions.settle import settle_free
from tradewind.trade.actions.write_orders import OrderDraft, write_orders
from tradewind.trade.engine.freeze import freeze
from tradewind.trade.errors import AddressIncomplete, EmailNeeded, NoBuyer, NoteTooLong, PriceChanged
from tradewind.trade.events import OrderPlaced
from tradewind.trade.policies import PAY_WINDOW_MINUTES
from tradewind.trade.queries.carts import cart_rows, owner, selected
from tradewind.trade.queries.links import link_secret
from tradewind.trade.queries.quote import PRICER, Quote, quote
from tradewind.trade.types import OrderAddress, Placed, Wanted, secret_hash

MOST_NOTE = 200
_LOCK_CART = "SELECT c.id FROM trade_cart c WHERE {owner} FOR UPDATE"


@transaction.atomic
def place_order(
    buyer: Buyer,
    address: AddressDraft | AddressCard | OrderAddress,
    email: str,
    note: str,
    expect_payable: int | None,
    now: datetime,
    lines: Sequence[Wanted] | None = None,
) -> Placed:
    """Places one order for the selected lines of the buyer's cart, which leave it; or for `lines`, past the cart.

    `expect_payable` (minor units) is the total that the buyer saw; None accepts any. The goods are held and the coupons
    spent until the order is paid or closed; it waits for money for 15 minutes (policy `trade.pay_window_minutes`).
    A guest needs an e-mail address and opens the order by a link (`queries.link_secret`). With nothing to pay the order
    is paid at once.

    Refuses, with nothing changed: `trade.no_buyer`, `trade.empty_cart`, `trade.quantity`, `catalog.no_variant`,
    `trade.not_on_sale`, `catalog.sold_out`, `trade.mixed_currency`, `logistics.no_delivery`, `logistics.no_rules`,
    `trade.price_changed` (both amounts), `trade.address_incomplete` (the field), `trade.email_needed`,
    `trade.note_too_long`, and `deals.used_up`, `deals.buyer_limit`, `deals.not_live` when a coupon went meanwhile.
    """
    if buyer.account_id is None and not buyer.guest:
        raise NoBuyer()
    to, mail, said = _address(address), _email(buyer, email), _note(note)
    wanted = _from_cart(buyer) if lines is None else lines
    priced = quote(buyer, wanted, to.region, now)
    if priced.problems or priced.sheet is None or priced.question is None:
        raise priced.problems[0]
    _check_price(priced.sheet, expect_payable)
    order_id, guest = new_id(), buyer.account_id is None
    draft = OrderDraft(
        order_id=order_id, account_id=buyer.account_id, guest=buyer.guest if guest else None,
        guest_hash=secret_hash(link_secret(order_id)) if guest else None, email=mail, sheet=priced.sheet, address=to,
        note=said, placed_at=now, pay_by=now + timedelta(minutes=policy(PAY_WINDOW_MINUTES, now)),
        parts=freeze(priced.sheet, priced.items),
    )  # fmt: skip
    _write(draft, priced.question, buyer)
    if lines is None:
        remove_all(buyer, [item.sku.variant_id for item in priced.items], now)
    _take(draft, priced, buyer)
    if priced.sheet.payable == 0:
        settle_free(draft.order_id, now)
    return Placed(draft.order_id, priced.sheet.payable, priced.sheet.currency, draft.pay_by)


def _from_cart(buyer: Buyer) -> list[Wanted]:
    """The selected lines; the cart is locked first, so that a double click finds it empty the second time."""
    where, who = owner(buyer)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_CART.format(owner=where), [who])
    return selected(cart_rows(buyer))


def _address(given: AddressDraft | AddressCard | OrderAddress) -> OrderAddress:
    draft = AddressDraft(**{name: getattr(given, name) for name in OrderAddress._fields})
    try:
        clean = check_address(draft)
    except WrongField as wrong:
        field = str(wrong.params["field"])
        raise AddressIncomplete(where=f"address.{field}", field=field) from wrong
    fields = {name: getattr(clean, name) for name in OrderAddress._fields}
    return OrderAddress(**fields)._replace(region=region_code(clean.region))


def _email(buyer: Buyer, given: str) -> str:
    text = given.strip()
    if not text and buyer.account_id is not None:
        return ""
    try:
        validate_email(text)
    except ValidationError as wrong:
        raise EmailNeeded(where="email") from wrong
    return text


def _note(given: str) -> str:
    text = given.strip()
    if len(text) > MOST_NOTE:
        raise NoteTooLong(where="note", most=MOST_NOTE)
    return text


def _check_price(sheet: PriceSheet, expected: int | None) -> None:
    if expected is not None and sheet.payable != expected:
        raise PriceChanged(
            where="expect_payable",
            expected=expected,
            payable=sheet.payable,
            currency=sheet.currency,
            expected_text=show(expected, sheet.currency),
            payable_text=show(sheet.payable, sheet.currency),
        )


def _write(draft: OrderDraft, question: PriceQuestion, buyer: Buyer) -> None:
    """The order with its parts, its history, the decision about its price, and the event."""
    order_id, at, sheet = draft.order_id, draft.placed_at, draft.sheet
    write_orders([draft])
    record_placed(order_id, [sub.position for sub in draft.parts.subs], f"buyer:{buyer.account_id or 'guest'}", at)
    used = [offer.name or offer.kind for offer in sheet.offers if offer.state == "used"]
    remember(
        engine(PRICER), rule=PRICER, subject=("order", order_id), inputs=question, outcome=sheet, decided_at=at,
        reason=f"{show(sheet.payable, sheet.currency)} to the door" + (f" with {', '.join(used)}" if used else ""),
    )  # fmt: skip
    record([
        OrderPlaced(
            key=order_id, at=at, account_id=draft.account_id, currency=sheet.currency, payable=sheet.payable,
            shops=[shop.shop_id for shop in sheet.shops],
        )
    ])  # fmt: skip


def _take(draft: OrderDraft, priced: Quote, buyer: Buyer) -> None:
    """What can run out: coupon uses first, then pieces, which more buyers fight for."""
    spend_offers(draft.order_id, buyer.key, draft.sheet, draft.placed_at)
    pieces = {item.sku.variant_id: item.quantity for item in priced.items}
    reserve(draft.order_id, pieces, draft.pay_by, draft.placed_at)
