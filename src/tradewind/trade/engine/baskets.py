"""From wanted goods to a basket that deals can price and logistics can weigh. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tradewind.catalog.errors import NoVariant, SoldOut
from tradewind.catalog.types import VariantForSale
from tradewind.deals.types import Basket, BasketLine, PriceSheet, ShopFreight
from tradewind.kernel.errors import Refusal
from tradewind.logistics.types import FreightLine
from tradewind.trade.errors import MixedCurrency, NotOnSale, WrongQuantity
from tradewind.trade.types import MOST_PIECES, Wanted


class Item(NamedTuple):
    """Pieces of a SKU at a position (1, 2, 3...); the lines of one shop stand together."""

    position: int
    quantity: int
    sku: VariantForSale


def once_each(wanted: Iterable[Wanted]) -> list[Wanted]:
    """The same goods with every SKU once; refuses `trade.quantity`."""
    pieces: dict[int, int] = {}
    for n, one in enumerate(wanted):
        if not 1 <= one.quantity <= MOST_PIECES:
            raise WrongQuantity(where=f"lines[{n}].quantity", most=MOST_PIECES)
        pieces[one.variant_id] = pieces.get(one.variant_id, 0) + one.quantity
        if pieces[one.variant_id] > MOST_PIECES:
            raise WrongQuantity(where=f"lines[{n}].quantity", most=MOST_PIECES)
    return [Wanted(*pair) for pair in pieces.items()]


def items(wanted: Sequence[Wanted], found: Mapping[int, VariantForSale]) -> tuple[list[Item], list[Refusal]]:
    """The goods that can be bought, shop by shop in the order in which shops first appear, and why others cannot.

    Goods of which too few are left are still among the items: they have a price, and one of the refusals names them.
    """
    problems: list[Refusal] = []
    good = [one for one in wanted if one.variant_id in found and found[one.variant_id].on_sale]
    for n, one in enumerate(wanted):
        sku = found.get(one.variant_id)
        if sku is None:
            problems.append(NoVariant(where=f"lines[{n}].variant_id", variants=[one.variant_id]))
        elif not sku.on_sale:
            problems.append(NotOnSale(where=f"lines[{n}].variant_id", title=sku.title, variants=[one.variant_id]))
    short = [one.variant_id for one in good if found[one.variant_id].stock_left < one.quantity]
    if short:
        names = ", ".join(dict.fromkeys(found[id_].title for id_ in short))
        problems.append(SoldOut(where="lines", variants=short, names=names))
    shops = list(dict.fromkeys(found[one.variant_id].shop_id for one in good))
    good.sort(key=lambda one: shops.index(found[one.variant_id].shop_id))
    return [Item(n, one.quantity, found[one.variant_id]) for n, one in enumerate(good, 1)], problems


def currency_of(chosen: Sequence[Item]) -> tuple[str, MixedCurrency | None]:
    """The one currency of the items; with several, the first and why they cannot be bought together."""
    currencies = sorted({item.sku.currency for item in chosen})
    if len(currencies) > 1:
        return chosen[0].sku.currency, MixedCurrency(where="lines", currencies=", ".join(currencies))
    return (currencies[0] if currencies else ""), None


def basket(currency: str, chosen: Sequence[Item], freight: Mapping[int, int]) -> Basket:
    """The items as deals prices them. `freight`: shop -> fee to the door."""
    return Basket(
        currency=currency,
        lines=[
            BasketLine(
                position=item.position,
                shop_id=item.sku.shop_id,
                listing_id=item.sku.listing_id,
                variant_id=item.sku.variant_id,
                category_id=item.sku.category_id,
                quantity=item.quantity,
                list_price=item.sku.list_price,
            )
            for item in chosen
        ],
        freight=[ShopFreight(shop_id=shop_id, amount=fee) for shop_id, fee in freight.items()],
    )


def freight_lines(chosen: Sequence[Item], priced: PriceSheet) -> list[FreightLine]:
    """The items as logistics weighs them, each with its item-level amount."""
    amounts = {line.position: line.item_amount for line in priced.lines}
    return [
        FreightLine(
            shop_id=item.sku.shop_id,
            template_id=item.sku.freight_template_id,
            quantity=item.quantity,
            weight_g=item.sku.weight_g,
            amount=amounts[item.position],
        )
        for item in chosen
    ]
