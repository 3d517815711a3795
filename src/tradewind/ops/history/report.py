"""What an import did: counts, sums, what had to be filled in, time and memory; as text and as JSON."""

import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from tradewind.kernel.money import show
from tradewind.ops.history.problems import Problem


class TableReport(msgspec.Struct, kw_only=True):
    """One neutral table: rows read from which files, rows left out as repeats, the columns that were fed."""

    files: list[str]
    rows: int
    repeats: int = 0
    columns: list[str] = []


class Report(msgspec.Struct, kw_only=True):
    """The whole import. Sums are minor units of `currency`; `peak_mb` is this process, `database_peak_mb` the server's
    process that worked for it (0 when it runs elsewhere)."""

    mapping: str
    folder: str
    currency: str
    dry_run: bool
    done: bool = False
    tables: dict[str, TableReport] = {}
    loaded: dict[str, int] = {}
    sums: dict[str, int] = {}
    warnings: list[str] = []
    problems: list[Problem] = []
    more_problems: bool = False
    seconds: float = 0.0
    peak_mb: int = 0
    database_peak_mb: int = 0


# Read from the database after everything is in place (for a dry run from the staging tables).
STAGED_SUMS = """
SELECT coalesce(sum(price * coalesce(quantity, 1)), 0)::bigint, coalesce(sum(discount), 0)::bigint,
       coalesce(sum(freight), 0)::bigint, (SELECT coalesce(sum(amount), 0)::bigint FROM history_payments)
FROM history_items
"""
LOADED = {
    "shops": "SELECT count(*) FROM parties_shop JOIN made_shops USING (id)",
    "buyers": "SELECT count(*) FROM parties_account JOIN made_buyers USING (id)",
    "categories": "SELECT count(*) FROM catalog_category JOIN made_categories USING (id)",
    "products": "SELECT count(DISTINCT l.external_ref) FROM catalog_listing l JOIN made_listings USING (id)",
    "listings": "SELECT count(*) FROM catalog_listing JOIN made_listings USING (id)",
    "orders": "SELECT count(*) FROM trade_order JOIN made_orders USING (id)",
    "sub-orders": "SELECT count(*) FROM trade_sub_order s JOIN made_orders o ON o.id = s.order_id",
    "lines": "SELECT count(*) FROM trade_order_line s JOIN made_orders o ON o.id = s.order_id",
    "pieces": "SELECT sum(s.quantity) FROM trade_order_line s JOIN made_orders o ON o.id = s.order_id",
    "payments": "SELECT count(*) FROM payments_payment JOIN made_payments USING (id)",
    "parcels": "SELECT count(*) FROM logistics_shipment s JOIN made_orders o ON o.id = s.order_id",
    "reviews": "SELECT count(*) FROM content_review JOIN made_reviews USING (id)",
    "ledger transactions": "SELECT count(*) FROM ledger_transaction JOIN made_entries USING (id)",
}
SUMS = {
    "price": "SELECT sum(s.item_amount) FROM trade_order_line s JOIN made_orders o ON o.id = s.order_id",
    "discount": "SELECT sum(s.discount_amount) FROM trade_order_line s JOIN made_orders o ON o.id = s.order_id",
    "freight": "SELECT sum(s.freight_amount) FROM trade_order_line s JOIN made_orders o ON o.id = s.order_id",
    "payments": "SELECT sum(p.amount) FROM payments_payment p JOIN made_payments USING (id)",
    "import_difference": "SELECT sum(amount) FROM made_legs WHERE code = 'import_difference'",
    "import_cancelled": "SELECT sum(amount) FROM made_legs WHERE code = 'import_cancelled'",
}
# Each counts something that history left open; the text says what was done about it.
WARNINGS = {
    "SELECT count(*) FROM made_orders WHERE NOT EXISTS (SELECT 1 FROM made_parts p WHERE p.ref = made_orders.ref)": (
        "orders without items, loaded without sub-orders"
    ),
    "SELECT count(*) FROM made_orders WHERE status NOT IN ('created', 'closed') AND paid = 0": (
        "orders that went on without a payment; what they owe is in provider/import_difference"
    ),
    "SELECT count(*) FROM made_legs WHERE code = 'import_difference'": (
        "orders that were not paid exactly what they cost; the rest is in provider/import_difference"
    ),
    "SELECT count(*) FROM made_legs WHERE code = 'import_cancelled'": (
        "orders cancelled after a payment; the money is in provider/import_cancelled"
    ),
    "SELECT count(*) FROM made_orders o JOIN history_orders h ON h.id = o.ref WHERE o.paid_at IS NOT NULL "
    "AND h.paid_at IS NULL": "paid orders that do not say when; the first payment's or the order's own date was taken",
    "SELECT count(*) FROM made_subs WHERE no_parcel": (
        "sub-orders sent without a delivery row; each got a parcel without a number"
    ),
    "SELECT count(*) FROM made_subs WHERE state IN ('delivered', 'confirmed') AND shipped_at > delivered_at": (
        "sub-orders that arrived before they were sent; both dates were kept as they are"
    ),
    "SELECT count(*) FROM history_reviews WHERE created_at IS NULL": (
        "reviews that do not say when; the order's date was taken"
    ),
    "SELECT count(*) FROM made_reviews WHERE listing_id IS NULL": (
        "reviews of an order with several listings or none; they count for no listing"
    ),
    "SELECT count(*) FROM made_listings m JOIN (SELECT listing FROM made_listings GROUP BY 1 HAVING count(*) > 1) s "
    "USING (listing)": "listings of a product that several shops sold; each shop got its own",
    "SELECT count(*) FROM history_listings l WHERE NOT EXISTS (SELECT 1 FROM made_listings m WHERE m.listing = l.id)": (
        "products that nobody sold and that name no shop; they were left out"
    ),
}


