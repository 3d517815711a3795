"""The provider's own books, in SQLite: payments and the notifications that wait to be sent. A kill loses neither."""

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tradewind_sandbox import faults

SCHEMA = """
CREATE TABLE IF NOT EXISTS payment (
    id TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, merchant_payment_id TEXT NOT NULL UNIQUE, order_id TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0), currency TEXT NOT NULL, description TEXT NOT NULL,
    return_url TEXT NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL, finished_at TEXT);
CREATE TABLE IF NOT EXISTS notification (
    number INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, payment_id TEXT NOT NULL, body TEXT NOT NULL,
    due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, faults TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS notification_waiting ON notification (due) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS payment_finished ON payment (finished_at);
"""
SAME = ("order_id", "amount", "currency")
BEIJING = timezone(timedelta(hours=8))
REORDER_SECONDS = 0.3


class Store:
    """All state. One connection, one user at a time."""

    def __init__(self, home: Path, merchant: str, fault_rates: faults.Faults = faults.NONE) -> None:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.merchant = merchant
        self.faults = fault_rates
        self._lock = threading.RLock()
        self._db = sqlite3.connect(home / "sandbox.db", check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA cache_size = -512")
        self._db.executescript(SCHEMA)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _one(self, where: str, value: str) -> dict[str, Any] | None:
        with self._lock:
            row = self._db.execute(f"SELECT * FROM payment WHERE {where} = ?", [value]).fetchone()  # noqa: S608
        return dict(row) if row else None

    def by_id(self, payment_id: str) -> dict[str, Any] | None:
        """A payment by our own id."""
        return self._one("id", payment_id)

    def by_token(self, token: str) -> dict[str, Any] | None:
        """A payment by the token of its page."""
        return self._one("token", token)

    def by_merchant_id(self, merchant_payment_id: str) -> dict[str, Any] | None:
        """A payment by the merchant's id."""
        return self._one("merchant_payment_id", merchant_payment_id)

    def create(self, asked: dict[str, Any]) -> tuple[dict[str, Any], bool] | None:
        """Creates a payment once per merchant's id: (payment, whether it is new). None: same id, another payment."""
        with self._transaction() as db:
            known = self.by_merchant_id(asked["merchant_payment_id"])
            if known is not None:
                return (known, False) if all(known[name] == asked[name] for name in SAME) else None
            row = {
                **asked,
                "id": f"pay_{secrets.token_hex(10)}",
                "token": secrets.token_urlsafe(24),
                "state": "pending",
                "created_at": _now(),
                "finished_at": None,
            }
            names = list(row)
            db.execute(
                f"INSERT INTO payment ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608
                list(row.values()),
            )
            return row, True

    def finish(self, payment_id: str, state: str, *, tell: bool = True) -> dict[str, Any]:
        """Moves a pending payment to `paid`, `failed` or `closed`, once, and notes what the merchant must be told.

        A payment that has ended stays as it is. Returns it as it is now.
        """
        with self._transaction() as db:
            changed = db.execute(
                "UPDATE payment SET state = ?, finished_at = ? WHERE id = ? AND state = 'pending'",
                [state, _now(), payment_id],
            )
            row = self.by_id(payment_id)
            if row is None:
                raise KeyError(payment_id)
            if changed.rowcount and tell:
                self._note(db, row)
            return row

    def _note(self, db: sqlite3.Connection, row: dict[str, Any]) -> None:
        """Queues the notification with whatever chance does to it."""
        number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM notification").fetchone()[0]
        struck = self.faults.strike(number)
        now = time.time()
        message_id = f"msg_{secrets.token_hex(12)}"
        due = now + (self.faults.late_seconds if "late" in struck else 0)
        self._queue(db, message_id, row, due, "lost" if "lost" in struck else "waiting", struck)
        if "duplicate" in struck:
            self._queue(db, message_id, row, due, "waiting", struck)
        if "reordered" in struck:  # an older word about the same payment arrives after the newer one
            older = {**row, "state": "pending"}
            self._queue(db, f"msg_{secrets.token_hex(12)}", older, due + REORDER_SECONDS, "waiting", struck)

    def _queue(
        self,
        db: sqlite3.Connection,
        message_id: str,
        row: dict[str, Any],
        due: float,
        state: str,
        struck: frozenset[str],
    ) -> None:
        body = json.dumps({"type": f"payment.{row['state']}", "data": self.public(row)}, ensure_ascii=False)
        db.execute(
            "INSERT INTO notification (message_id, payment_id, body, due, state, faults) VALUES (?, ?, ?, ?, ?, ?)",
            [message_id, row["id"], body, due, state, ",".join(sorted(struck))],
        )

    def public(self, row: dict[str, Any]) -> dict[str, Any]:
        """A payment as the merchant sees it."""
        shown = ("id", "merchant_payment_id", "order_id", "amount", "currency", "state")
        at = row["finished_at"] or row["created_at"]
        return {"merchant": self.merchant, **{name: row[name] for name in shown}, "at": at}

    def next_due(self) -> dict[str, Any] | None:
        """The waiting notification that is due first."""
        with self._lock:
            row = self._db.execute(
                "SELECT * FROM notification WHERE state = 'waiting' ORDER BY due, number LIMIT 1"
            ).fetchone()
        return dict(row) if row else None

    def answered(self, number: int, state: str, due: float, answer: str) -> None:
        """Notes an attempt to send a notification: what it is now, when it is due again, what the merchant said."""
        with self._transaction() as db:
            db.execute(
                "UPDATE notification SET attempts = attempts + 1, state = ?, due = ?, answer = ? WHERE number = ?",
                [state, due, answer[:200], number],
            )

    def send_now(self) -> int:
        """Makes everything due that waits, and what was lost or given up too; returns how many."""
        with self._transaction() as db:
            return db.execute(
                "UPDATE notification SET state = 'waiting', due = ? WHERE state <> 'delivered'", [time.time()]
            ).rowcount

    def notifications(self) -> list[dict[str, Any]]:
        """All notifications, oldest first, without bodies."""
        with self._lock:
            rows = self._db.execute(
                "SELECT number, message_id, payment_id, due, attempts, state, faults, answer FROM notification "
                "ORDER BY number"
            ).fetchall()
        return [dict(row) for row in rows]

    def statement(self, day: str) -> dict[str, Any]:
        """The payments taken on a day (Beijing time), with sums by currency: what a merchant reconciles with.

        Raises ValueError when `day` is none.
        """
        start = datetime.fromisoformat(f"{day}T00:00:00+08:00").astimezone(UTC)
        end = start + timedelta(days=1)
        with self._lock:
            rows = self._db.execute(
                "SELECT * FROM payment WHERE state = 'paid' AND finished_at >= ? AND finished_at < ? "
                "ORDER BY finished_at, id",
                [_text(start), _text(end)],
            ).fetchall()
        totals: dict[str, int] = {}
        for row in rows:
            totals[row["currency"]] = totals.get(row["currency"], 0) + row["amount"]
        return {
            "merchant": self.merchant,
            "day": day,
            "payments": [self.public(dict(row)) for row in rows],
            "totals": totals,
        }

    def close(self) -> None:
        """Closes the books."""
        with self._lock:
            self._db.close()


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _now() -> str:
    return _text(datetime.now(UTC))
