"""A tiny demo world for browser tests and journeys: built in about a second, every kind of thing once or twice."""

from datetime import datetime

from tradewind.ops.demo.art.compose import Recipe
from tradewind.ops.demo.build import DemoWorld, Size, build_world
from tradewind.ops.demo.plan import plan_goods

LEAVES = ("mugs", "teaware", "sneakers", "fruit")


def build_small(now: datetime) -> DemoWorld:
    """3 shops, 24 listings in 4 categories, a few dozen orders, the three sign-ins; needs DEBUG like `build`.

    The first shop belongs to merchant@demo.tradewind. Pictures are drawn in this process.
    """
    goods = plan_goods(24, 3, LEAVES)
    # Drawing is what takes time: listings of a kind share one picture.
    shared: dict[tuple[str, int], Recipe] = {}
    listings = tuple(
        one._replace(pictures=(shared.setdefault(one.pictures[0][:2], one.pictures[0]),)) for one in goods.listings
    )
    return build_world(Size(goods._replace(listings=listings), 12, 60, 4, 0), now)
