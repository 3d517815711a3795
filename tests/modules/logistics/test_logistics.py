"""Freight templates, fees and promises from the database, parcels."""

from datetime import timedelta

import msgspec
import pytest
from django.db import connection

from support.goods import AT, FLAT, a_shop
from tradewind.kernel.models import OutboxEvent, Policy
from tradewind.logistics import errors, queries
from tradewind.logistics.actions.save_template import save_template
from tradewind.logistics.actions.ship import record_delivery, record_shipment
from tradewind.logistics.engine.promise import USUAL
from tradewind.logistics.invariants import INVARIANTS
from tradewind.logistics.models import FreightTemplate, Shipment
from tradewind.logistics.serving import door
from tradewind.logistics.types import FreightLine, TemplateDraft, TemplateRules

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop_id(db):
    return a_shop()


def goods(shop_id, template_id=None, quantity=2, amount=5_000):
    return FreightLine(shop_id=shop_id, template_id=template_id, quantity=quantity, weight_g=0, amount=amount)


def problems():
    return [problem for invariant in INVARIANTS for problem in invariant()]


def test_the_first_template_is_the_default_and_another_can_become_it(shop_id):
    second = save_template(shop_id, TemplateDraft("包邮", {"default": {}}), AT)
    assert [(t.name, t.is_default) for t in queries.templates(shop_id)] == [("默认", True), ("包邮", False)]
    save_template(shop_id, TemplateDraft("全场包邮", {"default": {}}, is_default=True, id=second), AT)
    assert [(t.name, t.is_default) for t in queries.templates(shop_id)] == [("全场包邮", True), ("默认", False)]
    assert problems() == []


def test_the_only_default_stays_the_default(shop_id):
    (only,) = queries.templates(shop_id)
    save_template(shop_id, TemplateDraft("默认", FLAT, is_default=False, id=only.id), AT)
    assert queries.template(shop_id, only.id).is_default is True


@pytest.mark.parametrize(
    ("draft", "refusal", "where"),
    [
        (TemplateDraft("", FLAT), errors.WrongField, "name"),
        (TemplateDraft("默认", FLAT), errors.NameTaken, "name"),
        (TemplateDraft("新", FLAT, kind="by_mood"), errors.WrongField, "kind"),
        (TemplateDraft("新", {"default": {"first_fee": -1}}), errors.WrongRules, "rules.default.first_fee"),
        (TemplateDraft("新", {"default": {"first_fee": 10_001}}), errors.FeeCeiling, "rules.default.first_fee"),
        (TemplateDraft("新", {"default": {"first_fee": "8"}}), errors.WrongRules, "rules.default.first_fee"),
        (TemplateDraft("新", FLAT, id=404), errors.NoTemplate, "404"),
    ],
)
def test_a_malformed_template_is_refused_and_nothing_changes(shop_id, draft, refusal, where):
    with pytest.raises(refusal) as refused:
        save_template(shop_id, draft, AT)
    assert refused.value.where == where
    assert [t.name for t in queries.templates(shop_id)] == ["默认"]


def test_another_shops_template_can_be_neither_seen_nor_changed(shop_id):
    (mine,) = queries.templates(shop_id)
    other = a_shop("别家")
    with pytest.raises(errors.NoTemplate):
        queries.template(other, mine.id)
    with pytest.raises(errors.NoTemplate):
        save_template(other, TemplateDraft("偷", FLAT, id=mine.id), AT)
    assert queries.templates(shop_id) == [mine]


def test_the_ceiling_is_dated(shop_id):
    dear = TemplateDraft("贵", {"default": {"first_fee": 15_000}})
    Policy.objects.create(
        name="logistics.fee_ceiling", value=20_000, valid_from=AT + timedelta(days=1), source="operator"
    )
    with pytest.raises(errors.FeeCeiling):
        save_template(shop_id, dear, AT)
    save_template(shop_id, dear, AT + timedelta(days=1))


def test_fees_use_the_lines_template_or_the_shops_default(shop_id):
    free = save_template(shop_id, TemplateDraft("包邮", {"default": {}}), AT)
    assert queries.freight([goods(shop_id)], "CN-GD") == {shop_id: 1_000}
    assert queries.freight([goods(shop_id, free)], "CN-GD") == {shop_id: 0}
    assert queries.freight([goods(shop_id), goods(shop_id, free)], "CN-GD") == {shop_id: 1_000}
    assert queries.freight([], "CN-GD") == {}


