"""The price of a basket: the cheapest lawful combination of all offers, who pays for each discount, and why.

Pure: the same question has the same sheet. `board` lays the question out, `search` finds the combination and proves
it, `carry` takes the discounts off piece by piece, `sheet` writes everything down. Rules: F01, F02, F07, F08, F21, F22
of the domain notes; conventions A1 (largest remainder), A2 (rates are floored), A3 (nothing below zero), A4 (piece
by piece).
"""

from tradewind.deals.engine.board import Board
from tradewind.deals.engine.checks import check
from tradewind.deals.engine.search import best
from tradewind.deals.engine.sheet import sheet
from tradewind.deals.types import PriceQuestion, PriceSheet
from tradewind.kernel.engines import Engine, register


def price_basket(question: PriceQuestion) -> PriceSheet:
    """The sheet with the lowest payable, freight included, over all legal combinations of the offers.

    Ties go to fewer offers, then to those that end first. Every offer ends as used, beaten, short or refused.
    Refuses what `engine.checks.check` refuses, with code and path.
    """
    warnings = check(question)
    board = Board(question)
    return sheet(board, best(board), warnings)


_PROMISE = "The price of a basket, who pays for each discount, and why."
ENGINE = register(Engine("deals.price_basket", 2, _PROMISE, PriceQuestion, PriceSheet, price_basket))
