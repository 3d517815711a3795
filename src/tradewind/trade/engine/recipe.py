"""Who pays whom when an order is paid: the legs of its ledger entry. Pure.

    provider clearing   + payable                    the provider holds the buyer's money for us
    shop     sales      - item-level amount          what the shop earns with its goods
    shop     freight    - freight                    and with sending them
    shop     promotion  + discounts it funds itself
    platform subsidy    + discounts the platform funds
    platform due_from_* + discounts that a brand, a creator or the state funds through the platform

A price below list is the shop's own price, unless somebody else funds the difference: then the shop is credited with
the difference too, and the funder is debited. So it is with freight. Debit is positive; the legs sum to zero.
"""

from collections.abc import Iterable

from tradewind.deals.types import PriceSheet, Share
from tradewind.ledger.types import AccountKey, Leg


def sale(sheet: PriceSheet, provider: int) -> tuple[Leg, ...]:
    """The legs of a paid order; `provider` is the payment provider's number. Empty when nothing has a price."""
    totals: dict[AccountKey, int] = {AccountKey("provider", provider, "clearing"): sheet.payable}

    def book(account: AccountKey, amount: int) -> None:
        totals[account] = totals.get(account, 0) + amount

    for line in sheet.lines:
        lent, freight = _lent(line.item_shares), _lent(line.freight_shares)
        book(AccountKey("shop", line.shop_id, "sales"), -line.item_amount - _sum(lent))
        book(AccountKey("shop", line.shop_id, "freight"), -line.freight_amount - _sum(freight))
        for share in (*line.shares, *lent, *freight):
            book(funder(share.payer, line.shop_id), share.amount)
    return tuple(Leg(account, amount) for account, amount in totals.items() if amount)


def funder(payer: str, shop_id: int) -> AccountKey:
    """The account that a discount is charged to."""
    if payer == "merchant":
        return AccountKey("shop", shop_id, "promotion")
    return AccountKey("platform", 0, "subsidy" if payer == "platform" else f"due_from_{payer}")


def refund_due(provider: int, account_id: int | None, amount: int) -> tuple[Leg, ...]:
    """Money at the provider that belongs to a buyer (0 for guests: the entry's subject, the order, knows whose)."""
    return (
        Leg(AccountKey("provider", provider, "clearing"), amount),
        Leg(AccountKey("buyer", account_id or 0, "refund_due"), -amount),
    )


def _lent(shares: Iterable[Share]) -> list[Share]:
    """What others than the shop pay for."""
    return [share for share in shares if share.payer != "merchant"]


def _sum(shares: Iterable[Share]) -> int:
    return sum(share.amount for share in shares)
