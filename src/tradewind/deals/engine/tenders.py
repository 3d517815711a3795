"""Ways to pay that are not money: an old thing, prepaid credit, points, in this order. They change no price."""

from tradewind.deals.engine.board import Board, Ready
from tradewind.deals.types import Tender, TenderShare
from tradewind.kernel.money import spread


def tenders(board: Board, net: list[int]) -> list[Tender]:
    """What each tender pays, spread over the pieces by what is still due for them. `net` is left alone."""
    due, found = list(net), []
    everything = sum(net)
    for ready in sorted(board.tenders, key=lambda ready: ready.order):
        places = board.places(ready.lines)
        amount = ready.kind.pays(ready.offer, sum([due[place] for place in places]), everything)
        if amount:
            parts = spread(amount, [due[place] for place in places])
            for place, part in zip(places, parts, strict=True):
                due[place] -= part
            found.append(_tender(board, ready, amount, dict(zip(places, parts, strict=True))))
    return found


def _tender(board: Board, ready: Ready, amount: int, parts: dict[int, int]) -> Tender:
    shares = [
        TenderShare(
            position=board.lines[n].position,
            pieces=[parts[place] for place in range(board.starts[n], board.starts[n + 1])],
        )
        for n in ready.lines
    ]
    return Tender(offer_id=ready.id, kind=ready.kind.name, amount=amount, shares=shares)
