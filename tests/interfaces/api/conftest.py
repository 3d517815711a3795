"""Fixtures of the API's tests. The world itself is in world.py, which needs Django to be set up."""

import pytest


@pytest.fixture
def world(db):
    """A small marketplace, rolled back after the test."""
    from interfaces.api.world import build

    return build()
