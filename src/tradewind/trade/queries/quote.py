"""What goods would cost at the door, worked out in a fixed number of statements, and what stands in the way."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from tradewind.catalog import queries as catalog
from tradewind.catalog.types import VariantForSale
from tradewind.deals import queries as deals
from tradewind.deals.types import PriceQuestion, PriceSheet
from tradewind.kernel.engines import engine
from tradewind.kernel.errors import Refusal
from tradewind.logistics import queries as logistics
from tradewind.logistics.errors import NoDelivery, NoRules
from tradewind.logistics.types import FreightLine, region_name
from tradewind.parties.types import Buyer
from tradewind.trade.engine.baskets import Item, basket, currency_of, freight_lines, items, once_each
from tradewind.trade.errors import EmptyCart
from tradewind.trade.types import Wanted

PRICER = "deals.price_basket"


class Quote(NamedTuple):
    """The price of wanted goods. `question` and `sheet` are None when there is nothing to price.

    `away` are the shops that do not deliver to the region; their freight is not counted.
    """

    items: list[Item]
    question: PriceQuestion | None
    sheet: PriceSheet | None
    freight: dict[int, int]
    away: list[int]
    problems: list[Refusal]


def quote(
    buyer: Buyer,
    wanted: Iterable[Wanted],
    region: str | None,
    now: datetime,
    found: Mapping[int, VariantForSale] | None = None,
) -> Quote:
    """Prices goods to the door in `region` (None: without freight). Refuses nothing but `trade.quantity`: whatever
    stands in the way of an order is among the problems, the weightiest first. `found`: SKUs read before."""
    goods = once_each(wanted)
    if not goods:
        return Quote([], None, None, {}, [], [EmptyCart(where="lines")])
    if found is None:
        found = catalog.variants(one.variant_id for one in goods)
    chosen, problems = items(goods, found)
    currency, mixed = currency_of(chosen)
    if mixed is not None or not chosen:
        return Quote(chosen, None, None, {}, [], [*problems, *([mixed] if mixed else [])])
    bare = basket(currency, chosen, {})
    question = PriceQuestion(basket=bare, offers=deals.live_offers(bare, buyer.key, now))
    sheet: PriceSheet = engine(PRICER).decide(question)
    if region is None:
        return Quote(chosen, question, sheet, {}, [], problems)
    fees, away, trouble = _freight(freight_lines(chosen, sheet), region)
    question = PriceQuestion(basket=basket(currency, chosen, fees), offers=question.offers)
    return Quote(chosen, question, engine(PRICER).decide(question), fees, away, [*problems, *trouble])


def _freight(lines: list[FreightLine], region: str) -> tuple[dict[int, int], list[int], list[Refusal]]:
    """Fees by shop, the shops that do not deliver there, and the refusal that says so."""
    try:
        answer = logistics.freight_answer(lines, region)
    except NoRules as refusal:
        return {}, [], [refusal]
    away = [shop.shop_id for shop in answer.shops if not shop.reachable]
    fees = {shop.shop_id: shop.fee for shop in answer.shops if shop.reachable}
    trouble = NoDelivery(where="address.region", shops=away, region=region_name(answer.region))
    return fees, away, [trouble] if away else []
