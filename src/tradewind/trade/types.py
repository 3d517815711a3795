"""Values of cart, checkout and orders. Amounts are minor units of the order's currency, frozen once it is placed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from tradewind.catalog.types import OptionValue
from tradewind.deals.types import Advice, PriceSheet
from tradewind.kernel.errors import Refusal
from tradewind.logistics.types import Promise, ShipmentView
from tradewind.payments.types import PaymentView

MOST_PIECES = 999  # of one SKU in a cart
MOST_LINES = 200  # in a cart


def secret_hash(secret: str) -> str:
    """What the database keeps of the secret in a guest's order link (and of a guest's cart token)."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Wanted(NamedTuple):
    """Pieces of a SKU that somebody means to buy."""

    variant_id: int
    quantity: int


class OrderAddress(NamedTuple):
    """Where an order goes. `region` is a code of logistics.types.REGIONS."""

    recipient: str
    phone: str
    region: str
    city: str
    district: str
    street: str
    postcode: str


class CartLineView(NamedTuple):
    """A line of a cart with today's price and stock, each piece.

    `problem`: empty, `gone` (no such SKU any more), `not_on_sale`, `sold_out`, or `short` (fewer left than wanted).
    Only selected lines without `gone`, `not_on_sale` and `sold_out` are priced.
    """

    variant_id: int
    listing_id: int
    shop_id: int
    title: str
    title_en: str
    options: list[OptionValue]
    cover: str
    quantity: int
    selected: bool
    list_price: int
    item_price: int
    currency: str
    stock_left: int
    problem: str


class CartShopView(NamedTuple):
    """The lines of one shop in a cart."""

    shop_id: int
    slug: str
    name: str
    name_en: str
    currency: str
    lines: list[CartLineView]


class CartView(NamedTuple):
    """A cart. `sheet` prices the selected lines without freight; None when none can be bought or currencies mix.

    `priced`: the lines on the sheet by their position there. `advice`: what would be cheaper, when it was asked for.
    """

    shops: list[CartShopView]
    sheet: PriceSheet | None
    currency: str
    pieces: int
    selected_pieces: int
    problems: list[Refusal]
    priced: dict[int, CartLineView]
    advice: Advice | None

    @property
    def lines(self) -> list[CartLineView]:
        """All lines, shop by shop."""
        return [line for shop in self.shops for line in shop.lines]


class CheckoutLine(NamedTuple):
    """A line about to be ordered; amounts for all its pieces, from the price sheet."""

    position: int
    variant_id: int
    listing_id: int
    title: str
    title_en: str
    options: list[OptionValue]
    cover: str
    quantity: int
    list_amount: int
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int
    why: str
    why_zh: str


class CheckoutGroup(NamedTuple):
    """One shop's part of a checkout. `promise` is None where the shop does not deliver."""

    shop_id: int
    slug: str
    name: str
    name_en: str
    lines: list[CheckoutLine]
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int
    promise: Promise | None


class CheckoutView(NamedTuple):
    """What placing the order now would come to. An order can be placed when `problems` is empty."""

    sheet: PriceSheet | None
    groups: list[CheckoutGroup]
    currency: str
    payable: int
    freight: dict[int, int]
    problems: list[Refusal]


class Placed(NamedTuple):
    """An order that was placed."""

    order_id: int
    payable: int
    currency: str
    pay_by: datetime


class OrderLineView(NamedTuple):
    """A SKU of an order as it was when it was bought."""

    position: int
    sub_position: int
    shop_id: int
    listing_id: int
    variant_id: int
    title: str
    title_en: str
    options: list[OptionValue]
    cover: str
    quantity: int
    list_amount: int
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int


class SubOrderView(NamedTuple):
    """One shop's part of an order. `state`: states.SUB_ORDER."""

    position: int
    shop_id: int
    shop_slug: str
    shop_name: str
    shop_name_en: str
    state: str
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int
    ship_by: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    confirm_by: datetime | None
    confirmed_at: datetime | None
    lines: list[OrderLineView]
    parcels: list[ShipmentView]


class ProtectionView(NamedTuple):
    """What came back for a line because its price fell to `price` a piece; `payer` lowered it."""

    order_id: int
    position: int
    amount: int
    payer: str
    price: int
    at: datetime


class TransitionView(NamedTuple):
    """A change of state; `sub_position` 0 is the order itself. `actor`: `buyer:<id>`, `shop:<id>`, `schedule`..."""

    sub_position: int
    old: str
    new: str
    actor: str
    at: datetime


class OrderView(NamedTuple):
    """An order with all its parts. `state`: states.ORDER."""

    id: int
    account_id: int | None
    email: str
    state: str
    currency: str
    list_amount: int
    item_amount: int
    discount_amount: int
    freight_amount: int
    payable: int
    address: OrderAddress
    note: str
    placed_at: datetime
    pay_by: datetime | None
    paid_at: datetime | None
    closed_at: datetime | None
    close_reason: str
    subs: list[SubOrderView]
    payments: list[PaymentView]
    history: list[TransitionView]
    sheet: dict[str, Any]  # deals.types.PriceSheet as stored; empty for imported orders

    @property
    def lines(self) -> list[OrderLineView]:
        """All lines in order of position."""
        return [line for sub in self.subs for line in sub.lines]

    @property
    def pieces(self) -> int:
        """Pieces in the order."""
        return sum(line.quantity for line in self.lines)


class ShopOrderRow(NamedTuple):
    """A sub-order in its shop's table. `late`: paid, not sent, and the promise is over."""

    order_id: int
    position: int
    state: str
    currency: str
    payable: int
    item_amount: int
    freight_amount: int
    recipient: str
    region: str
    city: str
    note: str
    placed_at: datetime
    paid_at: datetime | None
    ship_by: datetime | None
    shipped_at: datetime | None
    late: bool
    lines: Sequence[OrderLineView]


class ShopOrderView(NamedTuple):
    """A sub-order as its shop sees it: what to send and where to."""

    order_id: int
    order_state: str
    currency: str
    email: str
    address: OrderAddress
    note: str
    placed_at: datetime
    paid_at: datetime | None
    sub: SubOrderView
    history: list[TransitionView]


class OrderRow(NamedTuple):
    """An order in the operators' table."""

    id: int
    account_id: int | None
    email: str
    recipient: str
    state: str
    currency: str
    payable: int
    shops: int
    pieces: int
    placed_at: datetime
    paid_at: datetime | None


class Counters(NamedTuple):
    """What needs a shop's attention, and today so far (calendar day in the marketplace zone, paid sub-orders)."""

    unpaid: int
    to_ship: int
    late: int
    shipped: int
    today_orders: int
    today_amount: int


class Placing(NamedTuple):
    """Orders by state, for the console."""

    state: str
    currency: str
    orders: int
    payable: int
