"""The small demo world: complete, consistent, refused where it could do harm."""

from collections import Counter

import pytest
from django.contrib.auth import authenticate

from tradewind.catalog.models import Listing, Picture
from tradewind.content.models import Review
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.kernel.invariants import every_invariant
from tradewind.ledger.models import LedgerTransaction
from tradewind.ops.demo import live
from tradewind.ops.demo.build import DEMO_SIGN_INS, build
from tradewind.ops.demo.command import ensure_built
from tradewind.ops.demo.order import language, order
from tradewind.ops.demo.small import build_small
from tradewind.parties.models import Account, Shop
from tradewind.parties.queries import addresses, my_shops, operator_role
from tradewind.parties.types import Buyer
from tradewind.trade.models import Order, SubOrder, Transition
from tradewind.trade.queries import cart, shop_counters


@pytest.fixture
def debug(settings):
    settings.DEBUG_MODE = True


@pytest.fixture
def world(transactional_db, debug):
    return build_small(read_clock())


def problems():
    return [(module, problem) for module, invariant in every_invariant() for problem in invariant()]


def test_the_small_world_is_whole(world):
    assert (len(world.shop_ids), len(world.listing_ids), len(world.shopper_orders)) == (3, 24, 7)
    assert problems() == []
    assert Listing.objects.exclude(cover="").count() == 24
    assert Picture.objects.count() == 24
    assert Order.objects.count() == world.orders >= 60
    assert LedgerTransaction.objects.filter(kind="trade.sale").count() == Order.objects.exclude(paid_at=None).count()
    assert Account.objects.filter(is_demo=False).count() == 0
    assert Review.objects.filter(created_at__gt=read_clock()).count() == 0
    assert Transition.objects.filter(at__gt=read_clock()).count() == 0

    # The shopper has every state, a cart, two addresses.
    shopper, now = world.accounts["shopper"], read_clock()
    mine = SubOrder.objects.filter(order_id__in=world.shopper_orders).values_list("order_id", "state")
    assert {"created", "paid", "shipped", "delivered", "confirmed", "closed"} <= {state for _, state in mine}
    view = cart(Buyer(shopper), now)
    assert len(view.lines) == 4 and view.problems == []
    assert [card.is_default for card in addresses(shopper)] == [True, False]

    # The merchant owns the first shop and has something to do; the operator may work.
    assert [one.shop.id for one in my_shops(world.accounts["merchant"])] == [world.shop_ids[0]]
    assert shop_counters(world.shop_ids[0], now).to_ship > 0
    states = Counter(Listing.objects.filter(shop_id=world.shop_ids[0]).values_list("state", flat=True))
    assert states["draft"] >= 1
    assert Listing.objects.filter(shop_id=world.shop_ids[0], state="on_sale", stock_left=0).exists()
    assert operator_role(world.accounts["operator"]) == "operator"

    # Nobody but people who run it on purpose can use the sign-ins, and it is not built twice.
    assert ensure_built() == [list(one) for one in DEMO_SIGN_INS]
    with pytest.raises(Refusal) as refused:
        build_small(now)
    assert refused.value.code == "ops.not_empty"
    assert Shop.objects.count() == 3


def test_demo_accounts_sign_in_only_in_debug(world, settings, rf):
    _, email, password = DEMO_SIGN_INS[0]
    assert authenticate(rf.post("/"), email=email, password=password).id == world.accounts["shopper"]
    settings.DEBUG_MODE = False
    assert authenticate(rf.post("/"), email=email, password=password) is None


@pytest.mark.process
def test_an_order_goes_from_the_search_box_to_the_books(world):
    lines: list[str] = []
    assert order(lines.append, "en") == 0, lines
    assert lines[-1] == "Done: all 12 steps."
    assert any("signed notification" in line for line in lines)
    assert problems() == []


def test_an_order_in_an_empty_marketplace_says_what_is_missing(transactional_db):
    lines: list[str] = []
    assert order(lines.append, "zh") == 1
    assert lines == ["第 1 步失败：店里没有可卖的商品：先运行 `tradewind demo build`"]


def test_the_demo_is_refused_without_debug(transactional_db):
    with pytest.raises(Refusal) as refused:
        build(read_clock())
    assert refused.value.code == "ops.demo_needs_debug"
    assert (Account.objects.count(), Shop.objects.count()) == (0, 0)


def test_a_world_that_cannot_be_finished_leaves_nothing(transactional_db, debug, monkeypatch):
    def fail(*_):
        raise RuntimeError("no more ink")

    monkeypatch.setattr("tradewind.ops.demo.build.refresh_all", fail)
    with pytest.raises(RuntimeError):
        build_small(read_clock())
    assert (Account.objects.count(), Shop.objects.count(), Order.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(("lang", "said"), [("zh_CN.UTF-8", "zh"), ("en_US.UTF-8", "en"), ("C", "en"), ("", "en")])
def test_steps_are_told_in_the_terminals_language(monkeypatch, lang, said):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", lang)
    assert language() == said


@pytest.mark.parametrize("n", range(28))
def test_no_order_is_reviewed_before_it_could_be(n):
    assert live.days_ago("reviewed", n) >= live.REVIEW_DAYS
