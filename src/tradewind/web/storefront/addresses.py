"""The address book."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tradewind.parties import queries
from tradewind.parties.actions.addresses import remove_address, save_address
from tradewind.parties.errors import WrongField
from tradewind.web import visitor
from tradewind.web.guards import members, safe_next
from tradewind.web.storefront.address_form import AddressForm


@members
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """All addresses of the account, the default one first."""
    return render(
        request, "storefront/addresses.html", {"tab": "me", "addresses": queries.addresses(visitor.member(request))}
    )


@members
def edit(request: HttpRequest, address_id: int | None = None) -> HttpResponse:
    """A new address, or a change of one; what is refused is shown beside its field and nothing is stored."""
    account = visitor.member(request)
    card = queries.address(account, address_id) if address_id is not None else None
    form = AddressForm(request.POST if request.method == "POST" else None, region=visitor.region_of(request), card=card)
    back = safe_next(request, reverse("addresses"))
    if request.method == "POST" and form.is_valid():
        try:
            save_address(account, form.draft(bool(request.POST.get("is_default"))), address_id)
        except WrongField as wrong:
            form.refuse(wrong.where)
        else:
            messages.success(request, gettext("The address is saved."))
            return HttpResponseRedirect(back)
    context = {"tab": "me", "form": form, "card": card, "back": back}
    return render(request, "storefront/address.html", context, status=422 if form.errors else 200)


@members
@require_POST
def remove(request: HttpRequest, address_id: int) -> HttpResponse:
    """Takes an address out of the book."""
    remove_address(visitor.member(request), address_id)
    messages.success(request, gettext("The address is removed."))
    return HttpResponseRedirect(reverse("addresses"))
