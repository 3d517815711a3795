import pytest


@pytest.fixture
def provider(monkeypatch, now):
    """A provider in this process in place of the sandbox."""
    from support.orders import Provider
    from tradewind.payments.methods import METHODS

    stand_in = Provider()
    stand_in.at = now
    monkeypatch.setitem(METHODS, "sandbox", stand_in)
    return stand_in
