"""Every kind of wrong row is named by file, line, column, value and reason, and then nothing at all is loaded."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("table", "old", "new", "line", "column", "value", "reason"),
    [
        ("orders", "o2,b2", "o2,b9", 3, "buyer", "b9", "is no id of buyers"),
        ("items", "o2,1,s2,p3", "o9,1,s2,p3", 4, "order", "o9", "is no id of orders"),
        ("items", "o2,1,s2,p3", "o2,1,s2,p9", 4, "listing", "p9", "is no id of listings"),
        ("items", "o2,1,s2,p3", "o2,1,s2,p1", 4, "listing", "p1", "is a listing of another shop"),
        ("items", "99.90", "-99.90", 4, "price", "-99.90", "must not be negative"),
        ("items", "99.90", "99.905", 4, "price", "99.905", "has more than 2 decimals"),
        ("items", "99.90", "99,90", 4, "", "", "the row has 12 values, the header 11"),
        ("items", "99.90", "1e3", 4, "price", "1e3", "is not an amount of money"),
        ("items", "99.90", "", 4, "price", "", "is missing"),
        ("items", "12.50", "9.99", 2, "list_price", "999", "is below the price (both in minor units)"),
        ("items", "3.00,1.00", "30.00,1.00", 2, "discount", "3000", "is more than the line costs (in minor units)"),
        ("items", "3.00,1.00", "3.00,3.01", 2, "subsidy", "301", "is more than the discount (in minor units)"),
        ("items", "o1,1,s1,p1,2", "o1,1,s1,p1,0", 2, "quantity", "0", "is below 1"),
        ("items", "o1,1,s1,p1,2", "o1,1,s1,p1,1.5", 2, "quantity", "1.5", "is not a whole number"),
        ("items", "o1,2,s2", "o1,1,s2", 3, "position", "o1 1", "stands twice, first in line 2"),
        ("items", "o1,2,s2", "o1,,s2", 3, "position", "", "is missing here and there in other rows"),
        ("orders", "2017-03-02 11:00:00", "2017-02-30 11:00:00", 3, "placed_at", "2017-02-30 11:00:00",
         "is not a date (YYYY-MM-DD hh:mm:ss)"),
        ("orders", "2017-03-02 11:00:00", "1917-03-02", 3, "placed_at", "1917-03-02", "is before 1970-01-02"),
        ("orders", "2017-03-02 11:00:00", "2027-03-02", 3, "placed_at", "2027-03-02", "is after 2026-06-17"),
        ("orders", "2017-03-02 11:00:00", "9999-12-31T23:59:59-14:00", 3, "placed_at", "9999-12-31T23:59:59-14:00",
         "is not a date (YYYY-MM-DD hh:mm:ss)"),
        ("orders", "o2,b2,shipped", "o2,b2,Shipped", 3, "status", "Shipped",
         "is none of created, paid, shipped, delivered, completed, closed"),
        ("orders", "o2,b2", " o1 ,b2", 3, "id", "o1", "stands twice, first in line 2"),
        ("items", "99.90", "NaN", 4, "price", "NaN", "is not an amount of money"),
        ("items", "99.90", "9" * 60, 4, "price", "9" * 60, "is not an amount of money"),
        ("orders", "2017-03-02 11:00:00", "", 3, "placed_at", "", "is missing"),
        ("orders", "o2,b2,shipped", "o2,b2,lost", 3, "status", "lost",
         "is none of created, paid, shipped, delivered, completed, closed"),
        ("orders", "o2,b2", "o1,b2", 3, "id", "o1", "stands twice, first in line 2"),
        ("orders", "o5,b2", ",b2", 6, "id", "", "is missing"),
        ("orders", "o2,b2,shipped", "o2,b2,created", 4, "order", "o2",
         "the order is only created, yet it has a payment"),
        ("items", "2,10.00,12.50", "1000000,9999999999,", 2, "price", "9999999999", ""),
        ("buyers", "b2,", "b1,", 3, "id", "b1", "stands twice, first in line 2"),
        ("shops", "Rio", b"R\xedo", 3, "city", "R\\xedo", "is not UTF-8 text"),
        ("shops", "Beta", "B" * 81, 3, "name", "B" * 79 + "…", "longer than 80 characters"),
        ("shops", "Beta", "B\x00", 3, "name", "B\x00", "holds a zero byte"),
        ("listings", "p2,s2", "p2,s9", 3, "shop", "s9", "is no id of shops"),
        ("payments", "card,20.00", "card,x", 2, "amount", "x", "is not an amount of money"),
        ("payments", "o1,2,voucher", "o1,1,voucher", 3, "position", "o1 1", "stands twice, first in line 2"),
        ("payments", "1,\no4", "1,r1\no4", 4, "reference", "r1", ""),
        ("payments", "2,r2", "2,r1", 5, "reference", "r1", "stands twice for this method"),
        ("payments", "o2,1,boleto", "o7,1,boleto", 4, "order", "o7", "is no id of orders"),
        ("deliveries", "o1,s2,YT", "o2,s1,YT", 3, "shop", "s1", "has sold nothing in this order"),
        ("deliveries", "2017-03-03 08:00:00", "", 4, "shipped_at", "", "is missing"),
        ("reviews", "v1,o1,1,5", "v1,o1,1,6", 2, "rating", "6", "is above 5"),
        ("reviews", "v1,o1,1,5", "v1,o1,7,5", 2, "position", "7", "is no line of this order"),
        ("reviews", "v2,o1,2", "v1,o1,1", 3, "id", "o1 1 v1", "stands twice, first in line 2"),
        ("reviews", "v3,o2", "v3,o8", 4, "order", "o8", "is no id of orders"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_and_nothing_is_loaded(history, table, old, new, line, column, value, reason):
    history.swap(table, old, new)
    if column == "price" and reason == "":  # each piece fits, all of them together do not
        assert history.problems() == [("orders.csv", 2, "id", "o1", "costs more than can be booked")]
        return
    if reason == "":  # the same reference under another method is another payment
        assert history.read().loaded["payments"] == 4
        return
    found = history.problems()
    file = "payments.csv" if reason.startswith("the order is only created") else f"{table}.csv"
    assert (file, line, column, value, reason) in [(*p[:3], "", p[4]) if column == "" else p for p in found]


def test_several_problems_come_together_in_order_of_file_and_line(history):
    history.swap("orders", "2017-03-02 11:00:00", "soon").swap("orders", "o4,b1", "o4,b7")
    history.swap("items", "5.50", "-5.50")
    assert [(file, line, column) for file, line, column, _, _ in history.problems()] == [
        ("items.csv", 3, "price"),
        ("orders.csv", 3, "placed_at"),
        ("orders.csv", 5, "buyer"),
    ]


def test_a_wrong_value_does_not_make_the_rows_that_name_it_wrong_too(history):
    history.swap("orders", "o2,b2,shipped", "o2,b2,lost")
    assert len(history.problems()) == 1


def test_there_are_at_most_a_hundred_problems_and_a_word_that_there_are_more(history):
    from tradewind.ops.history.errors import RowsWrong

    history.add("payments", *(f"o2,{n},card,-1.00,1," for n in range(2, 200)))
    assert len(history.problems()) == 100
    with pytest.raises(RowsWrong) as refused:
        history.read()
    assert refused.value.more
    assert refused.value.said() == "Problems in the files: more than 100. Nothing was loaded."


def test_lines_are_counted_over_quoted_line_ends_blank_lines_and_broken_rows(history):
    history.write(
        "reviews",
        'id,order,rating,text\nv1,o1,5,"two\nlines"\n\nv2,o1,4,"three\n\nlines"\nv3,o1\nv4,o1,9,x\n',
    )
    assert [(line, column, value, reason) for _, line, column, value, reason in history.problems()] == [
        (8, "", "v3,o1", "the row has 2 values, the header 4"),
        (9, "rating", "9", "is above 5"),
    ]


def test_a_quotation_mark_that_is_never_closed_is_a_problem(history):
    history.swap("reviews", "late", '"late')
    assert [p[4] for p in history.problems()][-1:] == ["the row has 5 values, the header 7"]
    assert "a quotation mark is opened and never closed" in {p[4] for p in history.problems()}


def test_positions_may_be_left_out_altogether(history):
    history.write("payments", "order,method,amount\no1,card,20\no2,boleto,99.90\no1,voucher,7.75\n")
    told = history.read()
    assert told.loaded["payments"] == 3
    assert told.sums["import_difference"] == 0 + 0 + 0


def test_ids_already_in_the_marketplace_are_refused_even_when_only_one_repeats(history):
    history.read()
    for name in ("shops", "buyers", "orders"):
        path = history.folder / f"{name}.csv"
        head, *lines = path.read_text().splitlines()
        path.write_text("\n".join([head, *(f"n{line}" for line in lines)]) + "\n")
    for name in ("deliveries", "reviews", "payments"):
        (history.folder / f"{name}.csv").unlink()
    history.write("items", "order,shop,listing,price\nno1,ns1,p3,1\n")
    history.write("listings", "id\np3\n").write("shops", "id\nns1\n")
    history.write("orders", "id,buyer,status,placed_at\nno1,nb1,paid,2017-01-01\no2,nb2,paid,2017-01-01\n")
    assert history.problems() == [("orders.csv", 3, "id", "o2", "has been imported before")]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_and_a_byte_order_mark_are_fine(history, end):
    for path in history.folder.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", end.encode()))
    assert history.read().loaded["orders"] == 5


def test_lines_are_counted_with_windows_line_ends_too(history):
    path = history.folder / "orders.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    history.swap("orders", "o2,b2", "o2,b9")
    assert history.problems() == [("orders.csv", 3, "buyer", "b9", "is no id of buyers")]
