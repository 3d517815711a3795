"""Random baskets with offers of every kind, small enough to try everything. A seed names a basket."""

from random import Random

from msgspec import structs

from tradewind.deals import types as t


def question(seed, most_lines=6, most_offers=8, policy=True):
    """The basket of a seed: up to `most_lines` lines of three shops, up to `most_offers` offers."""
    return _Maker(Random(seed)).question(most_lines, most_offers, policy)


_SETS = (t.BundleOffer, t.MultiBuyOffer, t.BuyGetOffer)  # more than three are not tried out in a test's time


class _Maker:
    def __init__(self, random):
        self.r = random
        self.scale = random.choice([10, 1_000, 20_000])  # tiny prices meet roundings, large ones thresholds

    def question(self, most_lines, most_offers, policy):
        r = self.r
        self.lines = [
            t.BasketLine(
                position=n,
                shop_id=r.randint(1, 3),
                listing_id=10 + n,
                variant_id=n,
                category_id=r.randint(1, 2),
                quantity=r.choice([1, 1, 1, 1, 2, 3]),
                list_price=self.amount(),
                floor=0,
            )
            for n in range(1, r.randint(1, most_lines) + 1)
        ]
        if r.random() < 0.15:
            self.lines = [
                t.BasketLine(**{**_fields(line), "floor": line.list_price // r.randint(2, 5)}) for line in self.lines
            ]
        shops = sorted({line.shop_id for line in self.lines})
        freight = [
            t.ShopFreight(shop_id=shop, amount=r.choice([0, 500, 800, 1_200])) for shop in shops if r.random() < 0.8
        ]
        offers = []
        for id_ in range(1, r.randint(0, most_offers) + 1):
            offer = self.offer(id_)
            while isinstance(offer, _SETS) and sum(isinstance(other, _SETS) for other in offers) > 2:
                offer = self.offer(id_)
            offers.append(offer)
        fixed = {offer.id for offer in offers if isinstance(offer, t.StateSubsidyOffer)}
        offers = [
            structs.replace(offer, excludes=[] if offer.id in fixed else sorted(set(offer.excludes) - fixed))
            for offer in offers
        ]
        basket = t.Basket(currency="CNY", lines=self.lines, freight=freight, member=r.random() < 0.5)
        return t.PriceQuestion(basket=basket, offers=offers, policy=self.policy() if policy else t.PricePolicy())

    def policy(self):
        r = self.r
        return t.PricePolicy(
            threshold_base="remaining" if r.random() < 0.15 else "item_level",
            min_payable=1 if r.random() < 0.1 else 0,
            excluded_kinds=[("shop_coupon", "cross_shop")] if r.random() < 0.1 else [],
            most_nodes=1_000_000,
        )

    def amount(self, part=1):
        return max(1, self.r.randint(1, self.scale) // part)

    def offer(self, id_):
        r = self.r
        make = r.choice(
            [
                self.item,
                self.instant,
                self.flash,
                self.member,
                self.brand,
                self.multi,
                self.multi,
                self.nth,
                self.buy_get,
                self.bundle,
                self.spend,
                self.spend,
                self.shop_coupon,
                self.shop_coupon,
                self.item_coupon,
                self.cross,
                self.cross,
                self.category,
                self.platform,
                self.red,
                self.free_freight,
                self.freight_coupon,
                self.subsidy,
            ]
        )
        common = {"id": id_, "expires_ms": r.choice([0, 1_000, 2_000])}
        if r.random() < 0.08:
            common["excludes"] = [id_ % 8 + 1]
        if r.random() < 0.04:
            common["group"] = "one"
        return make(**common)

    def line(self):
        return self.r.choice(self.lines)

    def scope(self):
        pick = self.r.random()
        if pick < 0.5:
            return t.Scope()
        if pick < 0.7:
            return t.Scope(shops=[self.r.randint(1, 3)])
        if pick < 0.85:
            return t.Scope(categories=[self.r.randint(1, 2)])
        return t.Scope(
            listings=[line.listing_id for line in self.r.sample(self.lines, self.r.randint(1, len(self.lines)))]
        )

    def rate(self):
        return self.r.choice([500, 1_000, 1_500, 3_000, 5_000])

    def item(self, **c):
        line = self.line()
        return t.ItemPriceOffer(variant_id=line.variant_id, amount=line.list_price * self.r.randint(4, 10) // 10, **c)

    def instant(self, **c):
        return t.InstantDiscountOffer(on=self.scope(), rate_off=self.rate(), most=self.r.choice([0, 0, 500]), **c)

    def flash(self, **c):
        line = self.line()
        return t.FlashPriceOffer(
            variant_id=line.variant_id, amount=line.list_price // 2, pieces_left=self.r.randint(1, 2), **c
        )

    def member(self, **c):
        return t.MemberPriceOffer(on=self.scope(), rate_off=500, **c)

    def brand(self, **c):
        line = self.line()
        return t.BrandSubsidyOffer(
            variant_id=line.variant_id,
            amount=line.list_price * 3 // 4,
            platform_most=self.amount(5),
            pieces_left=self.r.choice([None, 1]),
            **c,
        )

    def multi(self, **c):
        tiers = [t.PieceTier(pieces=2, rate_off=1_000), t.PieceTier(pieces=self.r.randint(3, 4), rate_off=2_500)]
        if self.r.random() < 0.3:
            tiers = [t.PieceTier(pieces=self.r.randint(1, 3), amount_off=self.amount(2))]
        return t.MultiBuyOffer(on=self.scope(), tiers=tiers, cross=self.r.random() < 0.3, **c)

    def nth(self, **c):
        return t.MultiBuyOffer(on=self.scope(), tiers=[t.PieceTier(pieces=2, rate_off=5_000)], nth=True, **c)

    def buy_get(self, **c):
        return t.BuyGetOffer(on=self.scope(), buy=self.r.randint(1, 2), get=1, most=self.r.choice([0, 1]), **c)

    def bundle(self, **c):
        lines = self.r.sample(self.lines, min(len(self.lines), self.r.randint(1, 2)))
        parts = [t.BundlePart(variant_id=line.variant_id, pieces=self.r.choice([1, 1, 2])) for line in lines]
        whole = sum(line.list_price * part.pieces for line, part in zip(lines, parts, strict=True))
        return t.BundleOffer(parts=parts, amount=whole * self.r.randint(5, 10) // 10, most=self.r.choice([0, 1]), **c)

    def spend(self, **c):
        return t.SpendSaveOffer(shop_id=self.r.randint(1, 3), **self.steps(), **c)

    def cross(self, **c):
        return t.CrossShopOffer(on=self.scope(), **self.steps(), **c)

    def steps(self):
        if self.r.random() < 0.5:
            return {"every": self.amount(), "off": self.amount(4), "most": self.r.choice([0, 0, 1])}
        first = self.amount()
        if self.r.random() < 0.3:
            return {
                "tiers": [t.SpendTier(threshold=first, rate_off=500), t.SpendTier(threshold=2 * first, rate_off=1_500)]
            }
        off = self.amount(4)
        return {
            "tiers": [
                t.SpendTier(threshold=first, amount_off=off),
                t.SpendTier(threshold=2 * first, amount_off=3 * off),
            ]
        }

    def cut(self):
        if self.r.random() < 0.3:
            return {"threshold": self.amount(2), "rate_off": self.rate(), "most": self.r.choice([0, 0, self.amount(4)])}
        return {"threshold": self.r.choice([0, self.amount(), self.amount()]), "face": self.amount(4)}

    def shop_coupon(self, **c):
        return t.ShopCouponOffer(shop_id=self.r.randint(1, 3), **self.cut(), **c)

    def item_coupon(self, **c):
        line = self.line()
        return t.ItemCouponOffer(shop_id=line.shop_id, on=t.Scope(listings=[line.listing_id]), **self.cut(), **c)

    def category(self, **c):
        return t.CategoryCouponOffer(on=t.Scope(categories=[self.r.randint(1, 2)]), **self.cut(), **c)

    def platform(self, **c):
        return t.PlatformCouponOffer(on=self.scope(), **self.cut(), **c)

    def red(self, **c):
        return t.RedPacketOffer(face=self.amount(6), threshold=self.r.choice([0, self.amount()]), **c)

    def free_freight(self, **c):
        return t.FreeFreightOffer(
            shop_id=self.r.randint(0, 3), threshold=self.amount(), pieces=self.r.choice([0, 0, 3]), **c
        )

    def freight_coupon(self, **c):
        return t.FreightCouponOffer(
            shop_id=self.r.randint(0, 3), face=self.r.choice([300, 1_000]), threshold=self.amount(3), **c
        )

    def subsidy(self, **c):
        return t.StateSubsidyOffer(
            on=self.scope(),
            rate=1_500,
            most=self.amount(3),
            price_limit=self.r.choice([0, self.amount()]),
            pieces_left=self.r.randint(1, 2),
            **c,
        )


def _fields(struct):
    return {name: getattr(struct, name) for name in struct.__struct_fields__}
