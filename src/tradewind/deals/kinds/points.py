"""Points as payment (F08): used last, for goods, up to a part of the order. 100 points of Tmall are one yuan."""

from collections.abc import Sequence

from tradewind.deals.kinds.base import Goods, TenderKind
from tradewind.deals.kinds.checks import amounts, basis_points
from tradewind.deals.types import PointsOffer, PriceWarning
from tradewind.kernel.money import portion


def covers(offer: PointsOffer, goods: Goods) -> tuple[int, ...]:
    """All goods."""
    return goods.everything


def pays(offer: PointsOffer, covered: int, everything: int) -> int:
    """Whole minor units that the points are worth, no more than their part of the order and what is still due."""
    return min(offer.balance // offer.per_unit, portion(everything, offer.share), covered)


def check(offer: PointsOffer, where: str) -> Sequence[PriceWarning]:
    """A balance, a price of points, a part of the order."""
    amounts(offer, where, "balance")
    amounts(offer, where, "per_unit", least=1)
    if offer.share != 10_000:
        basis_points(f"{where}.share", offer.share)
    return ()


KIND = TenderKind("points", PointsOffer, ("points", "积分抵扣"), covers, pays, check)
