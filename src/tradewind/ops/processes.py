"""Child processes that do not outlive us, and file locks that say who is there. No Django here."""

import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1


def die_with_parent(how: int, parent: int | None = None) -> Callable[[], None] | None:
    """A `preexec_fn` that asks Linux to send signal `how` to the child when its parent dies; None elsewhere.

    `parent`: us, unless the caller asks for itself and names its own parent.
    Without Linux the next start cleans up what is left (see `ops.leftovers`).
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)  # loaded before the fork: the child must not allocate much
    parent = parent or os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, how, 0, 0, 0)
        if os.getppid() != parent:  # the parent died between fork and prctl
            os._exit(1)

    return ask


def open_lock(path: Path) -> int:
    """A file descriptor to lock; the file stays for the next one."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def try_lock(fd: int, *, shared: bool = False) -> bool:
    """Takes the lock if that is possible at once."""
    try:
        fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds `path` exclusively; waits for whoever holds it."""
    fd = open_lock(path)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def exists(pid: int) -> bool:
    """Is there a process (not a zombie) with this id?"""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def signal_quietly(pid: int, how: signal.Signals) -> None:
    """Sends a signal; a process that is gone is fine."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)


def members(group: int) -> list[int]:
    """Process ids of a process group, its dead leader left out."""
    if sys.platform.startswith("linux"):
        found = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    else:
        listed = subprocess.run(["ps", "-axo", "pid="], capture_output=True, text=True, check=False).stdout
        found = [int(word) for word in listed.split()]
    return [pid for pid in found if _group_of(pid) == group and exists(pid)]


def runs_with(pid: int, variable: str, value: str) -> bool:
    """Was this process started with `variable=value` in its environment? False when we may not look."""
    wanted = f"{variable}={value}"
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            return wanted.encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        return False
    command = ["ps", "-Eww", "-o", "command=", "-p", str(pid)]
    return wanted in subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except OSError:
        return None
