"""The shapes of carts, quotes and orders, and how they are made from the values of `trade`."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema

from tradewind.api.schemas import AddressIn, Id, In, Money, MoneyIn, OptionOut
from tradewind.catalog.types import OptionValue, picture_url
from tradewind.kernel.errors import Refusal
from tradewind.trade.types import (
    CartLineView,
    CartView,
    CheckoutGroup,
    CheckoutLine,
    CheckoutView,
    OrderLineView,
    OrderView,
    SubOrderView,
)


class CartLineIn(In):
    """How many pieces of a variant the cart holds."""

    quantity: Annotated[int, Field(ge=1, le=999)]


class SelectIn(In):
    """Which lines are meant to be bought now; all lines when `variant_ids` is left out."""

    variant_ids: Annotated[list[Id], Field(min_length=1, max_length=200)] | None = None
    selected: bool


class WantedIn(In):
    """Pieces of a variant."""

    variant_id: Id
    quantity: Annotated[int, Field(ge=1, le=999)]


class ProblemOut(Schema):
    """Something that stands in the way; the codes are those of problem documents."""

    code: str
    where: str
    detail: str


class CartLineOut(Schema):
    """A line of a cart with today's price. `problem`: empty, gone, not_on_sale, sold_out or short. Nothing more is
    known of one that is gone."""

    variant_id: Id
    listing_id: Id | None
    shop_id: Id | None
    title: str
    title_en: str
    options: list[OptionOut]
    picture: str | None
    quantity: int
    selected: bool
    list_price: Money | None
    item_price: Money | None
    stock_left: int
    problem: str


class CartOut(Schema):
    """A cart. `payable` is the price of the selected lines without freight; null when there is none."""

    pieces: int
    selected_pieces: int
    lines: list[CartLineOut]
    payable: Money | None
    problems: list[ProblemOut]


class QuoteIn(In):
    """Where the parcel would go, and what: the selected lines of the cart when `lines` is left out."""

    region: Annotated[str, Field(min_length=1, max_length=32)]
    lines: Annotated[list[WantedIn], Field(min_length=1, max_length=200)] | None = None


class AmountsOut(Schema):
    """item − discount + freight = payable."""

    item: Money
    discount: Money
    freight: Money
    payable: Money


class QuoteLineOut(Schema):
    """A line about to be ordered, for all its pieces. `why` says in a sentence how the price came about."""

    position: int
    variant_id: Id
    listing_id: Id
    title: str
    title_en: str
    options: list[OptionOut]
    quantity: int
    list_amount: Money
    amounts: AmountsOut
    why: str
    why_zh: str


class PromiseOut(Schema):
    """When the parcel leaves at the latest, and between which moments it arrives."""

    ship_by: datetime
    arrive_from: datetime
    arrive_to: datetime


class QuoteShopOut(Schema):
    """One shop's part. `promise` is null where the shop does not deliver."""

    shop_id: Id
    name: str
    name_en: str
    lines: list[QuoteLineOut]
    amounts: AmountsOut
    promise: PromiseOut | None


class QuoteOut(Schema):
    """What an order placed now would come to. It can be placed when `problems` is empty."""

    payable: Money | None
    shops: list[QuoteShopOut]
    problems: list[ProblemOut]


