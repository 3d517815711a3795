"""The past sixty days of orders as plain values: who bought what when, priced by the real engines, and what followed.

Nothing here touches the database. Orders up to now; what would happen later has not happened.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from tradewind.deals.types import Offer, PriceQuestion, PriceSheet
from tradewind.kernel.clock import ZONE, day_ends
from tradewind.kernel.engines import engine
from tradewind.logistics.engine.promise import days
from tradewind.logistics.types import FreightQuestion
from tradewind.ops.demo.bulk import DatedIds
from tradewind.ops.demo.people import Person, guest
from tradewind.ops.demo.shelves import ABROAD, DatedCoupon, ShelfListing, Shelves, Spent, midnight
from tradewind.ops.demo.words.names import CARRIERS, NOTES
from tradewind.trade.actions.write_orders import OrderDraft
from tradewind.trade.engine.baskets import Item, basket, freight_lines
from tradewind.trade.engine.freeze import freeze
from tradewind.trade.types import OrderAddress, secret_hash

DAYS = 60
# Orders by hour of the day: lunch, and a long evening.
_HOURS = (2, 1, 1, 1, 1, 2, 4, 7, 10, 13, 15, 15, 18, 16, 13, 13, 14, 15, 16, 20, 27, 31, 26, 13)
_WEEKDAYS = (0.94, 0.92, 0.95, 0.98, 1.08, 1.16, 1.14)


class Parcel(NamedTuple):
    """What became of a shop's part of a paid order; None where it has not happened yet."""

    carrier: str
    tracking_no: str
    shipped_at: datetime | None
    delivered_at: datetime | None
    confirm_by: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str


class Story(NamedTuple):
    """An order and what followed. `reason` is set for a closed one."""

    draft: OrderDraft
    question: PriceQuestion
    person: Person
    paid_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    reason: str
    parcels: tuple[Parcel, ...]

    @property
    def buyer_key(self) -> str:
        """As `parties.Buyer.key`."""
        return f"account:{self.draft.account_id}" if self.draft.account_id is not None else f"guest:{self.draft.guest}"

    @property
    def actor(self) -> str:
        """As transitions name the buyer."""
        return f"buyer:{self.draft.account_id or 'guest'}"

    @property
    def state(self) -> str:
        """The order's state now."""
        if self.closed_at:
            return "closed"
        if self.paid_at is None:
            return "created"
        return "completed" if all(parcel.confirmed_at for parcel in self.parcels) else "paid"


