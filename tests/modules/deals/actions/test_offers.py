"""Offers of every kind: who may make them, where they are found, what they spend, and who has claimed them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.goods import AT, a_category, a_listing, a_shop
from support.offers import basket_of, draft, offer, problems, race
from tradewind.deals import errors, queries
from tradewind.deals.actions.claim import claim
from tradewind.deals.actions.create_offer import create_offer
from tradewind.deals.actions.spend import release_offers, spend_offers
from tradewind.deals.actions.stop_offer import stop_offer
from tradewind.deals.models import Claim, Offer, OfferTarget, OfferUse
from tradewind.kernel.models import OutboxEvent
from tradewind.parties.types import Buyer

LIN, WANG = Buyer(1), Buyer(2)
DAY = timedelta(days=1)


@pytest.fixture
def world(db):
    """Two shops with one variant each at 10.00, in a category below another."""
    food = a_category("food", "食品")
    tea = a_category("tea", "茶", parent_id=food)
    shops = a_shop(), a_shop("别家")
    return shops, [(shop, *a_listing(shop, tea)) for shop in shops], (food, tea)


def sheet(goods, *, buyer=LIN, now=AT, quantity=1, freight=0):
    return queries.price(basket_of(goods, quantity, freight), buyer.key, now)


def told(found):
    return {one.offer_id: (one.state, one.amount, one.code) for one in found.offers}


def test_a_coupon_for_a_category_is_found_for_goods_in_the_categories_below(world):
    _, goods, (food, _) = world
    id_ = offer("category_coupon", {"threshold": 2_000, "face": 300, "on": {"categories": [food]}})
    found = sheet(goods)
    assert (found.payable, told(found)) == (1_700, {id_: ("used", 300, "")})
    assert sheet([(shop, listing, variants) for shop, listing, variants in goods[:1]]).payable == 1_000


def test_a_coupon_for_another_category_is_not_even_looked_at(world):
    _, goods, _ = world
    offer("category_coupon", {"face": 300, "on": {"categories": [a_category("cups", "杯")]}})
    assert told(sheet(goods)) == {}


def test_each_kind_is_found_by_its_narrowest_goods(world):
    (mine, _), [(_, listing, (variant,)), _], (food, _) = world
    made = {
        "everything": offer("cross_shop", {"every": 300, "off": 50}),
        "category": offer("category_coupon", {"face": 9, "on": {"categories": [food]}}),
        "shop": offer("spend_save", {"every": 300, "off": 50}, mine),
        "listing": offer("item_coupon", {"face": 9, "on": {"listings": [listing]}}, mine),
        "variant": offer("flash_price", {"variant_id": variant, "amount": 900}, mine),
    }
    targets = {"everything": 0, "category": food, "shop": mine, "listing": listing, "variant": variant}
    rows = {(row.what, row.target_id): row.offer_id for row in OfferTarget.objects.all()}
    assert rows == {(what, target): made[what] for what, target in targets.items()}


def test_offers_of_many_kinds_add_up_and_are_spent_and_given_back_together(world):
    (mine, _), goods, _ = world
    made = [
        offer("cross_shop", {"every": 2_000, "off": 100}),
        offer("red_packet", {"face": 70}),
        offer("spend_save", {"every": 1_000, "off": 50}, mine),
        offer("free_freight", {"threshold": 0}, mine),
    ]
    found = sheet(goods, freight=600)
    assert told(found) == {
        made[0]: ("used", 100, ""), made[1]: ("used", 70, ""), made[2]: ("used", 50, ""), made[3]: ("used", 600, ""),
    }  # fmt: skip
    assert found.payable == 2_000 + 1_200 - 820
    spend_offers(11, LIN.key, found, AT)
    assert sorted(Offer.objects.values_list("id", "uses_taken", "budget_taken")) == sorted(
        zip(made, [1] * 4, [100, 70, 50, 600], strict=True)
    )
    assert problems() == []
    assert release_offers(11, AT) == 4
    assert set(Offer.objects.values_list("uses_taken", "budget_taken")) == {(0, 0)}
    assert problems() == []


def test_an_offer_ends_with_its_budget(world):
    _, goods, _ = world
    id_ = offer("red_packet", {"face": 300}, budget_allowed=500)
    first = sheet(goods)
    spend_offers(11, LIN.key, first, AT)
    assert told(sheet(goods, buyer=WANG))[id_] == ("refused", 0, "deals.budget_out")
    with pytest.raises(errors.BudgetOut) as refusal:
        spend_offers(12, WANG.key, first, AT)
    assert refusal.value.where == f"offers.{id_}"
    assert (Offer.objects.get().budget_taken, OfferUse.objects.count()) == (300, 1)
    release_offers(11, AT)
    assert sheet(goods, buyer=WANG).payable == 1_700


def test_the_last_of_a_budget_is_told(world):
    _, goods, _ = world
    id_ = offer("red_packet", {"face": 300}, budget_allowed=300)
    spend_offers(11, LIN.key, sheet(goods), AT)
    assert OutboxEvent.objects.filter(name="deals.OfferUsedUp", key=id_).count() == 1
    assert queries.offer(id_, AT).state == "budget_out"


def test_a_flash_price_counts_pieces_not_orders(world):
    (mine, _), [(_, listing, (variant,)), _], _ = world
    id_ = offer("flash_price", {"variant_id": variant, "amount": 600}, mine, per_buyer=3)
    goods = [(mine, listing, [variant])]
    first = sheet(goods, quantity=2)
    assert first.payable == 1_200
    spend_offers(11, LIN.key, first, AT)
    assert OfferUse.objects.get().counted == 2
    second = sheet(goods, quantity=2)
    assert second.payable == 600 + 1_000
    with pytest.raises(errors.BuyerLimit):
        spend_offers(12, LIN.key, first, AT)
    spend_offers(12, LIN.key, second, AT)
    assert told(sheet(goods))[id_][0] != "used"
    assert problems() == []


def test_a_brand_subsidy_spends_the_platforms_part(world):
    (mine, _), [(_, listing, (variant,)), _], _ = world
    params = {"variant_id": variant, "amount": 700, "platform_most": 300}
    offer("brand_subsidy", params, per_buyer=2, budget_allowed=900)
    found = sheet([(mine, listing, [variant])], quantity=2)
    assert found.payable == 1_400
    spend_offers(11, LIN.key, found, AT)
    assert (Offer.objects.get().budget_taken, OfferUse.objects.get().counted) == (600, 2)
    assert sheet([(mine, listing, [variant])], buyer=WANG, quantity=2).payable == 700 + 1_000


def test_an_offer_to_be_claimed_works_once_it_is_in_the_wallet(world):
    _, goods, _ = world
    id_ = offer("platform_coupon", {"face": 200}, claim_needed=True)
    before = sheet(goods)
    assert (before.payable, told(before)) == (2_000, {id_: ("refused", 0, "deals.not_claimed")})
    assert [claim(LIN, AT, offer_id=id_), claim(LIN, AT, offer_id=id_)] == [id_, id_]
    found = sheet(goods)
    assert (found.payable, sheet(goods, buyer=WANG).payable) == (1_800, 2_000)
    with pytest.raises(errors.NotClaimed):
        spend_offers(11, WANG.key, found, AT)
    assert ([view.id for view in queries.wallet(LIN.key, AT)], queries.wallet(WANG.key, AT)) == ([id_], [])
    spend_offers(11, LIN.key, found, AT)
    assert queries.wallet(LIN.key, AT) == []
    assert (Offer.objects.get().claims_taken, problems()) == (1, [])


def test_a_code_is_claimed_by_typing_it_and_nobody_else_sees_the_offer(world):
    _, goods, _ = world
    id_ = offer("platform_coupon", {"face": 200}, code=" spring26 ")
    assert told(sheet(goods)) == {}
    for wrong in ({"offer_id": id_}, {"code": "autumn"}):
        with pytest.raises(errors.NoOffer):
            claim(LIN, AT, **wrong)
    assert not Claim.objects.exists()
    assert claim(LIN, AT, code="Spring26") == id_
    assert told(sheet(goods)) == {id_: ("used", 200, "")}
    with pytest.raises(errors.CodeTaken):
        offer("platform_coupon", {"face": 200}, code="SPRING26")
    assert Offer.objects.count() == 1


def test_what_is_claimed_up_stopped_or_over_cannot_be_claimed(world):
    id_ = offer("red_packet", {"face": 5}, claim_needed=True, claims_allowed=1)
    claim(LIN, AT, offer_id=id_)
    with pytest.raises(errors.ClaimedOut):
        claim(WANG, AT, offer_id=id_)
    with pytest.raises(errors.NotLive):
        claim(WANG, AT + 9 * DAY, offer_id=id_)
    stop_offer(id_, None, AT)
    with pytest.raises(errors.NotLive):
        claim(WANG, AT, offer_id=id_)
    assert (Claim.objects.count(), Offer.objects.get().claims_taken) == (1, 1)


def test_of_a_thousand_offers_the_largest_that_apply_are_found_in_two_statements(world):
    (mine, _), goods, _ = world
    third = a_shop("第三家")
    offer("shop_coupon", {"face": 1, "threshold": 10}, mine)
    row = Offer.objects.values().get()
    Offer.objects.bulk_create(
        Offer(**row | {"id": n, "shop_id": shop, "params": row["params"] | {"shop_id": shop, "face": n}, "headline": n})
        for n in range(1, 1_000)
        for shop in [third if n % 2 else mine]
    )
    OfferTarget.objects.bulk_create(
        OfferTarget(what="shop", target_id=third if n % 2 else mine, offer_id=n) for n in range(1, 1_000)
    )
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.live_offers(basket_of(goods[:1], 1, 0), LIN.key, AT)
    assert len([one for one in asked if "deals_" in one["sql"]]) <= 2
    assert sorted(one.id for one in found) == sorted(range(998, 998 - 600, -2))
    assert len(queries.live_offers(basket_of(goods[1:], 1, 0), LIN.key, AT)) == 0


@pytest.mark.parametrize(
    ("kind", "params", "more", "refusal", "where"),
    [
        ("no_such", {}, {}, errors.UnknownKind, "kind"),
        ("platform_coupon", {"face": 5}, {}, errors.NotYours, "kind"),
        ("item_price", {}, {}, errors.NotYours, "kind"),
        ("shop_coupon", {"face": 5, "id": 7}, {}, errors.WrongField, "params.id"),
        ("shop_coupon", {"face": 5, "colour": 7}, {}, errors.WrongField, "params"),
        ("shop_coupon", {"face": "five"}, {}, errors.WrongField, "params.face"),
        ("shop_coupon", {"face": 5.5}, {}, errors.WrongField, "params.face"),
        ("shop_coupon", {"face": 5, "rate_off": 5}, {}, errors.WrongChoice, "params"),
        ("multi_buy", {"tiers": []}, {}, errors.NoTiers, "params.tiers"),
        ("multi_buy", {"tiers": [{"pieces": 2, "rate_off": 10_000}]}, {}, errors.WrongRate, "params.tiers[0].rate_off"),
        ("spend_save", {"every": 5, "off": 0}, {}, errors.WrongAmount, "params.off"),
        ("shop_coupon", {"face": 5}, {"funding": {"platform": 10_000}}, errors.WrongFunding, "funding"),
        ("shop_coupon", {"face": 5}, {"payer": "platform"}, errors.WrongField, "payer"),
        ("shop_coupon", {"face": 5}, {"budget_allowed": 0}, errors.WrongAmount, "budget_allowed"),
        ("shop_coupon", {"face": 5}, {"excludes": (404,)}, errors.WrongExclusion, "excludes"),
        ("shop_coupon", {"face": 5}, {"valid_to": AT}, errors.WrongWindow, "valid_to"),
        ("flash_price", {"variant_id": 404, "amount": 5}, {}, errors.NotYours, "params"),
        ("item_coupon", {"face": 5, "on": {"listings": [404]}}, {}, errors.NotYours, "params"),
    ],
)
def test_a_malformed_offer_is_refused_with_its_place(world, kind, params, more, refusal, where):
    with pytest.raises(refusal) as refused:
        create_offer(draft(kind, params, **more), world[0][0], AT)
    assert refused.value.where == where
    assert (
        Offer.objects.count(),
        OfferTarget.objects.count(),
        OutboxEvent.objects.filter(name__startswith="deals.Offer").count(),
    ) == (0, 0, 0)


def test_a_shops_offer_covers_its_own_goods_only(world):
    (mine, other), goods, _ = world
    with pytest.raises(errors.NotYours):
        offer("flash_price", {"variant_id": goods[1][2][0], "amount": 5}, mine)
    offer("instant_discount", {"rate_off": 1_000, "on": {"shops": [other]}}, mine)
    assert sheet(goods).payable == 900 + 1_000


def test_a_price_is_below_the_list_price_and_a_merchant_pays_for_no_channel_it_did_not_join(world):
    (mine, _), [(_, _, (variant,)), _], _ = world
    with pytest.raises(errors.AboveList):
        offer("flash_price", {"variant_id": variant, "amount": 1_000}, mine)
    with pytest.raises(errors.WrongAmount) as refused:
        offer("brand_subsidy", {"variant_id": variant, "amount": 700, "platform_most": 299})
    assert refused.value.where == "params.platform_most"
    assert not Offer.objects.exists()


def test_offers_of_others_are_not_stopped(world):
    (mine, other), _, _ = world
    id_ = offer("shop_coupon", {"face": 5}, mine)
    for maker in (other, None):
        with pytest.raises(errors.NoOffer):
            stop_offer(id_, maker, AT)
    assert Offer.objects.get().stopped_at is None


@pytest.mark.django_db(transaction=True)
def test_twenty_buyers_want_the_last_of_a_budget_and_exactly_one_gets_it():
    shop = a_shop()
    goods = [(shop, *a_listing(shop, a_category()))]
    offer("red_packet", {"face": 300}, budget_allowed=500)
    found = sheet(goods)
    got = race(20, lambda n: spend_offers(n, Buyer(n).key, found, AT))
    assert got == ["deals.budget_out"] * 19 + ["got"]
    assert (Offer.objects.get().budget_taken, Offer.objects.get().uses_taken, OfferUse.objects.count()) == (300, 1, 1)
    assert problems() == []


@pytest.mark.django_db(transaction=True)
def test_twenty_people_claim_the_last_one_and_exactly_one_has_it():
    id_ = offer("red_packet", {"face": 300}, claim_needed=True, claims_allowed=1)
    assert race(20, lambda n: claim(Buyer(n), AT, offer_id=id_)) == ["deals.claimed_out"] * 19 + ["got"]
    assert (Offer.objects.get().claims_taken, Claim.objects.count()) == (1, 1)
    assert problems() == []
