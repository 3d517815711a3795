"""From an empty cart to a paid and confirmed order over the API; what is refused changes nothing."""

import json
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from interfaces.api.world import ADDRESS, Caller, World, problem, snapshot
from tradewind.catalog.actions.set_stock import set_stock
from tradewind.kernel.clock import read_clock
from tradewind.payments.methods import METHODS
from tradewind.payments.methods.base import Created, Request
from tradewind.payments.methods.signing import signature

GUEST = "g" * 43
CNY = "CNY"
SECRET = "secret-of-the-sandbox"


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """A provider that takes everything; returns what it was asked."""
    asked: list[Request] = []

    def create(request: Request) -> Created:
        asked.append(request)
        return Created(f"ref-{request.payment_id}", f"http://pay.example/{request.payment_id}")

    monkeypatch.setattr(METHODS["sandbox"], "create", create)
    path = Path(settings.SANDBOX_KEY_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"merchant": "tradewind", "api_key": "k", "webhook_secret": SECRET}))
    return asked


def order_body(total: int, **changes: Any) -> dict[str, Any]:
    return {
        "address": ADDRESS,
        "email": "guest@example.com",
        "expect_payable": {"amount": total, "currency": CNY},
        **changes,
    }


def place(caller: Caller, total: int, key: str = "", **changes: Any) -> Any:
    return caller.ask("POST", "/orders", order_body(total, **changes), Idempotency_Key=key or str(uuid4()))


def test_a_guest_fills_a_cart(world: World) -> None:
    caller = Caller(guest=GUEST)
    assert caller.get("/cart").json() == {
        "pieces": 0, "selected_pieces": 0, "lines": [], "payable": None, "problems": [],
    }  # fmt: skip
    cart = caller.ask("PUT", f"/cart/lines/{world.variants[0]}", {"quantity": 2}).json()
    (line,) = cart["lines"]
    assert (line["quantity"], line["selected"], line["stock_left"], line["problem"]) == (2, True, 5, "")
    assert line["item_price"] == {"amount": 19900, "currency": CNY}
    assert line["options"] == [{"value": "红", "value_en": "red"}]
    assert cart["payable"] == {"amount": 39800, "currency": CNY}

    cart = caller.ask("PUT", f"/cart/lines/{world.cup_variant}", {"quantity": 1}).json()
    assert (cart["pieces"], cart["payable"]["amount"]) == (3, 43700)
    cart = caller.ask("POST", "/cart/select", {"variant_ids": [str(world.cup_variant)], "selected": False}).json()
    assert (cart["selected_pieces"], cart["payable"]["amount"]) == (2, 39800)
    cart = caller.ask("DELETE", f"/cart/lines/{world.variants[0]}").json()
    assert (cart["pieces"], cart["selected_pieces"], cart["payable"]) == (1, 0, None)


def test_a_cart_belongs_to_one_buyer(world: World) -> None:
    Caller(guest=GUEST).ask("PUT", f"/cart/lines/{world.cup_variant}", {"quantity": 1})
    assert Caller(guest="h" * 43).get("/cart").json()["lines"] == []
    assert Caller(world.shopper).get("/cart").json()["lines"] == []
    problem(Caller().get("/cart"), 401, "api.no_buyer")
    problem(Caller(guest="short").get("/cart"), 401, "api.no_buyer")


@pytest.mark.parametrize(
    ("path", "body", "status", "code", "where"),
    [
        ("/cart/lines/1", {"quantity": 1}, 404, "catalog.no_variant", "variant_id"),
        ("/cart/lines/9999999999999999999", {"quantity": 1}, 404, "catalog.no_variant", "variant_id"),
        ("/cart/lines/x", {"quantity": 1}, 422, "api.field", "path.variant_id"),
        ("/cart/lines/{cup}", {"quantity": 0}, 422, "api.field", "body.quantity"),
        ("/cart/lines/{cup}", {"quantity": 1000}, 422, "api.field", "body.quantity"),
        ("/cart/lines/{cup}", {"quantity": 1.5}, 422, "api.field", "body.quantity"),
        ("/cart/lines/{cup}", {"quantity": 1, "price": 1}, 422, "api.field", "body.price"),
        ("/cart/lines/{cup}", {}, 422, "api.field", "body.quantity"),
    ],
)
def test_a_refused_line_changes_nothing(
    world: World, path: str, body: dict[str, Any], status: int, code: str, where: str
) -> None:
    before = snapshot()
    problem(Caller(guest=GUEST).ask("PUT", path.format(cup=world.cup_variant), body), status, code, where)
    assert snapshot() == before


