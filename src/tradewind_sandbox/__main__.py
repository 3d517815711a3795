"""`python -m tradewind_sandbox --home DIR --port N --webhook URL [--faults 7,duplicate=0.1,lost=0.05]`."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from tradewind_sandbox import faults
from tradewind_sandbox.keys import keys
from tradewind_sandbox.sender import Sender
from tradewind_sandbox.server import Provider
from tradewind_sandbox.store import Store

EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what one listens on is no address


def main(arguments: list[str] | None = None) -> int:
    """Serves until SIGTERM or Ctrl-C; returns 0 then."""
    args = _parser().parse_args(arguments)
    found = keys(args.home)
    store = Store(args.home, found.merchant, args.faults)
    sender = Sender(store, args.webhook, found.webhook_secret)
    provider = Provider((args.host, args.port), store, sender, found.api_key, args.public_url or _url(args))
    for number in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the serving loop, which is this very thread
        signal.signal(number, lambda *_: threading.Thread(target=provider.shutdown).start())
    sender.start()
    print(f"sandbox payments on {provider.public_url}, notifications to {args.webhook}", file=sys.stderr, flush=True)
    provider.serve_forever(poll_interval=0.1)
    provider.server_close()
    sender.stop()
    store.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tradewind_sandbox", description="A payment company made of play money.")
    parser.add_argument("--home", type=Path, required=True, help="folder of its books and of merchant.key")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=8010, help="port (default %(default)s)")
    parser.add_argument("--webhook", required=True, help="where the merchant takes notifications")
    parser.add_argument("--public-url", default="", help="how browsers reach it (default: host and port)")
    parser.add_argument("--faults", type=_faults, default=faults.NONE, help="seed and rates: 7,duplicate=0.1,lost=0.05")
    return parser


def _faults(text: str) -> faults.Faults:
    try:
        return faults.parse(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def _url(args: argparse.Namespace) -> str:
    host = EVERYWHERE.get(args.host, args.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{args.port}"


if __name__ == "__main__":
    sys.exit(main())
