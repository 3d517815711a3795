"""The board: a question laid out for the search: which offers can be used, on which lines, against which others."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tradewind.deals.kinds.base import (
    NEVER,
    CutKind,
    FreightKind,
    GiftKind,
    Goods,
    Kind,
    Piece,
    PriceKind,
    SetKind,
    SubsidyKind,
    TenderKind,
)
from tradewind.deals.kinds.table import BY_SHAPE, RANK
from tradewind.deals.types import BasketLine, Offer, OfferOutcome, OfferState, PriceQuestion


class Ready:
    """An offer that may be used: what it is, the lines it covers, and where it stands among equals."""

    __slots__ = ("budget", "count", "group", "id", "kind", "limit", "lines", "most", "offer", "tie")

    def __init__(self, offer: Any, kind: Any, lines: tuple[int, ...], count: int) -> None:
        self.offer, self.kind, self.lines, self.count = offer, kind, lines, count
        self.id: int = offer.id
        self.limit: int | None = None  # pieces, of a price
        self.most = 0  # of a set: its worth with all its pieces at list price
        self.budget: int = NEVER if offer.budget_left is None else offer.budget_left
        self.group: str = offer.group or kind.group(offer)
        self.tie = (offer.expires_ms or NEVER, offer.id)  # of equal offers the one that ends first, then the older

    @property
    def order(self) -> tuple[int, int, int]:
        """When it is taken off: layer by layer, kind by kind, the older one first."""
        return self.kind.layer + getattr(self.offer, "cross", False), RANK[self.kind.name], self.id


_ROLES: dict[type, str] = {
    PriceKind: "prices", SetKind: "sets", CutKind: "cuts", FreightKind: "freights", GiftKind: "gifts",
    SubsidyKind: "subsidies", TenderKind: "tenders",
}  # fmt: skip


class Option(NamedTuple):
    """A price of one piece of a line; `by` None is the list price."""

    price: int
    by: Ready | None


class Board:
    """A question laid out. Lists of `Ready` by role; `options` of each line, lowest price first."""

    def __init__(self, question: PriceQuestion) -> None:
        self.question = question
        self.lines = question.basket.lines
        self.goods = Goods(self.lines)
        self.parallel = question.policy.threshold_base == "item_level"
        self.refused: dict[int, OfferOutcome] = {}
        self.prices: list[Ready] = []
        self.sets: list[Ready] = []
        self.cuts: list[Ready] = []
        self.freights: list[Ready] = []
        self.gifts: list[Ready] = []
        self.subsidies: list[Ready] = []
        self.tenders: list[Ready] = []
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + line.quantity)
        self._places: dict[tuple[int, ...], list[int]] = {}
        self._shops: dict[tuple[int, ...], list[int]] = {}
        self.freight = {freight.shop_id: freight.amount for freight in question.basket.freight}
        self.freight_amount = sum(self.freight.values())
        self.floor = sum(min(line.floor, line.list_price) * line.quantity for line in self.lines)
        for offer in question.offers:
            self._lay(offer)
        self.options = self._options()
        self.conflicts = self._conflicts()
        # No discount brings an order below its minimum, unless its goods cost less by themselves.
        lowest = sum(o[0].price * line.quantity for o, line in zip(self.options, self.lines, strict=True))
        self.least = min(question.policy.min_payable, lowest + self.freight_amount)

    def _lay(self, offer: Offer) -> None:
        kind = BY_SHAPE[type(offer)]
        code, lines = self._refusal(offer, kind), tuple[int, ...]()
        if not code:
            lines = kind.covers(offer, self.goods)
            code = "" if lines else "deals.not_in_basket"
        if code:
            self.refused[offer.id] = outcome(offer, "refused", code=code)
            return
        ready = Ready(offer, kind, lines, len(self.places(lines)))
        if isinstance(kind, SetKind):
            ready.most = _dearest(ready, self.lines)
            if ready.budget < ready.most:
                self.refused[offer.id] = outcome(offer, "refused", code="deals.budget_out")
                return
        getattr(self, _ROLES[type(kind)]).append(ready)

    def places(self, lines: tuple[int, ...]) -> list[int]:
        """The places of all pieces of these lines; many offers cover the same ones."""
        found = self._places.get(lines)
        if found is None:
            starts = self.starts
            found = [place for n in lines for place in range(starts[n], starts[n + 1])]
            self._places[lines] = found
        return found

    def shops(self, lines: tuple[int, ...]) -> list[int]:
        """The shops of these lines that charge freight, in the order of the basket."""
        found = self._shops.get(lines)
        if found is None:
            found = [shop for shop in dict.fromkeys([self.lines[n].shop_id for n in lines]) if shop in self.freight]
            self._shops[lines] = found
        return found

    def _refusal(self, offer: Offer, kind: Kind) -> str:
        """Why an offer cannot be used whatever is in the basket; empty when it can."""
        now = self.question.now_ms
        if offer.blocked:
            return offer.blocked
        if now and ((offer.starts_ms and now < offer.starts_ms) or (offer.expires_ms and now >= offer.expires_ms)):
            return "deals.not_live"
        if offer.uses_left == 0:
            return "deals.used_up"
        if offer.buyer_left == 0:
            return "deals.buyer_limit"
        if offer.budget_left == 0:
            return "deals.budget_out"
        if offer.code and offer.code not in self.question.codes:
            return "deals.code_needed"
        if isinstance(kind, PriceKind) and kind.members_only and not self.question.basket.member:
            return "deals.members_only"
        return ""

    def _options(self) -> list[list[Option]]:
        """The prices of each line's pieces: those of the offers that lower it, then the list price."""
        found: list[list[Option]] = [[] for _ in self.lines]
        for ready in list(self.prices):
            taken = [n for n in ready.lines if self._lower(ready, self.lines[n], found[n])]
            if not taken:
                self.prices.remove(ready)
        for options, line in zip(found, self.lines, strict=True):
            options.sort(key=lambda option: (option.price, option.by.tie if option.by else ()))
            options.append(Option(line.list_price, None))
        return found

    def _lower(self, ready: Ready, line: BasketLine, options: list[Option]) -> bool:
        price = ready.kind.price(ready.offer, line)
        code = "deals.above_list" if price >= line.list_price else "deals.below_floor" if price < line.floor else ""
        limit = None if code else _limit(ready, line.list_price - price)
        if limit == 0:
            code = "deals.buyer_limit"
        if code:
            self.refused.setdefault(ready.id, outcome(ready.offer, "refused", code=code))
            return False
        self.refused.pop(ready.id, None)
        ready.limit = limit if ready.limit is None or limit is None else min(ready.limit, limit)
        options.append(Option(price, ready))
        return True

    def _conflicts(self) -> dict[int, set[int]]:
        """Offer -> offers that are not used with it: excluded pairs, excluded kinds, groups across roles."""
        everyone = [*self.prices, *self.sets, *self.cuts, *self.freights]
        here, found = {ready.id for ready in everyone}, dict[int, set[int]]()
        for ready in [ready for ready in everyone if ready.offer.excludes]:
            for other in here.intersection(ready.offer.excludes):
                found.setdefault(ready.id, set()).add(other)
                found.setdefault(other, set()).add(ready.id)
        for first, second in self.question.policy.excluded_kinds:
            pairs = ((a, b) for a in everyone for b in everyone if (a.kind.name, b.kind.name) == (first, second))
            for a, b in pairs:
                if a is not b:
                    found.setdefault(a.id, set()).add(b.id)
                    found.setdefault(b.id, set()).add(a.id)
        for ready in [*self.prices, *self.sets, *self.freights]:
            if ready.offer.group:
                same = {other.id for other in everyone if other.group == ready.group and other is not ready}
                if same:
                    found.setdefault(ready.id, set()).update(same)
                    for id_ in same:
                        found.setdefault(id_, set()).add(ready.id)
        return found


