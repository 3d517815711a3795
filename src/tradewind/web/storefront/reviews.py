"""Reviews: read them page by page, write one for goods that were bought."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.content.actions.post_review import post_review
from tradewind.content.queries import reviews
from tradewind.kernel.clock import read_clock
from tradewind.kernel.errors import Refusal
from tradewind.parties.types import Buyer
from tradewind.trade.queries import order as order_view
from tradewind.web import visitor
from tradewind.web.guards import members
from tradewind.web.words import said

RATINGS = (5, 4, 3, 2, 1)


@require_safe
def of_listing(request: HttpRequest, listing_id: int) -> HttpResponse:
    """A page of a listing's reviews; for htmx only the reviews."""
    before = request.GET.get("before", "")
    page = reviews(listing_id, before=int(before) if before.isdecimal() and len(before) < 20 else None)
    fragment = "HX-Request" in request.headers
    template = "storefront/_reviews.html" if fragment else "storefront/reviews.html"
    return render(request, template, {"reviews": page, "listing_id": listing_id})


@members
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, order_id: int, position: int) -> HttpResponse:
    """The review form of an order line; what is refused is said above the form and nothing is stored."""
    account = visitor.member(request)
    order = order_view(order_id, Buyer(account_id=account))
    line = next((one for one in order.lines if one.position == position), None)
    if line is None:
        raise Http404
    rating, text, refused = request.POST.get("rating", ""), request.POST.get("text", ""), None
    if request.method == "POST":
        try:
            stars = int(rating) if rating.isdecimal() and len(rating) == 1 else 0
            post_review(order_id, position, account, stars, text, read_clock())
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("Thank you. Your review helps others choose."))
            return HttpResponseRedirect(reverse("order", args=[order_id]))
    context = {
        "tab": "me", "order": order, "line": line, "rating": rating, "text": text, "ratings": RATINGS,
        "refused": said(refused) if refused else None,
    }  # fmt: skip
    return render(request, "storefront/review.html", context, status=refused.status if refused else 200)
