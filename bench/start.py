"""From `make demo` to a usable page: the first time (with building the demo) and the second."""

from bench.machine import say

BUDGET = {"first_s": 60, "second_s": 10}


def measure(marketplace):
    marketplace.delete()
    say("starting an empty home with the demo")
    first = marketplace.start()
    stopped = marketplace.stop()
    say("starting it again")
    second = marketplace.start()
    marketplace.stop()
    return {"first_s": round(first, 1), "second_s": round(second, 1), "stop_s": round(stopped, 1), "budget": BUDGET}
