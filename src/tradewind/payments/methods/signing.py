"""Standard Webhooks, version 1: HMAC-SHA256 over "id.timestamp.body" (https://www.standardwebhooks.com)."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from tradewind.payments.errors import BadSignature, Malformed, Stale

TOLERANCE_S = 300
_NAMES = ("webhook-id", "webhook-timestamp", "webhook-signature")


def signature(secret: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    """The signature of a message as it stands in the header: `v1,<base64>`."""
    signed = b".".join([message_id.encode(), str(timestamp).encode(), body])
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def verified_id(secret: bytes, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """The id of a message that was signed with `secret` at most five minutes from `now`.

    The header may carry several signatures, parted by blanks; one good one is enough. The comparison takes the same
    time whatever differs. Refuses `payments.malformed`, `payments.bad_signature`, `payments.stale`.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    message_id, stamp, signatures = (lower.get(name, "") for name in _NAMES)
    if not message_id or len(message_id) > 200 or not message_id.isascii() or not signatures:
        raise Malformed(where="webhook-id")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):
        raise Malformed(where="webhook-timestamp")
    expected = signature(secret, message_id, int(stamp), body).encode()
    if not any([hmac.compare_digest(expected, given.encode()) for given in signatures.split()]):  # noqa: C419
        raise BadSignature(where="webhook-signature")
    if abs(int(stamp) - int(now.timestamp())) > TOLERANCE_S:
        raise Stale(where="webhook-timestamp")
    return message_id
