"""`tradewind demo order`: a guest's order from the search box to the books, through the real actions."""

import locale
import os
import secrets
from collections.abc import Callable
from typing import NamedTuple

from django.db import connection

from tradewind.deals.serving.product import ProductPage, product
from tradewind.deals.serving.shelf import shelf
from tradewind.kernel.clock import ZONE, read_clock
from tradewind.kernel.errors import Refusal
from tradewind.kernel.money import show
from tradewind.ledger.queries import transactions
from tradewind.ops.demo.cashier import Cashier, Wrong, open_cashier, press_pay, wait_until_paid
from tradewind.parties.types import AddressDraft, Buyer
from tradewind.trade.actions import cart, pay
from tradewind.trade.actions.confirm import confirm
from tradewind.trade.actions.deliver import mark_delivered
from tradewind.trade.actions.place_order import place_order
from tradewind.trade.actions.ship import ship
from tradewind.trade.queries import checkout
from tradewind.trade.queries import order as read_order
from tradewind.trade.types import Placed, secret_hash

Say = Callable[[str], None]
WORDS = {
    "zh": {
        "search": "搜索「{q}」：找到 {n} 件商品，第一件：{title}（{price}）",
        "product": "打开商品 {id}：{title}，店铺「{shop}」，{variant}，标价 {list}，到手价 {item}，剩 {stock} 件",
        "cart": "以游客身份加入购物车：{n} 件",
        "quote": "结算到{to}：商品 {goods}，优惠 −{off}，运费 {freight}，应付 {sum}",
        "placed": "下单：订单 {id}，应付 {sum}，请在 {by} 前付款",
        "cashier_own": "支付：没有正在运行的沙盒支付，临时启动一个（{url}）",
        "cashier": "支付：使用正在运行的沙盒支付（{url}）",
        "started": "支付单 {id}，付款页 {url}",
        "paid": "付款成功：{how}，{at}",
        "notification": "收到并验证了签名通知",
        "question": "通知丢失，向支付方查询得知",
        "shipped": "发货：店铺 {shop} 的包裹，{carrier} {number}",
        "delivered": "签收：包裹 {n}",
        "confirmed": "确认收货：订单状态 {state}",
        "ledger": "记账（订单 {id}）：",
        "leg": "    {account:<34} {amount:>14}",
        "zero": "    合计 {sum}：借贷相等",
        "done": "完成：全部 {n} 步。",
        "failed": "第 {n} 步失败：{what}",
        "empty": "店里没有可卖的商品：先运行 `tradewind demo build`",
    },
    "en": {
        "search": "Search “{q}”: {n} listings, the first one: {title} ({price})",
        "product": "Open listing {id}: {title}, shop “{shop}”, {variant}, list {list}, price {item}, {stock} left",
        "cart": "Into the cart as a guest: {n} pieces",
        "quote": "Quote to {to}: goods {goods}, off −{off}, freight {freight}, to pay {sum}",
        "placed": "Order placed: {id}, to pay {sum}, until {by}",
        "cashier_own": "Paying: no sandbox provider runs, so one is started for this ({url})",
        "cashier": "Paying: at the sandbox provider that runs ({url})",
        "started": "Payment {id}, page {url}",
        "paid": "Paid: {how}, {at}",
        "notification": "a signed notification came and was verified",
        "question": "the notification was lost, the provider was asked",
        "shipped": "Shipped by shop {shop}: {carrier} {number}",
        "delivered": "Delivered: parcel {n}",
        "confirmed": "Receipt confirmed: the order is {state}",
        "ledger": "In the books (order {id}):",
        "leg": "    {account:<34} {amount:>14}",
        "zero": "    sum {sum}: debit equals credit",
        "done": "Done: all {n} steps.",
        "failed": "Step {n} failed: {what}",
        "empty": "Nothing is on sale: run `tradewind demo build` first",
    },
}  # fmt: skip
TO = AddressDraft("演示游客", "13900001111", "CN-SH", "上海", "南京西路1266号", "静安区", "200040")
EMAIL = "guest@demo.tradewind"
QUERIES = (("马克杯", "latte mug"), ("帆布鞋", "canvas shoes"), ("", ""))