class Teller:
    """Tells orders one after the other, in the order of their time."""

    def __init__(self, shelves: Shelves, people: Sequence[Person], now: datetime, chance: Random) -> None:
        self.shelves, self.people, self.now, self.chance = shelves, people, now, chance
        self.sellable = [one for one in shelves.listings if one.plan.state != "draft"]
        self.weights = list(accumulate(min(60.0, one.plan.popularity) for one in self.sellable))
        self.by_shop: dict[int, list[ShelfListing]] = defaultdict(list)
        for one in self.sellable:
            self.by_shop[one.plan.shop].append(one)
        self.loyal = list(accumulate(chance.paretovariate(1.4) for _ in people))
        self.uses: dict[tuple[int, str], int] = defaultdict(int)
        self.taken: dict[int, Spent] = defaultdict(lambda: Spent(0, 0))
        self.templates = {template.id: template for template in shelves.templates}
        self.region = dict(zip(shelves.shop_ids, shelves.regions, strict=True))
        self.ids = DatedIds()

    def tell(self, count: int) -> list[Story]:
        """`count` orders over the last days, growing, busier at weekends and in the evening."""
        return [story for at in _moments(count, self.now, self.chance) if (story := self._story(at))]

    def _person(self) -> Person:
        if self.chance.random() < 0.14:
            return guest(self.chance)
        return self.people[bisect(self.loyal, self.chance.random() * self.loyal[-1], hi=len(self.people) - 1)]

    def _goods(self, at: datetime) -> list[Item]:
        """One to four SKUs, often of one shop; the lines of a shop stand together."""
        first = self._listing()
        wanted = [first]
        for _ in range(self.chance.choices((0, 1, 2, 3), (68, 20, 8, 4))[0]):
            near = self.by_shop[first.plan.shop]
            wanted.append(self.chance.choice(near) if self.chance.random() < 0.5 else self._listing())
        chosen = {}
        for one in wanted:
            if one.created_at < at:
                sku = self.chance.choice(one.variants)
                chosen[sku.variant_id] = (sku, self.chance.choices((1, 2, 3), (86, 11, 3))[0])
        shops = list(dict.fromkeys(sku.shop_id for sku, _ in chosen.values()))
        ordered = sorted(chosen.values(), key=lambda pair: shops.index(pair[0].shop_id))
        return [Item(n, quantity, sku) for n, (sku, quantity) in enumerate(ordered, 1)]

    def _listing(self) -> ShelfListing:
        return self.sellable[bisect(self.weights, self.chance.random() * self.weights[-1], hi=len(self.sellable) - 1)]

    def _story(self, at: datetime) -> Story | None:
        person, items = self._person(), self._goods(at)
        if not items or person.address.region in ABROAD:
            return None
        order_id = self.ids.at(at)
        hashed = secret_hash(f"demo {order_id}") if person.account_id is None else None
        key = f"account:{person.account_id}" if person.account_id is not None else f"guest:{hashed}"
        question, sheet = self._price(items, key, person.address.region, at)
        to = person.address
        address = OrderAddress(to.recipient, to.phone, to.region, to.city, to.district, to.street, to.postcode)
        draft = OrderDraft(
            order_id, person.account_id, hashed, hashed and secret_hash(f"link {order_id}"), person.email, sheet,
            address, self.chance.choice(NOTES), at, at + timedelta(minutes=15), freeze(sheet, items),
        )  # fmt: skip
        story = self._follow(draft, question, person)
        self._count_coupons(story)
        return story

    def _price(self, items: list[Item], key: str, region: str, at: datetime) -> tuple[PriceQuestion, PriceSheet]:
        """As `trade` prices an order, with the offers that were live at `at`."""
        offers = self._offers(items, key, at)
        currency = items[0].sku.currency
        decide = engine("deals.price_basket").decide
        bare: PriceSheet = decide(PriceQuestion(basket=basket(currency, items, {}), offers=offers))
        lines = freight_lines(items, bare)
        templates = [self.templates[id_] for id_ in dict.fromkeys(line.template_id or 0 for line in lines)]
        answer = engine("logistics.freight").decide(FreightQuestion(region=region, lines=lines, templates=templates))
        fees = {shop.shop_id: shop.fee for shop in answer.shops}
        question = PriceQuestion(basket=basket(currency, items, fees), offers=offers)
        return question, decide(question)

    def _offers(self, items: list[Item], key: str, at: datetime) -> list[Offer]:
        prices = (self.shelves.prices.get(item.sku.variant_id) for item in items)
        live: list[Offer] = [
            p.offer for p in prices if p and p.valid_from <= at and (p.valid_to is None or p.valid_to > at)
        ]
        for shop_id in sorted({item.sku.shop_id for item in items}):
            live += [c.offer for c in self.shelves.coupons.get(shop_id, []) if self._usable(c, key, at)]
        return live

    def _usable(self, coupon: DatedCoupon, key: str, at: datetime) -> bool:
        spent, mine = self.taken[coupon.offer.id], self.uses[coupon.offer.id, key]
        free = spent.uses < coupon.uses_allowed and mine < coupon.per_buyer
        return free and coupon.valid_from <= at < coupon.valid_to

    def _count_coupons(self, story: Story) -> None:
        if story.closed_at is None:
            for coupon_id, amount in used_coupons(story.draft.sheet):
                self.uses[coupon_id, story.buyer_key] += 1
                spent = self.taken[coupon_id]
                self.taken[coupon_id] = Spent(spent.uses + 1, spent.amount + amount)

    def _follow(self, draft: OrderDraft, question: PriceQuestion, person: Person) -> Story:
        """Paid or not, sent, delivered, confirmed: as far as time has come."""
        chance, at, now = self.chance, draft.placed_at, self.now
        story = Story(draft, question, person, None, None, "", "", ())
        roll = chance.random()
        if roll < 0.055:
            left = at + timedelta(minutes=15, seconds=chance.randrange(1, 60))
            return story._replace(closed_at=left, closed_by="schedule", reason="unpaid") if left <= now else story
        if roll < 0.068:
            left = at + timedelta(minutes=chance.randrange(1, 12))
            return story._replace(closed_at=left, closed_by=story.actor, reason="cancelled") if left <= now else story
        paid = at + timedelta(seconds=chance.randrange(25, 540))
        if paid > now:
            return story
        back = paid + timedelta(hours=chance.randrange(1, 9))
        if roll < 0.075 and back <= now:
            return story._replace(paid_at=paid, closed_at=back, closed_by="operator", reason="cancelled")
        return story._replace(
            paid_at=paid,
            parcels=tuple(
                self._parcel(draft, sub.sheet.shop_id, sub.dispatch_hours, paid, story.actor)
                for sub in draft.parts.subs
            ),
        )

    def _parcel(self, draft: OrderDraft, shop_id: int, hours: int, paid: datetime, actor: str) -> Parcel:
        chance = self.chance
        name, prefix = chance.choice(CARRIERS)
        number = f"{prefix}{chance.randrange(10**11, 10**12)}"
        slack = chance.uniform(0.12, 0.85) if chance.random() < 0.97 else chance.uniform(1.05, 1.6)
        shipped = _in_hours(paid + timedelta(hours=hours * slack), 9, 20)
        first, last = days(self.region[shop_id], draft.address.region)
        delivered = _in_hours(shipped + timedelta(days=chance.uniform(first, last) - 0.3), 8, 21)
        until = day_ends(shipped, 15)
        soon = delivered + timedelta(hours=chance.uniform(1, 90))
        by_buyer = chance.random() < 0.62 and soon < until
        confirmed, who = (soon, actor) if by_buyer else (until + timedelta(minutes=3), "schedule")
        moments = [moment if moment <= self.now else None for moment in (shipped, delivered, confirmed)]
        return Parcel(name, number, moments[0], moments[1], until if moments[0] else None, moments[2], who)


