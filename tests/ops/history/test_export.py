"""What was imported or sold here can be written in the neutral form and imported elsewhere."""

import csv
from datetime import UTC, datetime

import pytest
from django.db import connection

from tradewind.ops.history.errors import CannotWrite
from tradewind.ops.history.export import export_history
from tradewind.ops.history.importer import import_history
from tradewind.ops.history.mapping import load
from tradewind.ops.history.schema import tables

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 17, 4, 0, tzinfo=UTC)
MODULES = ("parties", "catalog", "deals", "trade", "payments", "logistics", "content", "ledger", "insight")


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def forget_everything(rows):
    """Empties the marketplace in this test's transaction."""
    found = rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ %s", f"^({'|'.join(MODULES)})_")
    names = ", ".join(name for (name,) in found)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {names} CASCADE")
        cursor.execute("SET session_replication_role = origin")


def test_an_export_imports_to_the_same_export(history, rows, tmp_path):
    history.read()
    first = tmp_path / "first"
    counts = export_history(first)
    assert counts == {
        "BRL": {"shops": 2, "buyers": 2, "listings": 4, "orders": 5, "items": 5, "payments": 4, "deliveries": 3,
                "reviews": 3},
    }  # fmt: skip
    forget_everything(rows)
    folder = first / "BRL"
    told = import_history(folder, load("", folder, ""), NOW, progress=lambda *said: None)
    assert told.sums["price"] == 13543
    export_history(tmp_path / "second")
    assert files(tmp_path / "second" / "BRL") == files(folder)


def test_discounts_keep_their_payers(history, tmp_path, csv_of):
    history.read()
    export_history(tmp_path / "out")
    lines = csv_of(tmp_path / "out" / "BRL" / "items.csv")
    assert [(line["order"], line["discount"], line["subsidy"]) for line in lines][:2] == [
        ("o1", "3.00", "1.00"),
        ("o1", "0.00", "0.00"),
    ]


def test_no_cell_starts_a_formula(history, rows, tmp_path):
    history.swap("shops", "s1,Alpha", 's1,"=HYPERLINK(""http://x"")"').swap("reviews", "late", "@SUM(A1)")
    history.swap("deliveries", "SF1", "+49 1").swap("orders", "o4,b1", "-o4,b1").swap("payments", "o4,1", "-o4,1")
    history.swap("items", "o4,1", "-o4,1").swap("listings", "Tea,tea", "'=Tea,tea")
    history.read()
    export_history(tmp_path / "out")
    folder = tmp_path / "out" / "BRL"
    cells = []
    for name in tables():
        with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert {'\'=HYPERLINK("http://x")', "'@SUM(A1)", "'+49 1", "'-o4", "''=Tea"} <= set(cells)
    forget_everything(rows)
    import_history(folder, load("", folder, ""), NOW, progress=lambda *said: None)
    assert rows("SELECT name FROM parties_shop WHERE external_ref = 's1'") == [('=HYPERLINK("http://x")',)]
    assert rows("SELECT title FROM catalog_listing WHERE external_ref = 'p1'") == [("'=Tea",)]
    assert rows("SELECT count(*) FROM trade_order WHERE external_ref = '-o4'") == [(1,)]


def test_nothing_personal_leaves(history, tmp_path):
    history.read()
    export_history(tmp_path / "out")
    text = b"".join(files(tmp_path / "out" / "BRL").values())
    assert b"Ana" not in text
    assert b"Bia" not in text


def test_an_export_never_overwrites(history, tmp_path):
    history.read()
    export_history(tmp_path / "out")
    before = files(tmp_path / "out" / "BRL")
    with pytest.raises(CannotWrite, match="File exists"):
        export_history(tmp_path / "out")
    assert files(tmp_path / "out" / "BRL") == before


def test_every_currency_has_its_own_folder(history, tmp_path):
    history.read()
    (history.folder / "mapping.toml").write_text('currency = "JPY"\nprefix = "j:"\ndecimals = 0\n')
    history.write("items", "order,shop,listing,price\no1,s1,p1,1200\n")
    history.write("payments", "order,method,amount\no1,card,1200\n").write("deliveries", "order,shipped_at\n")
    history.write("reviews", "order,rating\n").read(currency="")
    assert sorted(export_history(tmp_path / "out")) == ["BRL", "JPY"]
    assert b"1200,1200,0,0,0," in (tmp_path / "out" / "JPY" / "items.csv").read_bytes()