def test_a_quote_says_the_price_to_the_door(world: World) -> None:
    lines = [
        {"variant_id": str(world.variants[0]), "quantity": 2},
        {"variant_id": str(world.cup_variant), "quantity": 1},
    ]
    before = snapshot()
    quote = Caller(guest=GUEST).ask("POST", "/checkout/quote", {"region": "CN-ZJ", "lines": lines}).json()
    assert snapshot() == before
    (shop,) = quote["shops"]
    # Goods 2 x 199.00 + 39.00; freight 8.00 for the first piece and 2.00 for each of two more.
    assert quote["payable"] == {"amount": 43700 + 1200, "currency": CNY}
    assert {name: money["amount"] for name, money in shop["amounts"].items()} == {
        "item": 43700, "discount": 0, "freight": 1200, "payable": 44900,
    }  # fmt: skip
    assert [line["amounts"]["item"]["amount"] for line in shop["lines"]] == [39800, 3900]
    assert shop["promise"]["ship_by"] < shop["promise"]["arrive_to"]
    assert quote["problems"] == []


def test_an_order_is_placed_paid_shipped_and_confirmed(world: World, provider: list[Request]) -> None:
    guest, merchant = Caller(guest=GUEST), Caller(world.merchant)
    guest.ask("PUT", f"/cart/lines/{world.variants[0]}", {"quantity": 2})
    placed = place(guest, 39800 + 1000)
    assert placed.status_code == 201, placed.content
    order_id = placed.json()["id"]
    assert placed["Location"] == f"/api/v1/orders/{order_id}"
    assert placed.json()["payable"] == {"amount": 40800, "currency": CNY}
    assert guest.get("/cart").json()["pieces"] == 0

    started = guest.ask("POST", f"/orders/{order_id}/pay", {}, Idempotency_Key="pay-1")
    assert started.status_code == 201, started.content
    assert [(r.order_id, r.amount, r.currency) for r in provider] == [(int(order_id), 40800, CNY)]
    assert started.json()["pay_url"] == f"http://pay.example/{started.json()['payment_id']}"
    again = guest.ask("POST", f"/orders/{order_id}/pay", {}, Idempotency_Key="pay-1")
    assert (again.json(), again["Idempotency-Replayed"], len(provider)) == (started.json(), "true", 1)

    assert notify(order_id, started.json()["payment_id"], 40800).json() == {"outcome": "paid"}
    assert notify(order_id, started.json()["payment_id"], 40800).json() == {"outcome": "repeated"}
    assert guest.get(f"/orders/{order_id}").json()["state"] == "paid"

    (row,) = merchant.get(f"/merchant/{world.shop}/orders?state=paid").json()["items"]
    assert (row["order_id"], row["recipient"], row["late"]) == (order_id, "张三", False)
    path = f"/merchant/{world.shop}/orders/{order_id}"
    shipped = merchant.ask("POST", f"{path}/ship", {"carrier": "顺丰", "tracking_no": "SF1234567890"})
    assert shipped.status_code == 200, shipped.content
    assert shipped.json()["part"]["state"] == "shipped"
    assert shipped.json()["part"]["parcels"][0]["tracking_no"] == "SF1234567890"

    done = guest.ask("POST", f"/orders/{order_id}/parts/1/confirm")
    assert (done.json()["state"], done.json()["shops"][0]["state"]) == ("completed", "confirmed")


