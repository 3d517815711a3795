"""Shop spend-and-save: tiers, or "every X take Y" with or without a cap, on a shop's goods."""

from collections.abc import Sequence
from typing import Any

from tradewind.deals.errors import WrongChoice
from tradewind.deals.kinds.base import NOTHING, CutKind, Layer, Missing, the_shop
from tradewind.deals.kinds.checks import amount, amounts, basis_points, rising
from tradewind.deals.types import PriceWarning, SpendSaveOffer
from tradewind.kernel.money import portion


def saves(offer: Any, total: int, pieces: int) -> int:
    """`floor(total / every) * off` up to `most` times; else the highest tier that is reached."""
    if offer.every:
        times = total // offer.every
        return int((min(times, offer.most) if offer.most else times) * offer.off)
    reached = next((tier for tier in reversed(offer.tiers) if tier.threshold <= total), None)
    if reached is None:
        return 0
    return portion(total, reached.rate_off) if reached.rate_off else reached.amount_off


def missing(offer: Any, total: int, pieces: int) -> Missing:
    """Money to the first step."""
    first = offer.every or offer.tiers[0].threshold
    return Missing(first - total) if total < first else NOTHING


def check(offer: Any, where: str) -> Sequence[PriceWarning]:
    """Either `every` and `off`, or tiers of one sort that rise. Warns where a step takes off more than it asks for."""
    if bool(offer.every) == bool(offer.tiers):
        raise WrongChoice(where=where, one="every", other="tiers")
    if offer.every:
        amounts(offer, where, "every", "off", least=1)
        amounts(offer, where, "most")
        too_much = offer.off > offer.every
        return [PriceWarning(code="deals.face_above_threshold", where=f"{where}.off")] if too_much else ()
    warnings = []
    for n, tier in enumerate(offer.tiers):
        place = f"{where}.tiers[{n}]"
        amount(f"{place}.threshold", tier.threshold)
        if bool(tier.amount_off) == bool(tier.rate_off):
            raise WrongChoice(where=place, one="amount_off", other="rate_off")
        if tier.rate_off:
            basis_points(f"{place}.rate_off", tier.rate_off)
        else:
            amount(f"{place}.amount_off", tier.amount_off, 1)
        if tier.amount_off > tier.threshold:
            warnings.append(PriceWarning(code="deals.face_above_threshold", where=f"{place}.amount_off"))
    if len({bool(tier.rate_off) for tier in offer.tiers}) > 1:
        raise WrongChoice(where=f"{where}.tiers", one="amount_off", other="rate_off")
    rising(f"{where}.tiers", offer.tiers, lambda tier: tier.threshold, lambda tier: tier.amount_off or tier.rate_off)
    return warnings


KIND = CutKind(
    "spend_save", SpendSaveOffer, ("spend and save", "店铺满减"), the_shop, saves, missing, check,
    layer=Layer.SHOP, group=lambda offer: f"spend:{offer.shop_id}",
)  # fmt: skip
