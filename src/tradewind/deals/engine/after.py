"""What an order leaves of its offers: uses, pieces, budgets and balances for the next order of the same buyer."""

from msgspec import structs

from tradewind.deals.kinds.table import BY_SHAPE
from tradewind.deals.types import Offer, PriceQuestion, PriceSheet, Share


def left_after(question: PriceQuestion, sheet: PriceSheet) -> list[Offer]:
    """The offers of a question as they stand once its sheet has been ordered."""
    used = {one.offer_id: one.amount for one in sheet.offers if one.state == "used"}
    return [_left(offer, used[offer.id], sheet) if offer.id in used else offer for offer in question.offers]


def _left(offer: Offer, amount: int, sheet: PriceSheet) -> Offer:
    shares = _shares(offer.id, sheet)
    own = getattr(BY_SHAPE[type(offer)], "own_budget", False)  # the budget is the platform's part
    taken = {
        "uses_left": 1,
        "buyer_left": 1,
        "budget_left": sum(share.amount for _, share in shares if share.payer == "platform") if own else amount,
        "pieces_left": len(
            {(position, n) for position, share in shares for n, part in enumerate(share.pieces) if part}
        ),
        "balance": amount * getattr(offer, "per_unit", 1),
        "credit": amount,
    }
    have = {name: getattr(offer, name, None) for name in taken}
    return structs.replace(
        offer, **{name: max(0, count - taken[name]) for name, count in have.items() if count is not None}
    )


def _shares(offer_id: int, sheet: PriceSheet) -> list[tuple[int, Share]]:
    """The offer's parts of the price, with the position of their line."""
    return [
        (line.position, share)
        for line in sheet.lines
        for share in (*line.item_shares, *line.shares)
        if share.offer_id == offer_id
    ]
