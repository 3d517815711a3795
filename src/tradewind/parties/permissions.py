"""Who may do what: one table of role × verb. Interfaces ask `allowed`; nothing else decides."""

SHOP_VERBS = (
    "shop.see", "shop.settings", "listings.edit", "stock.edit", "prices.edit", "orders.see", "orders.ship",
    "reviews.answer", "money.see", "freight.edit",
)  # fmt: skip
OPERATOR_VERBS = (
    "console.see", "shops.see", "shops.state", "orders.see", "ledger.see", "invariants.run", "decisions.see",
    "decisions.replay", "policies.see", "policies.edit", "operators.edit", "offers.see", "offers.edit",
)  # fmt: skip

TABLE: dict[str, frozenset[str]] = {
    # people who work in a shop
    "owner": frozenset(SHOP_VERBS),
    "staff": frozenset(SHOP_VERBS) - {"shop.settings", "money.see", "prices.edit"},
    "warehouse": frozenset({"shop.see", "stock.edit", "orders.see", "orders.ship"}),
    # people who run the platform
    "operator": frozenset(OPERATOR_VERBS),
    "auditor": frozenset(
        {
            "console.see",
            "shops.see",
            "orders.see",
            "ledger.see",
            "invariants.run",
            "decisions.see",
            "policies.see",
            "offers.see",
        }
    ),
}
SHOP_ROLES = ("owner", "staff", "warehouse")
OPERATOR_ROLES = ("operator", "auditor")


def allowed(role: str | None, verb: str) -> bool:
    """May somebody with this role do this? Nobody's role is None."""
    return role is not None and verb in TABLE.get(role, frozenset())
