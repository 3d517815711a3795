"""What operators do: find an order, read the books, run invariants, replay a decision, change a policy, name people."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest

from tradewind.catalog.models import Stock
from tradewind.deals.models import Offer
from tradewind.kernel import policy
from tradewind.kernel.decisions import decisions
from tradewind.kernel.models import Decision, Policy
from tradewind.ledger.actions.post import post
from tradewind.ledger.queries import LegView, TransactionView
from tradewind.ledger.types import AccountKey, Entry, Leg
from tradewind.parties.models import Operator, Shop, ShopMember
from tradewind.web.console.flow import flow


def test_an_order_is_found_and_shows_who_paid_whom(world, as_):
    client, order = as_("operator"), world.orders[0]

    assert str(order) in client.get("/en/console/orders/", {"q": order}).content.decode()
    assert "No order fits" in client.get("/en/console/orders/", {"q": "nobody@example.com"}).content.decode()
    page = client.get(f"/en/console/orders/{order}/").content.decode()
    assert "Who paid whom" in page
    assert page.count('class="ribbon"') == 4  # goods and freight, on a desk and on a phone
    assert "trade.OrderPaid" in page


def test_the_picture_of_a_transaction_adds_up(now):
    legs = [
        LegView("provider", 1, "clearing", "CNY", 9_800), LegView("shop", 7, "sales", "CNY", -10_000),
        LegView("shop", 7, "freight", "CNY", -800), LegView("shop", 7, "promotion", "CNY", 700),
        LegView("platform", 0, "subsidy", "CNY", 300),
    ]  # fmt: skip

    picture = flow(TransactionView(1, "k", "trade.sale", 5, now, "", None, legs), {7: ("茶铺", "Tea")})

    assert (picture.amount, picture.reverses) == (10_800, False)
    assert [(bar.owner_kind, bar.amount) for bar in picture.left] == [
        ("provider", 9_800), ("shop", 700), ("platform", 300),
    ]  # fmt: skip
    assert sum(ribbon.amount for ribbon in picture.ribbons) == 10_800
    for side in (picture.left, picture.right):
        assert all(a.y + a.height <= b.y for a, b in pairwise(side))
    assert picture.right[0].owner == ("茶铺", "Tea")


def test_invariants_hold_and_a_break_is_found(world, as_):
    client = as_("operator")

    client.post("/en/console/invariants/")
    assert "All invariants hold." in client.get("/en/console/invariants/").content.decode()
    assert "all hold" in client.get("/en/console/").content.decode()

    ShopMember.objects.filter(shop_id=world.shop, role="owner").delete()
    client.post("/en/console/invariants/")
    page = client.get("/en/console/invariants/").content.decode()
    assert "1 problem found." in page
    assert "has no owner" in page
    assert "1 problem" in client.get("/en/console/").content.decode()


def test_a_decision_is_replayed(world, as_):
    client, row = as_("operator"), decisions(limit=1)[0]
    before = Decision.objects.count()

    same = client.post(f"/en/console/decisions/{row.id}/replay/").content.decode()
    assert "Same outcome" in same

    outcome = {**row.outcome, "payable": row.outcome["payable"] + 1}
    Decision.objects.filter(id=row.id).update(outcome=outcome)
    assert "Different outcome" in client.post(f"/en/console/decisions/{row.id}/replay/").content.decode()
    assert Decision.objects.count() == before


def test_decisions_are_filtered_by_engine_and_subject(world, as_):
    client = as_("operator")
    row = decisions(limit=1)[0]

    found = client.get("/en/console/decisions/", {"engine": row.engine, "subject": row.subject_id}).content.decode()
    assert str(row.id) in found
    assert "No record fits" in client.get("/en/console/decisions/", {"subject": "1"}).content.decode()


NEW = {"name": "trade.confirm_days", "value": "10", "valid_from": "2099-01-01T00:00", "source": "meeting of 1 June"}


def test_a_policy_gets_a_dated_value_with_its_source(world, as_):
    assert as_("operator").post("/console/policies/", NEW).status_code == 302

    row = Policy.objects.get()
    assert (row.name, row.value, row.source) == ("trade.confirm_days", 10, "meeting of 1 June")
    assert "2099-01-01 00:00" in as_("operator").get("/console/policies/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"value": "ten"}, {"value": '"10"'}, {"valid_from": "2020-01-01T00:00"}, {"source": " "}, {"name": "no.such"}],
)
def test_a_policy_that_does_not_fit_is_refused(world, as_, wrong):
    assert as_("operator").post("/console/policies/", {**NEW, **wrong}).status_code == 422
    assert not Policy.objects.exists()


def test_a_shop_is_suspended_with_a_reason_only(world, as_):
    client, address = as_("operator"), f"/console/shops/{world.shop}/state/"

    client.post(address, {"new": "suspended", "reason": " "})
    assert Shop.objects.get(id=world.shop).state == "open"

    client.post(address, {"new": "suspended", "reason": "售假"})
    assert Shop.objects.get(id=world.shop).state == "suspended"
    assert "售假" in client.get(f"/console/shops/{world.shop}/").content.decode()

    client.post(address, {"new": "history", "reason": "x"})
    assert Shop.objects.get(id=world.shop).state == "suspended"


def test_a_shop_gets_its_people(world, as_):
    client, address = as_("operator"), f"/console/shops/{world.other_shop}/members/"

    client.post(address, {"email": "Shopper@example.com", "role": "staff"})
    assert ShopMember.objects.get(shop_id=world.other_shop, account=world.people["shopper"]).role == "staff"

    client.post(address, {"email": "nobody@example.com", "role": "staff"})
    assert ShopMember.objects.filter(shop_id=world.other_shop).count() == 2


def test_an_operator_is_named_and_the_last_one_stays(world, as_):
    client = as_("operator")

    assert client.post("/console/people/", {"email": "shopper@example.com", "role": "auditor"}).status_code == 302
    assert Operator.objects.get(account=world.people["shopper"]).role == "auditor"
    assert client.post("/console/people/", {"email": "operator@example.com", "role": "auditor"}).status_code == 422
    assert Operator.objects.get(account=world.people["operator"]).role == "operator"


QUERIES = {"": 14, "shops/": 6, "orders/": 6, "ledger/": 6, "ledger/transactions/": 7, "decisions/": 6, "policies/": 6}


@pytest.mark.parametrize("page", QUERIES)
def test_more_rows_cost_no_more_queries(world, as_, now, page, django_assert_max_num_queries):
    from support.offices import an_order

    Stock.objects.update(on_hand=50)
    for n in range(4):
        an_order(world.people["shopper"], world.variants[:1], now + timedelta(minutes=n))
    client = as_("operator")
    client.get(f"/console/{page}")  # what is looked up once per process

    with django_assert_max_num_queries(QUERIES[page]):
        assert client.get(f"/console/{page}").status_code == 200


def test_codes_of_the_books_are_said_in_words(world, as_, now):
    held, due = AccountKey("provider", 1, "import_cancelled"), AccountKey("buyer", 7, "refund_due")
    post([Entry("k", "trade.refund_due", world.orders[0], "CNY", (Leg(held, 500), Leg(due, -500)), now)])

    page = as_("operator").get("/console/ledger/").content.decode()

    assert "付款后取消" in page
    assert "待退买家" in page


def test_transactions_are_chosen_by_kind(world, as_):
    client = as_("operator")

    assert 'value="trade.sale" selected' in client.get("/console/ledger/transactions/?kind=trade.sale").content.decode()
    assert "No transaction fits" in client.get("/en/console/ledger/transactions/?kind=trade.reversal").content.decode()


def test_who_moved_an_order_is_said_in_words(world, as_):
    page = as_("operator").get(f"/en/console/orders/{world.orders[0]}/").content.decode()

    assert f'Buyer <span class="mono">{world.people["shopper"].id}</span>' in page
    assert "buyer:" not in page.partition("Transitions")[2].partition("</ol>")[0]


def test_a_platform_offer_with_a_budget_is_made_shown_and_stopped(world, as_):
    client = as_("operator")
    draft = {
        "name": "现金红包", "p0": "5", "budget_allowed": "1000", "per_buyer": "1", "valid_from": "2026-01-01T00:00",
        "valid_to": "2099-01-01T00:00",
    }  # fmt: skip

    assert client.post("/console/offers/new/red_packet/", draft | {"p0": "-5"}).status_code == 422
    assert not Offer.objects.exists()
    assert client.post("/console/offers/new/red_packet/", draft).status_code == 302
    made = Offer.objects.get()
    assert (made.shop_id, made.payer, made.params["face"], made.budget_allowed) == (None, "platform", 500, 100_000)
    page = client.get("/en/console/offers/").content.decode()
    assert "现金红包" in page and "of ¥1,000.00" in page

    assert as_("auditor").post(f"/console/offers/{made.id}/stop/").status_code == 403
    assert as_("operator").post(f"/console/offers/{made.id}/stop/").status_code == 302
    assert Offer.objects.get().stopped_at is not None


def test_every_policy_has_a_name_for_people(world, as_):
    page = as_("operator").get("/console/policies/").content.decode()

    names = re.findall(r'<h2 class="text-base font-semibold">(.*?)</h2>', page)
    assert len(names) == len(policy.declared()) + 1  # and the form's
    assert {declared.name for declared in policy.declared()} & set(names) == set(), "named in console/policies.html"
