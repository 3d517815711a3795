"""State machines as tables: state -> the states it may go to."""

from collections.abc import Mapping
from typing import NamedTuple

from tradewind.kernel.errors import UnknownTransition


class Machine(NamedTuple):
    """A named table of allowed transitions. States that lead nowhere are final."""

    name: str
    table: Mapping[str, frozenset[str]]

    def check(self, old: str, new: str) -> None:
        """Raises `kernel.transition` unless the table allows `old` -> `new`."""
        if new not in self.table.get(old, frozenset()):
            raise UnknownTransition(machine=self.name, old=old, new=new)

    def before(self, new: str) -> list[str]:
        """The states from which `new` can be reached in one step, sorted (for conditional updates)."""
        return sorted(old for old, nexts in self.table.items() if new in nexts)

    @property
    def states(self) -> frozenset[str]:
        """Every state named in the table."""
        return frozenset(self.table) | frozenset().union(*self.table.values())


def machine(name: str, **table: tuple[str, ...]) -> Machine:
    """Builds a machine from keyword rows: `machine("order", created=("paid", "closed"), paid=())`."""
    return Machine(name, {old: frozenset(new) for old, new in table.items()})
