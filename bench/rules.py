"""The rules by which other shops choose among offers, to compare with: every one is generous where it can be.

All start from the same item level (each piece at its lowest price), and all combine only what is lawful here; what an
order then costs is worked out by the same code.
"""

from tradewind.deals.engine.board import Board
from tradewind.deals.engine.carry import Plan, carry_out
from tradewind.deals.engine.items import levels
from tradewind.deals.engine.sets import Dealt, covered


def best_single(table):
    """One offer an order: the one that saves most."""
    return min(table.payable([ready]) for ready in table.offers)


def first_of_each_layer(table):
    """Priority is the listed order: the first that saves something, one a layer (in the shops' layer: one a shop)."""
    return table.payable(table.chosen(table.offers, table.layer))


def best_of_each_layer(table):
    """The one that saves most by itself, one a layer (in the shops' layer: one a shop)."""
    return table.payable(table.chosen(sorted(table.offers, key=lambda ready: table.payable([ready])), table.layer))


def all_in_listed_order(table):
    """Everything that is lawful, first come, first served: one an exclusive group, a piece is in one set."""
    return table.payable(table.chosen(table.offers, lambda ready: ready.group))


RULES = (best_single, first_of_each_layer, best_of_each_layer, all_in_listed_order)


class Table:
    """A basket and its offers in listed order, at its item level."""

    def __init__(self, question):
        self.board = Board(question)
        self.items = next(levels(self.board))
        order = {offer.id: n for n, offer in enumerate(question.offers)}
        chosen = [*self.board.sets, *self.board.cuts, *self.board.freights]
        self.offers = sorted(chosen, key=lambda ready: order[ready.id])
        self.nothing = self.payable([])

    def chosen(self, offers, slot):
        """In this order whatever makes the order cheaper, one a slot."""
        used, taken, now = [], set(), self.nothing
        for ready in offers:
            if slot(ready) not in taken and (cost := self.payable([*used, ready])) < now:
                used, now = [*used, ready], cost
                taken.add(slot(ready))
        return used

    def layer(self, ready):
        """The layer of an offer; each shop has its own."""
        if ready in self.board.freights:
            return "freight"
        shops = {self.board.lines[n].shop_id for n in ready.lines}
        return (ready.kind.layer, *shops) if len(shops) == 1 and ready.order[0] == 1 else ready.order[0]

    def payable(self, used):
        """What the order costs with these offers; each set gets the pieces that earlier ones have left."""
        gone, sets = set(), []
        for ready in [ready for ready in used if ready in self.board.sets]:
            pieces = [piece for piece in covered(self.board, self.items, ready) if piece.place not in gone]
            worth, on = ready.kind.worth(ready.offer, pieces)
            if worth:
                gone |= {piece.place for piece in on}
                sets.append(Dealt(ready, on, worth))
        cuts = [ready for ready in used if ready in self.board.cuts]
        freights = [ready for ready in used if ready in self.board.freights]
        return carry_out(self.board, Plan(self.items, sets, cuts, freights)).payable
