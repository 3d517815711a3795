"""Sends signed notifications until the merchant answers 2xx: again and again, with growing pauses, over restarts."""

import base64
import hashlib
import hmac
import http.client
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from tradewind_sandbox.store import Store

TIMEOUT_S = 5.0
FIRST_PAUSE_S, LONGEST_PAUSE_S, MOST_ATTEMPTS = 0.5, 600.0, 18


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Standard Webhooks, version 1."""
    signed = b".".join([message_id.encode(), str(timestamp).encode(), body])
    return "v1," + base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()


def pause(attempts: int) -> float:
    """Seconds until the next attempt, after `attempts` that failed."""
    return min(FIRST_PAUSE_S * 2.0 ** (attempts - 1), LONGEST_PAUSE_S)


class Sender(threading.Thread):
    """One thread that works off the queue in the store."""

    def __init__(self, store: Store, url: str, secret: str) -> None:
        super().__init__(name="sender", daemon=True)
        self.store, self.url, self.secret = store, url, secret
        self._bell = threading.Event()
        self._stopping = False

    def ring(self) -> None:
        """There may be something to send."""
        self._bell.set()

    def stop(self) -> None:
        """Ends after the attempt that is under way."""
        self._stopping = True
        self._bell.set()
        self.join(TIMEOUT_S + 1)

    def run(self) -> None:
        """Sends what is due; sleeps until the next is, or until the bell rings."""
        while not self._stopping:
            self._bell.clear()
            row = self.store.next_due()
            wait = None if row is None else row["due"] - time.time()
            if row is not None and wait is not None and wait <= 0:
                self._attempt(row)
            else:
                self._bell.wait(wait)

    def _attempt(self, row: dict[str, Any]) -> None:
        good, answer = self._post(row["message_id"], row["body"].encode())
        attempts = row["attempts"] + 1
        state = "delivered" if good else "given_up" if attempts >= MOST_ATTEMPTS else "waiting"
        self.store.answered(row["number"], state, time.time() + (0 if good else pause(attempts)), answer)

    def _post(self, message_id: str, body: bytes) -> tuple[bool, str]:
        """Signs with the present time and sends: (taken, what was said)."""
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        stamp = int(time.time())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign(self.secret, message_id, stamp, body),
        }
        connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
        try:
            connection.request("POST", parts.path or "/", body, headers)
            response = connection.getresponse()
            response.read(4096)
            return 200 <= response.status < 300, f"HTTP {response.status}"
        except (OSError, http.client.HTTPException) as wrong:
            return False, f"{type(wrong).__name__}: {wrong}"
        finally:
            connection.close()
