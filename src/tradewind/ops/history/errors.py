"""What importing a history refuses.

Invalid   ops.history_mapping   the mapping names a table, column, file or rule that does not exist
Invalid   ops.history_rows      rows are wrong; nothing was loaded
Conflict  ops.history_write     an export's file exists or cannot be written
Refused   ops.history_extra     the optional reader is not installed
"""

from tradewind.kernel.errors import N_, Conflict, Invalid, Refused
from tradewind.ops.history.problems import Problem


class MappingWrong(Invalid):
    code = "ops.history_mapping"
    reason = N_("The mapping does not fit: {detail}.")
    mend = N_("docs/import.md lists the tables, columns and rules a mapping may use.")


class RowsWrong(Invalid):
    """Carries the problems that were found."""

    code = "ops.history_rows"
    reason = N_("Problems in the files: {count}. Nothing was loaded.")
    mend = N_("Mend the rows named above and start again.")

    def __init__(self, problems: list[Problem], more: bool) -> None:
        self.problems = problems
        self.more = more
        super().__init__(count=f"more than {len(problems)}" if more else len(problems))


class ReaderMissing(Refused):
    code = "ops.history_extra"
    reason = N_("Importing a history needs the package pyarrow, which is not installed.")
    mend = N_("Install the extra: `uv sync --extra history` or `pip install 'tradewind[history]'`.")


class CannotWrite(Conflict):
    code = "ops.history_write"
    reason = N_("The export cannot be written: {detail}.")
    mend = N_("Name a new folder; an export never overwrites a file.")
