"""What a kind of offer is: a layer of the price, and a rule that turns priced lines into priced lines.

A new kind is a file beside this one: copy `shop_coupon.py`, add its offer to `deals.types.Offer`, and put it into
`KINDS` of `engine/price.py` at its layer (item, then shop).
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tradewind.deals.engine.state import PricedLine
from tradewind.deals.types import OfferOutcome


class Applied(NamedTuple):
    """Lines after a kind's offers, and what became of each of them."""

    lines: list[PricedLine]
    outcomes: list[OfferOutcome]


class Kind(NamedTuple):
    """One kind of offer: its name, the values it takes, and its rule over all its offers at once."""

    name: str
    layer: str
    takes: type
    apply: Callable[[Sequence[PricedLine], Sequence[Any]], Applied]