def used_coupons(sheet: PriceSheet) -> list[tuple[int, int]]:
    """Coupons that a sheet spends, with what each took off."""
    return [(o.offer_id, o.amount) for o in sheet.offers if o.kind == "shop_coupon" and o.state == "used"]


def _in_hours(moment: datetime, start: int, end: int) -> datetime:
    """The moment, or the next one within working hours."""
    local = moment.astimezone(ZONE)
    if local.hour < start:
        return moment + timedelta(hours=start - local.hour)
    return moment + timedelta(hours=24 + start - local.hour) if local.hour >= end else moment


def _moments(count: int, now: datetime, chance: Random) -> list[datetime]:
    """`count` moments up to now, sorted: each day a little busier than the one before."""
    weights = []
    for back in range(DAYS, -1, -1):
        day = midnight(now, -back)
        weights.append((1 + 1.1 * (DAYS - back) / DAYS) * _WEEKDAYS[day.weekday()] * chance.uniform(0.9, 1.12))
    picked = chance.choices(range(DAYS, -1, -1), weights, k=count)
    moments = []
    for back in picked:
        hour = chance.choices(range(24), _HOURS)[0]
        at = midnight(now, -back) + timedelta(hours=hour, seconds=chance.uniform(0, 3600))
        # What would lie ahead today is told of an earlier minute of today.
        moments.append(at if at < now else now - (now - midnight(now, 0)) * chance.random() * 0.9)
    return sorted(moments)
