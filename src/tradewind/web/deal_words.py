"""A price sheet in the visitor's words: the steps of each line, sums by offer, and why other offers are not in it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from django.utils.translation import get_language, gettext

from tradewind.deals.types import Advice, OfferOutcome, PriceSheet, Share, SheetLine
from tradewind.kernel.errors import N_
from tradewind.kernel.money import show

KINDS: dict[str, str] = {
    "item_price": N_("Item price"),
    "instant_discount": N_("Instant discount"),
    "flash_price": N_("Flash price"),
    "member_price": N_("Member price"),
    "brand_subsidy": N_("Brand subsidy price"),
    "multi_buy": N_("Several pieces"),
    "buy_get": N_("Buy and get more"),
    "bundle": N_("Bundle price"),
    "gift": N_("Gift"),
    "spend_save": N_("Spend and save"),
    "shop_coupon": N_("Shop coupon"),
    "item_coupon": N_("Coupon for an item"),
    "category_coupon": N_("Coupon for a category"),
    "platform_coupon": N_("Platform coupon"),
    "cross_shop": N_("Spend and save across shops"),
    "red_packet": N_("Red packet"),
    "free_freight": N_("Free delivery offer"),
    "freight_coupon": N_("Delivery coupon"),
    "state_subsidy": N_("State subsidy"),
    "trade_in": N_("Trade-in"),
    "shop_credit": N_("Prepaid credit"),
    "points": N_("Points"),
}
PAYERS: dict[str, str] = {
    "merchant": N_("the shop"),
    "platform": N_("the platform"),
    "brand": N_("the brand"),
    "creator": N_("the creator"),
    "state": N_("the state"),
}
REASONS: dict[str, str] = {
    "deals.used_up": N_("All of them have been used."),
    "deals.buyer_limit": N_("You have used it as often as one buyer may."),
    "deals.not_live": N_("It is not running now."),
    "deals.budget_out": N_("The money set aside for it is spent."),
    "deals.not_claimed": N_("It must be claimed first."),
    "deals.code_needed": N_("It needs a code."),
    "deals.members_only": N_("It is for members."),
    "deals.above_list": N_("It is not below the list price."),
    "deals.below_floor": N_("The price may not go that low."),
}
_DELIVERY = ("free_freight", "freight_coupon")
_NEVER_MONEY = ("gift", *_DELIVERY)  # of these nobody has worked out what a top-up would save
_ELSEWHERE = "deals.not_in_basket"  # an offer for other goods is no news


class Step(NamedTuple):
    """One step from the list price to what is paid. `payer` is blank where nobody gives anything."""

    label: str
    amount: int
    payer: str = ""


class LineSteps(NamedTuple):
    """The steps of a line; they add up to `payable`."""

    position: int
    steps: list[Step]
    payable: int


class Missed(NamedTuple):
    """An offer that is not in the price, and why."""

    label: str
    text: str


def line_steps(sheet: PriceSheet | Mapping[str, Any]) -> list[LineSteps]:
    """Each line from its list price to its payable, delivery included where the sheet has it."""
    known = _read(sheet)
    names = _names(known)
    return [LineSteps(line.position, list(_steps(line, names)), line.payable) for line in known.lines]


def sums(sheet: PriceSheet | Mapping[str, Any]) -> list[Step]:
    """What each offer takes off the goods of the whole basket, in the order in which it is taken off."""
    known = _read(sheet)
    return _by_label((line.item_shares for line in known.lines), (line.shares for line in known.lines), known)


def freight_sums(sheet: PriceSheet | Mapping[str, Any]) -> list[Step]:
    """The delivery before offers, and what offers take off it."""
    known = _read(sheet)
    off = _by_label((line.freight_shares for line in known.lines), (), known)
    return [Step(gettext("Delivery"), known.freight_amount - sum(step.amount for step in off)), *off]


def missed(sheet: PriceSheet, advice: Advice | None = None) -> list[Missed]:
    """Offers that were looked at and are not in the price. What is missing is said only with what it would save."""
    names = _names(sheet)
    ups = {up.offer_id: up for up in advice.top_ups} if advice else {}
    known = advice is not None and advice.complete
    delivered = sheet.freight_amount or any(line.freight_shares for line in sheet.lines)
    found = []
    for one in sheet.offers:
        if one.state == "used" or one.code == _ELSEWHERE or (one.kind in _DELIVERY and not delivered):
            continue
        up = ups.get(one.offer_id)
        text = _topped_up(up.missing, up.saves, sheet.currency) if up else _why_not(one, names, sheet.currency, known)
        found.append(Missed(names[one.offer_id], text))
    return found


def _why_not(one: OfferOutcome, names: Mapping[int, str], currency: str, known: bool) -> str:
    if one.state == "short":
        if known and one.amount and not one.pieces and one.kind not in _NEVER_MONEY:
            return gettext("Your basket does not reach it, and you would have to spend more than it saves.")
        return gettext("Your basket does not reach it.")
    if one.state == "refused":
        return gettext(REASONS.get(one.code, N_("It cannot be used here.")))
    if not one.by:
        return gettext("It would not make anything cheaper.")
    other = names.get(one.by, "")
    if not one.margin:
        return gettext("%(other)s is used instead and saves as much.") % {"other": other}
    amount = show(one.margin, currency)
    return gettext("%(other)s is used instead and saves %(amount)s more.") % {"other": other, "amount": amount}


def _topped_up(missing: int, saves: int, currency: str) -> str:
    more = show(missing, currency)
    if not saves:
        return gettext("%(missing)s more and it works: the goods for it come free.") % {"missing": more}
    return gettext("%(missing)s more and it works: the goods for it come free, and you pay %(saves)s less.") % {
        "missing": more,
        "saves": show(saves, currency),
    }


def _steps(line: SheetLine, names: Mapping[int, str]) -> Iterator[Step]:
    yield Step(gettext("List price"), line.list_amount)
    for share in (*line.item_shares, *line.shares):
        yield _step(share, names)
    before = line.freight_amount + sum(share.amount for share in line.freight_shares)
    if before:
        yield Step(gettext("Delivery"), before)
    for share in line.freight_shares:
        yield _step(share, names)


def _step(share: Share, names: Mapping[int, str]) -> Step:
    return Step(names.get(share.offer_id, share.kind), -share.amount, gettext(PAYERS[share.payer]))


def _by_label(first: Iterable[Iterable[Share]], then: Iterable[Iterable[Share]], sheet: PriceSheet) -> list[Step]:
    """Shares added up by the name that people read."""
    names, found = _names(sheet), dict[str, int]()
    for shares in (*first, *then):
        for share in shares:
            label = names.get(share.offer_id, share.kind)
            found[label] = found.get(label, 0) - share.amount
    return [Step(label, amount) for label, amount in found.items()]


def _names(sheet: PriceSheet) -> dict[int, str]:
    """How each offer is called: its own name, else its kind."""
    return {one.offer_id: offer_name(one) for one in sheet.offers}


def offer_name(one: Any) -> str:
    """The name of an offer in the present language, else what kind it is. `one` has `kind`, `name`, `name_en`."""
    own = one.name_en or one.name if get_language() == "en" else one.name or one.name_en
    return str(own or gettext(KINDS[one.kind]))


def _read(sheet: PriceSheet | Mapping[str, Any]) -> PriceSheet:
    """A sheet, or one as an order keeps it."""
    return sheet if isinstance(sheet, PriceSheet) else msgspec.convert(sheet, PriceSheet)
