"""Pages under load, next to `pgbench -S` in the same run.

The number that counts is CPU time per request, of the application and the database together: it does not depend on how
many cores the load generator left over. Latency and requests per second are of a closed loop with 8 connections.
"""

import json
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from bench.machine import say
from bench.marketplace import HOME
from tradewind.ops.embedded import binaries, environment
from tradewind.ops.home import socket_dir

CONNECTIONS = 8
AT_REST_S = 20
BUDGET_CPU_MS = {"listing_html": 1.5, "listing_json": 1.5, "product_html": 2.0, "product_json": 2.0}
WRK_MISSING = "wrk is not installed, so pages are left out (Debian, Ubuntu: apt-get install wrk)"
CATEGORY = "SELECT id, slug FROM catalog_category ORDER BY listing_count DESC, id LIMIT 1"
LISTING = "SELECT id FROM catalog_listing WHERE state = 'on_sale' ORDER BY sold_count DESC, id LIMIT 1"


def measure(marketplace, seconds, rounds):
    """Every page's medians over `rounds`, the ratio to its budget, and pgbench's numbers."""
    pages = addresses(marketplace)
    base = pgbench(marketplace, seconds)
    found = {}
    for name, path in pages.items():
        say(f"measuring {name}: {path}")
        sizes = check(marketplace.url + path)
        load(marketplace, path, 2)  # warm: caches, connections, plans
        taken = [load(marketplace, path, seconds) for _ in range(rounds)]
        found[name] = {"path": path, **sizes, **medians(taken)}
        if name in BUDGET_CPU_MS:
            found[name]["budget_cpu_ms"] = BUDGET_CPU_MS[name]
            found[name]["of_budget"] = round(found[name]["cpu_ms"] / BUDGET_CPU_MS[name], 2)
        found[name]["pgbench_selects"] = round(base["per_second"] / found[name]["per_second"], 1)
    return {"connections": CONNECTIONS, "pgbench_select_only": base, **found}


def addresses(marketplace):
    """What is asked for: the same things as a page and as JSON."""
    ((category, slug),) = marketplace.ask(CATEGORY)
    ((listing,),) = marketplace.ask(LISTING)
    return {
        "listing_html": f"/c/{slug}",
        "listing_json": f"/api/v1/listings?category_id={category}&limit=24",
        "product_html": f"/p/{listing}",
        "product_json": f"/api/v1/listings/{listing}",
        "home_html": "/",
        "static_css": "/static/app.css",
    }


def check(url):
    """A page that does not answer 200 is not measured. Its size."""
    with urlopen(url, timeout=30) as answer:
        return {"bytes": len(answer.read())}


def load(marketplace, path, seconds):
    """One round: requests per second, latencies, and CPU per request by part."""
    before, began = cpu(marketplace), time.monotonic()
    script = Path(__file__).with_name("pages.lua")
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), marketplace.url + path]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    after, lasted = cpu(marketplace), time.monotonic() - began
    told = json.loads(said.strip().splitlines()[-1])
    if told["errors"]:
        say(f"  {told['errors']} of {told['requests']} requests failed")
    parts = {part: 1000 * (after[part] - before.get(part, 0)) / told["requests"] for part in after}
    return {
        "per_second": told["requests"] / told["seconds"],
        "p50_ms": told["p50_ms"],
        "p95_ms": told["p95_ms"],
        "errors": told["errors"],
        "cpu_web_ms": parts.get("web", 0.0),
        "cpu_database_ms": parts.get("database", 0.0),
        "cpu_ms": parts.get("web", 0.0) + parts.get("database", 0.0),
        "cores_busy": sum(after.values()) / lasted - sum(before.values()) / lasted,
    }


def medians(rounds):
    """The median of each number."""
    return {name: round(statistics.median(one[name] for one in rounds), 3) for name in rounds[0]}


def cpu(marketplace):
    """CPU seconds so far by part."""
    found = {}
    for process in marketplace.processes():
        found[process.part] = found.get(process.part, 0.0) + process.cpu
    return found


def pgbench(marketplace, seconds):
    """`pgbench -S` (one select by primary key) on a database of its own in the same server: what the machine can do."""
    say("measuring pgbench -S")
    program = shutil.which("pgbench") or str(binaries() / "pgbench")
    words = ["-h", str(socket_dir(HOME)), "-U", "tradewind"]
    env = dict(environment())
    psql = [str(binaries() / "psql"), *words, "-q", "-d", "tradewind", "-c"]
    subprocess.run([*psql, "CREATE DATABASE pgbench"], env=env, check=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            run = {"env": env, "cwd": folder, "check": True, "capture_output": True, "text": True}
            subprocess.run([program, *words, "-i", "-q", "-s", "5", "pgbench"], **run)
            load = ["-S", "-n", "-c", str(CONNECTIONS), "-j", "2", "-T", str(seconds), "pgbench"]
            before = cpu(marketplace)["database"]
            told = numbers(subprocess.run([program, *words, *load], **run).stdout)
            spent = cpu(marketplace)["database"] - before
    finally:
        subprocess.run([*psql, "DROP DATABASE pgbench WITH (FORCE)"], env=env, check=True)
    cpu_ms = round(1000 * spent / (told["tps"] * seconds), 3)
    return {"per_second": round(told["tps"]), "latency_ms": told["latency average"], "cpu_database_ms": cpu_ms}


def numbers(said):
    """What pgbench reports as `name = number unit ...`, by name."""
    pairs = (line.split(" = ", 1) for line in said.splitlines() if " = " in line)
    return {name: float(value.split()[0]) for name, value in pairs}


def idle(marketplace):
    """Memory and CPU of the whole tree at rest, after every part has worked once. Shared pages count once in PSS."""
    for path in addresses(marketplace).values():
        for _ in range(8):
            check(marketplace.url + path)
    time.sleep(5)
    before = sum(cpu(marketplace).values())
    time.sleep(AT_REST_S)
    spent = sum(cpu(marketplace).values()) - before
    parts = {}
    for process in marketplace.processes():
        part = parts.setdefault(process.part, {"processes": 0, "pss_mb": 0.0, "rss_mb": 0.0})
        part["processes"] += 1
        part["pss_mb"] += process.pss / 1e6
        part["rss_mb"] += process.rss / 1e6
    ours = {name: part for name, part in parts.items() if name != "database"}
    return {
        "parts": {name: {key: round(value, 1) for key, value in part.items()} for name, part in parts.items()},
        "without_database": {
            unit: round(sum(part[unit] for part in ours.values()), 1) for unit in ("pss_mb", "rss_mb")
        },
        "budget_mb": 300,
        "cpu_percent_of_a_core": round(100 * spent / AT_REST_S, 2),
    }
