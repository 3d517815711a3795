"""The page where a buyer pays: Chinese and English, labelled as play money, no script."""

from html import escape
from typing import Any

DECIMALS = {"JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3}
SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "BRL": "R$", "JPY": "JP¥"}
WORDS = {
    "zh": {
        "lang": "zh-Hans", "title": "沙盒收银台", "label": "沙盒：不是真钱", "order": "订单号", "for": "付款说明",
        "amount": "应付金额", "sum": "金额", "pay": "确认支付", "decline": "拒绝支付",
        "back": "返回商家", "other": "English",
        "hint": "这是演示用的支付公司。点“确认支付”相当于付款成功，点“拒绝支付”相当于银行拒绝。",
        "paid": "支付成功", "failed": "支付未成功", "closed": "这笔支付已关闭", "gone": "没有这笔支付",
    },
    "en": {
        "lang": "en", "title": "Sandbox checkout", "label": "Sandbox: no real money", "order": "Order", "for": "For",
        "amount": "To pay", "sum": "Amount", "pay": "Pay now", "decline": "Decline",
        "back": "Back to the shop", "other": "中文",
        "hint": "This payment company is for trying things out. “Pay now” plays a payment that went through, "
                "“Decline” one that the bank refused.",
        "paid": "Paid", "failed": "Not paid", "closed": "This payment is closed", "gone": "There is no such payment",
    },
}  # fmt: skip
CSS = """
:root { color-scheme: light dark; --paper: #fff; --ink: #16202c; --soft: #5b6878; --line: #d9e0e8; --ground: #f2f5f8;
  --go: #0b6bcb; --go-ink: #fff; --warn: #fff4d6; --warn-ink: #6b4700; }
@media (prefers-color-scheme: dark) { :root { --paper: #18212c; --ink: #eef3f8; --soft: #a7b4c2; --line: #324052;
  --ground: #0f151c; --go: #5cb0ff; --go-ink: #06121f; --warn: #3a2f10; --warn-ink: #ffdf8f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; justify-content: center; align-items: flex-start;
  background: var(--ground); color: var(--ink); padding: 1rem;
  font: 16px/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
main { width: 100%; max-width: 26rem; margin-top: 6vh; background: var(--paper); border: 1px solid var(--line);
  border-radius: 1rem; overflow: hidden; }
.label { margin: 0; padding: .6rem 1.5rem; background: var(--warn); color: var(--warn-ink); font-weight: 600; }
.body { padding: 1.25rem 1.5rem 1.5rem; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
h1 { font-size: 1.1rem; margin: 0; }
a { color: var(--go); }
.amount { margin: 1rem 0 .25rem; color: var(--soft); }
.sum { font-size: 2.25rem; font-weight: 700; margin: 0 0 1rem; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0 0 1rem; border-top: 1px solid
  var(--line); padding-top: 1rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; text-align: right; }
.state { margin: 1rem 0 0; padding: .75rem 1rem; border-radius: .75rem; background: var(--ground); font-weight: 600; }
.hint { color: var(--soft); font-size: .875rem; margin: 0 0 1rem; }
form { display: grid; gap: .75rem; }
button, .button { display: block; width: 100%; min-height: 3rem; border-radius: .75rem; border: 1px solid var(--line);
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; line-height: 3rem; padding: 0 1rem;
  background: transparent; color: var(--ink); cursor: pointer; }
button { line-height: 1.2; }
.go { background: var(--go); border-color: var(--go); color: var(--go-ink); }
:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
"""


def show(amount: int, currency: str) -> str:
    """Money for people: minor units with symbol and grouped thousands."""
    places = DECIMALS.get(currency, 2)
    whole, rest = divmod(amount, 10**places)
    return f"{SYMBOLS.get(currency, currency + ' ')}{whole:,}" + (f".{rest:0{places}d}" if places else "")


def language(accept: str, chosen: str) -> str:
    """`zh` or `en`: what was chosen, else the first of the two that the browser names; Chinese by default."""
    if chosen in WORDS:
        return chosen
    for part in accept.lower().split(","):
        tag = part.split(";")[0].strip()[:2]
        if tag in WORDS:
            return tag
    return "zh"


def page(row: dict[str, Any] | None, lang: str) -> str:
    """The whole page: two buttons while the payment waits, else what became of it and the way back."""
    words = WORDS[lang]
    inner = _ended(row, words) if row is None or row["state"] != "pending" else _waiting(row, words)
    other = "en" if lang == "zh" else "zh"
    return (
        f'<!doctype html><html lang="{words["lang"]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{words["title"]}</title>'
        f'<meta name="robots" content="noindex"><link rel="stylesheet" href="/pay.css"></head><body><main>'
        f'<p class="label">{words["label"]}</p><div class="body"><header><h1>{words["title"]}</h1>'
        f'<a href="?lang={other}" hreflang="{other}">{words["other"]}</a></header>{inner}</div></main></body></html>'
    )


def _waiting(row: dict[str, Any], words: dict[str, str]) -> str:
    return (
        f'{_facts(row, words)}<p class="hint">{words["hint"]}</p>'
        f'<form method="post"><button class="go" name="action" value="pay">{words["pay"]}</button>'
        f'<button name="action" value="decline">{words["decline"]}</button></form>'
    )


def _ended(row: dict[str, Any] | None, words: dict[str, str]) -> str:
    if row is None:
        return f'<p class="sum" role="status">{words["gone"]}</p>'
    back = f'<a class="button go" href="{escape(row["return_url"])}">{words["back"]}</a>'
    return f'<p class="state" role="status">{words[row["state"]]}</p>{_facts(row, words)}{back}'


def _facts(row: dict[str, Any], words: dict[str, str]) -> str:
    label = words["amount" if row["state"] == "pending" else "sum"]
    return (
        f'<p class="amount">{label}</p><p class="sum">{escape(show(row["amount"], row["currency"]))}</p>'
        f"<dl><dt>{words['for']}</dt><dd>{escape(row['description'])}</dd>"
        f"<dt>{words['order']}</dt><dd>{escape(row['order_id'])}</dd></dl>"
    )
