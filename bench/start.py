"""From `make demo` to a usable page: the first time (with building the demo) and the second."""

from bench.machine import say

BUDGET = {"first_s": 60, "second_s": 10}


def measure(marketplace):
    """Seconds of both starts, until the home page has answered, and of stopping."""
    marketplace.delete()
    say("starting an empty home with the demo")
    with marketplace.open() as first:
        pass
    say("starting it again")
    with marketplace.open() as second:
        pass
    return {
        "first_s": first["start_s"],
        "second_s": second["start_s"],
        "stop_s": second["stop_s"],
        "budget": BUDGET,
    }
