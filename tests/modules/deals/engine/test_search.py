"""The search finds the cheapest combination: compared with trying everything, and what must hold for every sheet."""

from itertools import permutations
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.deals import baskets, brute
from tradewind.deals import types as t
from tradewind.deals.engine.price import price_basket
from tradewind.deals.engine.refund import refund_amount
from tradewind.deals.types import RefundQuestion

seeds = st.integers(0, 2**40)


@pytest.mark.parametrize("part", range(8))
def test_nothing_legal_is_cheaper(part):
    """20,000 baskets with offers of every kind, in eight parts that workers share."""

    @settings(max_examples=2_500, deadline=None, database=None)
    @given(seeds)
    def holds(seed):
        question = baskets.question(seed * 8 + part)
        sheet = price_basket(question)
        assert (sheet.payable, sheet.optimal, sheet.bound) == (brute.lowest(question), True, sheet.payable)

    holds()


@settings(max_examples=600, deadline=None)
@given(seeds)
def test_everything_adds_up_down_to_the_piece(seed):
    question = baskets.question(seed)
    sheet = price_basket(question)
    floors = {line.position: line.floor for line in question.basket.lines}
    for line in sheet.lines:
        assert line.item_amount - line.discount_amount + line.freight_amount == line.payable >= line.freight_amount >= 0
        assert line.discount_amount == sum(share.amount for share in line.shares)
        assert line.list_amount - line.item_amount == sum(share.amount for share in line.item_shares)
        assert sum(line.pieces) == line.item_amount - line.discount_amount
        for share in (*line.shares, *line.item_shares, *line.freight_shares):
            assert (sum(share.pieces), len(share.pieces)) == (share.amount, line.quantity)
            assert min(share.pieces) >= 0
        lawful = [s for s in line.shares if s.kind != "state_subsidy"]
        for n in range(line.quantity):
            before = line.list_amount // line.quantity - sum(s.pieces[n] for s in line.item_shares)
            after = before - sum(s.pieces[n] for s in lawful)
            assert after >= min(floors[line.position], before)
            assert line.pieces[n] >= 0
    for name in ("list_amount", "item_amount", "discount_amount", "freight_amount", "payable"):
        whole = getattr(sheet, name)
        assert whole == sum(getattr(li, name) for li in sheet.lines) == sum(getattr(s, name) for s in sheet.shops)
    charged = {f.shop_id: f.amount for f in question.basket.freight}
    for shop in sheet.shops:
        off = sum(s.amount for li in sheet.lines if li.shop_id == shop.shop_id for s in li.freight_shares)
        assert shop.freight_amount + off == charged.get(shop.shop_id, 0)


@settings(max_examples=600, deadline=None)
@given(seeds)
def test_every_offer_has_an_outcome_that_agrees_with_the_shares(seed):
    question = baskets.question(seed)
    sheet = price_basket(question)
    assert [o.offer_id for o in sheet.offers] == [offer.id for offer in question.offers]
    shares = [s for li in sheet.lines for s in (*li.shares, *li.item_shares, *li.freight_shares)]
    saved = {id_: sum(s.amount for s in shares if s.offer_id == id_) for id_ in {s.offer_id for s in shares}}
    assert saved == {o.offer_id: o.amount for o in sheet.offers if o.state == "used"}
    for outcome in sheet.offers:
        if outcome.state == "beaten":
            assert outcome.by in saved or outcome.code == "deals.no_gain"
        if outcome.state == "short":
            assert outcome.amount > 0 or outcome.pieces > 0
        assert (outcome.state == "refused") <= bool(outcome.code)


@settings(max_examples=300, deadline=None)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_offers_does_not_matter(seed, random):
    question = baskets.question(seed)
    shuffled = list(question.offers)
    random.shuffle(shuffled)
    sheet, other = price_basket(question), price_basket(msgspec.structs.replace(question, offers=shuffled))
    assert (other.payable, other.optimal) == (sheet.payable, sheet.optimal)


