"""The web server's main process: loads the application once, then Granian forks its workers from it.

What is loaded before the fork lies in memory once for all workers (about 60 MB for each worker less), and a worker that
is replaced answers at once. Where processes are not forked (macOS), each worker loads the application itself.
"""

import gc
import multiprocessing
import os
from importlib import import_module

from granian.cli import cli


def preload() -> None:
    """Loads what the first requests would load. Opens no connection: two processes must not share one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")
    import_module("tradewind.config.wsgi")
    load_patterns(import_module("django.urls").get_resolver())
    import_module("django.db").connections.close_all()
    gc.collect()
    gc.freeze()  # the collector would write to shared pages


def load_patterns(resolver: object) -> None:
    """Loads the views of every address; Django would do it at the first request."""
    for pattern in getattr(resolver, "url_patterns", ()):
        load_patterns(pattern)


def main() -> None:
    """Granian's own command line, after loading."""
    if multiprocessing.get_start_method() == "fork":
        preload()
    cli()


if __name__ == "__main__":
    main()
