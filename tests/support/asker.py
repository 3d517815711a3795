"""`python -m support.asker WHEN`: one request to the API from a process of its own; reads it from stdin as JSON.

WHEN says when the process is killed: `never`, before its transaction `commits`, or before it `answers`. It prints the
answer, if it lives to see it.
"""

import json
import os
import signal
import sys
from importlib import import_module
from typing import Any

import django
from django.test import Client


def die(*_: Any, **__: Any) -> Any:
    """What a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


def doomed(when: str) -> None:
    """Puts the end of this process into the way of a request."""
    shopping = import_module("tradewind.api.shopping")
    once = shopping.once
    if when == "answers":
        shopping.once = lambda *given: die(once(*given))
    if when == "commits":
        shopping.once = lambda *given: once(*given[:-1], lambda: die(given[-1]()))


def main() -> None:
    """Asks and prints."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tradewind.config.settings"
    django.setup()
    doomed(sys.argv[1])
    asked = json.load(sys.stdin)
    body, headers = json.dumps(asked["body"]), asked["headers"]
    client = Client(SERVER_NAME="localhost")
    answer = client.generic("POST", asked["path"], body, "application/json", headers=headers)
    replayed = answer.headers.get("Idempotency-Replayed")
    print(json.dumps({"status": answer.status_code, "body": answer.json(), "replayed": replayed}))


if __name__ == "__main__":
    main()
