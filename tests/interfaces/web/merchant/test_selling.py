"""Orders, money, coupons, item prices, freight, settings: what a merchant does all day."""

import csv
import io
from datetime import timedelta

import pytest

from tradewind.catalog.models import Listing
from tradewind.deals.models import ItemPrice, Offer
from tradewind.ledger.queries import balances
from tradewind.logistics.models import FreightTemplate, Shipment
from tradewind.parties.models import Shop, ShopMember
from tradewind.trade.models import Order, SubOrder
from tradewind.trade.types import ProtectionView
from tradewind.web.backoffice import safe_cell
from tradewind.web.merchant.money import Receipt, receipt

PARCEL = {"carrier": "顺丰速运", "tracking_no": "SF1234567890"}


def state(order_id):
    return SubOrder.objects.get(order_id=order_id, position=1).state


def test_an_order_is_shipped(world, as_):
    order = world.orders[0]

    answer = as_("warehouse").post(f"/merchant/{world.shop}/orders/{order}/ship/", PARCEL)

    assert answer.status_code == 302
    assert state(order) == "shipped"
    assert Shipment.objects.values_list("order_id", "carrier", "tracking_no").get() == (order, *PARCEL.values())


@pytest.mark.parametrize("wrong", [{"carrier": ""}, {"tracking_no": ""}, {"tracking_no": "x" * 61}])
def test_an_order_is_not_shipped_without_carrier_and_number(world, as_, wrong):
    order = world.orders[0]

    answer = as_("owner").post(f"/merchant/{world.shop}/orders/{order}/ship/", {**PARCEL, **wrong})

    assert answer.status_code == 422
    assert state(order) == "paid"
    assert not Shipment.objects.exists()


def test_an_order_is_found_by_its_number(world, as_):
    base = f"/merchant/{world.shop}/orders/"

    assert as_("owner").get(base, {"q": world.orders[0]})["Location"] == f"{base}{world.orders[0]}/"
    assert "没有编号为 123 的订单" in as_("owner").get(base, {"q": "123"}).content.decode()


def test_pages_of_orders_follow_each_other(world, as_, monkeypatch):
    monkeypatch.setattr("tradewind.web.backoffice.keyset.__defaults__", (1,))
    first = as_("owner").get(f"/merchant/{world.shop}/orders/").content.decode()

    assert str(world.orders[1]) in first
    assert f'rel="next" href="?before={world.orders[1]}"' in first
    second = as_("owner").get(f"/merchant/{world.shop}/orders/?before={world.orders[1]}").content.decode()
    assert str(world.orders[0]) in second
    assert 'rel="next"' not in second


def test_the_statement_is_the_ledgers(world, as_):
    page = as_("owner").get(f"/merchant/{world.shop}/money/").content.decode()

    assert {b.code: b.amount for b in balances("shop", world.shop)} == {"sales": -19800, "freight": -1600}
    assert "¥214.00" in page  # due: two orders at 99.00 and 8.00 freight


def test_the_statement_comes_as_csv_with_plain_numbers(world, as_):
    answer = as_("owner").get(f"/en/merchant/{world.shop}/money/statement.csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert rows[0] == [
        "Order", "Placed at", "State", "Currency", "List price", "Item discounts", "Your discounts",
        "Platform discounts", "Freight", "Buyer pays", "Price protection", "You receive",
    ]  # fmt: skip
    assert [row[0] for row in rows[1:]] == [str(order) for order in reversed(world.orders)]
    assert rows[1][2:] == ["paid", "CNY", "99.00", "0.00", "0.00", "0.00", "8.00", "107.00", "0.00", "107.00"]


