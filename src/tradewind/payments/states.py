"""A payment's states. `closed`: the provider takes no more money for it."""

from tradewind.kernel.states import machine

# A payment that we gave up may still be paid at the provider: money that arrived is never denied.
PAYMENT = machine(
    "payment",
    created=("pending", "paid", "failed", "closed"),
    pending=("paid", "failed", "closed"),
    failed=("paid",),
    closed=("paid",),
    paid=(),
)
