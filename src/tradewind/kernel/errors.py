"""Refusals: everything Tradewind declines to do, with a code, a place, a reason and how to mend it.

    Refusal
    ├── Absent    404  it is not there (or not for you)
    ├── Refused   403  you may not
    ├── Conflict  409  it cannot be done in the present state (sold out, already paid, same key with another body)
    ├── Invalid   422  the request itself is wrong
    └── Busy      503  not now; try again

A module's `errors.py` makes one subclass per refusal. A refusal changes nothing: raise it inside the transaction, which
then rolls back. `reason` and `mend` are English templates marked with `N_` for translation; edges translate and fill.
"""

from typing import Any, ClassVar


def N_(text: str) -> str:
    """Marks a text for translation without translating it now."""
    return text


class Refusal(Exception):
    """Base of all refusals. Subclasses set `code`, `reason` and `mend`; `params` fill both templates."""

    status: ClassVar[int] = 400
    kind: ClassVar[str] = "refusal"
    code: ClassVar[str] = "kernel.refusal"
    reason: ClassVar[str] = N_("This cannot be done.")
    mend: ClassVar[str] = ""

    def __init__(self, where: str = "", **params: Any) -> None:
        self.where = where
        self.params = params
        super().__init__(self.said())

    def said(self) -> str:
        """The English reason, filled in."""
        return self.reason.format(**self.params) if self.params else self.reason


class Absent(Refusal):
    status, kind, code, reason = 404, "absent", "kernel.absent", N_("There is nothing here.")


class Refused(Refusal):
    status, kind, code, reason = 403, "refused", "kernel.refused", N_("You may not do this.")


class Conflict(Refusal):
    status, kind, code, reason = (
        409,
        "conflict",
        "kernel.conflict",
        N_("This does not fit the present state."),
    )


class Invalid(Refusal):
    status, kind, code, reason = 422, "invalid", "kernel.invalid", N_("The request is not valid.")


class Busy(Refusal):
    status, kind, code, reason = 503, "busy", "kernel.busy", N_("The system is busy.")
    mend = N_("Try again in a moment.")


class UnknownTransition(Conflict):
    code = "kernel.transition"
    reason = N_("{machine}: cannot go from {old} to {new}.")
    mend = N_("Reload the page to see the present state.")


class KeyReused(Conflict):
    code = "kernel.key_reused"
    reason = N_("This Idempotency-Key was used with another request.")
    mend = N_("Make a new key for a new request; repeat the same body to get the same answer.")


class KeyInvalid(Invalid):
    code = "kernel.key_invalid"
    reason = N_("An Idempotency-Key has 1 to 200 visible ASCII characters.")
    mend = N_("Send a random UUID as the Idempotency-Key.")