@pytest.mark.parametrize("evil", ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@x", " =1", "\t=1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(evil):
    assert safe_cell(evil) == "'" + evil


@pytest.mark.parametrize("plain", ["-12.00", "12", "王小明", "", "a=b", 12])
def test_other_cells_stay_as_they_are(plain):
    assert safe_cell(plain) == plain


def test_a_receipt_splits_discounts_by_who_pays(world):
    class Line:
        list_amount, item_amount, discount_amount = 12_000, 10_000, 1_500

    posted = {"sales": -10_000, "freight": -800, "promotion": 1_000}

    assert receipt([Line], 800, 9_300, posted, []) == Receipt(12_000, 2_000, 10_000, 1_000, 500, 800, 9_300, 0, 9_800)
    assert receipt([Line], 800, 9_300, {}, []) == Receipt(12_000, 2_000, 10_000, 1_500, 0, 800, 9_300, 0, None)


def test_price_protection_stands_apart_from_discounts_and_counts_only_what_the_shop_pays(world):
    class Line:
        list_amount, item_amount, discount_amount = 12_000, 10_000, 1_500

    posted = {"sales": -10_000, "freight": -800, "promotion": 1_300}
    protected = [
        ProtectionView(1, 1, 300, "merchant", 9_000, None),
        ProtectionView(1, 1, 200, "platform", 8_800, None),
    ]

    found = receipt([Line], 800, 9_300, posted, protected)
    assert (found.shop_discount, found.platform_discount, found.protection, found.received) == (1_000, 500, 300, 9_500)


def test_an_offer_is_previewed_made_and_stopped(world, as_):
    client, base = as_("owner"), f"/merchant/{world.shop}/offers/"
    draft = {
        "name": "满减券", "name_en": "", "p0": "99.00", "p1": "10", "uses_allowed": "500", "per_buyer": "1",
        "valid_from": "2026-01-01T00:00", "valid_to": "2099-01-01T00:00",
    }  # fmt: skip
    new = f"{base}new/shop_coupon/"

    preview = client.post(new, draft | {"do": "preview"})
    assert (preview.status_code, Offer.objects.count()) == (200, 0)
    assert "¥89.00" in preview.content.decode()  # 99.00 less 10.00

    assert client.post(new, draft | {"do": "create"}).status_code == 302
    offer = Offer.objects.get()
    params = offer.params
    assert (params["face"], params["threshold"], offer.currency, offer.payer) == (1000, 9_900, "CNY", "merchant")

    for wrong in ({"p1": "ten"}, {"p1": ""}, {"valid_to": "2020-01-01T00:00"}):
        assert client.post(new, draft | wrong | {"do": "create"}).status_code == 422
    assert client.get(f"{base}new/points/").status_code == 404
    assert Offer.objects.count() == 1

    assert client.post(f"{base}{offer.id}/stop/").status_code == 302
    assert Offer.objects.get().stopped_at is not None


@pytest.mark.parametrize(
    ("kind", "fields", "params"),
    [
        (
            "multi_buy",
            {"p0": "2 10%\n3 20%"},
            {"tiers": [{"pieces": 2, "rate_off": 1000}, {"pieces": 3, "rate_off": 2000}]},
        ),
        (
            "spend_save",
            {"p0": "300 30\n500 60"},
            {"tiers": [{"threshold": 30_000, "amount_off": 3000}, {"threshold": 50_000, "amount_off": 6000}]},
        ),
        ("buy_get", {"p0": "2", "p1": "1"}, {"buy": 2, "get": 1}),
        ("instant_discount", {"p0": "15"}, {"rate_off": 1500}),
        ("free_freight", {"p0": "99"}, {"threshold": 9900}),
    ],
)
def test_each_form_makes_its_kind(world, as_, kind, fields, params):
    draft = {"name": "优惠", "per_buyer": "1", "valid_from": "2026-01-01T00:00", "valid_to": "2099-01-01T00:00"}
    address = f"/merchant/{world.shop}/offers/new/{kind}/"

    assert as_("owner").post(address, draft | fields | {"do": "create"}).status_code == 302

    made = Offer.objects.get(kind=kind).params
    found = {name: made[name] for name in params}
    if "tiers" in found:
        found["tiers"] = [{name: value for name, value in tier.items() if value} for tier in found["tiers"]]
    assert found == params
    assert as_("owner").post(address, draft | {"p0": "a b c", "do": "create"}).status_code == 422


def test_goods_are_chosen_from_the_shops_own(world, as_):
    draft = {"name": "秒杀", "per_buyer": "2", "valid_from": "2026-01-01T00:00", "valid_to": "2099-01-01T00:00"}
    address = f"/merchant/{world.shop}/offers/new/flash_price/"

    assert as_("owner").post(address, draft | {"p0": "404", "p1": "5", "do": "create"}).status_code == 422
    assert not Offer.objects.exists()
    sent = draft | {"p0": str(world.variants[0]), "p1": "5", "do": "create"}
    assert as_("owner").post(address, sent).status_code == 302
    assert Offer.objects.get().params["variant_id"] == world.variants[0]


def test_an_item_price_is_set_and_ended(world, as_):
    client, base = as_("owner"), f"/merchant/{world.shop}/listings/{world.listing}/prices/"

    assert client.post(base, {"variant_id": world.variants[0], "amount": "88.00"}).status_code == 302
    price = ItemPrice.objects.get()
    assert (price.amount, price.valid_to) == (8800, None)

    assert client.post(base, {"variant_id": world.variants[0], "amount": "99.00"}).status_code == 422
    assert ItemPrice.objects.count() == 1

    ItemPrice.objects.update(valid_from=price.valid_from - timedelta(days=1))
    client.post(f"{base}{price.id}/end/")
    assert ItemPrice.objects.get().valid_to is not None


def freight_form(**more):
    fee = {"first_units": "1", "first_fee": "8", "step_units": "1", "step_fee": "2", "free_over": "", "free_pieces": ""}
    return {
        "name": "全国", "elsewhere": "on", "unreachable": ["CN-TW"],
        "groups-TOTAL_FORMS": "2", "groups-INITIAL_FORMS": "0",
        **{f"default-{name}": value for name, value in fee.items()},
        **{f"groups-0-{name}": value for name, value in {**fee, "first_fee": "18", "free_over": "199"}.items()},
        "groups-0-regions": ["CN-XJ", "CN-XZ"],
        **{f"groups-1-{name}": "" for name in fee},
        **more,
    }  # fmt: skip


def test_freight_rules_are_written_in_a_form(world, as_):
    answer = as_("staff").post(f"/merchant/{world.shop}/freight/new/", freight_form())

    assert answer.status_code == 302
    fee = {"first_units": 1, "step_units": 1, "step_fee": 200, "free_pieces": None}
    assert FreightTemplate.objects.get(shop_id=world.shop, name="全国").rules == {
        "groups": [{**fee, "first_fee": 1800, "free_over": 19_900, "regions": ["CN-XJ", "CN-XZ"]}],
        "default": {**fee, "first_fee": 800, "free_over": None},
        "unreachable": ["CN-TW"],
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"default-first_fee": "-1"},
        {"groups-0-first_fee": ""},
        {"unreachable": ["CN-XJ"]},  # delivered and not delivered
        {"default-first_fee": "5000"},  # above the ceiling
        {"groups-0-regions": ["NOWHERE"]},
    ],
)
def test_freight_rules_that_do_not_work_are_refused(world, as_, wrong):
    before = list(FreightTemplate.objects.values_list("id", "rules"))

    assert as_("owner").post(f"/merchant/{world.shop}/freight/new/", freight_form(**wrong)).status_code == 422
    assert list(FreightTemplate.objects.values_list("id", "rules")) == before