def notify(order_id: str, payment_id: str, amount: int, secret: str = SECRET) -> Any:
    data = {
        "id": f"ref-{payment_id}", "merchant_payment_id": payment_id, "order_id": order_id, "merchant": "tradewind",
        "amount": amount, "currency": CNY, "state": "paid", "at": read_clock().isoformat(),
    }  # fmt: skip
    body = json.dumps({"type": "payment.paid", "data": data}).encode()
    stamp = int(time.time())
    signed = signature(secret.encode(), f"message-{payment_id}", stamp, body)
    headers = {"webhook-id": f"message-{payment_id}", "webhook-timestamp": str(stamp), "webhook-signature": signed}
    return Caller().ask("POST", "/webhooks/payments/sandbox", body, **headers)


def test_a_notification_that_the_provider_did_not_sign_changes_nothing(world: World, provider: list[Request]) -> None:
    before = snapshot()
    problem(notify("1", "2", 100, secret="wrong"), 403, "payments.bad_signature")
    problem(Caller().ask("POST", "/webhooks/payments/sandbox", {}), 422, "payments.malformed")
    problem(Caller().ask("POST", "/webhooks/payments/unknown", {}), 404, "payments.no_method")
    problem(Caller().ask("POST", "/webhooks/payments/sandbox", b"x" * 70_000), 413, "api.too_large")
    assert snapshot() == before


def test_the_same_key_orders_once(world: World) -> None:
    caller = Caller(guest=GUEST)
    lines = [{"variant_id": str(world.cup_variant), "quantity": 1}]
    first = place(caller, 4700, "key-1", lines=lines)
    second = place(caller, 4700, "key-1", lines=lines)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert len(caller.get("/orders").json()["items"]) == 1
    before = snapshot()
    other = [{"variant_id": str(world.cup_variant), "quantity": 2}]
    problem(place(caller, 4700, "key-1", lines=other), 409, "kernel.key_reused", "Idempotency-Key")
    assert snapshot() == before
    assert place(Caller(guest="h" * 43), 4700, "key-1", lines=lines).json()["id"] != first.json()["id"]


def test_refused_orders_change_nothing(world: World) -> None:
    caller = Caller(guest=GUEST)
    cup = [{"variant_id": str(world.cup_variant), "quantity": 1}]
    pots = [{"variant_id": str(world.variants[1]), "quantity": 2}]
    before = snapshot()
    problem(place(caller, 4600, lines=cup), 409, "trade.price_changed")
    problem(place(caller, 4700), 409, "trade.empty_cart")
    problem(place(caller, 44800, lines=pots), 409, "catalog.sold_out")
    problem(place(caller, 4700, lines=cup, email=""), 422, "trade.email_needed")
    wrong = order_body(4700, lines=cup, address={**ADDRESS, "phone": "not a phone"})
    problem(caller.ask("POST", "/orders", wrong, Idempotency_Key="k"), 422, "trade.address_incomplete")
    euros = order_body(4700, lines=cup, expect_payable={"amount": 4700, "currency": "EUR"})
    answer = caller.ask("POST", "/orders", euros, Idempotency_Key="k")
    problem(answer, 422, "api.field", "body.expect_payable.currency")
    problem(caller.ask("POST", "/orders", order_body(4700, lines=cup)), 422, "api.key_missing", "Idempotency-Key")
    long = caller.ask("POST", "/orders", order_body(4700, lines=cup), Idempotency_Key="k" * 201)
    problem(long, 422, "api.field", "header.Idempotency-Key")
    problem(Caller().ask("POST", "/orders", order_body(4700, lines=cup), Idempotency_Key="k"), 401, "api.no_buyer")
    assert snapshot() == before


def test_a_refused_order_is_mended_and_sent_again_under_the_same_key(world: World) -> None:
    caller = Caller(guest=GUEST)
    lines = [{"variant_id": str(world.cup_variant), "quantity": 1}]
    set_stock(world.shop, world.cup_variant, 0, read_clock())
    problem(place(caller, 4700, "again", lines=lines), 409, "catalog.sold_out")
    set_stock(world.shop, world.cup_variant, 1, read_clock())
    assert place(caller, 4700, "again", lines=lines).status_code == 201