def test_a_region_that_is_not_reached_names_the_shops(shop_id):
    rules = {**FLAT, "unreachable": ["CN-TW"]}
    other = a_shop("别家")
    away = save_template(other, TemplateDraft("不到台湾", rules), AT)
    with pytest.raises(errors.NoDelivery) as refusal:
        queries.freight([goods(shop_id), goods(other, away)], "台湾")
    assert refusal.value.params == {"shops": [other], "region": "台湾"}
    found = queries.freight_answer([goods(shop_id), goods(other, away)], "台湾").shops
    assert [(s.shop_id, s.reachable) for s in found] == [(shop_id, True), (other, False)]


def test_goods_without_any_rules_are_refused(shop_id):
    FreightTemplate.objects.all().delete()
    with pytest.raises(errors.NoRules):
        queries.freight([goods(shop_id)], "CN-GD")


def test_another_shops_template_gives_no_fee(shop_id):
    (theirs,) = queries.templates(a_shop("别家"))
    with pytest.raises(errors.NoRules):
        queries.freight([goods(shop_id, theirs.id)], "CN-GD")
    with connection.cursor() as cursor:
        assert door.rules(cursor, shop_id, theirs.id) is None


def test_one_piece_to_the_door_without_django(shop_id):
    with connection.cursor() as cursor:
        rules = door.rules(cursor, shop_id, None)
        assert door.rules(cursor, 404, None) is None
    assert door.fees(rules, [1_000, 9_000], "CN-GD") == [800, 800]
    assert door.fees(None, [1_000], "CN-GD") == [None]


def test_each_price_is_a_parcel_of_its_own_even_where_prices_repeat():
    default = {"first_fee": 800, "step_fee": 200, "free_over": 9_000}
    rules = TemplateRules(id=1, kind="by_piece", rules={"default": default})
    assert door.fees(rules, [1_000, 9_000, 1_000, 8_999], "CN-GD") == [800, 0, 800, 800]
    assert door.fees(msgspec.structs.replace(rules, rules={"groups": []}), [1_000, 1_000], "CN-GD") == [None, None]


def test_the_promise_follows_the_dated_table(shop_id):
    day = AT + timedelta(days=400)  # a minute of its own: the table is read once a minute
    slow = msgspec.structs.replace(USUAL, normal=(5, 9))
    Policy.objects.create(name="logistics.transit", value=msgspec.to_builtins(slow), valid_from=day, source="holiday")
    before = queries.promise(24, "CN-ZJ", "CN-GD", day - timedelta(minutes=1))
    after = queries.promise(24, "CN-ZJ", "CN-GD", day)
    assert (after.arrive_from - before.arrive_from, after.arrive_to - before.arrive_to) == (
        timedelta(days=3), timedelta(days=5),
    )  # fmt: skip


def test_a_parcel_is_recorded_once_and_delivered_once(shop_id):
    first = record_shipment(1, 1, " 顺丰  速运 ", "sf 1234567890", AT)
    assert (first.position, first.carrier, first.tracking_no, first.state) == (
        1,
        "顺丰 速运",
        "SF 1234567890",
        "shipped",
    )
    assert record_shipment(1, 1, "顺丰 速运", "SF 1234567890", AT + timedelta(hours=1)) == first
    second = record_shipment(1, 2, "中通", "ZT0001", AT)
    assert second.position == 2
    assert [record_delivery(1, 2, AT), record_delivery(1, 2, AT)] == [True, False]
    parcels = queries.shipments([1, 404])[1]
    assert [(p.position, p.state, p.delivered_at) for p in parcels] == [(1, "shipped", None), (2, "delivered", AT)]
    names = [e.name for e in OutboxEvent.objects.order_by("id") if e.name.startswith("logistics.")]
    assert names == ["logistics.ParcelShipped"] * 2 + ["logistics.ParcelDelivered"]
    assert problems() == []


@pytest.mark.parametrize(
    ("carrier", "tracking_no", "where"),
    [("", "SF123456", "carrier"), ("x" * 41, "SF123456", "carrier"), ("顺丰", "", "tracking_no"),
     ("顺丰", "a<b>", "tracking_no"), ("顺丰", "x" * 61, "tracking_no")],
)  # fmt: skip
def test_a_malformed_parcel_is_refused(carrier, tracking_no, where):
    with pytest.raises(errors.WrongField) as refused:
        record_shipment(1, 1, carrier, tracking_no, AT)
    assert refused.value.where == where
    assert not Shipment.objects.exists()


def test_an_unknown_parcel_is_refused():
    with pytest.raises(errors.NoShipment):
        record_delivery(1, 1, AT)
