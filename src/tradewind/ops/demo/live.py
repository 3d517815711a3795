"""Orders of the demo that go through the real actions from end to end, among them those of the shopper's sign-in."""

from datetime import datetime, timedelta
from random import Random

from tradewind.catalog.types import VariantForSale
from tradewind.content.actions.post_review import post_review
from tradewind.kernel.ids import new_id
from tradewind.kernel.outbox import record
from tradewind.ops.demo.people import Person
from tradewind.ops.demo.shelves import ShelfListing
from tradewind.parties.queries import addresses
from tradewind.parties.types import AddressCard, AddressDraft, Buyer
from tradewind.payments.events import PaymentSucceeded
from tradewind.payments.methods import METHODS
from tradewind.payments.models import Payment
from tradewind.trade.actions import cart
from tradewind.trade.actions.close import close_order
from tradewind.trade.actions.confirm import confirm
from tradewind.trade.actions.deliver import mark_delivered
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.actions.ship import ship
from tradewind.trade.queries import order as read_order
from tradewind.trade.types import Placed, Wanted

# How far the shopper's own orders have come: state, days ago, SKUs.
SHOPPER_ORDERS: tuple[tuple[str, float, int], ...] = (
    ("reviewed", 24, 1), ("confirmed", 16, 2), ("closed", 12, 1), ("delivered", 6, 1), ("shipped", 2, 2),
    ("paid", 0.6, 3), ("created", 0.0, 1),
)  # fmt: skip
REVIEW_DAYS = 5  # after it was placed
_STAGES = ("created", "paid", "shipped", "delivered", "confirmed", "reviewed")


def pay(order: Placed, now: datetime) -> None:
    """What a provider's notification does, without the provider: the payment, and the event that it was paid."""
    way = METHODS["sandbox"]
    payment_id = new_id()
    Payment.objects.create(
        id=payment_id, order_id=order.order_id, position=1, method=way.code, amount=order.payable,
        currency=order.currency, state="paid", provider_ref=f"demo_{payment_id:x}", created_at=now, paid_at=now,
    )  # fmt: skip
    record([
        PaymentSucceeded(
            key=order.order_id, at=now, payment_id=payment_id, method=way.code, provider=way.number,
            amount=order.payable, currency=order.currency,
        )
    ])  # fmt: skip


def bring(
    buyer: Buyer, to: AddressCard | AddressDraft, email: str, goods: list[VariantForSale], stage: str, at: datetime
) -> int:
    """Places an order at `at` through the actions and takes it to `stage`; returns its id."""
    placed = place_order(buyer, to, email, "", None, at, [Wanted(sku.variant_id, 1) for sku in goods])
    if stage == "closed":
        close_order(placed.order_id, buyer, "cancelled", at + timedelta(minutes=4))
        return placed.order_id
    reached = _STAGES.index(stage)
    if reached >= 1:
        pay(placed, at + timedelta(minutes=2))
    for sub in read_order(placed.order_id, None).subs if reached >= 2 else []:
        sent = at + timedelta(hours=9, minutes=sub.position)
        parcel = ship(
            sub.shop_id, placed.order_id, "顺丰速运", f"SF{placed.order_id % 10**12:012d}{sub.position}", sent
        )
        if reached >= 3:
            mark_delivered(placed.order_id, parcel.position, sent + timedelta(days=2))
        if reached >= 4:
            confirm(placed.order_id, sub.position, buyer, sent + timedelta(days=3))
    if reached >= 5 and buyer.account_id is not None:
        post_review(
            placed.order_id,
            1,
            buyer.account_id,
            5,
            "第二次买了，质量一如既往地好，包装也用心。",
            at + timedelta(days=REVIEW_DAYS),
        )
    return placed.order_id


def shopper_orders(account_id: int, listings: list[ShelfListing], now: datetime, chance: Random) -> list[int]:
    """The shopper's orders in every state, a cart with four lines, one of them not selected."""
    buyer, home = Buyer(account_id), addresses(account_id)[0]
    made = []
    for stage, back, count in SHOPPER_ORDERS:
        goods = _goods(listings, count, now - timedelta(days=back), chance)
        made.append(bring(buyer, home, "", goods, stage, now - timedelta(days=back)))
    wanted = _goods(listings, 4, now, chance)
    for n, sku in enumerate(wanted):
        cart.put(buyer, sku.variant_id, 1 + n % 2, now)
    cart.select(buyer, [wanted[-1].variant_id], False, now)
    return made


def members_orders(
    people: list[Person], listings: list[ShelfListing], count: int, now: datetime, chance: Random
) -> list[int]:
    """Orders of members within the last nine days, one after the other through every stage."""
    made = []
    for n in range(count):
        person = chance.choice(people)
        stage = (*_STAGES, "closed")[n % 7]
        at = now - timedelta(days=days_ago(stage, n), minutes=n)
        made.append(
            bring(Buyer(person.account_id), person.address, "", _goods(listings, 1 + n % 3, at, chance), stage, at)
        )
    return made


def days_ago(stage: str, n: int) -> float:
    """How long ago the order number `n` was placed, so that all of its stages lie in the past."""
    return {"created": 0.002, "paid": 0.2, "shipped": 1.5, "closed": 2}.get(stage, REVIEW_DAYS + n % 4)


def _goods(listings: list[ShelfListing], count: int, at: datetime, chance: Random) -> list[VariantForSale]:
    """SKUs of different listings, on sale and in plenty."""
    ready = [
        one
        for one in listings
        if one.plan.state == "on_sale" and one.created_at < at and one.variants[0].stock_left > 12
    ]
    return [one.variants[0] for one in chance.sample(ready, min(count, len(ready)))]
