"""A stall and the browsers that visit it."""

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def nothing_kept():
    """What a process keeps for a few seconds does not leak from one test into the next."""
    from tradewind.web.storefront import home, shelves

    for kept in (home.kept_tiles, home.kept_arrivals, shelves.kept_categories):
        kept.forget()


@pytest.fixture
def stall(db):
    from support.stall import a_stall
    from tradewind.kernel.clock import read_clock

    return a_stall(read_clock())


@pytest.fixture
def guest(stall):
    """A visitor without an account; its requests come from our own pages."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def member(stall):
    """The shopper, signed in."""
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.force_login(stall.shopper, backend="tradewind.parties.sign_in.Backend")
    return client
