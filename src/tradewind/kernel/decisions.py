"""Decision records: what an engine decided about a person, stored so that it can be shown, explained and replayed."""

from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from tradewind.kernel.engines import Engine, decide
from tradewind.kernel.errors import N_, Absent
from tradewind.kernel.models import Decision


class UnknownDecision(Absent):
    code = "kernel.unknown_decision"
    reason = N_("There is no decision {id}.")


class DecisionRow(NamedTuple):
    """A stored decision."""

    id: int
    engine: str
    version: int
    rule: str
    subject_kind: str
    subject_id: int
    inputs: Any
    outcome: Any
    reason: str
    decided_at: datetime
    appeal_until: datetime | None


class Replay(NamedTuple):
    """A stored decision next to what the engine says today."""

    id: int
    engine: str
    version: int
    stored: Any
    now: Any

    @property
    def same(self) -> bool:
        """True when the engine still decides the same."""
        return bool(self.stored == self.now)


def remember(
    engine: Engine,
    *,
    rule: str,
    subject: tuple[str, int],
    inputs: Any,
    outcome: Any,
    reason: str,
    decided_at: datetime,
    appeal_until: datetime | None = None,
) -> int:
    """Stores one decision about `subject` (kind, id); returns its id. Call it in the transaction that acts on it."""
    row = Decision.objects.create(
        engine=engine.name,
        version=engine.version,
        rule=rule,
        subject_kind=subject[0],
        subject_id=subject[1],
        inputs=msgspec.to_builtins(inputs),
        outcome=msgspec.to_builtins(outcome),
        reason=reason,
        decided_at=decided_at,
        appeal_until=appeal_until,
    )
    return row.id


def decisions(
    engine_name: str = "", subject_id: int | None = None, before_id: int | None = None, limit: int = 50
) -> list[DecisionRow]:
    """A page of stored decisions, newest first; of one engine or about one subject when given."""
    rows = Decision.objects.order_by("-id")
    if engine_name:
        rows = rows.filter(engine=engine_name)
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    return [DecisionRow(*row) for row in rows.values_list(*DecisionRow._fields)[:limit]]


def decision(decision_id: int) -> DecisionRow:
    """One stored decision; refuses `kernel.unknown_decision`."""
    row = Decision.objects.filter(id=decision_id).values_list(*DecisionRow._fields).first()
    if row is None:
        raise UnknownDecision(id=decision_id)
    return DecisionRow(*row)


def replay(decision_id: int) -> Replay:
    """Recomputes a stored decision with today's engine."""
    row = Decision.objects.filter(id=decision_id).first()
    if row is None:
        raise UnknownDecision(id=decision_id)
    return Replay(row.id, row.engine, row.version, row.outcome, decide(row.engine, row.inputs))