def _numbers(cursor: Any, statements: dict[str, str]) -> Iterator[tuple[str, int]]:
    for name, sql in statements.items():
        cursor.execute(sql)
        yield name, int(cursor.fetchone()[0] or 0)


def staged(cursor: Any, report: Report) -> None:
    """Fills the sums of a dry run."""
    cursor.execute(STAGED_SUMS)
    report.sums = dict(zip(("price", "discount", "freight", "payments"), cursor.fetchone(), strict=True))


def loaded(cursor: Any, report: Report) -> None:
    """Fills counts, sums and warnings from what now stands in the tables."""
    report.loaded = dict(_numbers(cursor, LOADED))
    report.sums = dict(_numbers(cursor, SUMS))
    asked = {said: sql for sql, said in WARNINGS.items()}
    report.warnings += [f"{n:,} × {said}" for said, n in _numbers(cursor, asked) if n]


def measure(cursor: Any, report: Report) -> None:
    """Fills the peaks of memory."""
    report.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    cursor.execute("SELECT pg_backend_pid()")
    status = Path(f"/proc/{cursor.fetchone()[0]}/status")
    try:
        text = status.read_text() if "postgres" in status.with_name("comm").read_text() else ""
    except OSError:  # the server is elsewhere
        text = ""
    report.database_peak_mb = sum(int(line.split()[1]) // 1024 for line in text.splitlines() if line[:6] == "VmHWM:")


def as_json(report: Report) -> bytes:
    """The report as indented JSON."""
    told = msgspec.to_builtins(report) | {"problems": [problem._asdict() for problem in report.problems]}
    return msgspec.json.format(msgspec.json.encode(told), indent=2)


def print_to(console: Console, report: Report) -> None:
    """The report for people."""
    if report.problems:
        for problem in report.problems:
            console.print(problem.said(), markup=False, highlight=False, soft_wrap=True)
        if report.more_problems:
            console.print("… and more", markup=False)
        return
    read = Table("table", "rows", "files", title="Read", title_justify="left")
    for name, table in report.tables.items():
        repeats = f" ({table.repeats:,} repeats left out)" if table.repeats else ""
        read.add_row(name, f"{table.rows:,}{repeats}", ", ".join(table.files))
    console.print(read)
    result = Table("loaded" if report.done else "valid", "", title_justify="left")
    for name, count in report.loaded.items():
        result.add_row(name, f"{count:,}")
    for name, amount in report.sums.items():
        result.add_row(name, show(amount, report.currency))
    console.print(result)
    for warning in report.warnings:
        console.print(f"note: {warning}", markup=False, highlight=False, soft_wrap=True)
    memory = f"{report.peak_mb} MB here, {report.database_peak_mb} MB in the database"
    ending = "Everything is loaded" if report.done else "Everything is valid; nothing was changed (dry run)"
    console.print(f"{ending}: {report.seconds:.1f} s, {memory} at the peak.", highlight=False)