class OrderIn(In):
    """An order. `expect_payable` is the total that the buyer saw: another one is refused as trade.price_changed."""

    address: AddressIn
    email: Annotated[str, Field(max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+$")] = ""
    note: Annotated[str, Field(max_length=200)] = ""
    expect_payable: MoneyIn
    lines: Annotated[list[WantedIn], Field(min_length=1, max_length=200)] | None = None


class PlacedOut(Schema):
    """A placed order, which waits for its money until `pay_by`. A guest opens it with the same X-Guest-Token."""

    id: Id
    payable: Money
    pay_by: datetime


class PayIn(In):
    """How to pay: a method of this marketplace (`sandbox`)."""

    method: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,19}$")] = "sandbox"


class PayOut(Schema):
    """A payment that was started: the buyer goes on at `pay_url`."""

    payment_id: Id
    pay_url: str


class OrderLineOut(Schema):
    """A SKU of an order as it was when it was bought."""

    position: int
    listing_id: Id
    variant_id: Id
    title: str
    title_en: str
    options: list[OptionOut]
    quantity: int
    list_amount: Money
    amounts: AmountsOut


class ParcelOut(Schema):
    """A parcel on its way."""

    carrier: str
    tracking_no: str
    state: str
    shipped_at: datetime
    delivered_at: datetime | None


class SubOrderOut(Schema):
    """One shop's part of an order."""

    position: int
    shop_id: Id
    shop_name: str
    shop_name_en: str
    state: str
    amounts: AmountsOut
    ship_by: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    confirm_by: datetime | None
    confirmed_at: datetime | None
    lines: list[OrderLineOut]
    parcels: list[ParcelOut]


class OrderAddressOut(Schema):
    """Where an order goes, as it was when it was placed."""

    recipient: str
    phone: str
    region: str
    city: str
    district: str
    street: str
    postcode: str


class OrderOut(Schema):
    """An order with all its parts."""

    id: Id
    state: str
    list_amount: Money
    amounts: AmountsOut
    address: OrderAddressOut
    note: str
    placed_at: datetime
    pay_by: datetime | None
    paid_at: datetime | None
    closed_at: datetime | None
    close_reason: str
    shops: list[SubOrderOut]


class ShipIn(In):
    """Which carrier takes the parcel, under which number."""

    carrier: Annotated[str, Field(min_length=1, max_length=40)]
    tracking_no: Annotated[str, Field(min_length=1, max_length=60)]


class ShopOrderRowOut(Schema):
    """A shop's part of an order in its table. `late`: paid, not sent, and the promise is over."""

    order_id: Id
    position: int
    state: str
    payable: Money
    recipient: str
    region: str
    city: str
    note: str
    placed_at: datetime
    paid_at: datetime | None
    ship_by: datetime | None
    shipped_at: datetime | None
    late: bool
    lines: list[OrderLineOut]


class ShopOrderRows(Schema):
    """A page of a shop's orders, newest first."""

    items: list[ShopOrderRowOut]
    next: str | None


class ShopOrderOut(Schema):
    """A shop's part of an order: what to send and where to."""

    order_id: Id
    order_state: str
    address: OrderAddressOut
    note: str
    placed_at: datetime
    paid_at: datetime | None
    part: SubOrderOut


class OrderRows(Schema):
    """A page of orders, newest first."""

    items: list[OrderOut]
    next: str | None


def options(found: list[OptionValue]) -> list[OptionOut]:
    """Choices as JSON."""
    return [OptionOut(value=o.value, value_en=o.value_en) for o in found]


def problems(found: list[Refusal]) -> list[ProblemOut]:
    """Refusals that stand in the way, said in English; the codes carry the meaning."""
    return [ProblemOut(code=r.code, where=r.where, detail=r.said()) for r in found]


def amounts(of: CheckoutLine | CheckoutGroup | OrderLineView | SubOrderView | OrderView, currency: str) -> AmountsOut:
    """The four amounts that everything bought has."""
    return AmountsOut(
        item=Money(amount=of.item_amount, currency=currency),
        discount=Money(amount=of.discount_amount, currency=currency),
        freight=Money(amount=of.freight_amount, currency=currency),
        payable=Money(amount=of.payable, currency=currency),
    )


def cart_out(view: CartView) -> CartOut:
    """A cart as JSON."""
    payable = Money(amount=view.sheet.payable, currency=view.currency) if view.sheet else None
    return CartOut(
        pieces=view.pieces,
        selected_pieces=view.selected_pieces,
        lines=[_cart_line(line) for line in view.lines],
        payable=payable,
        problems=problems(view.problems),
    )


def _cart_line(line: CartLineView) -> CartLineOut:
    gone = line.problem == "gone"
    return CartLineOut(
        variant_id=str(line.variant_id), listing_id=None if gone else str(line.listing_id),
        shop_id=None if gone else str(line.shop_id), title=line.title, title_en=line.title_en,
        options=options(line.options), picture=picture_url(line.cover, 320) or None, quantity=line.quantity,
        selected=line.selected,
        list_price=None if gone else Money(amount=line.list_price, currency=line.currency),
        item_price=None if gone else Money(amount=line.item_price, currency=line.currency),
        stock_left=line.stock_left, problem=line.problem,
    )  # fmt: skip


def quote_out(view: CheckoutView) -> QuoteOut:
    """A checkout as JSON."""
    return QuoteOut(
        payable=Money(amount=view.payable, currency=view.currency) if view.sheet else None,
        shops=[_quote_shop(group, view.currency) for group in view.groups],
        problems=problems(view.problems),
    )


def _quote_shop(group: CheckoutGroup, currency: str) -> QuoteShopOut:
    promise = PromiseOut(**group.promise._asdict()) if group.promise else None
    return QuoteShopOut(
        shop_id=str(group.shop_id), name=group.name, name_en=group.name_en,
        lines=[_quote_line(line, currency) for line in group.lines],
        amounts=amounts(group, currency), promise=promise,
    )  # fmt: skip


def _quote_line(line: CheckoutLine, currency: str) -> QuoteLineOut:
    return QuoteLineOut(
        position=line.position, variant_id=str(line.variant_id), listing_id=str(line.listing_id),
        title=line.title, title_en=line.title_en, options=options(line.options), quantity=line.quantity,
        list_amount=Money(amount=line.list_amount, currency=currency), amounts=amounts(line, currency),
        why=line.why, why_zh=line.why_zh,
    )  # fmt: skip


def order_out(view: OrderView) -> OrderOut:
    """An order as JSON."""
    return OrderOut(
        id=str(view.id), state=view.state, list_amount=Money(amount=view.list_amount, currency=view.currency),
        amounts=amounts(view, view.currency), address=OrderAddressOut(**view.address._asdict()), note=view.note,
        placed_at=view.placed_at, pay_by=view.pay_by, paid_at=view.paid_at, closed_at=view.closed_at,
        close_reason=view.close_reason, shops=[sub_order_out(sub, view.currency) for sub in view.subs],
    )  # fmt: skip


def sub_order_out(sub: SubOrderView, currency: str) -> SubOrderOut:
    """One shop's part as JSON."""
    return SubOrderOut(
        position=sub.position, shop_id=str(sub.shop_id), shop_name=sub.shop_name, shop_name_en=sub.shop_name_en,
        state=sub.state, amounts=amounts(sub, currency), ship_by=sub.ship_by, shipped_at=sub.shipped_at,
        delivered_at=sub.delivered_at, confirm_by=sub.confirm_by, confirmed_at=sub.confirmed_at,
        lines=[order_line_out(line, currency) for line in sub.lines],
        parcels=[
            ParcelOut(
                carrier=p.carrier, tracking_no=p.tracking_no, state=p.state, shipped_at=p.shipped_at,
                delivered_at=p.delivered_at,
            )
            for p in sub.parcels
        ],
    )  # fmt: skip


def order_line_out(line: OrderLineView, currency: str) -> OrderLineOut:
    """A line of an order as JSON."""
    return OrderLineOut(
        position=line.position, listing_id=str(line.listing_id), variant_id=str(line.variant_id), title=line.title,
        title_en=line.title_en, options=options(line.options), quantity=line.quantity,
        list_amount=Money(amount=line.list_amount, currency=currency), amounts=amounts(line, currency),
    )  # fmt: skip
