"""Price protection (F06): what was paid, less what came back before, less what it costs now; never negative."""

from datetime import timedelta

from tradewind.deals.kinds.checks import amount
from tradewind.deals.types import Protection, ProtectionCode, ProtectionQuestion
from tradewind.kernel.engines import Engine, register


def price_protection(question: ProtectionQuestion) -> Protection:
    """The difference that a buyer gets back now; asking again after it was paid gives only what fell since.

    Counts the same SKU in the same shop, pieces that were not returned, public prices, and the days from signing to
    the second. The payer is who lowered the price. Refuses `deals.amount` for negative amounts.
    """
    for name in ("paid", "pieces", "compensated"):
        amount(name, getattr(question, name))
    amount("sells_at.price", question.sells_at.price)
    until = question.signed_at + timedelta(days=question.days) if question.signed_at else None
    code = _code(question)
    fell = question.paid - question.compensated - question.sells_at.price * question.pieces
    if not code and fell <= 0:
        code = "no_drop"
    return Protection(compensation=0 if code else fell, payer=question.sells_at.payer, code=code, until=until)


def _code(question: ProtectionQuestion) -> ProtectionCode:
    """Why nothing comes back whatever the price; blank when the price decides."""
    now_at = question.sells_at
    if question.signed_at is None or question.now < question.signed_at:
        return "not_signed"
    if question.now > question.signed_at + timedelta(days=question.days):
        return "window_over"
    if (now_at.variant_id, now_at.shop_id) != (question.variant_id, question.shop_id):
        return "other_goods"
    if not now_at.public:
        return "not_public"
    return "" if question.pieces else "returned"


_PROMISE = "What comes back when the price fell after the purchase, and who pays it."
ENGINE = register(
    Engine("deals.price_protection", 1, _PROMISE, ProtectionQuestion, Protection, price_protection)
)  # fmt: skip
