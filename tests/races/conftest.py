import threading

import pytest


@pytest.fixture
def at_once(transactional_db):
    """`at_once(calls)`: runs every call in a thread with a database connection of its own, all let go together.

    Returns what each call returned or raised, in order.
    """
    from django.db import connection

    def run(calls):
        outcomes = [None] * len(calls)
        gate = threading.Barrier(len(calls))

        def one(place, call):
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1")  # connected before the start
                gate.wait(30)
                outcomes[place] = call()
            except Exception as wrong:
                outcomes[place] = wrong
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=pair) for pair in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return outcomes

    return run


@pytest.fixture
def provider(monkeypatch, now):
    """A provider in this process in place of the sandbox."""
    from support.orders import Provider
    from tradewind.payments.methods import METHODS

    stand_in = Provider()
    stand_in.at = now
    monkeypatch.setitem(METHODS, "sandbox", stand_in)
    return stand_in
