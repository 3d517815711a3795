"""Shop coupon: an amount off one shop's lines from a threshold on. One per shop and order, the best one by itself."""

from collections import defaultdict
from collections.abc import Sequence

from tradewind.deals.engine.state import PricedLine, ends, outcome, share
from tradewind.deals.kinds.base import Applied, Kind
from tradewind.deals.types import OfferOutcome, Share, ShopCouponOffer
from tradewind.kernel.money import spread_pieces


def needed(offer: ShopCouponOffer) -> int:
    """The item-level amount from which a coupon works. Without a threshold: one unit more than its face, so that a
    coupon alone never buys anything (published rule of coupon packs)."""
    return offer.threshold or offer.face + 1


def apply(lines: Sequence[PricedLine], offers: Sequence[ShopCouponOffer]) -> Applied:
    """Gives every shop's lines the coupon that saves most; ties go to the one that ends first.

    The face is spread over the lines by item-level amount, piece by piece (A1, A4); what a piece cannot absorb is
    lost (A3).
    """
    by_shop: dict[int, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        by_shop[line.line.shop_id].append(n)
    priced = list(lines)
    outcomes: dict[int, OfferOutcome] = {}
    for shop_id in dict.fromkeys(offer.shop_id for offer in offers):
        places = by_shop.get(shop_id, [])
        here = [offer for offer in offers if offer.shop_id == shop_id]
        best, found = _choose([priced[n] for n in places], here)
        outcomes |= {o.offer_id: o for o in found}
        for n, part in zip(places, _shares(best, [priced[n] for n in places]), strict=True):
            priced[n] = priced[n]._replace(shares=(*priced[n].shares, *part))
    return Applied(priced, [outcomes[offer.id] for offer in offers])


def _shares(offer: ShopCouponOffer | None, lines: Sequence[PricedLine]) -> list[list[Share]]:
    """The share of each line, if any."""
    if offer is None:
        return [[] for _ in lines]
    spread = spread_pieces(offer.face, [(line.unit, line.line.quantity) for line in lines])
    return [
        [share(offer, offer.payer, [min(piece, line.unit) for piece in pieces])]
        for line, pieces in zip(lines, spread, strict=True)
    ]


def _choose(
    lines: Sequence[PricedLine], offers: Sequence[ShopCouponOffer]
) -> tuple[ShopCouponOffer | None, list[OfferOutcome]]:
    """The best coupon for one shop's lines, or none, and what became of each."""
    base = sum(line.item_amount for line in lines)
    usable = [o for o in offers if lines and not o.blocked and base >= needed(o) and base > 0]
    # What is saved is the face, or everything there is: a whole basket can absorb `base` and no more.
    best = min(usable, key=lambda o: (-min(o.face, base), ends(o.expires_ms), o.id), default=None)
    saved = min(best.face, base) if best else 0
    found = []
    for offer in offers:
        if not lines:
            found.append(outcome(offer, "refused", code="deals.not_in_basket"))
        elif offer.blocked:
            found.append(outcome(offer, "refused", code=offer.blocked))
        elif offer not in usable:
            found.append(outcome(offer, "short", amount=max(1, needed(offer) - base)))
        elif offer is best:
            found.append(outcome(offer, "used", amount=saved))
        else:
            found.append(outcome(offer, "beaten", amount=saved, by=best.id if best else 0))
    return best, found


KIND = Kind("shop_coupon", "shop", ShopCouponOffer, apply)
