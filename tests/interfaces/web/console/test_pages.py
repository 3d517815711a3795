"""Every page of the console opens, in both languages."""

import pytest

from tradewind.kernel.decisions import decisions

PAGES = {
    "home": "", "shops": "shops/", "shop": "shops/{shop}/", "orders": "orders/", "order": "orders/{order}/",
    "ledger": "ledger/", "transactions": "ledger/transactions/", "invariants": "invariants/",
    "decisions": "decisions/", "decision": "decisions/{decision}/", "policies": "policies/", "people": "people/",
}  # fmt: skip


def address(world, page, language=""):
    decision = decisions(limit=1)[0].id
    path = PAGES[page].format(shop=world.shop, order=world.orders[0], decision=decision)
    return f"{language}/console/{path}"


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(world, as_, page, language):
    answer = as_("operator").get(address(world, page, language))

    assert answer.status_code == 200
    assert ("Operator console" if language else "运营后台") in answer.content.decode()
