"""The whole Olist history into an empty home: time, the largest memory, then its pages (needs TRADEWIND_DATA)."""

import os
import re
import shutil
import signal
import time
from pathlib import Path

from bench import offices
from bench.machine import say, tree
from bench.running import ended, started
from tradewind.ops.supervisor import python

HOME = Path(".tradewind-bench-import").resolve()
BUDGET = {"seconds": 180, "peak_mib": 2048}
LOOK_S = 0.25


def measure(port):
    """Both the import's own peak and, every quarter of a second, that of it and PostgreSQL together (PSS)."""
    folder = Path(os.environ.get("TRADEWIND_DATA", "")) / "olist"
    if not os.environ.get("TRADEWIND_DATA") or not folder.is_dir():
        return {"left_out": "TRADEWIND_DATA names no folder with olist/"}
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir()
    try:
        say("importing Olist: an empty home")
        if status := run("migrate", "--quiet")["status"]:
            raise SystemExit(f"migrating ended with {status}")
        say("importing Olist")
        found = run("import", "history", str(folder.resolve()), "--mapping", "olist")
        return {**found, "budget": BUDGET, "offices": serve(port)}
    finally:
        shutil.rmtree(HOME, ignore_errors=True)


def serve(port):
    """Serves what was imported, and measures the merchant centre and the console."""
    log = HOME / "serve.log"
    with log.open("wb") as out:
        process = started(python("tradewind.ops.main", "up", "--port", str(port)), HOME, stdout=out, stderr=out)
    try:
        while not (link := re.search(r"http://\S+/setup/\?token=\S+", log.read_text(errors="replace"))):
            if process.poll() is not None:
                raise SystemExit(f"the marketplace did not open:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(LOOK_S)
        say("pages of the merchant centre and the console")
        return offices.measure(HOME, link[0])
    finally:
        ended(process, signal.SIGINT)


def run(*words):
    """One command to its end: status, seconds, and peaks in MiB."""
    with (HOME / "bench.log").open("wb") as log:
        process = started(python("tradewind.ops.main", *words), HOME, stdout=log, stderr=log, TRADEWIND_CURRENCY="BRL")
    began, own, whole = time.monotonic(), 0, 0
    try:
        while process.poll() is None:
            found = tree(process.pid)
            own = max(own, sum(one.rss for one in found if one.pid == process.pid))
            whole = max(whole, sum(one.pss for one in found))
            time.sleep(LOOK_S)
        lasted = time.monotonic() - began
    finally:
        ended(process, signal.SIGINT)
    return {
        "status": process.returncode,
        "seconds": round(lasted, 1),
        "peak_mib": round(own / 2**20),
        "peak_with_database_mib": round(whole / 2**20),
    }
