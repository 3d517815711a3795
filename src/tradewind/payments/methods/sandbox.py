"""The sandbox provider: a process of its own (`python -m tradewind_sandbox`) that plays a payment company.

Both sides read `merchant.key`: our merchant id, the key of its API and the secret its notifications are signed with.
"""

import http.client
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from django.conf import settings

from tradewind.payments.errors import Malformed, ProviderAway, ProviderRefused
from tradewind.payments.methods.base import Created, Message, Report, Request
from tradewind.payments.methods.signing import verified_id
from tradewind.payments.types import MethodView

TIMEOUT_S = 3
MOST_BYTES = 64 * 1024
MOST_ID = 2**63


class Keys(NamedTuple):
    """What stands in `merchant.key`."""

    merchant: str
    api_key: str
    webhook_secret: bytes


class Sandbox:
    """Play money. See methods/base.py for what each verb promises."""

    code = "sandbox"
    number = 1
    view = MethodView("sandbox", "沙盒支付", "Sandbox", "演示用，不是真钱", "For trying things out: no real money")

    def keys(self) -> Keys:
        """Reads the key file, each time: it appears when the sandbox first starts."""
        try:
            stored = json.loads(Path(settings.SANDBOX_KEY_FILE).read_text())
            return Keys(str(stored["merchant"]), str(stored["api_key"]), str(stored["webhook_secret"]).encode())
        except (OSError, ValueError, KeyError) as wrong:
            raise ProviderAway(where="merchant.key") from wrong

    def merchant(self) -> str:
        """Our id at the sandbox."""
        return self.keys().merchant

    def create(self, request: Request) -> Created:
        """Creates a payment at the sandbox, once per payment id."""
        status, answer = self._call(
            "POST",
            "/v1/payments",
            {
                "merchant_payment_id": str(request.payment_id),
                "order_id": str(request.order_id),
                "amount": request.amount,
                "currency": request.currency,
                "description": request.description,
                "return_url": request.return_url,
            },
        )
        if status not in {200, 201}:
            raise ProviderRefused(where="sandbox", detail=_error(answer))
        return Created(str(answer["id"]), str(answer["pay_url"]))

    def ask(self, payment_id: int) -> Report | None:
        """Reads a payment at the sandbox by our id."""
        return self._report("GET", f"/v1/payments/by-merchant-id/{payment_id}")

    def close(self, payment_id: int) -> Report | None:
        """Closes a payment at the sandbox by our id."""
        return self._report("POST", f"/v1/payments/by-merchant-id/{payment_id}/close")

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Message:
        """Checks a notification of the sandbox."""
        message_id = verified_id(self.keys().webhook_secret, headers, body, now)
        try:
            if b"\\u0000" in body:  # the database stores no NUL character
                raise ValueError("NUL")
            payload = msgspec.json.decode(body)  # as strict as the database: no NaN, no half of a character
            return Message(message_id, _read(payload["data"]), payload)
        except (ValueError, KeyError, TypeError, RecursionError) as wrong:
            raise Malformed(where="body") from wrong

    def _report(self, verb: str, path: str) -> Report | None:
        status, answer = self._call(verb, path, None)
        if status == 404:
            return None
        if status != 200:
            raise ProviderAway(where="sandbox", detail=_error(answer))
        try:
            return _read(answer)
        except (ValueError, KeyError, TypeError) as wrong:
            raise ProviderAway(where="sandbox") from wrong

    def _call(self, verb: str, path: str, body: dict[str, Any] | None) -> tuple[int, dict[str, Any]]:
        """One request with a short time-out; whatever goes wrong on the way is `payments.provider_away`."""
        parts = urlsplit(settings.SANDBOX_URL)
        https = parts.scheme == "https"
        kind = http.client.HTTPSConnection if https else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
        try:
            headers = {"Authorization": f"Bearer {self.keys().api_key}", "Content-Type": "application/json"}
            connection.request(verb, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            answer = json.loads(response.read(MOST_BYTES))
            if response.status >= 500 or not isinstance(answer, dict):
                raise ProviderAway(where="sandbox")
            return response.status, answer
        except (OSError, http.client.HTTPException, ValueError) as wrong:
            raise ProviderAway(where="sandbox") from wrong
        finally:
            connection.close()


def _error(answer: dict[str, Any]) -> str:
    return str(answer.get("error", "no reason given"))[:200]


def _read(data: dict[str, Any]) -> Report:
    """A payment as the sandbox writes it. Raises ValueError, KeyError or TypeError for anything else."""
    amount = data["amount"]
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise TypeError("amount")
    payment_id, order_id = int(data["merchant_payment_id"]), int(data["order_id"])
    if not (0 < payment_id < MOST_ID and 0 < order_id < MOST_ID):
        raise ValueError("id")
    return Report(
        payment_id=payment_id,
        order_id=order_id,
        merchant=str(data["merchant"]),
        provider_ref=str(data["id"]),
        amount=amount,
        currency=str(data["currency"]),
        state=str(data["state"]),
        at=_moment(str(data["at"])),
    )


def _moment(text: str) -> datetime:
    """A moment with its offset; the years around the edges of the calendar fit no column."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not 1 < at.year < 9999:
        raise ValueError("at")
    return at


METHOD = Sandbox()
