"""The price of a basket by trying everything: plain, and written without the engine.

It shares no code with `deals.engine` or `deals.kinds`; only the shapes of the question are the same. One thing is left
out for speed: a combination whose discounts could not beat the best one even if nothing of them were lost.
"""

from itertools import combinations_with_replacement, product

from tradewind.deals import types as t

CUTS = (
    t.SpendSaveOffer,
    t.ShopCouponOffer,
    t.ItemCouponOffer,
    t.CrossShopOffer,
    t.CategoryCouponOffer,
    t.PlatformCouponOffer,
    t.RedPacketOffer,
)
FREIGHTS = (t.FreeFreightOffer, t.FreightCouponOffer)
SETS = (t.BundleOffer, t.MultiBuyOffer, t.BuyGetOffer)
PRICES = (t.ItemPriceOffer, t.InstantDiscountOffer, t.FlashPriceOffer, t.MemberPriceOffer, t.BrandSubsidyOffer)
# Layer and rank: the order in which discounts are taken off.
ORDER = {
    t.BundleOffer: (1, 0),
    t.MultiBuyOffer: (1, 1),
    t.BuyGetOffer: (1, 2),
    t.SpendSaveOffer: (1, 3),
    t.ShopCouponOffer: (1, 4),
    t.ItemCouponOffer: (1, 5),
    t.CrossShopOffer: (2, 6),
    t.CategoryCouponOffer: (2, 7),
    t.PlatformCouponOffer: (2, 8),
    t.RedPacketOffer: (3, 9),
    t.FreeFreightOffer: (1, 10),
    t.FreightCouponOffer: (1, 11),
}


def lowest(question):
    """The lowest payable of all legal combinations, in minor units."""
    return _Brute(question).lowest()


