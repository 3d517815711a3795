"""Form fields of the merchant centre: money in the shop's currency, local moments."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tradewind.kernel.money import exponent, parse_amount, plain

MOST = 10**12  # minor units; the modules have bounds of their own


class MoneyField(forms.CharField):
    """A decimal text, cleaned to minor units of `currency`. No sign, no float on the way."""

    def __init__(self, currency: str, **options: Any) -> None:
        self.currency = currency
        options.setdefault("max_length", 16)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Minor units, or None for an empty field that is not required."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse_amount(text, self.currency)
        except ValueError as wrong:
            raise ValidationError(
                _("Write an amount with at most %(places)s decimals, such as 12.50."),
                params={"places": exponent(self.currency)},
            ) from wrong
        if not 0 <= amount <= MOST:
            raise ValidationError(_("This amount is too large or below zero."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Minor units as a decimal text; a typed text stays as typed."""
        return plain(value, self.currency) if isinstance(value, int) else value


def local_moment() -> forms.DateTimeInput:
    """A date and time picker in marketplace time."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
