"""One sentence per line why its price is what it is, in English and Chinese."""

from collections.abc import Mapping

from tradewind.deals.kinds.table import BY_NAME
from tradewind.deals.types import BasketLine, Offer, Payer, Share
from tradewind.kernel.money import show

PAYERS: dict[Payer, tuple[str, str]] = {
    "merchant": ("the shop", "商家"),
    "platform": ("the platform", "平台"),
    "brand": ("the brand", "品牌方"),
    "creator": ("the creator", "达人"),
    "state": ("the state", "国家"),
}


def why(
    line: BasketLine, item_shares: list[Share], shares: list[Share], offers: Mapping[int, Offer], currency: str
) -> tuple[str, str]:
    """The sentence for one line (English, Chinese): list price, then every discount with its payer."""
    many = line.quantity > 1
    english = [f"List price {show(line.list_price, currency)}" + (f" × {line.quantity}" if many else "")]
    chinese = [f"标价 {show(line.list_price, currency)}" + (f" × {line.quantity} 件" if many else "")]
    for share in (*item_shares, *shares):
        label, label_zh = _label(offers[share.offer_id], share.kind)
        payer, payer_zh = PAYERS[share.payer]
        amount = show(share.amount, currency)
        english.append(f"{label} takes off {amount}, paid for by {payer}")
        chinese.append(f"{label_zh}优惠 {amount}（{payer_zh}承担）")
    if len(english) == 1:
        english.append("no discount applies")
        chinese.append("暂无优惠")
    return "; ".join(english) + ".", "；".join(chinese) + "。"


def _label(offer: Offer, kind: str) -> tuple[str, str]:
    label, label_zh = BY_NAME[kind].label
    name, name_zh = offer.name_en or offer.name, offer.name or offer.name_en
    return (f"{label} “{name}”" if name else label), (f"{label_zh}「{name_zh}」" if name_zh else label_zh)
