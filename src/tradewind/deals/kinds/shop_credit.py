"""Prepaid shop credit: money that the buyer paid before, used for goods of that shop. A way to pay, not a discount."""

from tradewind.deals.kinds.base import Goods, TenderKind
from tradewind.deals.kinds.checks import whole
from tradewind.deals.types import ShopCreditOffer


def covers(offer: ShopCreditOffer, goods: Goods) -> tuple[int, ...]:
    """The shop's lines; all lines for credit of the platform."""
    return goods.by_shop.get(offer.shop_id, ()) if offer.shop_id else goods.everything


KIND = TenderKind(
    "shop_credit", ShopCreditOffer, ("prepaid credit", "购物金"), covers,
    pays=lambda offer, covered, everything: min(offer.balance, covered),
    check=whole("balance"),
)  # fmt: skip
