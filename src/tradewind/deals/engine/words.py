"""One sentence per line why its price is what it is, in English and Chinese."""

from collections.abc import Sequence

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


class Words:
    """Says why each line of a basket costs what it does; an offer is named once for all lines."""

    def __init__(self, offers: Sequence[Offer], currency: str) -> None:
        self.offers, self.currency = {offer.id: offer for offer in offers}, currency
        self.labels: dict[int, tuple[str, str]] = {}

    def why(self, line: BasketLine, shares: Sequence[Share]) -> tuple[str, str]:
        """The sentence for one line (English, Chinese): list price, then every discount with those who pay for it."""
        price, many = show(line.list_price, self.currency), line.quantity > 1
        english = [f"List price {price} × {line.quantity}" if many else f"List price {price}"]
        chinese = [f"标价 {price} × {line.quantity} 件" if many else f"标价 {price}"]
        parts: dict[int, list[Share]] = {}
        for share in shares:
            parts.setdefault(share.offer_id, []).append(share)
        for mine in parts.values():
            clause, clause_zh = self._clause(mine, line.quantity)
            english.append(clause)
            chinese.append(clause_zh)
        if not shares:
            english.append("no discount applies")
            chinese.append("暂无优惠")
        return "; ".join(english) + ".", "；".join(chinese) + "。"

    def _clause(self, parts: list[Share], quantity: int) -> tuple[str, str]:
        """What an offer takes off a line: from how many pieces when not from all, and who pays how much of it."""
        first = parts[0]
        label, label_zh = self.labels.get(first.offer_id) or self._label(first)
        amount, (payer, who_zh) = first.amount, PAYERS[first.payer]
        payer_zh = f"{who_zh}承担"
        if len(parts) > 1:
            amount = sum([part.amount for part in parts])
            each = [(*PAYERS[part.payer], show(part.amount, self.currency)) for part in parts]
            payer = " and ".join([f"{who} ({paid})" for who, _, paid in each])
            payer_zh = "、".join([f"{who}承担 {paid}" for _, who, paid in each])
        if quantity > 1 and (pieces := _on(parts)) < quantity:
            label, label_zh = f"{label} on {pieces} of {quantity} pieces", f"{label_zh}（其中 {pieces} 件）"
        off = show(amount, self.currency)
        return f"{label} takes off {off}, paid for by {payer}", f"{label_zh}优惠 {off}（{payer_zh}）"

    def _label(self, share: Share) -> tuple[str, str]:
        offer, (label, label_zh) = self.offers[share.offer_id], BY_NAME[share.kind].label
        if name := offer.name_en or offer.name:
            label, label_zh = f"{label} “{name}”", f"{label_zh}「{offer.name or name}」"
        self.labels[share.offer_id] = label, label_zh
        return label, label_zh


def _on(parts: list[Share]) -> int:
    """How many pieces of the line something is taken off."""
    if len(parts) == 1:
        return len(parts[0].pieces) - parts[0].pieces.count(0)
    return sum([any(piece) for piece in zip(*[part.pieces for part in parts], strict=True)])
