"""Is a discount an honest one? A list price that was raised shortly before is no measure of it (F23, V06)."""

from datetime import timedelta

from tradewind.deals.types import DiscountQuestion, HonestDiscount, PriceDay
from tradewind.kernel.engines import Engine, register

RAISED = "deals.raised_before"


def honest_discount(question: DiscountQuestion) -> HonestDiscount:
    """The reference price, and whether the new price may be called a discount.

    Refused (`deals.raised_before`) when the list price stood lower within the window and the new price is not below
    the lowest price of the window: then the "discount" only takes back the raise.
    """
    days = _window(question)
    low = min((day.item_price for day in days), default=question.list_price)
    before = [day for day in days if day.list_price < question.list_price]
    refused = bool(before) and low < question.list_price and question.amount >= low
    return HonestDiscount(
        reference=min([low, *question.elsewhere]), code=RAISED if refused else "",
        raised_from=min((day.list_price for day in before), default=question.list_price),
        evidence=before if refused else [],
    )  # fmt: skip


def _window(question: DiscountQuestion) -> list[PriceDay]:
    """The days before the day, oldest first."""
    first = question.day - timedelta(days=question.window_days)
    return sorted((day for day in question.history if first <= day.day < question.day), key=lambda day: day.day)


_PROMISE = "Whether a price may be called a discount, with the lowest price of the days before as evidence."
ENGINE = register(Engine("deals.honest_discount", 1, _PROMISE, DiscountQuestion, HonestDiscount, honest_discount))
