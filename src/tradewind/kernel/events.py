"""Events: what happened, in the past tense, versioned. A module's `events.py` subclasses `Event`."""

from datetime import datetime
from typing import Any, ClassVar

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One fact. `name` is `<module>.<PastTense>`; `key` is the id of the aggregate it is about."""

    name: ClassVar[str]
    version: ClassVar[int] = 1

    key: int
    at: datetime

    def payload(self) -> dict[str, Any]:
        """The event as plain JSON-able values."""
        payload: dict[str, Any] = msgspec.to_builtins(self, builtin_types=(datetime,), str_keys=True)
        return {**payload, "at": self.at.isoformat()}