def language() -> str:
    """`zh` or `en`, by LC_ALL, LC_MESSAGES, LANG as other programs do."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.normalize(named).lower().startswith("zh") else "en"


class _Failed(Exception):
    """A step that did not do what it promises."""


class Guide(NamedTuple):
    """Tells numbered steps in one language."""

    lang: str
    out: Say
    taken: list[int]

    def step(self, word: str, **values: object) -> None:
        """The next step, done."""
        self.taken[0] += 1
        self.out(f"{self.taken[0]:>2}. {self.text(word, **values)}")

    def text(self, word: str, **values: object) -> str:
        """A sentence, filled in."""
        return WORDS[self.lang][word].format(**values)


def order(out: Say = print, lang: str = "") -> int:
    """Places one order and takes it through to the ledger; returns 0, or 1 when a step fails."""
    guide = Guide(lang or language(), out, [0])
    try:
        placed, buyer = _buy(guide)
        with open_cashier() as cashier:
            _pay(guide, placed, buyer, cashier)
        _fulfil(guide, placed.order_id, buyer)
        _books(guide, placed.order_id)
    except (Refusal, Wrong, _Failed) as wrong:
        what = f"{wrong.said()} [{wrong.code}]" if isinstance(wrong, Refusal) else str(wrong)
        out(guide.text("failed", n=guide.taken[0] + 1, what=what))
        return 1
    out(guide.text("done", n=guide.taken[0]))
    return 0


def _buy(guide: Guide) -> tuple[Placed, Buyer]:
    """Search, product page, cart, quote, order."""
    page = _find(guide)
    best = max(page.variants, key=lambda variant: variant.stock_left)
    buyer = Buyer(None, secret_hash(secrets.token_urlsafe(24)))
    cart.add(buyer, best.id, 2 if best.stock_left > 1 else 1, read_clock())
    guide.step("cart", n=2 if best.stock_left > 1 else 1)
    view = checkout(buyer, TO.region, read_clock())
    if view.problems or view.sheet is None:
        raise view.problems[0]
    sheet, money = view.sheet, view.currency
    guide.step("quote", to="上海" if guide.lang == "zh" else "Shanghai", goods=show(sheet.item_amount, money),
               off=show(sheet.discount_amount, money), freight=show(sheet.freight_amount, money),
               sum=show(sheet.payable, money))  # fmt: skip
    placed = place_order(buyer, TO, EMAIL, "", sheet.payable, read_clock())
    guide.step("placed", id=placed.order_id, sum=show(placed.payable, placed.currency),
               by=placed.pay_by.astimezone(ZONE).strftime("%H:%M"))  # fmt: skip
    return placed, buyer


def _find(guide: Guide) -> ProductPage:
    """The first listing with stock that a search finds, and its page."""
    for pair in QUERIES:
        q = pair[guide.lang == "en"]
        with connection.cursor() as cursor:
            cards = [card for card in shelf(cursor, q=q or None, sort="popular").cards if not card.sold_out]
            page = product(cursor, cards[0].listing_id) if cards else None
        if page is not None:
            english = guide.lang == "en"
            title = page.title_en if english and page.title_en else page.title
            best = max(page.variants, key=lambda variant: variant.stock_left)
            currency = page.shop.currency
            guide.step("search", q=q, n=len(cards), title=title, price=show(cards[0].item_price, currency))
            guide.step("product", id=page.id, title=title, shop=page.shop.name_en if english else page.shop.name,
                       variant=_options(best, english), list=show(best.list_price, currency),
                       item=show(best.item_price, currency), stock=best.stock_left)  # fmt: skip
            return page
    raise _Failed(guide.text("empty"))


def _options(variant: object, english: bool) -> str:
    values = [(o.value_en or o.value) if english else o.value for o in getattr(variant, "options", [])]
    return " / ".join(values) or "—"


def _pay(guide: Guide, placed: Placed, buyer: Buyer, cashier: Cashier) -> None:
    """The provider collects, and tells us in a signed notification."""
    guide.step("cashier_own" if cashier.own else "cashier", url=cashier.url)
    started = pay.start(placed.order_id, "sandbox", read_clock(), buyer=buyer)
    guide.step("started", id=started.payment_id, url=started.pay_url)
    press_pay(started.pay_url)
    how, at = wait_until_paid(started.payment_id)
    guide.step("paid", how=guide.text(how), at=at.astimezone(ZONE).strftime("%H:%M:%S") if at else "")


def _fulfil(guide: Guide, order_id: int, buyer: Buyer) -> None:
    """The shop ships, the carrier delivers, the buyer confirms."""
    for sub in read_order(order_id, None).subs:
        parcel = ship(sub.shop_id, order_id, "顺丰速运", f"SF{order_id % 10**12:012d}", read_clock())
        shop = sub.shop_name_en if guide.lang == "en" and sub.shop_name_en else sub.shop_name
        guide.step("shipped", shop=shop, carrier=parcel.carrier, number=parcel.tracking_no)
        mark_delivered(order_id, parcel.position, read_clock())
        guide.step("delivered", n=parcel.position)
        confirm(order_id, sub.position, buyer, read_clock())
    state = read_order(order_id, None).state
    guide.step("confirmed", state=state)
    if state != "completed":
        raise _Failed(state)


def _books(guide: Guide, order_id: int) -> None:
    """The legs of the order's entries; they must be there and sum to zero."""
    entries = transactions(subject=order_id)
    if not entries:
        raise _Failed(guide.text("ledger", id=order_id))
    guide.step("ledger", id=order_id)
    for entry in entries:
        for leg in entry.legs:
            account = f"{leg.owner_kind} {leg.owner_id or ''} {leg.code}".replace("  ", " ")
            guide.out(guide.text("leg", account=account, amount=show(leg.amount, leg.currency)))
        total = sum(leg.amount for leg in entry.legs)
        guide.out(guide.text("zero", sum=show(total, entry.legs[0].currency)))
        if total:
            raise _Failed(str(total))
