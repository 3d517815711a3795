"""The real sandbox provider as a process, and somebody who listens to its notifications."""

import http.client
import json
import signal
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode, urlsplit

from support.site import free_port
from tradewind.ops.processes import die_with_parent
from tradewind.ops.supervisor import python


class Listener:
    """A merchant's webhook: `take(headers, body)` answers an HTTP status; everything heard is kept."""

    def __init__(self, take=lambda headers, body: 200):
        self.heard, self.take = [], take
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status = listener.take(headers, body)
                listener.heard.append((headers, json.loads(body), status))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def hears(self, many, seconds=10):
        """Waits until `many` notifications were answered."""
        wait_for(lambda: len(self.heard) >= many, seconds)
        return self.heard

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def wait_for(ready, seconds=10):
    """Waits until `ready()` is true; fails when it does not become so."""
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


class SandboxProcess:
    """`python -m tradewind_sandbox`, and a merchant and a buyer who talk to it."""

    def __init__(self, home, webhook, faults="", port=None):
        self.home, self.webhook, self.faults, self.port = home, webhook, faults, port or free_port()
        self.start()

    def start(self):
        words = ["--home", str(self.home), "--port", str(self.port), "--webhook", self.webhook]
        words += ["--faults", self.faults] if self.faults else []
        self.process = subprocess.Popen(
            python("tradewind_sandbox", *words), stderr=subprocess.DEVNULL, preexec_fn=die_with_parent(signal.SIGKILL)
        )
        wait_for(lambda: self._open() or self.process.poll() is not None)
        assert self.process.poll() is None, "the sandbox did not start"
        self.keys = json.loads((self.home / "merchant.key").read_text())

    def _open(self):
        try:
            return self.call("GET", "/health", key=False)[0] == 200
        except OSError:
            return False

    def call(self, verb, path, body=None, key=True, headers=None):
        """One request: (status, body, headers)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            more = {"Authorization": f"Bearer {self.keys['api_key']}"} if key else {}
            text = json.dumps(body) if isinstance(body, dict) else body
            connection.request(verb, path, text, {**more, **(headers or {})})
            response = connection.getresponse()
            said = response.read()
            try:
                said = json.loads(said)
            except ValueError:
                said = said.decode()
            return response.status, said, dict(response.headers)
        finally:
            connection.close()

    def create(self, number, **more):
        """Asks it to collect 18.00 for payment `number`."""
        asked = {
            "merchant_payment_id": str(number), "order_id": f"{number}00", "amount": 1800, "currency": "CNY",
            "description": "test", "return_url": "http://shop.example/orders/1",
        }  # fmt: skip
        return self.call("POST", "/v1/payments", asked | more)

    def press(self, pay_url, action="pay"):
        """What a buyer does on the page."""
        return self.call("POST", urlsplit(pay_url).path, urlencode({"action": action}), key=False)

    def set_faults(self, **rates):
        assert self.call("POST", "/admin/faults", rates)[0] == 200

    def kill(self, how=signal.SIGKILL):
        self.process.send_signal(how)
        return self.process.wait(10)
