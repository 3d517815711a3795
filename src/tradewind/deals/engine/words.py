"""One sentence per line why its price is what it is, in English and Chinese."""

from tradewind.deals.engine.state import PricedLine
from tradewind.deals.types import Offer, Payer, Share, ShopCouponOffer
from tradewind.kernel.money import show

_PAYERS: dict[Payer, tuple[str, str]] = {
    "merchant": ("the shop", "商家"),
    "platform": ("the platform", "平台"),
    "brand": ("the brand", "品牌方"),
    "creator": ("the creator", "达人"),
    "state": ("the state", "国家"),
}


def why(line: PricedLine, offers: dict[int, Offer], currency: str) -> tuple[str, str]:
    """The sentence for one line (English, Chinese): list price, item price, coupon, each with its payer."""
    pieces, list_price = line.line.quantity, line.line.list_price
    times, times_zh = (f" × {pieces}", f" × {pieces} 件") if pieces > 1 else ("", "")
    english = [f"List price {show(list_price, currency)}{times}"]
    chinese = [f"标价 {show(list_price, currency)}{times_zh}"]
    for part in line.item_shares:
        payer, payer_zh = _PAYERS[part.payer]
        english.append(f"item price {show(line.unit, currency)}, paid for by {payer}")
        chinese.append(f"活动价 {show(line.unit, currency)}（{payer_zh}承担差价）")
    for part in line.shares:
        english.append(_coupon(part, offers, currency))
        chinese.append(_coupon_zh(part, offers, currency))
    if len(english) == 1:
        english.append("no discount applies")
        chinese.append("暂无优惠")
    return "; ".join(english) + ".", "；".join(chinese) + "。"


def _coupon(part: Share, offers: dict[int, Offer], currency: str) -> str:
    offer = offers[part.offer_id]
    name = (offer.name_en or offer.name) if isinstance(offer, ShopCouponOffer) else ""
    label = f"shop coupon “{name}”" if name else "shop coupon"
    return f"{label} takes off {show(part.amount, currency)} here, paid for by {_PAYERS[part.payer][0]}"


def _coupon_zh(part: Share, offers: dict[int, Offer], currency: str) -> str:
    offer = offers[part.offer_id]
    name = (offer.name or offer.name_en) if isinstance(offer, ShopCouponOffer) else ""
    label = f"店铺券「{name}」" if name else "店铺券"
    return f"{label}在此优惠 {show(part.amount, currency)}（{_PAYERS[part.payer][1]}承担）"
