"""Dated configuration of trade, with the defaults that hold while no row says otherwise."""

from tradewind.kernel.policy import declare

PAY_WINDOW_MINUTES = declare(
    "trade.pay_window_minutes", 15, "own rule: goods are held for an unpaid order as long as a cinema seat"
)
CLOSE_GRACE_MINUTES = declare(
    "trade.close_grace_minutes",
    8,
    "own rule: so long the provider is asked again before an unpaid order is closed without its answer",
)
PRICE_PROTECTION_DAYS = declare(
    "trade.price_protection_days", 7, "JD: 7 days for phones, counted in seconds from signing"
)
CONFIRM_DAYS = declare(
    "trade.confirm_days", 15, "Kuaishou: receipt counts as confirmed on day 15 after shipping (2024-06-16)"
)