@settings(max_examples=300, deadline=None)
@given(seeds, st.randoms(use_true_random=False))
def test_pieces_returned_one_by_one_give_back_what_was_paid(seed, random):
    question = baskets.question(seed)
    offers = [
        *question.offers,
        t.PointsOffer(id=99, balance=random.randint(0, 900)),
        t.ShopCreditOffer(id=98, shop_id=1, balance=random.randint(0, 900)),
    ]
    sheet = price_basket(msgspec.structs.replace(question, offers=offers))
    pieces = [line.position for line in sheet.lines for _ in range(line.quantity)]
    random.shuffle(pieces)
    back, returned = {"money": 0, "points": 0, "shop_credit": 0}, {}
    for position in pieces:
        answer = refund_amount(RefundQuestion(sheet=sheet, returned=returned, now={position: 1}, with_freight=True))
        back["money"] += answer.money
        for tender in answer.tenders:
            back[tender.kind] += tender.amount
        returned = {**returned, position: returned.get(position, 0) + 1}
    tenders = {kind: sum(x.amount for x in sheet.tenders if x.kind == kind) for kind in ("points", "shop_credit")}
    assert back == {"money": sheet.due, **tenders}


def test_a_work_limit_gives_the_best_so_far_and_its_bound():
    """Sixteen multi-buys over the same forty goods: more ways than anybody can try."""
    r = Random(1)
    lines = [
        t.BasketLine(
            position=n,
            shop_id=1,
            listing_id=n,
            variant_id=n,
            category_id=1,
            quantity=2,
            list_price=r.randint(900, 9_000),
        )
        for n in range(1, 41)
    ]
    offers = [
        t.MultiBuyOffer(
            id=n,
            on=t.Scope(listings=r.sample(range(1, 41), 25)),
            tiers=[t.PieceTier(pieces=12 + n, rate_off=500 + 100 * n)],
        )
        for n in range(1, 17)
    ]
    question = t.PriceQuestion(
        basket=t.Basket(currency="CNY", lines=lines), offers=offers, policy=t.PricePolicy(most_nodes=200)
    )
    sheet = price_basket(question)
    assert not sheet.optimal
    assert sheet.bound < sheet.payable < sheet.list_amount
    assert sheet.nodes <= 400
    more = price_basket(msgspec.structs.replace(question, policy=t.PricePolicy(most_nodes=2_000)))
    assert sheet.bound <= more.bound <= more.payable <= sheet.payable


def test_the_worst_order_of_lines_is_as_cheap_as_the_best():
    """Splitting units of lines between sets does not depend on where the lines stand."""
    goods = [(1, 3_000, 2), (2, 2_000, 1), (3, 1_000, 3)]
    offers = [
        t.MultiBuyOffer(id=1, on=t.Scope(variants=[1, 3]), tiers=[t.PieceTier(pieces=3, rate_off=2_000)]),
        t.BuyGetOffer(id=2, on=t.Scope(variants=[2, 3]), buy=2, get=1),
    ]
    found = set()
    for order in permutations(goods):
        lines = [
            t.BasketLine(position=n, shop_id=1, listing_id=v, variant_id=v, category_id=1, quantity=q, list_price=p)
            for n, (v, p, q) in enumerate(order)
        ]
        found.add(price_basket(t.PriceQuestion(basket=t.Basket(currency="CNY", lines=lines), offers=offers)).payable)
    assert found == {11_000 - 1_000 - 1_400}


def test_the_work_limit_holds_when_a_set_that_is_worth_nothing_keeps_the_dearest_piece():
    """A bundle whose other part went to another bundle keeps the dearest piece in the first millions of dealings."""
    goods = [(1, 9_000, 1), (2, 8_000, 1), (3, 7_000, 1), *[(n, 1_000 - n, 3) for n in range(4, 24)]]
    lines = [
        t.BasketLine(position=v, shop_id=1, listing_id=v, variant_id=v, category_id=1, quantity=q, list_price=p)
        for v, p, q in goods
    ]
    offers = [
        t.BundleOffer(id=1, parts=[t.BundlePart(variant_id=2), t.BundlePart(variant_id=3)], amount=14_000),
        t.BundleOffer(id=2, parts=[t.BundlePart(variant_id=1), t.BundlePart(variant_id=2)], amount=16_000),
        t.MultiBuyOffer(id=3, tiers=[t.PieceTier(pieces=2, rate_off=1_000)]),
        t.MultiBuyOffer(id=4, tiers=[t.PieceTier(pieces=12, rate_off=1_200)]),
    ]
    held, policy = t.Basket(currency="CNY", lines=lines), t.PricePolicy(most_nodes=200)
    sheet = price_basket(t.PriceQuestion(basket=held, offers=offers, policy=policy))
    assert sheet.nodes <= 400
    assert sheet.bound <= sheet.payable < sheet.list_amount
