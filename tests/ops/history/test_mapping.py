"""Mapping files: what they can say, and a clear word for everything that cannot work."""

from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tradewind.ops.history.errors import MappingWrong, RowsWrong
from tradewind.ops.history.importer import import_history
from tradewind.ops.history.mapping import SHIPPED, load
from tradewind.ops.history.schema import tables

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 17, 4, 0, tzinfo=UTC)
GOOD = """
currency = "EUR"
zone = "Europe/Berlin"
decimal_mark = ","
delimiter = ";"
formats = ["%d.%m.%Y %H:%M"]
missing = ["", "-"]

[lookups.person]
file = "people"
key = "nr"

[tables.shops]
file = "sales*.csv"
repeats = "first"
columns.id = "seller"
columns.name = { template = "Haus {seller:3}" }

[tables.buyers]
file = "people.csv"
repeats = "first"
columns.id = "code"

[tables.listings]
file = "sales*.csv"
repeats = "first"
columns.id = "what"
columns.category = { constant = "old_books" }
columns.category_name_en = { constant = "old_books", tidy = true }

[tables.orders]
file = "sales*.csv"
columns.id = "nr"
columns.buyer = { column = "person", lookup = "person", take = "code" }
columns.status = { column = "state", translate = "state", default = "completed" }
columns.placed_at = "day"

[tables.items]
file = "sales*.csv"
columns.order = "nr"
columns.shop = "seller"
columns.listing = "what"
columns.price = "amount"

[tables.deliveries]
file = "sales*.csv"
skip_without = ["sent"]
columns.order = "nr"
columns.shipped_at = { column = "sent", formats = ["%Y-%m-%d"] }

[translate.state]
done = "completed"
gone = "closed"
"""
SALES = "nr;person;state;day;seller;what;amount;sent\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "map.toml").write_text(GOOD)
    (tmp_path / "people.csv").write_text("nr;code\n1;anna\n2;anna\n")
    (tmp_path / "sales1.csv").write_text(SALES + "a;1;done;01.04.2019 12:00;antik-1;b1;12,5;2019-04-02\n")
    (tmp_path / "sales2.csv").write_text(SALES + "b;2;-;02.04.2019 12:00;antik-1;b1;7;-\n")
    return tmp_path


def read(folder):
    mapping = load(str(folder / "map.toml"), folder, "")
    return import_history(folder, mapping, NOW, progress=lambda *told: None)


