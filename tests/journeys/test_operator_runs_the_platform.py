"""The first run, then an operator's day: find an order, read its ledger, run the invariants, replay a decision."""

import re
from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.browser


def test_the_first_operator_is_made_and_the_page_is_gone(site, visitor):
    from tradewind.parties.actions.operators import make_setup_token
    from tradewind.parties.models import Operator

    with site.database():
        others = list(Operator.objects.values())
        Operator.objects.all().delete()
        token = make_setup_token(datetime.now(UTC))
    page = visitor("phone", language="en")

    page.goto(f"/en/setup/?token={token}")
    page.get_by_label("E-mail").fill("first@example.com")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("Password once more").fill("short")
    page.get_by_role("button", name="Create and sign in").click()
    page.get_by_text(re.compile("at least 10")).last.wait_for()
    page.complaints.clear()  # the browser notes the refusal's status
    page.get_by_label("Password", exact=True).fill("tide-and-trade-wind")
    page.get_by_label("Password once more").fill("tide-and-trade-wind")
    page.get_by_role("button", name="Create and sign in").click()
    page.get_by_role("heading", name="The marketplace").wait_for()

    assert page.goto(f"/en/setup/?token={token}").status == 404
    page.complaints.clear()
    with site.database():
        Operator.objects.bulk_create(Operator(**values) for values in others)


def test_an_operator_follows_an_order_and_checks_the_books(site, visitor):
    from support.offices import come_in, offices

    with site.database():
        world = offices(datetime.now(UTC), orders=1, prefix="day-")
    order = world.orders[0]
    page = visitor("desk", language="en")
    come_in(page, site, world.people["operator"])

    page.goto("/en/console/")
    page.get_by_role("link", name="Orders", exact=True).first.click()
    page.get_by_role("searchbox").fill(str(order))
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name=str(order)).click()
    page.get_by_role("heading", name="Who paid whom").wait_for()
    assert page.locator("svg.flow path.ribbon").first.is_visible()

    page.locator("section", has_text="Who paid whom").get_by_role("link", name="Ledger").click()
    page.get_by_role("heading", name="Transactions").wait_for()
    assert page.get_by_text("¥107.00").first.is_visible()

    page.get_by_role("link", name="Invariants").click()
    page.get_by_role("button", name="Run them now").click()
    page.get_by_text(re.compile("All invariants hold")).first.wait_for()

    page.get_by_role("link", name="Decision records").click()
    page.get_by_role("link", name="deals.price_basket").first.click()
    page.get_by_role("button", name="Replay").click()
    page.get_by_text("Same outcome").wait_for()