def _dearest(ready: Ready, lines: Sequence[BasketLine]) -> int:
    """What a set is worth at most: all its pieces at list price. Beyond its budget it is not used at all."""
    pieces = [Piece(lines[n].list_price, lines[n].variant_id, 0) for n in ready.lines for _ in range(lines[n].quantity)]
    pieces.sort(key=lambda piece: -piece.price)
    return int(ready.kind.worth(ready.offer, pieces)[0])


def _limit(ready: Ready, gap: int) -> int | None:
    """Pieces of a price: what the buyer may have, and what its budget carries when each piece costs `gap`."""
    mine: int | None = ready.kind.limit(ready.offer)
    if ready.budget == NEVER or ready.kind.own_budget:
        return mine
    return ready.budget // gap if mine is None else min(mine, ready.budget // gap)


def outcome(
    offer: Offer, state: OfferState, *, amount: int = 0, by: int = 0, margin: int = 0, pieces: int = 0, code: str = ""
) -> OfferOutcome:
    """What became of an offer, with its kind and name."""
    return OfferOutcome(
        offer_id=offer.id, kind=BY_SHAPE[type(offer)].name, state=state, amount=amount, by=by, margin=margin,
        pieces=pieces, code=code, name=offer.name, name_en=offer.name_en,
    )  # fmt: skip
