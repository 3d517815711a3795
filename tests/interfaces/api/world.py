"""A small marketplace behind the API: one merchant with two listings on sale, another merchant, a shopper."""

import io
import json
from typing import Any, NamedTuple

from django.db import connection
from django.test import Client
from PIL import Image

from tradewind.catalog.actions.add_picture import add_picture
from tradewind.catalog.actions.create_listing import create_listing
from tradewind.catalog.actions.save_category import save_category
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.queries import listing_for_edit
from tradewind.catalog.types import CategoryDraft, ListingDraft, OptionName, OptionValue, VariantDraft
from tradewind.deals.actions.refresh_prices import refresh
from tradewind.kernel.clock import read_clock
from tradewind.logistics.actions.save_template import save_template
from tradewind.logistics.types import TemplateDraft
from tradewind.parties.actions.open_shop import open_shop
from tradewind.parties.models import Account
from tradewind.parties.types import ShopDraft

ADDRESS = {
    "recipient": "张三",
    "phone": "13800138000",
    "region": "CN-ZJ",
    "city": "杭州",
    "district": "西湖区",
    "street": "文三路 1 号",
    "postcode": "310000",
}


class World(NamedTuple):
    """Ids of what exists."""

    category: int
    merchant: int
    shop: int
    other_merchant: int
    other_shop: int
    shopper: int
    listing: int
    variants: list[int]
    cup: int
    cup_variant: int
    draft: int


def account(email: str) -> int:
    return Account.objects.create_user(email, "a long enough password").id


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), (180, 64, 42)).save(out, "PNG")
    return out.getvalue()


def build() -> World:
    now = read_clock()
    merchant, other, shopper = (account(f"{name}@example.com") for name in ("merchant", "other", "shopper"))
    shop = open_shop(merchant, ShopDraft("青山茶具", "Green Hill Tea"), "CNY", now)
    other_shop = open_shop(other, ShopDraft("蓝海百货"), "CNY", now)
    category = save_category(CategoryDraft("tea-ware", "茶具", "Tea ware"))
    rules: dict[str, Any] = {"default": {"first_units": 1, "first_fee": 800, "step_units": 1, "step_fee": 200}}
    template = save_template(shop, TemplateDraft("默认", rules, is_default=True), now)
    pot = ListingDraft(
        category, "紫砂壶",
        (
            VariantDraft(19900, (OptionValue("红", "red"),), on_hand=5),
            VariantDraft(21900, (OptionValue("黑", "black"),), on_hand=1),
        ),
        title_en="Clay teapot", option_names=(OptionName("颜色", "Colour"),), freight_template_id=template,
    )  # fmt: skip
    cup = pot._replace(title="茶杯", title_en="Tea cup", variants=(VariantDraft(3900, on_hand=50),), option_names=())
    ids = [create_listing(shop, draft, now) for draft in (pot, cup, pot._replace(title="草稿"))]
    for listing in ids[:2]:
        add_picture(shop, listing, picture(), "", now)
        set_state(shop, listing, "on_sale", now)
    refresh(ids, now)
    variants = [[v.id for v in listing_for_edit(shop, id_).draft.variants] for id_ in ids]
    return World(
        category, merchant, shop, other, other_shop, shopper, ids[0], [v or 0 for v in variants[0]],
        ids[1], variants[1][0] or 0, ids[2],
    )  # fmt: skip


class Caller:
    """Speaks JSON; carries a session with its CSRF token, or a guest token, or nothing."""

    def __init__(self, account_id: int | None = None, guest: str | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.headers: dict[str, str] = {"Accept-Language": "en"}
        if account_id is not None:
            self.client.force_login(Account.objects.get(id=account_id))
            self.headers["X-CSRFToken"] = self.get("/session").json()["csrf_token"]
        if guest is not None:
            self.headers["X-Guest-Token"] = guest

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, None, **headers)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """`headers` are written with underscores: If_Match, Idempotency_Key."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = named.pop("Content-Type", "application/json")
        return self.client.generic(method, f"/api/v1{path}", data, kind, headers={**self.headers, **named})


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, to see that nothing moved."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public'"
            " AND relname ~ '^(kernel|parties|ledger|catalog|deals|logistics|payments|trade|content|insight)_'"
            " AND relname <> 'kernel_cache' ORDER BY relname"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            found[table] = cursor.fetchall()
    assert "trade_order" in found
    return found


def problem(response: Any, status: int, code: str, where: str | None = None) -> dict[str, Any]:
    """Asserts a whole problem document; returns it."""
    assert response["Content-Type"] == "application/problem+json", response.content
    said: dict[str, Any] = response.json()
    assert (response.status_code, said["status"], said["code"]) == (status, status, code), said
    assert said["type"] == f"/api/v1/problems/{code}"
    assert said["instance"].startswith("urn:uuid:")
    assert said["detail"]
    assert said["title"]
    if where is not None:
        assert said["where"] == where, said
    return said
