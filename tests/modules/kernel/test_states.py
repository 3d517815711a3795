"""State machines are tables."""

import pytest

from tradewind.kernel.errors import UnknownTransition
from tradewind.kernel.states import machine

DOOR = machine("door", closed=("open", "locked"), locked=("closed",), open=("closed",))


def test_the_table_allows_its_rows_only():
    DOOR.check("closed", "open")
    with pytest.raises(UnknownTransition) as refused:
        DOOR.check("locked", "open")
    assert refused.value.said() == "door: cannot go from locked to open."
    assert (refused.value.code, refused.value.status) == ("kernel.transition", 409)


def test_the_states_before_and_all_states():
    assert DOOR.before("closed") == ["locked", "open"]
    assert DOOR.states == {"closed", "open", "locked"}


def test_an_unknown_state_leads_nowhere():
    with pytest.raises(UnknownTransition):
        DOOR.check("ajar", "open")
