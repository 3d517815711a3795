"""Builds the demo world: generated goods and people, sixty days of orders, pictures drawn meanwhile."""

import os
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from tradewind.catalog.actions.summaries import rebuild as rebuild_summaries
from tradewind.deals.actions.refresh_prices import refresh_all
from tradewind.insight.actions.rebuild import rebuild as rebuild_insight
from tradewind.kernel.outbox import drain
from tradewind.ops.demo import books, live, people, shelves
from tradewind.ops.demo.art.studio import Studio, draw_marks
from tradewind.ops.demo.past import write_past
from tradewind.ops.demo.plan import SEED, GoodsPlan, plan_goods
from tradewind.ops.demo.stories import Teller
from tradewind.ops.errors import DemoNeedsDebug, NotEmpty
from tradewind.parties.models import Shop, ShopMember

DEMO_SIGN_INS = people.DEMO_SIGN_INS
Progress = Callable[[str, int, int], None]


class DemoWorld(NamedTuple):
    """What was built. `accounts`: account ids of the sign-ins by role; `orders`: how many, by all ways together."""

    accounts: dict[str, int]
    shop_ids: list[int]
    listing_ids: list[int]
    orders: int
    reviews: int
    pictures: int
    shopper_orders: list[int]


class Size(NamedTuple):
    """How large a world is."""

    goods: GoodsPlan
    buyers: int
    orders: int
    through_actions: int
    workers: int


def silent(_step: str, _done: int, _total: int) -> None:
    """Progress for nobody."""


def build(now: datetime, progress: Progress = silent) -> DemoWorld:
    """Builds the whole demo as of `now`: 34 shops, 840 listings, some 3,300 orders. All or nothing.

    `progress(step, done, total)` is told how far it is, from several threads. Refuses `ops.demo_needs_debug` outside
    DEBUG and `ops.not_empty` in a database with shops.
    """
    workers = max(1, min(4, os.cpu_count() or 1))
    return build_world(Size(plan_goods(), 640, 3300, 18, workers), now, progress)


def build_world(size: Size, now: datetime, progress: Progress = silent) -> DemoWorld:
    """Builds a world of any size; refuses what `build` refuses."""
    if not settings.DEBUG_MODE:
        raise DemoNeedsDebug(why="with DEBUG off")
    if Shop.objects.exists():
        raise NotEmpty(what="The database")
    recipes = [recipe for plan in size.goods.listings for recipe in plan.pictures]
    counter = _Counter(progress, len(set(recipes)))
    studio = Studio(recipes, size.workers, counter.drawn)
    try:
        with transaction.atomic():
            world = _write(size, studio, now, progress)
            progress("counters", 0, 1)
            drain()
            rebuild_insight()
            progress("counters", 1, 1)
    finally:
        studio.stop()
    return world


class _Counter:
    """Adds up finished pictures."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def drawn(self, count: int) -> None:
        """More pictures are stored."""
        self._done += count
        self._progress("pictures", self._done, self._total)


def _write(size: Size, studio: Studio, now: datetime, progress: Progress) -> DemoWorld:
    chance, currency, goods = Random(SEED), settings.CURRENCY, size.goods  # noqa: S311 - a world, no secrets
    progress("goods", 0, len(goods.listings))
    accounts = people.open_sign_ins(now)
    buyers = people.open_accounts(size.buyers, now, chance)
    logos = draw_marks(len(goods.shops))
    shop_ids = people.open_shops(goods.shops, logos, currency, accounts["merchant"], now)
    categories = shelves.write_categories(goods)
    templates = shelves.write_templates(goods, shop_ids, now, chance)
    listings = shelves.place_listings(goods, shop_ids, categories, templates, currency, now)
    world = shelves.Shelves(
        shop_ids, [shop.region for shop in goods.shops], listings, templates,
        shelves.write_item_prices(listings, now), shelves.plan_coupons(shop_ids, currency, now, chance),
    )  # fmt: skip
    progress("goods", len(listings), len(listings))
    progress("orders", 0, size.orders)
    teller = Teller(world, buyers, now, chance)
    stories = teller.tell(size.orders)
    shelves.write_coupons(world.coupons, teller.taken)
    drawn = studio.wait()
    listings = shelves.write_listings(listings, drawn, books.held_pieces(stories))
    owners = dict(ShopMember.objects.filter(role="owner").values_list("shop_id", "account_id"))
    books.write_books(stories, owners)
    quality = {one.id: one.plan.quality for one in listings}
    reviews = books.write_reviews(stories, quality, now, chance)
    listing_ids = [one.id for one in listings]
    rebuild_summaries(listing_ids)
    refresh_all(now)
    write_past(listings, now)
    mine = live.shopper_orders(accounts["shopper"], listings, now, chance)
    others = live.members_orders(buyers, listings, size.through_actions, now, chance)
    orders = len(stories) + len(mine) + len(others)
    progress("orders", orders, orders)
    return DemoWorld(accounts, shop_ids, listing_ids, orders, reviews, len(drawn), mine)
