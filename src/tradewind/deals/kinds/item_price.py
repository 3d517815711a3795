"""Item price: a SKU sells below its list price. Of several, the lowest counts; it never lifts a price."""

from collections import defaultdict
from collections.abc import Sequence

from tradewind.deals.engine.state import PricedLine, ends, outcome, share
from tradewind.deals.kinds.base import Applied, Kind
from tradewind.deals.types import ItemPriceOffer, OfferOutcome


def apply(lines: Sequence[PricedLine], offers: Sequence[ItemPriceOffer]) -> Applied:
    """Gives every line its lowest item price; ties go to the one that ends first."""
    by_variant: dict[int, list[ItemPriceOffer]] = defaultdict(list)
    for offer in sorted(offers, key=lambda o: (o.amount, ends(o.expires_ms), o.id)):
        by_variant[offer.variant_id].append(offer)
    priced = [_priced(line, by_variant.get(line.line.variant_id, [])) for line in lines]
    outcomes = {o.offer_id: o for group in by_variant.values() for o in _outcomes(group, lines)}
    return Applied(priced, [outcomes[offer.id] for offer in offers])


def _priced(line: PricedLine, offers: Sequence[ItemPriceOffer]) -> PricedLine:
    if not offers or offers[0].amount >= line.unit:
        return line
    best = offers[0]
    saved = share(best, best.payer, [line.unit - best.amount] * line.line.quantity)
    return line._replace(unit=best.amount, item_shares=(saved,))


def _outcomes(group: Sequence[ItemPriceOffer], lines: Sequence[PricedLine]) -> list[OfferOutcome]:
    """`group`: the offers on one SKU, best first."""
    bought = [line for line in lines if line.line.variant_id == group[0].variant_id]
    if not bought:
        return [outcome(offer, "refused", code="deals.not_in_basket") for offer in group]
    best, list_price = group[0], max(line.unit for line in bought)
    saved = sum(max(0, line.unit - best.amount) * line.line.quantity for line in bought)
    found = []
    for offer in group:
        if offer.amount >= list_price:
            found.append(outcome(offer, "refused", code="deals.above_list"))
        elif offer is best:
            found.append(outcome(offer, "used", amount=saved))
        else:
            found.append(outcome(offer, "beaten", amount=saved, by=best.id))
    return found


KIND = Kind("item_price", "item", ItemPriceOffer, apply)