def test_every_rule_does_what_it_says(folder, rows):
    told = read(folder)
    assert told.tables["shops"].files == ["sales1.csv", "sales2.csv"]
    assert (told.tables["shops"].repeats, told.tables["buyers"].repeats) == (1, 1)
    assert rows("SELECT slug, name FROM parties_shop") == [("h-antik-1", "Haus ant")]
    assert rows("SELECT slug, name, name_en FROM catalog_category") == [("old-books", "old_books", "Old books")]
    assert rows("""SELECT o.external_ref, a.external_ref, o.state, o.placed_at, o.item_amount FROM trade_order o
                   JOIN parties_account a ON a.id = o.account_id ORDER BY 1""") == [
        ("a", "anna", "completed", datetime(2019, 4, 1, 10, tzinfo=UTC), 1250),
        ("b", "anna", "completed", datetime(2019, 4, 2, 10, tzinfo=UTC), 700),
    ]  # fmt: skip
    assert rows("""SELECT o.external_ref, s.shipped_at FROM logistics_shipment s JOIN trade_order o ON o.id = s.order_id
                   ORDER BY 1""")[0] == ("a", datetime(2019, 4, 1, 22, tzinfo=UTC))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('currency = "EUR"', 'currency = "euro"', "say the currency as three capital letters"),
        ('currency = "EUR"', "", "say the currency as three capital letters"),
        ("Europe/Berlin", "Europe/Bremen", "there is no time zone Europe/Bremen"),
        ('delimiter = ";"', 'delimiter = ";;"', "the delimiter is one character"),
        ('delimiter = ";"', 'delimitter = ";"', "unknown field `delimitter`"),
        ("[tables.shops]", "[tables.stores]", "the table shops is missing"),
        ("[tables.deliveries]", "[tables.parcels]", "there is no table parcels; there are shops, buyers"),
        ('columns.name = {', 'columns.nick = {', "shops.nick: there is no such column; there are id, name"),
        ('columns.id = "seller"\n', "", "shops needs a rule for id"),
        ('columns.id = "seller"', 'columns.id = "vendor"', "sales1.csv has no column vendor; it has nr, person"),
        ("Haus {seller:3}", "Haus {house}", "sales1.csv has no column house"),
        ('file = "people.csv"', 'file = "men.csv"', "there is no CSV or Parquet file men.csv"),
        ('file = "people"', 'file = "men"', "there is no CSV or Parquet file men"),
        ('key = "nr"', 'key = "id"', "people.csv has no column id"),
        ('lookup = "person", take = "code"', 'lookup = "person"', "orders.buyer: lookup and take go together"),
        ('lookup = "person", take', 'lookup = "folk", take', "orders.buyer: there is no lookup folk"),
        ('translate = "state"', 'translate = "status"', "orders.status: there is no translate table status"),
        ('gone = "closed"', 'gone = "lost"', "orders.status: lost is none of created, paid"),
        ('{ constant = "old_books" }', '{ constant = "x", column = "what" }', "say exactly one of column, constant"),
        ('columns.price = "amount"', 'columns.price = { column = "amount", decimals = 3 }', "EUR has 2 decimals"),
        ('[tables.buyers]\nfile = "people.csv"\nrepeats = "first"\ncolumns.id = "code"\n', "",
         "orders.buyer names buyers, which the mapping does not have"),
        ('repeats = "first"\ncolumns.id = "seller"', 'repeats = "last"\ncolumns.id = "seller"', "Invalid enum value"),
        ('decimal_mark = ","', "decimal_mark = ", "map.toml"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_work_says_why(folder, unchanged, old, new, said):
    before = unchanged()
    assert GOOD.count(old) == 1
    (folder / "map.toml").write_text(GOOD.replace(old, new))
    with pytest.raises(MappingWrong) as refused:
        read(folder)
    assert said in refused.value.said()
    assert unchanged() == before


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("sales1.csv", SALES + "a;9;done;01.04.2019 12:00;s;b;1;-\n", (2, "person", "9", "is not in people")),
        ("sales1.csv", SALES + "a;1;odd;01.04.2019 12:00;s;b;1;-\n",
         (2, "state", "odd", "the mapping does not translate this state")),
        ("sales1.csv", SALES + "a;1;done;2019-04-01;s;b;1;-\n",
         (2, "day", "2019-04-01", "is not a date (%d.%m.%Y %H:%M)")),
        ("sales1.csv", SALES + "a;1;done;01.04.2019 12:00;s;b;1.50;-\n",
         (2, "amount", "1.50", "is not an amount of money")),
        ("people.csv", "nr;code\n1;anna\n1;eva\n2;x\n", (3, "nr", "1", "stands twice, first in line 2")),
    ],
)  # fmt: skip
def test_rows_that_a_rule_cannot_take_are_named_by_their_own_column(folder, file, text, problem):
    (folder / file).write_text(text)
    with pytest.raises(RowsWrong) as refused:
        read(folder)
    assert (file, *problem) in [tuple(found) for found in refused.value.problems]


def test_a_neutral_file_with_a_strange_or_missing_column_is_refused(history):
    history.swap("shops", "id,name,region,city", "id,name,region,town")
    with pytest.raises(MappingWrong, match=r"shops\.csv: shops has no column town"):
        history.read()
    history.swap("shops", "id,name,region,town", "name_en,name,region,city")
    with pytest.raises(MappingWrong, match=r"shops\.csv needs the column id"):
        history.read()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "shops.csv cannot be read"),
        (b"id,n\xe9me\ns1,x\n", "the first line of shops.csv is not UTF-8 text"),
        (b"id,name,name\ns1,x,y\n", "shops.csv has two columns name"),
    ],
)
def test_a_file_without_a_readable_head_is_refused(history, data, said):
    history.write("shops", data)
    with pytest.raises(MappingWrong) as refused:
        history.read()
    assert said in refused.value.said()


def test_a_missing_mapping_names_the_shipped_ones(tmp_path):
    with pytest.raises(MappingWrong, match=r"there is no file nowhere and no shipped mapping of that name \(olist\)"):
        load("nowhere", tmp_path, "")


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_mappings_are_right_in_themselves(path, tmp_path):
    assert set(load(path.stem, tmp_path, "").tables) == set(tables())


