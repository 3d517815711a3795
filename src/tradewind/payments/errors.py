"""What paying refuses.

Absent    payments.no_payment       no such payment
Absent    payments.no_method        there is no such way to pay
Absent    payments.unknown_order    a notification about a payment or order we do not know
Refused   payments.bad_signature    a notification that the provider did not sign
Refused   payments.stale            signed more than five minutes ago or ahead
Conflict  payments.mismatch         amount, currency, merchant or order is not what we asked for; names the field
Conflict  payments.refused          the provider refused what we sent
Invalid   payments.malformed        a notification that cannot be read
Invalid   payments.amount           there is nothing to pay
Busy      payments.provider_away    the provider does not answer
"""

from tradewind.kernel.errors import N_, Absent, Busy, Conflict, Invalid, Refused


class NoPayment(Absent):
    code = "payments.no_payment"
    reason = N_("There is no such payment.")


class NoMethod(Absent):
    code = "payments.no_method"
    reason = N_("There is no way to pay called {method}.")
    mend = N_("Choose one of: {methods}.")


class UnknownOrder(Absent):
    code = "payments.unknown_order"
    reason = N_("We do not know this payment.")


class BadSignature(Refused):
    code = "payments.bad_signature"
    reason = N_("The signature of this notification is not the provider's.")


class Stale(Refused):
    code = "payments.stale"
    reason = N_("This notification was signed more than five minutes ago or ahead.")
    mend = N_("Send it again with a fresh timestamp; check the clocks.")


class Mismatch(Conflict):
    """`field` names what differs."""

    code = "payments.mismatch"
    reason = N_("The {field} of this notification is not what we asked for.")


class ProviderRefused(Conflict):
    """`detail` is the provider's word."""

    code = "payments.refused"
    reason = N_("The payment provider refused: {detail}.")
    mend = N_("Choose another way to pay, or try again.")


class Malformed(Invalid):
    code = "payments.malformed"
    reason = N_("This notification cannot be read.")


class NothingToPay(Invalid):
    code = "payments.amount"
    reason = N_("There is nothing to pay.")


class ProviderAway(Busy):
    code = "payments.provider_away"
    reason = N_("The payment provider does not answer.")
    mend = N_("Nothing was charged. Try again in a moment.")
