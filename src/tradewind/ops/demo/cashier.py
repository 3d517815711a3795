"""The payment provider of `tradewind demo order`: the one that runs already, or one of our own for a minute."""

import contextlib
import http.client
import json
import socket
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from subprocess import DEVNULL, Popen
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.ops.home import home
from tradewind.payments.actions.ask import ask
from tradewind.payments.actions.notify import handle
from tradewind.payments.queries import payment

WAIT_S = 20.0
_ASK_AFTER_S = 8.0  # a notification may be lost: faults are part of the sandbox


class Cashier(NamedTuple):
    """A provider to pay at. `own`: started by us, its notifications come to this process."""

    url: str
    own: bool


class Wrong(Exception):
    """The provider did something else than a provider does."""


@contextlib.contextmanager
def open_cashier() -> Iterator[Cashier]:
    """The sandbox of a marketplace that is being served from this home, else one of our own while this lasts."""
    for url in _candidates():
        if _is_ours(url):
            settings.SANDBOX_URL = url
            yield Cashier(url, False)
            return
    with _listener() as hook, _sandbox(hook) as url:
        settings.SANDBOX_URL = url
        yield Cashier(url, True)


def _candidates() -> list[str]:
    """Where a sandbox may be: as configured, or ten ports above the address that `tradewind up` holds."""
    urls = [settings.SANDBOX_URL]
    with contextlib.suppress(OSError, ValueError, IndexError):
        address = urlsplit((home() / "run" / "up.lock").read_text().rsplit(" ", 1)[1].strip())
        urls.append(f"http://{address.hostname}:{(address.port or 0) + 10}")
    return list(dict.fromkeys(urls))


def _is_ours(url: str) -> bool:
    """Does a sandbox answer there that knows our key?"""
    try:
        key = json.loads(settings.SANDBOX_KEY_FILE.read_text())["api_key"]
        status, _ = _request("GET", url, "/v1/payments/none", headers={"Authorization": f"Bearer {key}"})
    except (OSError, ValueError, KeyError, http.client.HTTPException):
        return False
    return status == 404


def _request(
    verb: str, url: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    parts = urlsplit(url)
    link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        link.request(verb, path, body, headers or {})
        answer = link.getresponse()
        return answer.status, answer.read()
    finally:
        link.close()


@contextlib.contextmanager
def _listener() -> Iterator[str]:
    """An address in this process that hands notifications to the same action as the web server does."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


class _Hook(BaseHTTPRequestHandler):
    """One notification; answered after the commit."""

    def do_POST(self) -> None:
        """Hands it over; 2xx tells the provider to stop sending."""
        body = self.rfile.read(min(65_536, int(self.headers.get("Content-Length", "0"))))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            handle("sandbox", headers, body, read_clock())
            self.send_response(200)
        except Refusal as refusal:
            self.send_response(refusal.status)
        finally:
            connection.close()  # this thread's own
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """The steps say what happened."""


@contextlib.contextmanager
def _sandbox(hook: str) -> Iterator[str]:
    """A sandbox of our own, on a free port; its books lie beside the usual ones."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    folder = settings.SANDBOX_KEY_FILE.parent
    words = ["--home", str(folder), "--port", str(port), "--webhook", hook]
    with Popen([sys.executable, "-m", "tradewind_sandbox", *words], stderr=DEVNULL) as process:
        try:
            deadline = time.monotonic() + WAIT_S
            while not _is_ours(url):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise Wrong("the sandbox provider does not start")
                time.sleep(0.05)
            yield url
        finally:
            process.terminate()


def press_pay(pay_url: str) -> None:
    """What a buyer does on the provider's page."""
    parts = urlsplit(pay_url)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _ = _request("POST", f"{parts.scheme}://{parts.netloc}", parts.path, "action=pay", form)
    if status != 303:
        raise Wrong(f"the provider's page answered {status}")


def wait_until_paid(payment_id: int) -> tuple[str, datetime | None]:
    """Waits for the notification; asks the provider when it does not come. Returns how we heard, and when it was paid.

    Raises Wrong when the payment is not paid in time.
    """
    start = time.monotonic()
    while (waited := time.monotonic() - start) < WAIT_S:
        if payment(payment_id).state == "paid":
            return "notification", payment(payment_id).paid_at
        if waited > _ASK_AFTER_S and ask(payment_id, read_clock()) == "paid":
            return "question", payment(payment_id).paid_at
        time.sleep(0.1)
    raise Wrong("the payment was not paid in time")
