"""What would be cheaper than a cart as it is: two orders, with what both parcels cost to the door, or a top-up."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import structs

from tradewind.deals import queries as deals
from tradewind.deals.types import Advice, AdviceQuestion, TwoOrders
from tradewind.parties.types import Buyer
from tradewind.trade.queries.quote import Quote, quote
from tradewind.trade.types import Wanted

PAGE_WORK = 300  # lines priced and nodes searched: a few milliseconds


def advice(buyer: Buyer, priced: Quote, region: str, now: datetime) -> Advice | None:
    """Advice on the priced goods. Two orders are said only if they are cheaper with each parcel to `region` paid.

    None when there is nothing to price.
    """
    if priced.question is None:
        return None
    found = deals.advice(AdviceQuestion(question=priced.question, most_work=PAGE_WORK))
    if found.two_orders is None:
        return found
    return structs.replace(found, two_orders=_to_the_door(buyer, priced, found.two_orders, region, now))


def _to_the_door(buyer: Buyer, priced: Quote, split: TwoOrders, region: str, now: datetime) -> TwoOrders | None:
    skus = {item.sku.variant_id: item.sku for item in priced.items}

    def asked(positions: Sequence[int]) -> Quote:
        goods = [Wanted(item.sku.variant_id, item.quantity) for item in priced.items if item.position in positions]
        return quote(buyer, goods, region, now, skus)

    whole, first, second = (asked(p) for p in ([*split.first, *split.second], split.first, split.second))
    if whole.sheet is None or first.question is None or second.question is None or whole.problems:
        return None
    found = deals.two_orders(first.question, second.question, whole.sheet.payable)
    return found and structs.replace(found, first=split.first, second=split.second)
