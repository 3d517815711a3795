"""What a visitor chooses for themselves: light or dark, the region freight is shown for. Kept in cookies."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from tradewind.web import visitor
from tradewind.web.context import THEMES
from tradewind.web.guards import safe_next, same_origin


def _keep(request: HttpRequest, cookie: str, value: str, ours: bool, httponly: bool) -> HttpResponse:
    response = HttpResponseRedirect(safe_next(request, "/"))
    if ours:
        response.set_cookie(
            cookie, value, visitor.YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=httponly, samesite="Lax"
        )
    return response


@same_origin
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light or dark from now on."""
    value = request.POST.get("theme", "")
    return _keep(request, visitor.THEME_COOKIE, value, value in THEMES, httponly=False)


@same_origin
@require_POST
def region(request: HttpRequest) -> HttpResponse:
    """Freight and delivery promises for another region from now on."""
    value = request.POST.get("region", "")
    return _keep(request, visitor.REGION_COOKIE, value, value in visitor.REGION_CODES, httponly=True)
