"""The books: what is posted balances, stays, and can be mirrored once."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tradewind.ledger import queries
from tradewind.ledger.actions.post import post
from tradewind.ledger.actions.reverse import reverse
from tradewind.ledger.errors import AlreadyReversed, KeyReused, NoTransaction, Unbalanced
from tradewind.ledger.invariants import INVARIANTS
from tradewind.ledger.models import LedgerAccount, LedgerTransaction, Posting
from tradewind.ledger.types import AccountKey, Entry, Leg

AT = datetime(2026, 6, 1, tzinfo=UTC)
CLEARING = AccountKey("provider", 0, "clearing")
SALES = AccountKey("shop", 5, "sales")
FREIGHT = AccountKey("shop", 5, "freight")


def sale(key: str = "order:1:paid", goods: int = 9900, freight: int = 600, currency: str = "CNY") -> Entry:
    legs = (Leg(CLEARING, goods + freight), Leg(SALES, -goods), Leg(FREIGHT, -freight))
    return Entry(key, "sale", 1, currency, legs, AT)


def books() -> tuple[int, int, int]:
    return LedgerAccount.objects.count(), LedgerTransaction.objects.count(), Posting.objects.count()


@pytest.mark.django_db
def test_a_sale_is_posted_leg_by_leg():
    [id_] = post([sale()])
    [row] = queries.transactions(subject=1)
    assert (row.id, row.key, row.kind, row.posted_at) == (id_, "order:1:paid", "sale", AT)
    assert [(leg.owner_kind, leg.code, leg.amount) for leg in row.legs] == [
        ("provider", "clearing", 10500), ("shop", "sales", -9900), ("shop", "freight", -600),
    ]  # fmt: skip
    assert queries.balances("shop", 5) == [("freight", "CNY", -600), ("sales", "CNY", -9900)]


@pytest.mark.django_db
def test_the_same_key_posts_once_and_returns_the_same_transaction():
    first = post([sale()])
    before = books()
    assert post([sale(), sale("order:2:paid")])[0] == first[0]
    assert books() == (before[0], before[1] + 1, before[2] + 3)


@pytest.mark.django_db
def test_the_same_key_with_other_legs_is_refused_and_nothing_moves():
    post([sale()])
    before = books()
    with pytest.raises(KeyReused):
        post([sale("order:3:paid"), sale(goods=9800)])
    with pytest.raises(KeyReused):
        post([sale("twice"), sale("twice")])
    assert books() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "legs",
    [(), (Leg(SALES, -1),), (Leg(CLEARING, 2), Leg(SALES, -1)), (Leg(CLEARING, 0), Leg(SALES, 0))],
)
def test_an_entry_that_does_not_balance_is_refused(legs):
    with pytest.raises(Unbalanced):
        post([sale(), Entry("bad", "sale", 1, "CNY", legs, AT)])
    assert books() == (0, 0, 0)


@pytest.mark.django_db
def test_currencies_have_accounts_of_their_own():
    post([sale(), sale("order:2:paid", currency="BRL")])
    assert [b.currency for b in queries.balances("shop", 5) if b.code == "sales"] == ["BRL", "CNY"]
    totals = queries.account_totals()
    for currency in ("BRL", "CNY"):
        assert sum(t.amount for t in totals if t.currency == currency) == 0


@pytest.mark.django_db
def test_a_reversal_mirrors_once():
    [id_] = post([sale()])
    back = reverse("order:1:paid", "order:1:back", AT)
    assert reverse("order:1:paid", "order:1:back", AT) == back
    [mirror, original] = queries.transactions(subject=1)
    assert mirror.reverses_id == id_ == original.id
    assert [leg.amount for leg in mirror.legs] == [-leg.amount for leg in original.legs]
    assert {b.amount for b in queries.balances("shop", 5)} == {0}
    before = books()
    with pytest.raises(AlreadyReversed):
        reverse("order:1:paid", "order:1:again", AT)
    with pytest.raises(NoTransaction):
        reverse("order:99:paid", "x", AT)
    assert books() == before


@pytest.mark.django_db
def test_the_statement_pages_back_in_time():
    post([sale(f"order:{n}:paid", goods=100 * n) for n in range(1, 6)])
    first = queries.statement("shop", 5, limit=4)
    assert [row.amount for row in first] == [-500, -600, -400, -600]
    second = queries.statement("shop", 5, before_id=first[-1].transaction_id, limit=2)
    assert [row.amount for row in second] == [-300, -600]


# --- the database guards the books even from code that goes around the actions -------------------------------------


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["ledger_account", "ledger_transaction", "ledger_posting"])
@pytest.mark.parametrize("attack", ["DELETE FROM {}", "UPDATE {} SET {} = {}", "TRUNCATE {} CASCADE"])
def test_rows_can_be_neither_changed_nor_removed(table, attack):
    post([sale()])
    before = queries.transactions()
    column = {"ledger_account": "code", "ledger_transaction": "note", "ledger_posting": "amount"}[table]
    with pytest.raises(DatabaseError, match="append-only"):
        sql(attack.format(table, column, column))
    assert queries.transactions() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO ledger_account SELECT * FROM ledger_account ON CONFLICT (id) DO UPDATE SET code = 'x'",
        "INSERT INTO ledger_transaction SELECT * FROM ledger_transaction ON CONFLICT (id) DO UPDATE SET note = 'x'",
        "INSERT INTO ledger_posting SELECT * FROM ledger_posting"
        " ON CONFLICT (transaction_id, position) DO UPDATE SET amount = 1",
        "MERGE INTO ledger_posting p USING ledger_posting o ON p.transaction_id = o.transaction_id"
        " AND p.position = o.position WHEN MATCHED THEN UPDATE SET amount = 1",
        "MERGE INTO ledger_account a USING ledger_account o ON a.id = o.id WHEN MATCHED THEN DELETE",
        "TRUNCATE ledger_posting",
        "WITH gone AS (DELETE FROM ledger_posting RETURNING 1) SELECT count(*) FROM gone",
    ],
)
def test_no_side_door_changes_a_row(attack):
    post([sale()])
    before = queries.transactions()
    with pytest.raises(DatabaseError, match="append-only"):
        sql(attack)
    assert queries.transactions() == before


def copy_in(head: str, legs: str) -> None:
    """Rows by COPY, as a bulk load brings them."""
    with connection.cursor() as cursor:
        for statement, text in (
            ("COPY ledger_transaction (id, key, kind, subject, legs, posted_at, note) FROM STDIN", head),
            ("COPY ledger_posting (transaction_id, position, account_id, amount) FROM STDIN", legs),
        ):
            with cursor.copy(statement) as copy:
                copy.write(text)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("declared", "amounts", "said"),
    [(2, [5, -4], "sum to zero"), (3, [5, -5], "legs"), (2, [5, -4, -1], "closed"), (2, [5, -5], "")],
)
def test_copy_passes_the_same_guards(declared, amounts, said):
    post([sale()])
    before, account = books(), LedgerAccount.objects.first().id
    head = f"1\tby copy\tx\t1\t{declared}\t2026-06-01\t\n"
    legs = "".join(f"1\t{n}\t{account}\t{amount}\n" for n, amount in enumerate(amounts, 1))
    if said:
        with pytest.raises((DatabaseError, psycopg.Error), match=said), transaction.atomic():
            copy_in(head, legs)
        assert books() == before
    else:  # the control: what is right is let in
        with transaction.atomic():
            copy_in(head, legs)
        assert books() == (before[0], before[1] + 1, before[2] + 2)


def insert_by_hand(legs: list[int], declared: int) -> None:
    post([sale("opens the accounts")])
    accounts = list(LedgerAccount.objects.order_by("id").values_list("id", flat=True))
    sql("INSERT INTO ledger_transaction (id, key, kind, subject, legs, posted_at, note) "
        "VALUES (1, 'by hand', 'x', 1, %s, now(), '')", declared)  # fmt: skip
    for position, amount in enumerate(legs, 1):
        sql("INSERT INTO ledger_posting VALUES (1, %s, %s, %s)".replace("VALUES", "(transaction_id, position, amount, "
            "account_id) VALUES"), position, amount, accounts[position % len(accounts)])  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("legs", "declared", "said"),
    [([5, -4], 2, "sum to zero"), ([5], 1, "legs"), ([5, -5], 3, "legs"), ([], 2, "legs"), ([5, -4, -1], 2, "closed")],
)
def test_the_commit_of_a_broken_transaction_fails(legs, declared, said):
    with pytest.raises(DatabaseError, match=said), transaction.atomic():
        insert_by_hand(legs, declared)
    assert books() == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_balanced_transaction_by_hand_commits():
    """The control of the test above: the guard refuses breaks, not everything."""
    with transaction.atomic():
        insert_by_hand([5, -4, -1], 3)
    assert LedgerTransaction.objects.filter(key="by hand").exists()


@pytest.mark.django_db(transaction=True)
def test_legs_cannot_be_added_to_a_closed_transaction():
    [id_] = post([sale()])
    account = LedgerAccount.objects.first().id
    with pytest.raises(DatabaseError, match="is closed"), transaction.atomic():
        sql("INSERT INTO ledger_posting (transaction_id, position, account_id, amount) VALUES (%s, 4, %s, 7), "
            "(%s, 5, %s, -7)", id_, account, id_, account)  # fmt: skip
    assert len(queries.transactions()[0].legs) == 3


# --- properties ----------------------------------------------------------------------------------------------------

OWNERS = st.tuples(
    st.sampled_from(["platform", "shop", "buyer", "provider"]), st.integers(0, 3), st.sampled_from("abc")
)


@st.composite
def entries(draw, number):
    amounts = draw(st.lists(st.integers(-(10**12), 10**12).filter(bool), min_size=1, max_size=5))
    if sum(amounts) == 0:
        amounts.append(draw(st.integers(1, 10**6)))
    legs = [*amounts, -sum(amounts)]
    keys = draw(st.lists(OWNERS, min_size=len(legs), max_size=len(legs)))
    currency = draw(st.sampled_from(["CNY", "BRL"]))
    return Entry(f"key:{number}", "any", number, currency,
                 tuple(Leg(AccountKey(*k), a) for k, a in zip(keys, legs, strict=True)), AT)  # fmt: skip


@st.composite
def days_of_business(draw):
    count = draw(st.integers(1, 6))
    batch = [draw(entries(n)) for n in range(count)]
    return batch, draw(st.lists(st.integers(0, count - 1), max_size=6)), draw(st.lists(st.integers(0, count - 1)))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days_of_business())
def test_whatever_is_posted_repeated_and_reversed_the_books_balance(db, business):
    batch, repeats, reversals = business
    with transaction.atomic():
        post(batch)
        post({batch[n].key: batch[n] for n in repeats}.values())
        for n in reversals:
            reverse(f"key:{n}", f"back:{n}", AT)
        expected: dict[tuple[str, int, str, str], int] = {}
        for number, entry in enumerate(batch):
            if number in reversals:
                continue
            for leg in entry.legs:
                place = (*leg.account, entry.currency)
                expected[place] = expected.get(place, 0) + leg.amount
        stored = {(t.owner_kind, t.code, t.currency): t.amount for t in queries.account_totals()}
        for kind, code, currency in stored:
            parts = [v for (k, _, c, cur), v in expected.items() if (k, c, cur) == (kind, code, currency)]
            assert stored[kind, code, currency] == sum(parts)
        assert [problem for invariant in INVARIANTS for problem in invariant()] == []
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
