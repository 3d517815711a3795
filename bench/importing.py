"""The whole Olist history into an empty home: time and the largest memory of the process (needs TRADEWIND_DATA)."""

import os
import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from bench.machine import say
from tradewind.ops.supervisor import python

BUDGET = {"seconds": 180, "peak_mb": 2048}


def measure():
    folder = Path(os.environ.get("TRADEWIND_DATA", "")) / "olist"
    if not os.environ.get("TRADEWIND_DATA") or not folder.is_dir():
        return {"left_out": "TRADEWIND_DATA names no folder with olist/"}
    home = Path(tempfile.mkdtemp(prefix="tw-bench-"))
    home.chmod(0o755)
    environment = {**os.environ, "TRADEWIND_HOME": str(home), "TRADEWIND_CURRENCY": "BRL"}
    environment.pop("DATABASE_URL", None)
    try:
        subprocess.run(python("tradewind.ops.main", "migrate", "--quiet"), env=environment, check=True)
        say("importing Olist")
        words = ["import", "history", str(folder.resolve()), "--mapping", "olist"]
        began = time.monotonic()
        done = subprocess.run(
            python("tradewind.ops.main", *words), env=environment, check=False, stdout=subprocess.PIPE
        )
        lasted = time.monotonic() - began
    finally:
        shutil.rmtree(home, ignore_errors=True)
    # Of all children that have ended, this one is by far the largest.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"status": done.returncode, "seconds": round(lasted, 1), "peak_mb": round(peak), "budget": BUDGET}
