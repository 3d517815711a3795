"""Buyers, baskets and paid orders, made through the real actions."""

from datetime import timedelta

from support.goods import a_category, a_listing, a_shop
from tradewind.kernel.invariants import every_invariant
from tradewind.logistics.queries import templates
from tradewind.parties.models import Account
from tradewind.parties.types import AddressDraft, Buyer
from tradewind.payments.methods.base import Created, Message, Report
from tradewind.payments.methods.sandbox import METHOD
from tradewind.trade.actions import pay
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.types import Wanted

HOME = AddressDraft("王小明", "13800138000", "CN-ZJ", "杭州市", "文三路 1 号", "西湖区", "310012")


def a_member(email="buyer@example.com"):
    """A signed-up buyer."""
    return Buyer(account_id=Account.objects.create_user(email, "password").id)


def two_shops(**more):
    """Two shops with a listing each: variants of 10.00 and 25.00, 10 pieces each; returns (shops, variants)."""
    category = a_category()
    shops = [a_shop("山间茶铺"), a_shop("海边书店")]
    goods = ((shops[0], 1000, "明前龙井"), (shops[1], 2500, "航海日志"))
    variants = []
    for shop, price, title in goods:
        template = templates(shop)[0].id
        variants += a_listing(shop, category, (price,), title=title, freight_template_id=template, **more)[1]
    return shops, variants


def place(buyer, wanted, now, *, expect=None, address=HOME, email="", note=""):
    """An order of {variant: pieces}, past the cart."""
    lines = [Wanted(*pair) for pair in wanted.items()]
    if buyer.account_id is None and not email:
        email = "guest@example.com"
    return place_order(buyer, address, email, note, expect, now, lines=lines)


class Provider:
    """Stands in for a provider's process: remembers what it was asked for and answers as told."""

    code, number, view = METHOD.code, METHOD.number, METHOD.view

    def __init__(self):
        self.payments, self.states, self.away = {}, {}, False
        self.asked = []

    def merchant(self):
        return "m_test"

    def create(self, request):
        self.asked.append(("create", request.payment_id))
        self.payments[request.payment_id] = request
        self.states.setdefault(request.payment_id, "pending")
        return Created(f"ref-{request.payment_id}", f"https://pay.example/{request.payment_id}")

    def report(self, payment_id, state=None, now=None, **more):
        request = self.payments[payment_id]
        values = {
            "payment_id": payment_id, "order_id": request.order_id, "merchant": "m_test",
            "provider_ref": f"ref-{payment_id}", "amount": request.amount, "currency": request.currency,
            "state": state or self.states[payment_id], "at": now,
        }  # fmt: skip
        return Report(**(values | more))

    def ask(self, payment_id):
        self.asked.append(("ask", payment_id))
        self._check()
        return self.report(payment_id, now=self.at) if payment_id in self.payments else None

    def close(self, payment_id):
        self.asked.append(("close", payment_id))
        self._check()
        if self.states.get(payment_id) == "pending":
            self.states[payment_id] = "closed"
        return self.report(payment_id, now=self.at) if payment_id in self.payments else None

    def verify(self, headers, body, now):
        return Message(headers["id"], self.report(int(headers["payment"]), headers["state"], now), {})

    def _check(self):
        from tradewind.payments.errors import ProviderAway

        if self.away:
            raise ProviderAway(where="test")


def paid(provider, order_id, now):
    """Starts the payment of an order and lets the money arrive; returns the payment's id."""
    from tradewind.payments.actions.apply import apply

    started = pay.start(order_id, "sandbox", now)
    provider.states[started.payment_id] = "paid"
    apply(provider, provider.report(started.payment_id, now=now), now + timedelta(seconds=5))
    return started.payment_id


def broken():
    """What is wrong with the books, the stock and the orders: nothing, one hopes. (Shops in tests have no owners, and
    their orders are older than the database's clock.)"""
    found = [problem for _, invariant in every_invariant() for problem in invariant()]
    return [problem for problem in found if problem.rule not in {"parties.owner", "trade.overdue"}]
