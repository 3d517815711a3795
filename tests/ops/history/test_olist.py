"""A whole real marketplace: Olist, 99,441 orders. Every total comes out of the database to the cent."""

import time
from pathlib import Path
from statistics import median

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tradewind.insight.queries import sales_by_month, totals
from tradewind.kernel.clock import read_clock
from tradewind.kernel.invariants import every_invariant
from tradewind.ops.history.importer import import_history
from tradewind.ops.history.mapping import load
from tradewind.parties.actions.open_shop import add_member
from tradewind.parties.actions.operators import add_operator
from tradewind.parties.models import Account
from tradewind.trade import queries as trade

pytestmark = [pytest.mark.data, pytest.mark.django_db]
PAGE_SECONDS = 0.3
CLIENT = Client()


@pytest.fixture
def olist(data_dir):
    folder: Path = data_dir / "olist"
    if not folder.is_dir():
        pytest.skip("TRADEWIND_DATA has no folder olist")
    return folder


def one(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def seconds(ask):
    """The median of five."""
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    return median(taken)


def pages(shop, now):
    """The pages of the merchant centre and the console that show these orders; somebody may see them all."""
    somebody = Account.objects.create_user("somebody@example.com", "correct horse battery")
    add_member(shop, somebody.id, "owner")
    add_operator(somebody.id, "operator", now)
    CLIENT.force_login(somebody, backend="tradewind.parties.sign_in.Backend")
    order = trade.shop_orders(shop, limit=1)[0].order_id
    return [
        reverse("merchant:home", args=[shop]),
        reverse("merchant:orders", args=[shop]),
        reverse("merchant:order", args=[shop, order]),
        reverse("merchant:money", args=[shop]),
        reverse("console:home"),
        reverse("console:orders"),
        reverse("console:order", args=[order]),
        reverse("console:shops"),
        reverse("console:shop", args=[shop]),
        reverse("console:ledger"),
        reverse("console:transactions"),
    ]


def page_seconds(path):
    def ask():
        assert CLIENT.get(path, secure=True).status_code == 200

    return seconds(ask)


def test_the_whole_history_arrives_in_time_and_to_the_cent(olist):
    told = import_history(olist, load("olist", olist, ""), read_clock(), progress=lambda *said: None)

    assert one("SELECT count(*) FROM trade_order WHERE currency = 'BRL'") == 99_441
    assert one("SELECT count(*) FROM trade_order_line") == one("SELECT sum(quantity) FROM trade_order_line") == 112_650
    assert one("SELECT sum(item_amount) FROM trade_order_line") == 1_359_164_370
    assert one("SELECT sum(freight_amount) FROM trade_order_line") == 225_190_954
    assert one("SELECT sum(amount) FROM payments_payment") == 1_600_887_212
    assert one("SELECT count(*) FROM payments_payment") == 103_886
    assert one("SELECT count(*) FROM parties_shop") == 3_095
    assert one("SELECT count(*) FROM parties_account") == 96_096
    assert one("SELECT count(DISTINCT external_ref) FROM catalog_listing") == 32_951
    assert one("SELECT count(*) FROM catalog_listing") == 34_448
    assert one("SELECT count(*) FROM content_review") == 99_224
    assert one("SELECT count(*) FROM content_review WHERE rating = 5") == 57_328

    # The books hold exactly the payments, and everything they are for has a name.
    assert one(BALANCE.format("provider", "clearing")) == 1_600_887_212
    assert one(BALANCE.format("provider", "import_difference")) == -292_188
    assert one(BALANCE.format("provider", "import_cancelled")) == -27_042_321
    assert one(BALANCE.format("shop", "sales")) == -1_349_440_074
    assert one(BALANCE.format("shop", "freight")) == -224_112_629

    sold = totals()[0]
    assert (sold.currency, sold.goods, sold.freight, sold.pieces) == ("BRL", 1_359_164_370, 225_190_954, 112_650)
    assert sum(month.goods for month in sales_by_month()) == 1_359_164_370
    assert one("SELECT count(*) FROM (SELECT placed_at < lag(placed_at) OVER (ORDER BY id) AS late FROM trade_order) o "
               "WHERE late") == 0  # fmt: skip
    assert [problem for _, check in every_invariant() for problem in check()] == []

    busiest = one("SELECT shop_id FROM insight_shop_day GROUP BY shop_id ORDER BY sum(orders) DESC LIMIT 1")
    now = read_clock()
    assert seconds(sales_by_month) < PAGE_SECONDS
    assert seconds(lambda: sales_by_month(busiest)) < PAGE_SECONDS
    assert seconds(lambda: trade.shop_orders(busiest, now=now)) < PAGE_SECONDS
    assert seconds(lambda: trade.shop_counters(busiest, now)) < PAGE_SECONDS
    assert seconds(trade.orders) < PAGE_SECONDS
    assert seconds(trade.orders_by_state) < PAGE_SECONDS

    assert {path: taken for path in pages(busiest, now) if (taken := page_seconds(path)) >= PAGE_SECONDS} == {}

    assert told.seconds < 180
    assert told.peak_mb < 2048


BALANCE = """SELECT sum(p.amount) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
             WHERE a.owner_kind = '{}' AND a.code = '{}'"""
