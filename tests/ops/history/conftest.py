"""A small history in the neutral form, as files that a test can spoil, and the database's state as one number."""

import csv
import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

NOW = datetime(2026, 6, 17, 4, 0, tzinfo=UTC)
SMALL = {
    "shops": "id,name,region,city\ns1,Alpha,SP,São Paulo\ns2,Beta,RJ,Rio\n",
    "buyers": "id,name\nb1,Ana\nb2,Bia\n",
    "listings": (
        "id,shop,title,category,category_name,category_name_en,weight_g\n"
        "p1,s1,Tea,tea,茶,Tea,250\np2,s2,Cup,cups,杯,Cups,400\np3,,Bag,bags,包,Bags,\n"
    ),
    "orders": (
        "id,buyer,status,placed_at,paid_at,region,city\n"
        "o1,b1,completed,2017-03-01 10:00:00,2017-03-01 10:05:00,SP,Campinas\n"
        "o2,b2,shipped,2017-03-02 11:00:00,2017-03-02 11:10:00,RJ,Niterói\n"
        "o3,,closed,2017-03-03 12:00:00,,SP,Campinas\n"
        "o4,b1,closed,2017-03-04 12:00:00,2017-03-04 12:30:00,SP,Campinas\n"
        "o5,b2,created,2026-06-16 09:00:00,,RJ,Niterói\n"
    ),
    "items": (
        "order,position,shop,listing,quantity,price,list_price,discount,subsidy,freight,ship_by\n"
        "o1,1,s1,p1,2,10.00,12.50,3.00,1.00,4.00,2017-03-03 00:00:00\n"
        "o1,2,s2,p2,1,5.50,,,,1.25,2017-03-04 00:00:00\n"
        "o2,1,s2,p3,1,99.90,,,,0.00,\n"
        "o4,1,s1,p1,1,10.00,,,,4.00,\n"
        "o5,1,s1,p3,3,0.01,,,,0,\n"
    ),
    "payments": (
        "order,position,method,amount,instalments,reference\n"
        "o1,1,card,20.00,3,r1\no1,2,voucher,7.75,1,\no2,1,boleto,99.88,1,\no4,1,card,14.00,2,r2\n"
    ),
    "deliveries": (
        "order,shop,carrier,tracking_no,shipped_at,delivered_at\n"
        "o1,s1,SF,SF1,2017-03-02 08:00:00,2017-03-05 09:00:00\no1,s2,YT,YT9,2017-03-02 09:00:00,2017-03-06 09:00:00\n"
        "o2,,,,2017-03-03 08:00:00,\n"
    ),
    "reviews": (
        "id,order,position,rating,text,created_at,answer\n"
        "v1,o1,1,5,很好,2017-03-07 00:00:00,谢谢\nv2,o1,2,3,,2017-03-08 00:00:00,\nv3,o2,,1,late,,\n"
    ),
}
TABLES = (
    "parties_shop", "parties_account", "catalog_category", "catalog_listing", "catalog_variant", "catalog_stock",
    "deals_listing_price", "trade_order", "trade_sub_order", "trade_order_line", "trade_transition",
    "payments_payment", "logistics_shipment", "content_review", "ledger_account", "ledger_transaction",
    "ledger_posting", "insight_shop_day", "kernel_outbox", "kernel_effect",
)  # fmt: skip


class History:
    """A folder of neutral CSV files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in SMALL.items():
            self.write(name, text)

    def write(self, table, text):
        data = text if isinstance(text, bytes) else text.encode()
        (self.folder / f"{table}.csv").write_bytes(data)
        return self

    def swap(self, table, old, new):
        """Replaces one piece of a file, which must be there exactly once."""
        path = self.folder / f"{table}.csv"
        data = path.read_bytes()
        old, new = (part if isinstance(part, bytes) else part.encode() for part in (old, new))
        assert data.count(old) == 1, (table, old, data.count(old))
        path.write_bytes(data.replace(old, new))
        return self

    def add(self, table, *lines):
        path = self.folder / f"{table}.csv"
        path.write_bytes(path.read_bytes() + "".join(f"{line}\n" for line in lines).encode())
        return self

    def read(self, mapping="", currency="BRL", **more):
        """Imports the folder."""
        from tradewind.ops.history.importer import import_history
        from tradewind.ops.history.mapping import load

        found = load(mapping, self.folder, currency)
        return import_history(self.folder, found, NOW, progress=lambda *told: None, **more)

    def problems(self, **more):
        """What the import complains about, as (file, line, column, value, reason); nothing may have changed."""
        from tradewind.ops.history.errors import RowsWrong

        before = fingerprint()
        with pytest.raises(RowsWrong) as refused:
            self.read(**more)
        assert fingerprint() == before
        assert temporary_tables() == []
        return [tuple(problem) for problem in refused.value.problems]


@pytest.fixture
def history(tmp_path):
    """The small history, right as it is."""
    folder = tmp_path / "history"
    folder.mkdir()
    return History(folder)


def fingerprint():
    """Changes when any row of the tables that an import touches does."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {table} t")
            digest.update(repr((table, cursor.fetchone())).encode())
    return digest.hexdigest()


def temporary_tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'")
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def rows():
    """`rows("SELECT ...", value, ...)`: what the database answers."""

    def ask(sql, *values):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return ask


@pytest.fixture
def unchanged():
    """`unchanged()`: the state of the tables, to compare."""
    return fingerprint


@pytest.fixture
def csv_of():
    """`csv_of(path)`: the rows of a CSV file as dicts."""

    def read(path):
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return read
