"""What only the whole can tell: repeated ids, references into nothing, amounts that contradict each other, ids that the
marketplace has already. Every check names the rows it is about."""

# ruff: noqa: S608 - the parts of the statements are names of our own schema

from collections.abc import Iterator
from typing import Any, NamedTuple

from tradewind.ops.history.problems import LIMIT, Problems
from tradewind.ops.history.schema import Table, tables
from tradewind.ops.history.staging import Origin, stage

LARGEST_ORDER = 10**15  # minor units; thousands of such orders still add up
COUNTED = ("items", "payments")
EXISTING = {"shops": "parties_shop", "buyers": "parties_account", "orders": "trade_order"}


class Check(NamedTuple):
    """`sql` returns (file number, line, value, reason) of wrong rows of `table`; `column` is what is wrong."""

    table: str
    column: str
    sql: str


def run(cursor: Any, origins: dict[str, Origin], prefix: str, problems: Problems) -> None:
    """Runs every check over the staged tables until there are enough problems."""
    for check in _checks():
        if check.table not in origins:
            continue
        if problems.full:
            problems.more = True
            return
        origin = origins[check.table]
        cursor.execute(f"{check.sql} ORDER BY 1, 2 LIMIT {LIMIT + 1:d}", {"prefix": prefix})
        for file, line, value, reason in cursor.fetchall():
            problems.add(origin.files[file], line, origin.shown(check.column), value, reason)


def _checks() -> Iterator[Check]:
    for table in tables().values():
        if table.key:
            yield _repeated(table)
        for column in table.columns.values():
            if column.reference:
                yield _unknown(table.name, column.name, column.reference)
    for table_name, existing in EXISTING.items():
        yield _existing(table_name, existing)
    for table_name in COUNTED:
        yield _half_counted(table_name)
    yield from _contradictions()


def _repeated(table: Table) -> Check:
    """A row whose key came before; empty parts of a key are equal."""
    key = ", ".join(f'"{name}"' for name in table.key)
    named = "position" if table.name in COUNTED else "id"
    return Check(
        table.name,
        named,
        f"""SELECT _file, _line, concat_ws(' ', {key}), 'stands twice, first in line ' || first
            FROM (SELECT *, row_number() OVER w AS nth, first_value(_line) OVER w AS first FROM {stage(table.name)}
                  WHERE "{table.key[0]}" IS NOT NULL
                  WINDOW w AS (PARTITION BY {key} ORDER BY _file, _line)) repeats
            WHERE nth > 1""",
    )


def _unknown(table: str, column: str, reference: str) -> Check:
    return Check(
        table,
        column,
        f"""SELECT s._file, s._line, s."{column}", 'is no id of {reference}'
            FROM {stage(table)} s LEFT JOIN (SELECT DISTINCT id FROM {stage(reference)}) r ON r.id = s."{column}"
            WHERE s."{column}" IS NOT NULL AND r.id IS NULL""",
    )


def _existing(table: str, live: str) -> Check:
    return Check(
        table,
        "id",
        f"""SELECT s._file, s._line, s.id, 'has been imported before'
            FROM {stage(table)} s JOIN {live} t ON t.external_ref = %(prefix)s || s.id""",
    )


def _half_counted(table: str) -> Check:
    return Check(
        table,
        "position",
        f"""SELECT _file, _line, NULL, 'is missing here and there in other rows'
            FROM {stage(table)} WHERE "position" IS NULL
            AND EXISTS (SELECT 1 FROM {stage(table)} WHERE "position" IS NOT NULL)""",
    )


def _contradictions() -> Iterator[Check]:
    yield from _of_items()
    yield from _of_the_rest()


def _of_items() -> Iterator[Check]:
    items = stage("items")
    yield Check(
        "orders",
        "id",
        f"""SELECT o._file, o._line, o.id, 'costs more than can be booked' FROM {stage("orders")} o
            JOIN (SELECT "order", sum(greatest(price, list_price)::numeric * coalesce(quantity, 1)
                                      + coalesce(freight, 0)) AS total FROM {items} GROUP BY 1) t ON t."order" = o.id
            WHERE t.total > {LARGEST_ORDER}""",
    )
    yield Check(
        "items",
        "list_price",
        f"SELECT _file, _line, list_price, 'is below the price (both in minor units)' FROM {items} "
        "WHERE list_price < price",
    )
    yield Check(
        "items",
        "discount",
        f"SELECT _file, _line, discount, 'is more than the line costs (in minor units)' FROM {items} "
        "WHERE discount > price::numeric * coalesce(quantity, 1)",
    )
    yield Check(
        "items",
        "subsidy",
        f"SELECT _file, _line, subsidy, 'is more than the discount (in minor units)' FROM {items} "
        "WHERE subsidy > coalesce(discount, 0)",
    )
    yield Check(
        "items",
        "listing",
        f"""SELECT s._file, s._line, s.listing, 'is a listing of another shop' FROM {items} s
            WHERE s.shop IS NOT NULL AND EXISTS (SELECT 1 FROM {stage("listings")} l WHERE l.id = s.listing)
            AND NOT EXISTS (SELECT 1 FROM {stage("listings")} l
                            WHERE l.id = s.listing AND (l.shop IS NULL OR l.shop = s.shop))""",
    )


def _of_the_rest() -> Iterator[Check]:
    items, orders = stage("items"), stage("orders")
    yield Check(
        "payments",
        "order",
        f"""SELECT s._file, s._line, s."order", 'the order is only created, yet it has a payment'
            FROM {stage("payments")} s JOIN {orders} o ON o.id = s."order"
            WHERE o.status = 'created' AND s.amount > 0""",
    )
    yield Check(
        "payments",
        "reference",
        f"""SELECT s._file, s._line, s.reference, 'stands twice for this method' FROM (
                SELECT *, row_number() OVER (PARTITION BY method, reference ORDER BY _file, _line) AS nth
                FROM {stage("payments")} WHERE reference IS NOT NULL) s WHERE nth > 1""",
    )
    yield Check(
        "payments",
        "reference",
        f"""SELECT s._file, s._line, s.reference, 'has been imported before' FROM {stage("payments")} s
            JOIN payments_payment p ON p.method = s.method AND p.provider_ref = s.reference""",
    )
    yield Check(
        "deliveries",
        "shop",
        f"""SELECT s._file, s._line, s.shop, 'has sold nothing in this order' FROM {stage("deliveries")} s
            WHERE s.shop IS NOT NULL AND EXISTS (SELECT 1 FROM {orders} o WHERE o.id = s."order")
            AND NOT EXISTS (SELECT 1 FROM {items} i WHERE i."order" = s."order" AND i.shop = s.shop)""",
    )
    yield Check(
        "reviews",
        "position",
        f"""SELECT s._file, s._line, s."position"::text, 'is no line of this order' FROM {stage("reviews")} s
            WHERE s."position" IS NOT NULL AND EXISTS (SELECT 1 FROM {orders} o WHERE o.id = s."order")
            AND NOT EXISTS (SELECT 1 FROM {items} i
                            WHERE i."order" = s."order" AND i."position" = s."position")""",
    )
