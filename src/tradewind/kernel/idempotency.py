"""Idempotency keys: same key and body, same answer for 24 hours; same key with another body, a 409."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from django.db import connection, transaction

from tradewind.kernel.errors import KeyInvalid, KeyReused
from tradewind.kernel.models import IdempotencyKey

KEPT = timedelta(hours=24)


class Answer(NamedTuple):
    """A stored or fresh answer: HTTP-like status, JSON-able body, and whether it was played back."""

    status: int
    body: Any
    replayed: bool


def body_hash(body: Any) -> bytes:
    """A hash of JSON-able `body` that does not depend on key order."""
    return hashlib.sha256(msgspec.json.encode(body, order="sorted")).digest()


def once(scope: str, key: str, body: Any, now: datetime, run: Callable[[], tuple[int, Any]]) -> Answer:
    """Runs `run` at most once for (scope, key) and answers every repeat with the first answer.

    `scope` names the caller and the verb ("checkout:42"). `run` returns (status, JSON-able body) and works in the same
    transaction as the key, so a crash leaves neither. A refusal raised by `run` is not stored: the caller may mend the
    request and try again with the same key. Concurrent callers with the same key wait for the first.
    Raises `kernel.key_reused` when the stored body differs, `kernel.key_invalid` for a malformed key.
    """
    if not (0 < len(key) <= 200 and key.isascii() and key.isprintable()):
        raise KeyInvalid(where="Idempotency-Key")
    digest = body_hash(body)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{scope}\n{key}"])
        stored = IdempotencyKey.objects.filter(scope=scope, key=key, created_at__gt=now - KEPT).first()
        if stored is not None:
            if bytes(stored.body_hash) != digest:
                raise KeyReused(where="Idempotency-Key")
            return Answer(stored.status, stored.response, True)
        status, response = run()
        IdempotencyKey.objects.filter(scope=scope, key=key).delete()
        IdempotencyKey.objects.create(
            scope=scope, key=key, body_hash=digest, status=status, response=response, created_at=now
        )
    return Answer(status, response, False)


def forget_old(now: datetime) -> int:
    """Deletes keys older than 24 hours; returns how many (run by the schedule)."""
    return IdempotencyKey.objects.filter(created_at__lte=now - KEPT).delete()[0]
