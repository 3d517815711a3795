"""Pictures of a listing: upload, order, alt texts. A page of its own without JavaScript, a part of the form with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tradewind.catalog.actions.add_picture import add_picture
from tradewind.catalog.actions.change_picture import change_picture
from tradewind.catalog.actions.remove_picture import remove_picture
from tradewind.catalog.queries import listing_for_edit
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Absent, Refusal
from tradewind.web.backoffice import notice, warn
from tradewind.web.roles import Desk, merchant

MOST_BYTES = 20 * 1024 * 1024


def add_all(request: HttpRequest, desk: Desk, listing_id: int) -> int:
    """Stores every picture that came with the form; each refusal becomes a notice. Returns how many were stored."""
    stored = 0
    for file in request.FILES.getlist("pictures"):
        try:
            # One byte more than allowed is enough to be refused: nothing larger is read into memory.
            add_picture(desk.shop.id, listing_id, file.read(MOST_BYTES + 1), request.POST.get("alt", ""), read_clock())
            stored += 1
        except Absent:
            raise
        except Refusal as refusal:
            warn(request, refusal)
    return stored


def _answer(request: HttpRequest, desk: Desk, listing_id: int) -> HttpResponse:
    if request.headers.get("HX-Request"):
        context = {"desk": desk, "listing": listing_for_edit(desk.shop.id, listing_id), "live": True}
        return render(request, "merchant/_pictures.html", context)
    return redirect("merchant:listing", desk.shop.id, listing_id)


@require_POST
@merchant("listings.edit")
def add(request: HttpRequest, desk: Desk, listing_id: int) -> HttpResponse:
    """Adds pictures to a listing."""
    listing_for_edit(desk.shop.id, listing_id)
    if not request.FILES.getlist("pictures"):
        notice(request, _("Choose a picture first."))
    else:
        add_all(request, desk, listing_id)
    return _answer(request, desk, listing_id)


@require_POST
@merchant("listings.edit")
def change(request: HttpRequest, desk: Desk, listing_id: int, picture_id: int) -> HttpResponse:
    """Moves a picture one place forward or back, changes its alt text, or removes it."""
    do = request.POST.get("do", "")
    try:
        if do == "remove":
            remove_picture(desk.shop.id, listing_id, picture_id, read_clock())
        else:
            step = {"forward": -1, "back": 1}.get(do, 0)
            change_picture(desk.shop.id, listing_id, picture_id, request.POST.get("alt"), step, read_clock())
    except Absent:
        raise
    except Refusal as refusal:
        warn(request, refusal)
    return _answer(request, desk, listing_id)
