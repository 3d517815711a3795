"""Who may enter the console: every address against everybody who must not, and nothing moves."""

import pytest
from django.db import connection
from django.urls import reverse

from tradewind.kernel.decisions import decisions
from tradewind.parties.permissions import TABLE
from tradewind.web.console.urls import urlpatterns

VERBS = {
    "home": "console.see", "shops": "shops.see", "shop": "shops.see", "shop_state": "shops.state",
    "shop_members": "operators.edit", "orders": "orders.see", "order": "orders.see", "ledger": "ledger.see",
    "transactions": "ledger.see", "invariants": "invariants.run", "decisions": "decisions.see",
    "decision": "decisions.see", "replay": "decisions.replay", "policies": "policies.see", "people": "console.see",
}  # fmt: skip
POSTS_ONLY = {"shop_state", "shop_members", "replay"}
TAKES_POSTS = {*POSTS_ONLY, "invariants", "policies", "people"}
TABLES = (
    "parties_shop",
    "parties_shop_member",
    "parties_operator",
    "kernel_policy",
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
    known = {"shop_id": world.shop, "order_id": world.orders[0], "decision_id": decisions(limit=1)[0].id}
    return {
        p.name: reverse(f"console:{p.name}", kwargs={name: known[name] for name in p.pattern.converters})
        for p in urlpatterns
    }


def fingerprint():
    """Every row of every table that the console can change."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {table} t")
            found[table] = cursor.fetchone()[0]
    return found


def answers(client, name, address):
    """Status codes of a read and a write."""
    methods = [*(["get"] if name not in POSTS_ONLY else []), *(["post"] if name in TAKES_POSTS else [])]
    return {method: getattr(client, method)(address, SENT if method == "post" else None) for method in methods}


def test_the_table_names_every_address():
    assert {pattern.name for pattern in urlpatterns} == set(VERBS)


@pytest.mark.parametrize("who", ["owner", "staff", "shopper"])
def test_the_console_does_not_exist_for_others(as_, addresses, who):
    before, client = fingerprint(), as_(who)

    found = {name: answers(client, name, address) for name, address in addresses.items()}

    assert {answer.status_code for pair in found.values() for answer in pair.values()} == {404}
    assert fingerprint() == before


def test_visitors_are_sent_to_sign_in_and_nothing_moves(as_, addresses):
    before, client = fingerprint(), as_(None)

    found = {name: answers(client, name, address) for name, address in addresses.items()}

    for pair in found.values():
        for answer in pair.values():
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("account_login"))
    assert fingerprint() == before


def test_an_auditor_reads_everything_and_changes_nothing(as_, addresses):
    client = as_("auditor")
    readable = {n: a for n, a in addresses.items() if VERBS[n] in TABLE["auditor"] and n not in POSTS_ONLY}

    assert {name: client.get(address).status_code for name, address in readable.items()} == dict.fromkeys(readable, 200)

    before = fingerprint()
    refused = [n for n in TAKES_POSTS if n != "invariants"]
    assert {n: client.post(addresses[n], SENT).status_code for n in refused} == dict.fromkeys(refused, 403)
    assert fingerprint() == before
