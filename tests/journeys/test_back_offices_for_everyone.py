"""Every page of the back offices, as a phone and a desk show it: nothing that axe finds, nothing wider than the window.

With TRADEWIND_SHOTS=DIR each page is photographed too, in both languages and themes.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

MERCHANT = {
    "home": "", "listings": "listings/", "listing-new": "listings/new/", "listing": "listings/{listing}/",
    "stock": "listings/{listing}/stock/", "prices": "listings/{listing}/prices/", "orders": "orders/",
    "order": "orders/{order}/", "order-shipped": "orders/{shipped}/", "money": "money/", "offers": "offers/",
    "offer-new": "offers/new/multi_buy/",
    "freight": "freight/", "freight-form": "freight/{template}/", "settings": "settings/",
}  # fmt: skip
CONSOLE = {
    "home": "", "shops": "shops/", "shop": "shops/{shop}/", "orders": "orders/", "order": "orders/{order}/",
    "ledger": "ledger/", "transactions": "ledger/transactions/", "invariants": "invariants/",
    "decisions": "decisions/", "decision": "decisions/{decision}/", "policies": "policies/", "people": "people/",
}  # fmt: skip


@pytest.fixture(scope="module")
def world(site):
    """A small marketplace that sells, seen from inside."""
    from support.offices import a_working_marketplace

    with site.database():
        return a_working_marketplace(datetime.now(UTC), "pages-")


def places(world):
    known = world.known
    yield from (("owner", f"merchant-{name}", f"/merchant/{known['shop']}/{path}".format(**known))
                for name, path in MERCHANT.items())  # fmt: skip
    yield from (("operator", f"console-{name}", f"/console/{path}".format(**known)) for name, path in CONSOLE.items())
    yield "shopper", "merchant-open", "/merchant/open/"
    yield "two_shops", "merchant-choose", "/merchant/"


@pytest.mark.parametrize("width", ["phone", "desk"])
@pytest.mark.parametrize(("language", "scheme"), [("", "light"), ("/en", "dark")])
def test_every_page_is_for_everyone(world, site, visitor, width, language, scheme):
    from support.axe import sideways, violations
    from support.offices import come_in

    problems, shots = [], os.environ.get("TRADEWIND_SHOTS", "")
    by_role = {}
    for role, name, path in places(world):
        if role not in by_role:
            by_role[role] = visitor(width, scheme=scheme)
            come_in(by_role[role], site, world.people[role])
        page = by_role[role]
        answer = page.goto(language + path)
        page.wait_for_load_state("networkidle")
        if answer.status != 200:
            problems.append(f"{name}: {answer.status}")
            continue
        if wide := sideways(page):
            problems.append(f"{name}: {wide} px too wide")
        problems += [f"{name}: {found}" for found in violations(page)]
        if shots:
            target = Path(shots) / f"{name}-{width}-{'en' if language else 'zh'}-{scheme}.png"
            page.screenshot(path=target, full_page=True)

    assert not problems, "\n".join(problems)
