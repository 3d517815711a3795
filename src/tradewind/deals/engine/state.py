"""What the layers of pricing work on: lines at item level, and the outcome of every offer."""

from typing import NamedTuple

from tradewind.deals.types import BasketLine, Offer, OfferOutcome, OfferState, Payer, Share


class PricedLine(NamedTuple):
    """A line after the item level: the price of one piece, the winning offer's share of list minus item, and the
    shares of the layers below."""

    line: BasketLine
    unit: int
    item_shares: tuple[Share, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def item_amount(self) -> int:
        """Item-level price of all pieces: what thresholds are tested on."""
        return self.unit * self.line.quantity


def outcome(offer: Offer, state: OfferState, amount: int = 0, by: int = 0, code: str = "") -> OfferOutcome:
    """What became of an offer, with its kind and name."""
    return OfferOutcome(
        offer_id=offer.id, kind=str(offer.__struct_config__.tag), state=state, amount=amount, by=by, code=code,
        name=getattr(offer, "name", ""), name_en=getattr(offer, "name_en", ""),
    )  # fmt: skip


def ends(expires_ms: int) -> tuple[bool, int]:
    """Sorts ends: earlier first, no end last."""
    return (expires_ms == 0, expires_ms)


def share(offer: Offer, payer: Payer, pieces: list[int]) -> Share:
    """A share of a discount, split down to single pieces."""
    kind = str(offer.__struct_config__.tag)
    return Share(offer_id=offer.id, kind=kind, payer=payer, amount=sum(pieces), pieces=pieces)
