"""The states of an order (what the buyer pays once) and of its sub-orders (what each shop sends)."""

from tradewind.kernel.states import machine

ORDER = machine(
    "order",
    created=("paid", "closed"),
    paid=("completed", "closed"),
    completed=(),
    closed=(),
)

SUB_ORDER = machine(
    "sub_order",
    created=("paid", "closed"),
    paid=("shipped", "closed"),
    shipped=("delivered", "confirmed"),
    delivered=("confirmed",),
    confirmed=("settled",),
    settled=(),
    closed=(),
)