def test_parquet_files_give_the_same_history(history, rows, tmp_path):
    """Typed columns: floats for money, timestamps, dictionaries, large strings."""
    text = (history.folder / "items.csv").read_text()
    lines = [line.split(",") for line in text.splitlines()]
    columns = dict(zip(lines[0], zip(*lines[1:], strict=True), strict=True))
    money = {"price", "list_price", "discount", "subsidy", "freight"}
    arrays = {}
    for name, values in columns.items():
        given = [value or None for value in values]
        if name in money:
            arrays[name] = pa.array([None if v is None else float(v) for v in given], pa.float64())
        elif name in ("position", "quantity"):
            arrays[name] = pa.array([float(v) for v in given], pa.float64())
        elif name == "ship_by":
            arrays[name] = pa.array([v and datetime.fromisoformat(v) for v in given], pa.timestamp("ns"))
        else:
            kind = pa.large_string() if name == "order" else pa.dictionary(pa.int8(), pa.string())
            arrays[name] = pa.array(given, pa.string()).cast(kind)
    pq.write_table(pa.table(arrays), history.folder / "items.parquet")
    (history.folder / "items.csv").unlink()
    told = history.read()
    assert told.tables["items"].files == ["items.parquet"]
    assert told.sums["price"] == 13543
    assert rows("SELECT count(*) FROM trade_sub_order WHERE ship_by IS NOT NULL") == [(2,)]


def test_a_parquet_problem_names_the_row(history):
    table = pa.table({
        "order": ["o1", "o1"], "method": ["card", "card"], "amount": [1.0, 2.005],
        "paid_at": pa.array([None, datetime(2030, 1, 1)], pa.timestamp("us")),  # noqa: DTZ001
    })  # fmt: skip
    pq.write_table(table, history.folder / "payments.parquet")
    (history.folder / "payments.csv").unlink()
    assert [p[1:3] + p[4:] for p in history.problems()] == [
        (2, "amount", "has more than 2 decimals"),
        (2, "paid_at", "is after 2026-06-17"),
    ]


def parquet(history, table, **columns):
    (history.folder / f"{table}.csv").unlink()
    pq.write_table(pa.table(columns), history.folder / f"{table}.parquet")


@pytest.mark.parametrize(
    ("table", "columns", "row", "column", "reason"),
    [
        ("shops", {"id": ["s1", "s2"], "city": pa.array([b"Rio", b"R\xedo"], pa.binary())}, 2, "city",
         "is not UTF-8 text"),
        ("shops", {"id": ["s1", "s2"], "city": pa.array([b"Rio", b"R\xedo"], pa.large_binary())}, 2, "city",
         "is not UTF-8 text"),
        ("payments", {"order": ["o1"], "method": ["card"], "amount": [1.0], "instalments": [float("inf")]}, 1,
         "instalments", "is not a whole number"),
        ("payments", {"order": ["o1"], "method": ["card"], "amount": [float("nan")]}, 1, "amount", "is missing"),
        ("payments", {"order": ["o1"], "method": ["card"], "amount": [1.0], "paid_at": pa.array([2**62],
         pa.timestamp("ns"))}, 1, "paid_at", "is after 2026-06-17"),
        ("payments", {"order": ["o1"], "method": ["card"], "amount": [1.0], "paid_at": pa.array([10**14],
         pa.timestamp("ms"))}, 1, "paid_at", "is after 2026-06-17"),
    ],
)  # fmt: skip
def test_what_only_parquet_can_get_wrong_is_named_too(history, table, columns, row, column, reason):
    parquet(history, table, **columns)
    assert [(p[0], p[1], p[2], p[4]) for p in history.problems()] == [(f"{table}.parquet", row, column, reason)]


def test_a_parquet_column_of_lists_or_structs_is_refused(history, unchanged):
    before = unchanged()
    parquet(history, "shops", id=["s1", "s2"], city=[["Rio"], ["São Paulo"]])
    with pytest.raises(MappingWrong, match=r"shops.parquet: the column city has values with parts \(list<"):
        history.read()
    assert unchanged() == before


def test_a_parquet_file_with_two_columns_of_one_name_is_refused(history):
    (history.folder / "shops.csv").unlink()
    twice = pa.Table.from_arrays([pa.array(["s1", "s2"]), pa.array(["s1", "s2"])], names=["id", "id"])
    pq.write_table(twice, history.folder / "shops.parquet")
    with pytest.raises(MappingWrong, match=r"shops.parquet has two columns id"):
        history.read()


def test_a_parquet_file_that_is_damaged_inside_is_a_problem(history):
    parquet(history, "buyers", id=[f"b{number}" for number in range(1, 5000)])
    path = history.folder / "buyers.parquet"
    data = bytearray(path.read_bytes())
    data[4:400] = bytes(396)
    path.write_bytes(bytes(data))
    assert any(p[0] == "buyers.parquet" and p[4].startswith("the file cannot be read from here on")
               for p in history.problems())  # fmt: skip


def test_a_folder_where_a_file_should_be_is_refused(history):
    (history.folder / "reviews.csv").unlink()
    (history.folder / "reviews.csv").mkdir()
    with pytest.raises(MappingWrong, match="there is no CSV or Parquet file reviews"):
        history.read()
