"""The background worker: `python -m tradewind.config.worker`. Moves events to jobs, runs jobs, keeps the clock's table.

One process; stops within seconds on SIGTERM or Ctrl-C. Several may run at once, on one machine or many.
"""

import os
import sys
from importlib import import_module

import django
from django.apps import apps


def main() -> int:
    """Runs until it is told to stop; returns 0 then, 1 when the database went away (its supervisor starts it again)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")
    if not apps.ready:
        django.setup()
    status: int = import_module("tradewind.config.jobs").run()  # actions need loaded models
    return status


if __name__ == "__main__":
    sys.exit(main())