class _Brute:
    def __init__(self, question):
        self.question, self.lines, self.policy = question, question.basket.lines, question.policy
        self.parallel = self.policy.threshold_base == "item_level"
        self.cover = {offer.id: covered(question, offer) for offer in question.offers}
        self.offers = [offer for offer in question.offers if self.cover[offer.id] and self.lowers(offer)]
        self.by_id = {offer.id: offer for offer in self.offers}
        self.sets = sorted((offer for offer in self.offers if isinstance(offer, SETS)), key=order)
        self.subsidies = [offer for offer in self.offers if isinstance(offer, t.StateSubsidyOffer)]
        self.bad = {(a.id, b.id) for a in self.offers for b in self.offers if a is not b and self.excluded(a, b)}

    def lowers(self, offer):
        """Does a price offer lower the price of any line of this buyer's?"""
        if not isinstance(offer, PRICES):
            return True
        if isinstance(offer, t.MemberPriceOffer) and not self.question.basket.member:
            return False
        lines = [self.lines[n] for n in self.cover[offer.id]]
        return any(line.floor <= piece_price(offer, line) < line.list_price for line in lines)

    def lowest(self):
        best = None
        for items in self.item_levels():
            ids = {id_ for line in items for _, id_ in line if id_ is not None}
            self.item = {(n, k): piece[0] for n, line in enumerate(items) for k, piece in enumerate(line)}
            ways = [used for used in self.cut_choices() if self.lawful(ids | {offer.id for offer in used})]
            ways = [(self.hope(used), used) for used in ways]
            for dealt in self.set_choices(items, ids):
                worths = [self.set_worth(self.by_id[id_], pieces, self.item)[0] for id_, pieces in dealt.items()]
                if not all(worths):
                    continue  # a set that is worth nothing is not used
                worth = sum(worths)
                for hope, used in ways:
                    if best is not None and self.parallel and hope - worth >= best:
                        continue
                    if self.lawful(ids | set(dealt) | {offer.id for offer in used}):
                        cost = self.price(dealt, used)
                        best = cost if best is None else min(best, cost)
        return best

    def hope(self, used):
        """What these cuts would leave of this item level if nothing of them were lost, subsidies at their most."""
        off = sum(cut_worth(offer, self.amount(offer)) for offer in used if isinstance(offer, CUTS))
        for offer in self.subsidies:
            off += sum(
                min(offer.most, a * offer.rate // 10_000)
                for (n, _), a in self.item.items()
                if n in self.cover[offer.id]
            )
        kept = self.freight([offer for offer in used if isinstance(offer, FREIGHTS)])
        return sum(self.item.values()) - off + kept

    def amount(self, offer):
        return sum(amount for (n, _), amount in self.item.items() if n in self.cover[offer.id])

    # --- combinations ---

    def item_levels(self):
        """Every lawful way to price every piece, as (price, offer id or None) by line: always the lowest price, but an
        offer that excludes others may be declined."""
        bound = {id_ for pair in self.bad for id_ in pair}
        optional = [offer.id for offer in self.offers if isinstance(offer, PRICES) and offer.id in bound]
        for flags in product([False, True], repeat=len(optional)):
            declined = {id_ for id_, flag in zip(optional, flags, strict=True) if flag}
            level = self.item_level(declined)
            if self.lawful({id_ for line in level for _, id_ in line if id_ is not None}):
                yield level

    def item_level(self, declined):
        left = {offer.id: getattr(offer, "pieces_left", None) for offer in self.offers}
        found = []
        for n, line in enumerate(self.lines):
            options = []
            for offer in self.offers:
                if isinstance(offer, PRICES) and n in self.cover[offer.id] and offer.id not in declined:
                    amount = piece_price(offer, line)
                    if line.floor <= amount < line.list_price:
                        options.append((amount, offer.expires_ms or 10**18, offer.id))
            pieces = []
            for amount, _, id_ in sorted(options):
                while len(pieces) < line.quantity and left[id_] != 0:
                    pieces.append((amount, id_))
                    left[id_] = None if left[id_] is None else left[id_] - 1
            found.append(pieces + [(line.list_price, None)] * (line.quantity - len(pieces)))
        return found

    def set_choices(self, items, ids):
        """Every way to use some sets and to deal the pieces: {offer id: [(line number, piece number)]}."""
        for flags in product([True, False], repeat=len(self.sets)):
            used = [offer for offer, flag in zip(self.sets, flags, strict=True) if flag]
            if not self.lawful(ids | {offer.id for offer in used}):
                continue
            runs = []  # pieces that are alike: one line, one price
            for n in range(len(self.lines)):
                mine = [offer.id for offer in used if n in self.cover[offer.id]]
                for amount in sorted({amount for amount, _ in items[n]}) if mine else ():
                    runs.append(([(n, k) for k, piece in enumerate(items[n]) if piece[0] == amount], mine))
            for way in product(*[list(combinations_with_replacement(mine, len(run))) for run, mine in runs]):
                dealt = {offer.id: [] for offer in used}
                for (run, _), owners in zip(runs, way, strict=True):
                    for piece, owner in zip(run, owners, strict=True):
                        dealt[owner].append(piece)
                yield dealt

    def cut_choices(self):
        """Every choice of at most one cut and one freight offer a group."""
        groups = {}
        for offer in self.offers:
            if isinstance(offer, (*CUTS, *FREIGHTS)):
                groups.setdefault(group(offer), [None]).append(offer)
        for way in product(*groups.values()):
            yield [offer for offer in way if offer is not None]

    def lawful(self, ids):
        return not any(a in ids and b in ids for a, b in self.bad)

    def excluded(self, a, b):
        """Two offers exclude each other by name, by kind, or by a group across roles."""
        if b.id in a.excludes or (kind(a), kind(b)) in [tuple(pair) for pair in self.policy.excluded_kinds]:
            return True
        return isinstance(a, (*PRICES, *SETS)) and bool(a.group) and a.group == b.group

    # --- what a combination costs ---

    def price(self, dealt, cuts):
        """Piece by piece, in the order of the layers."""
        net = dict(self.item)
        steps = [(self.by_id[id_], pieces) for id_, pieces in dealt.items()]
        steps += [(o, [p for p in self.item if p[0] in self.cover[o.id]]) for o in cuts if isinstance(o, CUTS)]
        for offer, pieces in sorted(steps, key=lambda step: order(step[0])):
            base = self.item if self.parallel else net
            if isinstance(offer, SETS):
                total, on = self.set_worth(offer, pieces, base)
            else:
                total, on = cut_worth(offer, sum(base[p] for p in pieces)), sorted(pieces)
            for p, share in zip(on, shares(total, [base[p] for p in on]), strict=True):
                net[p] -= max(0, min(share, net[p] - self.lines[p[0]].floor))
        net = self.subsidised(net)
        kept = self.freight([offer for offer in cuts if isinstance(offer, FREIGHTS)])
        full = sum(self.item.values()) + sum(one.amount for one in self.question.basket.freight)
        return max(sum(net.values()) + kept, min(self.policy.min_payable, full))

    def set_worth(self, offer, pieces, base):
        """Discount of a set, and the pieces it is spread over."""
        ranked = sorted(((base[p], p) for p in pieces), key=lambda one: (-one[0], one[1]))
        prices, places = [amount for amount, _ in ranked], [place for _, place in ranked]
        if isinstance(offer, t.BuyGetOffer):
            size = offer.buy + offer.get
            times = min(len(prices) // size, offer.most or 10**9)
            free = [prices[k * size + offer.buy + j] for k in range(times) for j in range(offer.get)]
            return sum(free), sorted(places[: times * size])
        if isinstance(offer, t.BundleOffer):
            return self.bundle_worth(offer, ranked)
        if offer.nth:
            size, rates = offer.tiers[-1].pieces, {tier.pieces: tier.rate_off for tier in offer.tiers}
            return sum(a * rates.get(k % size + 1, 0) // 10_000 for k, a in enumerate(prices)), sorted(places)
        tiers = [tier for tier in offer.tiers if tier.pieces <= len(prices)]
        if not tiers:
            return 0, sorted(places)
        last, whole = tiers[-1], sum(prices)
        return (whole * last.rate_off // 10_000 if last.rate_off else min(last.amount_off, whole)), sorted(places)

    def bundle_worth(self, offer, ranked):
        best, times = (0, []), 1
        while times <= (offer.most or 10**9):
            took = []
            for part in offer.parts:
                mine = [(a, p) for a, p in ranked if self.lines[p[0]].variant_id == part.variant_id]
                if len(mine) < times * part.pieces:
                    return best
                took += mine[: times * part.pieces]
            saved = sum(a for a, _ in took) - times * offer.amount
            best = max(best, (saved, sorted(p for _, p in took)), key=lambda one: one[0])
            times += 1
        return best

    def subsidised(self, net):
        """State subsidies, the largest first, one a piece."""
        wanted, left, done = [], {offer.id: offer.pieces_left for offer in self.subsidies}, set()
        for offer in self.subsidies:
            for place in net:
                fits = place[0] in self.cover[offer.id]
                if fits and (not offer.price_limit or net[place] <= offer.price_limit):
                    value = min(offer.most, net[place] * offer.rate // 10_000)
                    wanted.append((-value, offer.expires_ms or 10**18, offer.id, place))
        for value, _, id_, place in sorted(wanted):
            if value and place not in done and left[id_]:
                done.add(place)
                left[id_] -= 1
                net = {**net, place: net[place] + value}
        return net

    def freight(self, offers):
        """What is left of the freight."""
        freight = {one.shop_id: one.amount for one in self.question.basket.freight}
        for offer in sorted(offers, key=order):
            mine = [amount for (n, _), amount in self.item.items() if n in self.cover[offer.id]]
            if sum(mine) < offer.threshold or len(mine) < getattr(offer, "pieces", 0):
                continue
            shops = [s for s in dict.fromkeys(self.lines[n].shop_id for n in self.cover[offer.id]) if s in freight]
            whole = sum(freight[shop] for shop in shops)
            off = whole if isinstance(offer, t.FreeFreightOffer) else min(offer.face, whole)
            for shop, share in zip(shops, shares(off, [freight[shop] for shop in shops]), strict=True):
                freight[shop] -= share
        return sum(freight.values())


def order(offer):
    layer, rank = ORDER[type(offer)]
    return (layer + getattr(offer, "cross", False), rank, offer.id)


def kind(offer):
    return offer.__struct_config__.tag


def group(offer):
    if offer.group:
        return offer.group
    return {
        t.SpendSaveOffer: lambda: f"spend {offer.shop_id}",
        t.ShopCouponOffer: lambda: f"coupon {offer.shop_id}",
        t.ItemCouponOffer: lambda: f"coupon {offer.shop_id}",
        t.RedPacketOffer: lambda: f"red {offer.id}",
        t.FreeFreightOffer: lambda: f"freight {offer.shop_id}",
        t.FreightCouponOffer: lambda: f"freight {offer.shop_id}",
    }.get(type(offer), lambda: kind(offer))()


def covered(question, offer):
    """Numbers of the lines an offer is for."""
    found = []
    for n, line in enumerate(question.basket.lines):
        on = getattr(offer, "on", t.Scope())
        fits = (
            all(
                not wanted or have in wanted
                for wanted, have in (
                    (on.shops, line.shop_id),
                    (on.listings, line.listing_id),
                    (on.variants, line.variant_id),
                    (on.categories, line.category_id),
                )
            )
            and line.listing_id not in on.except_listings
        )
        shop = getattr(offer, "shop_id", 0)
        variant = getattr(offer, "variant_id", line.variant_id)
        parts = [part.variant_id for part in getattr(offer, "parts", [])]
        if (
            fits
            and shop in (0, line.shop_id)
            and variant == line.variant_id
            and (not parts or line.variant_id in parts)
        ):
            found.append(n)
    return found


def piece_price(offer, line):
    if isinstance(offer, t.InstantDiscountOffer) or (isinstance(offer, t.MemberPriceOffer) and offer.amount is None):
        off = line.list_price * offer.rate_off // 10_000
        return line.list_price - (min(off, offer.most) if getattr(offer, "most", 0) else off)
    return offer.amount


def cut_worth(offer, amount):
    if isinstance(offer, (t.SpendSaveOffer, t.CrossShopOffer)):
        if offer.every:
            return min(amount // offer.every, offer.most or 10**9) * offer.off
        tiers = [tier for tier in offer.tiers if tier.threshold <= amount]
        return (tiers[-1].amount_off or amount * tiers[-1].rate_off // 10_000) if tiers else 0
    least = offer.threshold
    if not least and offer.face and not isinstance(offer, t.RedPacketOffer):
        least = offer.face + 1
    if amount < least:
        return 0
    if offer.face:
        return min(offer.face, offer.most) if isinstance(offer, t.RedPacketOffer) and offer.most else offer.face
    return min(amount * offer.rate_off // 10_000, offer.most or 10**18)


def shares(total, weights):
    """Largest remainder, ties to the earlier one (A1)."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [divmod(total * weight, whole) for weight in weights]
    found = [floor for floor, _ in parts]
    for n in sorted(range(len(weights)), key=lambda n: (-parts[n][1], n))[: total - sum(found)]:
        found[n] += 1
    return found
