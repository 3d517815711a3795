"""Baskets to measure the price engine with: several shops, offers of mixed kinds, thresholds that matter."""

from random import Random

from tradewind.deals import types as t


def basket(seed, lines, offers, shops):
    """A basket of `lines` lines from `shops` shops on which all `offers` offers apply."""
    r = Random(seed)
    goods = [
        t.BasketLine(
            position=n,
            shop_id=n if n <= shops else r.randint(1, shops),
            listing_id=1_000 + n,
            variant_id=2_000 + n,
            category_id=r.randint(1, 4),
            quantity=r.choice([1, 1, 1, 2, 3]),
            list_price=r.randint(1_900, 39_900),
        )
        for n in range(1, lines + 1)
    ]
    freight = [t.ShopFreight(shop_id=shop, amount=r.choice([0, 600, 800, 1_200])) for shop in range(1, shops + 1)]
    held = t.Basket(currency="CNY", lines=goods, freight=freight, member=True)
    return t.PriceQuestion(basket=held, offers=[_offer(r, id_, goods) for id_ in range(1, offers + 1)])


def _offer(r, id_, goods):
    """An offer of any kind on some goods; it saves 3 to 30 percent where it applies, thresholds are near the basket."""
    line = r.choice(goods)
    mine = sum(g.list_price * g.quantity for g in goods if g.shop_id == line.shop_id)
    whole = sum(g.list_price * g.quantity for g in goods)
    near, far = mine * r.randint(40, 110) // 100, whole * r.randint(30, 110) // 100
    here, all_ = max(100, mine * r.randint(3, 12) // 100), max(200, whole * r.randint(3, 10) // 100)
    shop, sku, listing = line.shop_id, {"variant_id": line.variant_id}, t.Scope(listings=[line.listing_id])
    category, tenth = t.Scope(categories=[line.category_id]), max(100, line.list_price // 10)
    tiers = [t.PieceTier(pieces=2, rate_off=500), t.PieceTier(pieces=3, rate_off=1_000)]
    split = {"platform": 7_000, "merchant": 3_000}
    kind, given = r.choice([
        (t.ItemPriceOffer, {**sku, "amount": line.list_price * r.randint(75, 95) // 100}),
        (t.InstantDiscountOffer, {"on": listing, "rate_off": 1_500, "payer": "platform"}),
        (t.FlashPriceOffer, {**sku, "amount": line.list_price * 7 // 10, "pieces_left": 1}),
        (t.MemberPriceOffer, {"on": t.Scope(shops=[shop]), "rate_off": 500}),
        (t.MultiBuyOffer, {"on": t.Scope(shops=[shop]), "tiers": tiers}),
        (t.SpendSaveOffer, {"shop_id": shop, "tiers": [t.SpendTier(threshold=near, amount_off=here)]}),
        (t.ShopCouponOffer, {"shop_id": shop, "threshold": near, "face": here}),
        (t.ShopCouponOffer, {"shop_id": shop, "threshold": near // 2, "rate_off": 800, "most": here}),
        (t.ItemCouponOffer, {"shop_id": shop, "on": listing, "threshold": line.list_price, "face": tenth}),
        (t.CrossShopOffer, {"every": 30_000, "off": 4_000}),
        (t.CategoryCouponOffer, {"on": category, "threshold": line.list_price, "face": tenth}),
        (t.PlatformCouponOffer, {"threshold": far, "face": all_, "funding": split}),
        (t.PlatformCouponOffer, {"threshold": far // 2, "rate_off": 500, "most": all_}),
        (t.RedPacketOffer, {"face": r.choice([100, 300, 500]), "threshold": far // 3}),
        (t.FreeFreightOffer, {"shop_id": shop, "threshold": near}),
        (t.FreightCouponOffer, {"face": 500, "threshold": far // 2}),
    ])  # fmt: skip
    return kind(id=id_, expires_ms=r.choice([0, 1_800_000_000_000, 1_900_000_000_000]), **given)
