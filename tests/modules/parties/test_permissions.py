"""Roles and verbs are one table."""

import pytest

from tradewind.parties.permissions import OPERATOR_ROLES, OPERATOR_VERBS, SHOP_ROLES, SHOP_VERBS, TABLE, allowed


@pytest.mark.parametrize(
    ("role", "verb", "may"),
    [
        ("owner", "money.see", True), ("staff", "money.see", False), ("staff", "orders.ship", True),
        ("warehouse", "orders.ship", True), ("warehouse", "listings.edit", False), ("operator", "ledger.see", True),
        ("auditor", "ledger.see", True), ("auditor", "shops.state", False), ("owner", "console.see", False),
        ("operator", "listings.edit", False), (None, "shop.see", False), ("nobody", "shop.see", False),
    ],
)  # fmt: skip
def test_what_a_role_may_do(role, verb, may):
    assert allowed(role, verb) is may


def test_shop_roles_have_shop_verbs_and_operator_roles_operator_verbs_only():
    assert set(TABLE) == {*SHOP_ROLES, *OPERATOR_ROLES}
    for role in SHOP_ROLES:
        assert TABLE[role] <= set(SHOP_VERBS)
    for role in OPERATOR_ROLES:
        assert TABLE[role] <= set(OPERATOR_VERBS)
