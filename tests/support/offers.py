"""Offers, baskets and races in as few words as a test needs."""

import threading
from datetime import timedelta

from django.db import close_old_connections, connections

from support.goods import AT
from tradewind.catalog.queries import variants
from tradewind.deals.actions.create_offer import create_offer
from tradewind.deals.invariants import INVARIANTS
from tradewind.deals.types import Basket, BasketLine, OfferDraft, ShopFreight
from tradewind.kernel.errors import Conflict


def draft(kind, params, **more):
    """A draft that runs for a week."""
    return OfferDraft(kind, "优惠", params, **({"valid_from": AT, "valid_to": AT + timedelta(days=7)} | more))


def offer(kind, params, shop_id=None, **more):
    """An offer of a shop, or of the platform; returns its id."""
    return create_offer(draft(kind, params, **more), shop_id, AT)


def basket_of(goods, quantity, freight):
    """A basket of the first variant of each (shop, listing, variants); `freight` for each shop."""
    skus = variants([found[0] for _, _, found in goods])
    lines = [
        BasketLine(
            position=n, shop_id=shop, listing_id=listing, variant_id=found[0], quantity=quantity,
            category_id=skus[found[0]].category_id, list_price=skus[found[0]].list_price,
        )
        for n, (shop, listing, found) in enumerate(goods, 1)
    ]  # fmt: skip
    fees = [ShopFreight(shop_id=shop, amount=freight) for shop, _, _ in goods] if freight else []
    return Basket(currency="CNY", lines=lines, freight=fees)


def problems():
    """What the invariants of deals find."""
    return [problem for invariant in INVARIANTS for problem in invariant()]


def race(buyers, attempt):
    """Runs `attempt(n)` for n buyers on n real connections; returns what each got, sorted."""
    found: list[str] = []

    def run(n):
        close_old_connections()
        try:
            attempt(n)
            found.append("got")
        except Conflict as refusal:
            found.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(buyers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)
