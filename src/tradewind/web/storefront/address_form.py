"""The address form, shared by the address book and checkout."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tradewind.logistics.types import REGIONS
from tradewind.parties.types import AddressCard, AddressDraft
from tradewind.web.jinja import english

FIELDS = ("recipient", "phone", "region", "city", "district", "street", "postcode")


class AddressForm(forms.Form):
    """Where a parcel goes."""

    recipient = forms.CharField(
        label=_("Recipient"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=32, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
    )
    region = forms.ChoiceField(
        label=_("Province"), widget=forms.Select(attrs={"autocomplete": "address-level1", "data-auto-send": True})
    )
    city = forms.CharField(
        label=_("City"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    district = forms.CharField(
        label=_("District"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level3"}),
    )
    street = forms.CharField(
        label=_("Street, building, door"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=16,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )

    def __init__(self, data: QueryDict | None = None, *, region: str = "", card: AddressCard | None = None) -> None:
        initial = {field: getattr(card, field) for field in FIELDS} if card else {"region": region}
        super().__init__(data, initial=initial, use_required_attribute=True)
        choices = [(r.code, r.name_en if english() else r.name) for r in REGIONS]
        kept = card.region if card else ""
        if kept and kept not in dict(choices):
            choices.append((kept, kept))
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def draft(self, is_default: bool = False) -> AddressDraft:
        """The address as typed, for the action that checks it."""
        return AddressDraft(**{field: self.cleaned_data[field] for field in FIELDS}, is_default=is_default)

    def refuse(self, field: str) -> None:
        """Shows what the action refused beside its field."""
        self.add_error(field if field in self.fields else None, gettext("Please check this field."))
