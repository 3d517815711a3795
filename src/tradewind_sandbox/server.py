"""The provider's HTTP side: an API for the merchant, a page for the buyer, switches for tests."""

import hmac
import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tradewind_sandbox import faults, pages
from tradewind_sandbox.sender import Sender
from tradewind_sandbox.store import Store

BODY_LIMIT = 64 * 1024
MOST_AMOUNT = 10**12
_DIGITS = re.compile(r"[0-9]{1,20}")
_CURRENCY = re.compile(r"[A-Z]{3}")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Wrong(Exception):
    """A request that a real provider refuses."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status, self.error = status, error


class Provider(ThreadingHTTPServer):
    """The server with what its handlers need."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], store: Store, sender: Sender, api_key: str, public_url: str) -> None:
        if ":" in address[0]:
            self.address_family = 10  # AF_INET6
        super().__init__(address, Handler)
        self.store, self.sender, self.api_key = store, sender, api_key
        self.public_url = public_url.rstrip("/")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up in the middle is no news."""


def read_payment(body: dict[str, Any]) -> dict[str, Any]:
    """A payment as the merchant asks for it, checked. Raises Wrong."""
    for name in ("merchant_payment_id", "order_id"):
        if not isinstance(body.get(name), str) or not _DIGITS.fullmatch(body[name]):
            raise Wrong(422, f"{name} must be a text of digits")
    amount, currency = body.get("amount"), body.get("currency")
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 < amount <= MOST_AMOUNT:
        raise Wrong(422, "amount must be a whole number of minor units, more than 0")
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise Wrong(422, "currency must be three capital letters")
    description, url = body.get("description", ""), body.get("return_url", "")
    if not isinstance(description, str) or len(description) > 200:
        raise Wrong(422, "description must be a text of at most 200 characters")
    if not isinstance(url, str) or len(url) > 2000 or urlsplit(url).scheme not in {"http", "https"}:
        raise Wrong(422, "return_url must be an http or https address")
    if re.search(r"[\x00-\x20\x7f]", url):
        raise Wrong(422, "return_url must not contain blanks or control characters")
    return {
        "merchant_payment_id": body["merchant_payment_id"], "order_id": body["order_id"], "amount": amount,
        "currency": currency, "description": description, "return_url": url,
    }  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Provider
    server_version = "tradewind-sandbox"
    sys_version = ""
    timeout = 15

    def do_GET(self) -> None:
        """Reads."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """Writes."""
        self._answer(self._post)

    def end_headers(self) -> None:
        """Every answer carries the headers, those that the library writes by itself too."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not logged: the books say what happened."""

    def _answer(self, work: Any) -> None:
        try:
            work(urlsplit(self.path).path)
        except Wrong as wrong:
            self._json(wrong.status, {"error": wrong.error})
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def _get(self, path: str) -> None:
        if path == "/health":
            return self._json(200, {"ok": True})
        if path == "/pay.css":
            return self._send(200, "text/css; charset=utf-8", pages.CSS.encode())
        if path.startswith("/pay/"):
            row = self.server.store.by_token(path.removeprefix("/pay/"))
            return self._page(200 if row else 404, row)
        self._check_key()
        if path.startswith("/v1/payments/"):
            return self._json(200, self._shown(self._find(path.removeprefix("/v1/payments/"))))
        if path.startswith("/v1/statements/"):
            return self._statement(path.removeprefix("/v1/statements/"))
        if path == "/admin/notifications":
            return self._json(200, {"notifications": self.server.store.notifications()})
        raise Wrong(404, "there is nothing here")

    def _post(self, path: str) -> None:
        if path.startswith("/pay/"):
            return self._pay(path.removeprefix("/pay/"))
        self._check_key()
        if path == "/v1/payments":
            return self._create(read_payment(self._read_json()))
        if path.startswith("/v1/payments/") and path.endswith("/close"):
            row = self._find(path.removeprefix("/v1/payments/").removesuffix("/close"))
            return self._json(200, self._shown(self.server.store.finish(row["id"], "closed", tell=False)))
        if path == "/admin/faults":
            return self._set_faults(self._read_json())
        if path == "/admin/send-now":
            sent = self.server.store.send_now()
            self.server.sender.ring()
            return self._json(200, {"due": sent})
        raise Wrong(404, "there is nothing here")

    def _create(self, asked: dict[str, Any]) -> None:
        made = self.server.store.create(asked)
        if made is None:
            raise Wrong(409, "this merchant_payment_id was used for another payment")
        row, fresh = made
        self._json(201 if fresh else 200, self._shown(row))

    def _pay(self, token: str) -> None:
        row = self.server.store.by_token(token)
        if row is None:
            return self._page(404, None)
        action = parse_qs(self._read().decode("utf-8", "replace")).get("action", [""])[0]
        if action not in {"pay", "decline"}:
            raise Wrong(422, "action must be pay or decline")
        self.server.store.finish(row["id"], "paid" if action == "pay" else "failed")
        self.server.sender.ring()
        self._send(303, "text/plain", b"", {"Location": row["return_url"]})

    def _statement(self, day: str) -> None:
        try:
            self._json(200, self.server.store.statement(day))
        except ValueError as wrong:
            raise Wrong(422, "a day looks like 2026-06-18") from wrong

    def _set_faults(self, body: dict[str, Any]) -> None:
        try:
            self.server.store.faults = faults.checked(body)
        except (ValueError, TypeError) as wrong:
            raise Wrong(422, str(wrong)) from wrong
        self._json(200, self.server.store.faults._asdict())

    def _find(self, name: str) -> dict[str, Any]:
        store = self.server.store
        ours = name.removeprefix("by-merchant-id/")
        row = store.by_id(name) if ours == name else store.by_merchant_id(ours)
        if row is None:
            raise Wrong(404, "there is no such payment")
        return row

    def _shown(self, row: dict[str, Any]) -> dict[str, Any]:
        return {**self.server.store.public(row), "pay_url": f"{self.server.public_url}/pay/{row['token']}"}

    def _check_key(self) -> None:
        given = self.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {self.server.api_key}".encode()):
            raise Wrong(401, "the key is not ours")

    def _read(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > BODY_LIMIT:
            raise Wrong(413, f"a body has at most {BODY_LIMIT} bytes and says how many")
        return self.rfile.read(int(length))

    def _read_json(self) -> dict[str, Any]:
        try:
            body = json.loads(self._read())
        except (ValueError, RecursionError) as wrong:
            raise Wrong(400, "the body must be JSON") from wrong
        if not isinstance(body, dict):
            raise Wrong(400, "the body must be a JSON object")
        return body

    def _page(self, status: int, row: dict[str, Any] | None) -> None:
        chosen = parse_qs(urlsplit(self.path).query).get("lang", [""])[0]
        lang = pages.language(self.headers.get("Accept-Language", ""), chosen)
        self._send(status, "text/html; charset=utf-8", pages.page(row, lang).encode())

    def _json(self, status: int, body: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(body, ensure_ascii=False).encode())

    def _send(self, status: int, kind: str, body: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
