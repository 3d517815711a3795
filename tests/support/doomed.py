"""`python -m support.doomed WHERE`: a background worker that is killed in the middle of its work, in place WHERE.

`relay`: the jobs are written, their transaction is not committed. `effect`: the effect is made, its transaction is not
committed. `finish`: the effect is committed, the job does not know yet.
"""

import os
import signal
import sys
from importlib import import_module
from typing import Any

import django


def die(*_: Any) -> Any:
    """What a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


def doom(where: str) -> None:
    """Puts the end of this process into its way."""
    jobs, outbox = import_module("tradewind.config.jobs"), import_module("tradewind.kernel.outbox")
    enqueue, deliver = jobs.enqueue, outbox.deliver
    if where == "relay":
        jobs.enqueue = lambda pairs: die(enqueue(pairs)) if pairs else None
    if where == "effect":
        for actions in outbox._later.values():
            for name, action in actions.items():
                actions[name] = lambda recorded, action=action: die(action(recorded))
    if where == "finish":
        outbox.deliver = lambda *job: die(deliver(*job))


def main() -> None:
    """Runs the worker until it dies."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tradewind.config.settings"
    django.setup()
    doom(sys.argv[1])
    import_module("tradewind.config.worker").main()


if __name__ == "__main__":
    main()
