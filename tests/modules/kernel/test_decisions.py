"""Decisions are stored with their inputs and can be recomputed."""

from datetime import UTC, datetime

import msgspec
import pytest

from tradewind.kernel import engines
from tradewind.kernel.decisions import UnknownDecision, remember, replay
from tradewind.kernel.engines import Engine, UnknownEngine, WrongInput


class Weight(msgspec.Struct):
    grams: int


class Verdict(msgspec.Struct):
    heavy: bool


@pytest.fixture
def scale(monkeypatch):
    monkeypatch.setattr(engines, "_engines", {})
    return engines.register(
        Engine("test.scale", 1, "Says whether it is heavy.", Weight, Verdict, lambda w: Verdict(w.grams > 1000))
    )


def test_an_engine_takes_and_gives_plain_json(scale):
    assert engines.decide("test.scale", {"grams": 2000}) == {"heavy": True}
    schema = engines.schema("test.scale")
    assert schema["$defs"]["Weight"]["properties"] == {"grams": {"type": "integer"}}
    assert schema["output"] == {"$ref": "#/$defs/Verdict"}


def test_input_that_does_not_fit_is_refused_with_its_place(scale):
    with pytest.raises(WrongInput) as refused:
        engines.decide("test.scale", {"grams": "much"})
    assert (refused.value.where, refused.value.status) == ("$.grams", 422)
    with pytest.raises(UnknownEngine):
        engines.decide("test.nothing", {})


@pytest.mark.django_db
def test_replay_compares_then_and_now(scale, monkeypatch):
    at = datetime(2026, 6, 1, tzinfo=UTC)
    id_ = remember(scale, rule="heavy above 1 kg", subject=("parcel", 5), inputs=Weight(1500), outcome=Verdict(True),
                   reason="1500 g > 1000 g", decided_at=at)  # fmt: skip
    assert replay(id_).same
    engines.register(scale._replace(decide=lambda w: Verdict(w.grams > 2000)))
    changed = replay(id_)
    assert not changed.same
    assert (changed.stored, changed.now) == ({"heavy": True}, {"heavy": False})
    with pytest.raises(UnknownDecision):
        replay(1)