def test_somebody_elses_order_is_not_there(world: World, provider: list[Request]) -> None:
    order_id = place(Caller(guest=GUEST), 4700, lines=[{"variant_id": str(world.cup_variant), "quantity": 1}]).json()[
        "id"
    ]
    callers = (Caller(guest="h" * 43), Caller(world.shopper), Caller(world.merchant))
    before = snapshot()
    for caller in callers:
        problem(caller.get(f"/orders/{order_id}"), 404, "trade.no_order")
        problem(caller.ask("POST", f"/orders/{order_id}/pay", {}, Idempotency_Key="x"), 404, "trade.no_order")
        problem(caller.ask("POST", f"/orders/{order_id}/close"), 404, "trade.no_order")
        problem(caller.ask("POST", f"/orders/{order_id}/parts/1/confirm"), 404, "trade.no_order")
        assert caller.get("/orders").json() == {"items": [], "next": None}
    assert snapshot() == before
    assert provider == []


def test_a_shop_sees_and_sends_only_its_own_part(world: World) -> None:
    order_id = place(Caller(guest=GUEST), 4700, lines=[{"variant_id": str(world.cup_variant), "quantity": 1}]).json()[
        "id"
    ]
    other, owner = Caller(world.other_merchant), Caller(world.merchant)
    parcel = {"carrier": "顺丰", "tracking_no": "SF1"}
    before = snapshot()
    assert other.get(f"/merchant/{world.other_shop}/orders").json()["items"] == []
    problem(other.get(f"/merchant/{world.other_shop}/orders/{order_id}"), 404, "trade.no_order")
    problem(other.ask("POST", f"/merchant/{world.other_shop}/orders/{order_id}/ship", parcel), 404, "trade.no_order")
    problem(other.ask("POST", f"/merchant/{world.shop}/orders/{order_id}/ship", parcel), 404, "parties.no_shop")
    problem(owner.ask("POST", f"/merchant/{world.shop}/orders/{order_id}/ship", parcel), 409, "trade.not_shippable")
    assert snapshot() == before


def test_an_unpaid_order_is_closed_and_its_goods_are_free_again(world: World) -> None:
    caller = Caller(world.shopper)
    lines = [{"variant_id": str(world.variants[1]), "quantity": 1}]
    order_id = place(caller, 21900 + 800, lines=lines, email="").json()["id"]
    assert caller.get(f"/listings/{world.listing}").json()["variants"][1]["stock_left"] == 0
    closed = caller.ask("POST", f"/orders/{order_id}/close").json()
    assert (closed["state"], closed["close_reason"]) == ("closed", "cancelled")
    assert caller.get(f"/listings/{world.listing}").json()["variants"][1]["stock_left"] == 1
    before = snapshot()
    problem(caller.ask("POST", f"/orders/{order_id}/pay", {}, Idempotency_Key="late"), 409, "trade.not_payable")
    assert snapshot() == before


def test_orders_come_in_pages(world: World) -> None:
    caller = Caller(guest=GUEST)
    lines = [{"variant_id": str(world.cup_variant), "quantity": 1}]
    ids = [place(caller, 4700, lines=lines).json()["id"] for _ in range(3)]
    first = caller.get("/orders?limit=2").json()
    assert [order["id"] for order in first["items"]] == [ids[2], ids[1]]
    second = caller.get(f"/orders?limit=2&cursor={first['next']}").json()
    assert ([order["id"] for order in second["items"]], second["next"]) == ([ids[0]], None)
    problem(caller.get("/orders?cursor=x"), 422, "api.cursor", "query.cursor")
    problem(caller.get("/orders?limit=101"), 422, "api.field", "query.limit")


def test_too_many_orders_in_a_minute_are_slowed_down(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from tradewind.api.throttles import ORDERS

    monkeypatch.setattr(ORDERS[0], "most", 2)
    monkeypatch.setattr("tradewind.api.throttles.read_clock", lambda: read_clock().replace(second=5))
    caller = Caller(guest=GUEST)
    for _ in range(2):
        problem(place(caller, 4700), 409, "trade.empty_cart")
    before = snapshot()
    slowed = place(caller, 4700)
    problem(slowed, 429, "api.too_many_requests")
    assert slowed["Retry-After"] == "55"
    assert snapshot() == before
    problem(place(Caller(guest="h" * 43), 4700), 409, "trade.empty_cart")
