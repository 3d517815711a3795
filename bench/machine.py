"""What is measured on, and with what: processes' time and memory from /proc."""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

TICK = os.sysconf("SC_CLK_TCK")


def say(line):
    """Tells what goes on, where it does not disturb the JSON."""
    print(line, file=sys.stderr, flush=True)


def describe():
    """The machine and the versions, so that numbers can be compared."""
    model = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if "model name" in line), "unknown")
    memory = next((int(line.split()[1]) // 1024 for line in _lines("/proc/meminfo") if "MemTotal" in line), 0)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "memory_mb": memory,
        "system": platform.platform(),
        "python": platform.python_version(),
        "commit": commit.stdout.strip(),
        "load_before": round(os.getloadavg()[0], 2),
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


class Process(NamedTuple):
    """One process of a tree. CPU in seconds, with that of its ended children; memory in bytes."""

    pid: int
    part: str
    cpu: float
    rss: int
    pss: int


def tree(root):
    """The process `root` and everything below it, each with the part of Tradewind that it belongs to."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := _stat(int(entry.name))):
            parents[int(entry.name)] = int(stat[1])
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        queue += [child for child, parent in parents.items() if parent == pid]
        if process := _process(pid):
            found.append(process)
    return found


def _process(pid):
    stat = _stat(pid)
    if not stat:
        return None
    cpu = sum(int(stat[i]) for i in (11, 12, 13, 14)) / TICK  # utime, stime, and those of reaped children
    memory = {line.split(":")[0]: line.split()[1] for line in _lines(f"/proc/{pid}/smaps_rollup") if ":" in line}
    return Process(pid, part_of(_command(pid)), cpu, int(memory.get("Rss", 0)) * 1024, int(memory.get("Pss", 0)) * 1024)


def part_of(command):
    """The part of Tradewind that a command line starts."""
    if "postgres" in command.split(" ")[0]:
        return "database"
    for mark, part in (("tradewind_sandbox", "sandbox"), (" worker", "worker"), (" up ", "supervisor")):
        if mark in command:
            return part
    return "web"  # Granian and the processes it forks


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _stat(pid):
    """Fields of /proc/PID/stat from the state on; empty when the process is gone."""
    text = "".join(_lines(f"/proc/{pid}/stat"))
    return text.rpartition(")")[2].split()


def _lines(path):
    try:
        return Path(path).read_text(errors="replace").splitlines()
    except OSError:
        return []
