"""Worlds for tests of the web faces."""

import pytest


@pytest.fixture
def world(db, now):
    """People in every role, two shops, a listing, two paid orders."""
    from support.offices import offices  # models load only when Django is set up

    return offices(now)


@pytest.fixture
def as_(client, world):
    """`as_("owner")`: the test client, signed in with that role."""

    def sign_in(role):
        client.logout()
        if role:
            client.force_login(world.people[role], backend="tradewind.parties.sign_in.Backend")
        return client

    return sign_in
