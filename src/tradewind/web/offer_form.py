"""The form that makes an offer, built from the fields of its kind; merchant centre and console share it."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tradewind.catalog.queries import category_tree
from tradewind.deals.queries import counts_pieces, fields_of, kinds_for
from tradewind.deals.types import OfferDraft, OfferField, ShopGoods
from tradewind.kernel.money import parse_amount
from tradewind.web.deal_words import KINDS
from tradewind.web.merchant.fields import MoneyField, local_moment

MOST_TIERS = 10
_IDS = re.compile(r"[0-9]{1,19}(?:[\s,]+[0-9]{1,19})*")


def kinds(shop: bool) -> list[tuple[str, str]]:
    """Kinds that a shop, or the platform, makes, with their names in the page's language."""
    return [(kind, _(KINDS[kind])) for kind in kinds_for(shop)]


class OfferForm(forms.Form):
    """An offer of one kind as its maker describes it. `goods`: what a shop has on sale (None: the platform's form)."""

    name = forms.CharField(label=gettext_lazy("Name (Chinese)"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("Name (English)"), max_length=60, required=False)
    valid_from = forms.DateTimeField(label=gettext_lazy("Starts"), widget=local_moment())
    valid_to = forms.DateTimeField(label=gettext_lazy("Ends"), widget=local_moment())
    uses_allowed = forms.IntegerField(label=gettext_lazy("Uses in total"), min_value=1, required=False)
    per_buyer = forms.IntegerField(label=gettext_lazy("Uses per buyer"), min_value=1, required=False)
    code = forms.CharField(label=gettext_lazy("Code"), max_length=30, required=False)
    claim_needed = forms.BooleanField(label=gettext_lazy("Must be claimed first"), required=False)

    def __init__(
        self, kind: str, currency: str, goods: list[ShopGoods] | None, now: datetime, data: Any = None
    ) -> None:
        initial = {"valid_from": now, "valid_to": now + timedelta(days=7), "per_buyer": 1}
        super().__init__(data, initial=initial)
        self.kind, self.currency, self.goods = kind, currency, goods
        self.own = {f"p{n}": field for n, field in enumerate(fields_of(kind))}
        for name, field in self.own.items():
            self.fields[name] = self._field(field)
        self.fields["budget_allowed"] = MoneyField(currency, label=_("Budget"), required=False)
        if counts_pieces(kind):
            self.fields["per_buyer"].label = _("Pieces per buyer")
            self.fields["per_buyer"].required = True

    @property
    def parameters(self) -> list[Any]:
        """The bound fields of the kind."""
        return [self[name] for name in self.own]

    def _field(self, field: OfferField) -> forms.Field:
        label = field.label[1] if (get_language() or "").startswith("zh") else field.label[0]
        options: dict[str, Any] = {"label": label, "required": field.sort in ("variant", "parts")}
        if field.sort == "money":
            return MoneyField(self.currency, **options)
        if field.sort == "rate":
            return forms.DecimalField(min_value=0, max_value=100, decimal_places=2, **options)
        if field.sort == "count":
            return forms.IntegerField(min_value=0, max_value=1_000_000, **options)
        if field.sort == "flag":
            return forms.BooleanField(**options)
        if field.sort in ("spend_tiers", "piece_tiers"):
            return forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **options)
        if field.sort == "categories":
            nodes = [(node.id, _pick(node.name, node.name_en)) for node in category_tree()]
            return forms.TypedMultipleChoiceField(coerce=int, choices=nodes, **options)
        return self._goods_field(field, options)

    def _goods_field(self, field: OfferField, options: dict[str, Any]) -> forms.Field:
        """A choice of the shop's goods; the platform types ids."""
        if self.goods is None:
            return forms.RegexField(_IDS, max_length=400, **options)
        if field.sort == "listings":
            titles = {sku.listing_id: _pick(sku.title, sku.title_en) for sku in self.goods}
            return forms.TypedMultipleChoiceField(coerce=int, choices=list(titles.items()), **options)
        names = [(sku.variant_id, _variant(sku)) for sku in self.goods]
        if field.sort == "variant":
            return forms.TypedChoiceField(coerce=int, choices=names, **options)
        return forms.TypedMultipleChoiceField(coerce=int, choices=names, **options)

    def clean(self) -> dict[str, Any]:
        """The kind's fields become its parameters."""
        values: dict[str, Any] = super().clean() or {}
        params: dict[str, Any] = {}
        for name, field in self.own.items():
            try:
                found = self._value(field, values.pop(name, None))
            except ValueError:
                self.add_error(name, _("Write one tier a line, such as “300 30” or “2 10%”."))
                continue
            outer, dot, inner = field.at.partition(".")
            if found not in (None, "", [], False):
                if dot:
                    params.setdefault(outer, {})[inner] = found
                else:
                    params[outer] = found
        return values | {"params": params}

    def _value(self, field: OfferField, given: Any) -> Any:
        if not given:
            return None
        if field.sort == "rate":
            return int(Decimal(given) * 100)
        if field.sort.endswith("_tiers"):
            return [self._tier(field, line.split()) for line in given.splitlines()[:MOST_TIERS] if line.strip()]
        ids = [int(found) for found in re.split(r"[\s,]+", given)] if isinstance(given, str) else given
        if field.sort == "parts":
            return [{"variant_id": id_} for id_ in ids]
        return ids[0] if field.sort == "variant" and isinstance(ids, list) else ids

    def _tier(self, field: OfferField, words: list[str]) -> dict[str, int]:
        """A line "from off": off is an amount, or a rate when it ends in %."""
        start, off = words
        spend = field.sort == "spend_tiers"
        tier = {"threshold": parse_amount(start, self.currency)} if spend else {"pieces": int(start)}
        if off.endswith("%"):
            return tier | {"rate_off": parse_amount(off[:-1], "CNY")}
        return tier | {"amount_off": parse_amount(off, self.currency)}

    def draft(self) -> OfferDraft:
        """The offer that was described."""
        return OfferDraft(self.kind, **self.cleaned_data)


def _pick(chinese: str, english: str) -> str:
    return chinese if (get_language() or "").startswith("zh") or not english else english


def _variant(sku: ShopGoods) -> str:
    options = _pick(sku.options, sku.options_en)
    title = _pick(sku.title, sku.title_en)
    return f"{title} · {options}" if options else title
