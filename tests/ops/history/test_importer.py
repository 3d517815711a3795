"""A small history arrives whole: who, what, when, states, money, figures."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from tradewind.catalog.invariants import INVARIANTS as CATALOG
from tradewind.content.invariants import INVARIANTS as CONTENT
from tradewind.deals.invariants import INVARIANTS as DEALS
from tradewind.insight.invariants import INVARIANTS as INSIGHT
from tradewind.insight.queries import sales_by_month, totals
from tradewind.insight.types import MonthSales, Totals
from tradewind.ledger.invariants import INVARIANTS as LEDGER
from tradewind.logistics.invariants import INVARIANTS as LOGISTICS
from tradewind.ops.history import importer
from tradewind.ops.history.errors import RowsWrong
from tradewind.parties.invariants import INVARIANTS as PARTIES
from tradewind.payments.invariants import INVARIANTS as PAYMENTS
from tradewind.trade.invariants import INVARIANTS as TRADE
from tradewind.trade.queries import order as read_order
from tradewind.trade.queries import shop_orders

pytestmark = pytest.mark.django_db
ALL = [*CATALOG, *CONTENT, *DEALS, *INSIGHT, *LEDGER, *LOGISTICS, *PARTIES]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def order_of(rows, ref):
    ((id_,),) = rows("SELECT id FROM trade_order WHERE external_ref = %s", ref)
    return read_order(id_, None)


def test_everything_arrives_and_every_invariant_holds(history):
    told = history.read()
    assert told.done
    assert told.loaded == {
        "shops": 2, "buyers": 2, "categories": 3, "products": 3, "listings": 4, "orders": 5, "sub-orders": 5,
        "lines": 5, "pieces": 8, "payments": 4, "parcels": 3, "reviews": 3, "ledger transactions": 3,
    }  # fmt: skip
    assert told.sums == {
        "price": 13543, "discount": 300, "freight": 925, "payments": 14163, "import_difference": 2,
        "import_cancelled": -1400,
    }  # fmt: skip
    assert [problem for check in ALL for problem in check()] == []


def test_the_rules_of_live_orders_and_payments_hold_for_imported_ones(history):
    history.read()
    assert [problem for check in (*TRADE, *PAYMENTS) for problem in check()] == []


def test_an_order_without_lines_must_cost_nothing(history, rows):
    history.read()
    (rule,) = [rule for rule in TRADE if rule.__name__ == "parts_sum_up"]
    assert rule() == []
    ((id_,),) = rows("UPDATE trade_order SET item_amount = 1, payable = 1 WHERE external_ref = 'o3' RETURNING id")
    assert {(problem.rule, problem.about) for problem in rule()} == {("trade.sums", str(id_))}


def test_an_order_of_two_shops_becomes_two_parts_with_their_own_money(history, rows):
    history.read()
    order = order_of(rows, "o1")
    assert (order.state, order.currency) == ("completed", "BRL")
    assert (order.list_amount, order.item_amount, order.discount_amount, order.freight_amount, order.payable) == (
        3050, 2550, 300, 525, 2775,
    )  # fmt: skip
    assert [(s.state, s.item_amount, s.discount_amount, s.freight_amount, s.payable) for s in order.subs] == [
        ("confirmed", 2000, 300, 400, 2100),
        ("confirmed", 550, 0, 125, 675),
    ]
    assert [(s.shop_name, s.ship_by, s.shipped_at, s.delivered_at) for s in order.subs] == [
        ("Alpha", at("2017-03-03"), at("2017-03-02 08:00"), at("2017-03-05 09:00")),
        ("Beta", at("2017-03-04"), at("2017-03-02 09:00"), at("2017-03-06 09:00")),
    ]
    assert [(x.carrier, x.tracking_no, x.state) for s in order.subs for x in s.parcels] == [
        ("SF", "SF1", "delivered"),
        ("YT", "YT9", "delivered"),
    ]
    assert [(line.title, line.quantity, line.payable) for line in order.lines] == [("Tea", 2, 2100), ("Cup", 1, 675)]
    assert [(p.method, p.amount, p.instalments, p.state, p.paid_at) for p in order.payments] == [
        ("card", 2000, 3, "paid", at("2017-03-01 10:05")),
        ("voucher", 775, 1, "paid", at("2017-03-01 10:05")),
    ]
    assert order.address.city == "Campinas"


def test_the_states_an_order_went_through_are_told_in_order(history, rows):
    history.read()
    order = order_of(rows, "o1")
    assert [(h.sub_position, h.old, h.new, h.actor) for h in order.history] == [
        (0, "created", "paid", "import"),
        (1, "created", "paid", "import"),
        (2, "created", "paid", "import"),
        (1, "paid", "shipped", "import"),
        (2, "paid", "shipped", "import"),
        (1, "shipped", "delivered", "import"),
        (1, "delivered", "confirmed", "import"),
        (0, "paid", "completed", "import"),
        (2, "shipped", "delivered", "import"),
        (2, "delivered", "confirmed", "import"),
    ]
    assert [h.at for h in order.history] == sorted(h.at for h in order.history)


@pytest.mark.parametrize(
    ("ref", "state", "sub", "paid_at", "closed_at"),
    [
        ("o2", "paid", "shipped", "2017-03-02 11:10", None),
        ("o4", "closed", "closed", "2017-03-04 12:30", "2017-03-04 12:30"),
        ("o5", "created", "created", None, None),
    ],
)
def test_unfinished_and_cancelled_orders_stand_where_they_stopped(history, rows, ref, state, sub, paid_at, closed_at):
    history.read()
    order = order_of(rows, ref)
    assert (order.state, order.subs[0].state) == (state, sub)
    assert (order.paid_at, order.closed_at) == (paid_at and at(paid_at), closed_at and at(closed_at))
    assert (order.pay_by, order.subs[0].confirm_by) == (None, None)


def test_an_order_without_items_and_money_is_only_an_order(history, rows):
    history.read()
    order = order_of(rows, "o3")
    assert (order.state, order.payable, order.subs, order.payments, order.paid_at) == ("closed", 0, [], [], None)
    assert order.closed_at == at("2017-03-03 12:00")
    assert order.account_id is None


def test_the_books_follow_the_recipe_and_name_what_does_not_add_up(history, rows):
    history.read()
    legs = rows("""SELECT o.external_ref, a.owner_kind, coalesce(s.name, ''), a.code, p.amount, t.kind
                   FROM ledger_posting p JOIN ledger_transaction t ON t.id = p.transaction_id
                   JOIN ledger_account a ON a.id = p.account_id
                   JOIN trade_order o ON o.id = t.subject LEFT JOIN parties_shop s ON s.id = a.owner_id
                   ORDER BY 1, p.position""")
    assert [leg[:5] for leg in legs] == [
        ("o1", "provider", "", "clearing", 2775),
        ("o1", "shop", "Alpha", "sales", -2000),
        ("o1", "shop", "Alpha", "freight", -400),
        ("o1", "shop", "Alpha", "promotion", 200),
        ("o1", "platform", "", "subsidy", 100),
        ("o1", "shop", "Beta", "sales", -550),
        ("o1", "shop", "Beta", "freight", -125),
        ("o2", "provider", "", "clearing", 9988),
        ("o2", "shop", "Beta", "sales", -9990),
        ("o2", "provider", "", "import_difference", 2),
        ("o4", "provider", "", "clearing", 1400),
        ("o4", "provider", "", "import_cancelled", -1400),
    ]
    assert {leg[5] for leg in legs} == {"trade.sale"}
    keys = rows(
        "SELECT t.key = 'order:' || o.id || ':paid' FROM ledger_transaction t JOIN trade_order o ON o.id = t.subject"
    )
    assert keys == [(True,)] * 3


def test_listings_without_a_shop_stand_once_for_every_shop_that_sold_them(history, rows):
    history.read()
    found = rows("""SELECT l.external_ref, s.external_ref, l.state, l.list_from, l.sold_count, l.rating_sum,
                           l.rating_count
                    FROM catalog_listing l JOIN parties_shop s ON s.id = l.shop_id ORDER BY 1, 2""")
    assert found == [
        ("p1", "s1", "archived", 1250, 2, 5, 1),
        ("p2", "s2", "archived", 550, 1, 3, 1),
        ("p3", "s1", "archived", 1, 0, 0, 0),
        ("p3", "s2", "archived", 9990, 1, 1, 1),
    ]


def test_reviews_speak_of_a_line_or_of_an_order_with_one_listing(history, rows):
    history.read()
    found = rows("""SELECT r.external_ref, r.line_position, l.external_ref, r.rating, r.text, r.answer, r.created_at
                    FROM content_review r LEFT JOIN catalog_listing l ON l.id = r.listing_id ORDER BY 1""")
    assert found == [
        ("v1", 1, "p1", 5, "很好", "谢谢", at("2017-03-07")),
        ("v2", 2, "p2", 3, "", "", at("2017-03-08")),
        ("v3", 0, "p3", 1, "late", "", at("2017-03-02 11:00")),
    ]


def test_buyers_cannot_sign_in_and_shops_do_not_sell(history, rows):
    history.read()
    assert rows("SELECT email, left(password, 1), external_ref, joined_at FROM parties_account ORDER BY 3") == [
        (None, "!", "b1", at("2017-03-01 10:00")),
        (None, "!", "b2", at("2017-03-02 11:00")),
    ]
    assert rows("SELECT slug, state, currency, opened_at FROM parties_shop ORDER BY 1") == [
        ("h-s1", "history", "BRL", at("2017-03-01 10:00")),
        ("h-s2", "history", "BRL", at("2017-03-01 10:00")),
    ]


def test_a_shop_finds_another_address_when_its_own_is_taken(history, rows):
    from support.goods import a_shop

    taken = a_shop("Alpha")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parties_shop SET slug = 'h-s1' WHERE id = %s", [taken])
    history.read()
    assert rows("SELECT slug FROM parties_shop WHERE external_ref = 's1'") == [
        ("h-" + hashlib.md5(b"s1", usedforsecurity=False).hexdigest(),)
    ]


def test_figures_count_what_was_paid_in_the_marketplace_zone(history, rows):
    history.swap("orders", "2017-03-02 11:00:00", "2017-03-31 17:00:00").read()
    assert sales_by_month() == [
        MonthSales(date(2017, 3, 1), "BRL", 3, 4, 3250, 925),
        MonthSales(date(2017, 4, 1), "BRL", 1, 1, 9990, 0),
    ]
    assert totals() == [Totals("BRL", 2, 4, 5, 13240, 925, date(2017, 3, 1), date(2017, 4, 1))]


def test_ids_follow_the_dates_of_their_rows_and_stay_positive(history, rows):
    history.read()
    refs = rows("SELECT external_ref FROM trade_order ORDER BY id")
    assert [ref for (ref,) in refs] == ["o1", "o2", "o3", "o4", "o5"]
    old, new = rows("SELECT min(id), max(id) FROM trade_order")[0]
    assert 0 < old < 2**48
    ((shop,),) = rows("SELECT id FROM parties_shop WHERE external_ref = 's1'")
    assert [row.order_id for row in shop_orders(shop)] == sorted((r.order_id for r in shop_orders(shop)), reverse=True)
    assert new == max(row.order_id for row in shop_orders(shop))


def test_local_times_are_read_in_the_mappings_zone(history, rows):
    (history.folder / "mapping.toml").write_text('currency = "BRL"\nzone = "America/Sao_Paulo"\n')
    history.swap("orders", "2017-03-01 10:00:00", "2017-03-01T10:00:00+01:00").read(currency="")
    assert rows("SELECT external_ref, placed_at FROM trade_order WHERE external_ref IN ('o1', 'o2') ORDER BY 1") == [
        ("o1", at("2017-03-01 09:00")),
        ("o2", at("2017-03-02 14:00")),
    ]
    assert rows("SHOW TimeZone") == [("UTC",)]


def test_a_dry_run_validates_and_changes_nothing(history, unchanged):
    before = unchanged()
    told = history.read(dry_run=True)
    assert unchanged() == before
    assert (told.done, told.dry_run, told.loaded) == (False, True, {})
    assert told.sums == {"price": 13543, "discount": 300, "freight": 925, "payments": 14163}
    assert {name: table.rows for name, table in told.tables.items()} == {
        "shops": 2, "buyers": 2, "listings": 3, "orders": 5, "items": 5, "payments": 4, "deliveries": 3, "reviews": 3,
    }  # fmt: skip


def test_a_failure_at_the_very_end_leaves_nothing_behind(history, unchanged, monkeypatch):
    def fail():
        raise OSError("the disk is full")

    before = unchanged()
    monkeypatch.setattr(importer, "rebuild", fail)
    with pytest.raises(OSError, match="the disk is full"):
        history.read()
    assert unchanged() == before
    monkeypatch.undo()
    assert history.read().done


def test_the_same_ids_are_refused_a_second_time_by_name(history, unchanged):
    history.read()
    before = unchanged()
    with pytest.raises(RowsWrong) as refused:
        history.read()
    assert unchanged() == before
    said = {(p.file, p.column, p.value, p.reason) for p in refused.value.problems}
    assert ("orders.csv", "id", "o1", "has been imported before") in said
    assert ("shops.csv", "id", "s2", "has been imported before") in said
    assert ("buyers.csv", "id", "b1", "has been imported before") in said
    assert ("payments.csv", "reference", "r1", "has been imported before") in said


def test_another_source_with_the_same_ids_fits_beside_it(history, rows):
    history.read()
    (history.folder / "mapping.toml").write_text('currency = "USD"\nprefix = "b:"\n')
    history.swap("payments", "r1", "x1").swap("payments", "r2", "x2").read(currency="")
    assert rows("SELECT currency, count(*), min(external_ref) FROM trade_order GROUP BY 1 ORDER BY 1") == [
        ("BRL", 5, "o1"),
        ("USD", 5, "b:o1"),
    ]
    assert rows("SELECT count(*), count(DISTINCT id) FROM trade_order") == [(10, 10)]
    assert rows("SELECT count(*) FROM catalog_category") == [(3,)]
    assert [problem for check in ALL for problem in check()] == []


def test_only_four_tables_are_needed(history, rows):
    for name in ("buyers", "payments", "deliveries", "reviews"):
        (history.folder / f"{name}.csv").unlink()
    history.write("orders", "id,status,placed_at\no1,completed,2017-03-01\no2,paid,2017-03-02\n")
    history.write("items", "order,shop,listing,price\no1,s1,p1,1.00\no1,s2,p2,2\no2,s1,p1,3.5\n")
    told = history.read()
    assert told.sums["price"] == 650
    assert told.sums["import_difference"] == 650
    order = order_of(rows, "o1")
    assert [(line.position, line.quantity) for line in order.lines] == [(1, 1), (2, 1)]
    assert [(s.state, s.shipped_at, s.delivered_at) for s in order.subs] == [("confirmed", at("2017-03-01"), None)] * 2
    assert [len(s.parcels) for s in order.subs] == [1, 1]
    assert "2 × sub-orders sent without a delivery row; each got a parcel without a number" in told.warnings


def test_a_currency_without_decimals_keeps_whole_amounts(history):
    history.write("items", "order,shop,listing,price\no1,s1,p1,1200\n")
    history.write("payments", "order,method,amount\no1,card,1200\n").write("deliveries", "order,shipped_at\n")
    history.write("reviews", "order,rating\n")
    assert history.read(currency="JPY").sums["price"] == 1200