def test_a_shop_is_opened_in_a_minute(world, as_):
    answer = as_("shopper").post("/merchant/open/", {"name": "新茶小铺"})

    shop = Shop.objects.get(name="新茶小铺")
    assert (answer.status_code, answer["Location"]) == (302, f"/merchant/{shop.id}/")
    assert (shop.state, shop.currency) == ("open", "CNY")
    assert ShopMember.objects.get(shop=shop).account_id == world.people["shopper"].id
    template = FreightTemplate.objects.get(shop=shop)
    assert template.is_default
    assert template.rules["default"]["first_fee"] == 800
    assert as_("shopper").get(f"/merchant/{shop.id}/").status_code == 200


def test_a_taken_name_opens_nothing(world, as_):
    before = Shop.objects.count()

    assert as_("shopper").post("/merchant/open/", {"name": "山间茶铺"}).status_code == 422
    assert Shop.objects.count() == before


def test_a_shop_describes_itself_and_pauses(world, as_):
    client, base = as_("owner"), f"/merchant/{world.shop}/settings/"

    client.post(base, {"name": "山里茶铺", "name_en": "Hill", "region": "CN-ZJ", "city": "杭州", "intro": "好茶"})
    assert Shop.objects.values_list("name", "intro").get(id=world.shop) == ("山里茶铺", "好茶")

    client.post(f"{base}state/", {"new": "paused"})
    assert Shop.objects.get(id=world.shop).state == "paused"
    client.post(f"{base}state/", {"new": "open"})
    assert Shop.objects.get(id=world.shop).state == "open"


def test_what_an_operator_suspended_its_people_cannot_open(world, as_):
    as_("operator").post(f"/console/shops/{world.shop}/state/", {"new": "suspended", "reason": "假货"})
    assert Shop.objects.get(id=world.shop).state == "suspended"

    as_("owner").post(f"/merchant/{world.shop}/settings/state/", {"new": "open"})

    assert Shop.objects.get(id=world.shop).state == "suspended"


def test_the_way_in_leads_to_the_only_shop_or_to_the_opening_form(world, as_):
    assert as_("owner").get("/merchant/")["Location"] == f"/merchant/{world.shop}/"
    assert as_("shopper").get("/merchant/")["Location"] == "/merchant/open/"


def test_a_shop_whose_goods_are_all_archived_is_not_told_to_list_its_first(world, as_, now):
    client = as_("owner")
    Listing.objects.filter(shop_id=world.shop).update(state="archived")

    page = client.get(f"/en/merchant/{world.shop}/listings/").content.decode()

    assert "Everything is archived" in page
    assert "List your first product" not in page
    archive = client.get(f"/en/merchant/{world.shop}/listings/", {"state": "archived"}).content.decode()
    assert f"/listings/{world.listing}/" in archive


def test_an_order_without_names_is_shown_without_holes(world, as_):
    Order.objects.filter(id=world.orders[0]).update(address={"city": "sao paulo"})

    page = as_("owner").get(f"/en/merchant/{world.shop}/").content.decode()

    assert '<p class="muted text-xs">sao paulo · ' in page
