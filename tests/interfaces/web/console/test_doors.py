"""Who may enter the console: every address against everybody who must not, and nothing moves."""

import pytest
from django.urls import reverse

from support.doors import answers, fingerprint, led_elsewhere
from support.offers import offer
from tradewind.kernel.decisions import decisions
from tradewind.parties.permissions import TABLE
from tradewind.web.console.urls import urlpatterns

VERBS = {
    "home": "console.see", "shops": "shops.see", "shop": "shops.see", "shop_state": "shops.state",
    "shop_members": "operators.edit", "orders": "orders.see", "order": "orders.see", "ledger": "ledger.see",
    "transactions": "ledger.see", "invariants": "invariants.run", "decisions": "decisions.see",
    "decision": "decisions.see", "replay": "decisions.replay", "policies": "policies.see", "people": "console.see",
    "offers": "offers.see", "offer_new": "offers.edit", "offer_stop": "offers.edit",
}  # fmt: skip
POSTS_ONLY = {"shop_state", "shop_members", "replay", "offer_stop"}
TAKES_POSTS = {*POSTS_ONLY, "invariants", "policies", "people", "offer_new"}
TABLES = (
    "parties_shop",
    "parties_shop_member",
    "parties_operator",
    "kernel_policy",
    "deals_offer",
    "kernel_decision",
    "kernel_outbox",
)
SENT = {
    "new": "suspended", "reason": "x", "email": "shopper@example.com", "role": "owner", "name": "trade.confirm_days",
    "value": "3", "valid_from": "2099-01-01T00:00", "source": "x",
}  # fmt: skip


@pytest.fixture
def addresses(world):
    """Name -> address, of things that exist."""
    known = {
        "shop_id": world.shop,
        "order_id": world.orders[0],
        "decision_id": decisions(limit=1)[0].id,
        "offer_id": offer("red_packet", {"face": 500}),
        "kind": "red_packet",
    }
    return {
        p.name: reverse(f"console:{p.name}", kwargs={name: known[name] for name in p.pattern.converters})
        for p in urlpatterns
    }


def tried(client, addresses):
    """Name -> status by method, of every method that the address knows."""
    return {name: answers(client, address, SENT) for name, address in addresses.items()}


def test_the_table_names_every_address():
    assert {pattern.name for pattern in urlpatterns} == set(VERBS)


@pytest.mark.parametrize("who", ["owner", "staff", "shopper"])
def test_the_console_does_not_exist_for_others(as_, addresses, who):
    before, client = fingerprint(TABLES), as_(who)

    found = tried(client, addresses)

    assert {name for name, codes in found.items() if not codes} == set()
    assert {code for codes in found.values() for code in codes.values()} == {404}
    assert fingerprint(TABLES) == before


def test_visitors_are_sent_to_sign_in_and_nothing_moves(as_, addresses):
    before, client = fingerprint(TABLES), as_(None)

    assert led_elsewhere(client, addresses) == set()
    assert fingerprint(TABLES) == before


def test_an_auditor_reads_everything_and_changes_nothing(as_, addresses):
    client = as_("auditor")
    readable = {n: a for n, a in addresses.items() if VERBS[n] in TABLE["auditor"] and n not in POSTS_ONLY}

    assert {name: client.get(address).status_code for name, address in readable.items()} == dict.fromkeys(readable, 200)

    before = fingerprint(TABLES)
    refused = [n for n in TAKES_POSTS if n != "invariants"]
    assert {n: client.post(addresses[n], SENT).status_code for n in refused} == dict.fromkeys(refused, 403)
    assert fingerprint(TABLES) == before
