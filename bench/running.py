"""Programs under measurement: in an environment of their own, and gone when the measurement is, however it ends."""

import os
import signal
import subprocess
import time

from tradewind.ops.processes import die_with_parent

TAKEN = ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SANDBOX_URL", "SITE_URL")  # what would lead elsewhere


def started(command, home, *, stdout=None, stderr=None, **environment):
    """Starts a program for `home`. Ctrl-C in the terminal does not reach it: `ended` stops it, once and in order."""
    given = {name: value for name, value in os.environ.items() if name not in TAKEN}
    return subprocess.Popen(
        command,
        env={**given, "TRADEWIND_HOME": str(home), **environment},
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGINT),
    )


def ended(process, how):
    """Stops it and waits until it has cleaned up; returns seconds. Nothing to do when it has ended by itself."""
    began = time.monotonic()
    if process.poll() is None:
        process.send_signal(how)
        process.wait(60)
    return time.monotonic() - began
