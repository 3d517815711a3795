"""Decorators of views: requests from our own pages only, members only."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from tradewind.kernel.errors import N_, Refused
from tradewind.web import visitor

View = Callable[..., HttpResponse]


class ForeignRequest(Refused):
    code = "web.foreign_request"
    reason = N_("This request did not come from our own pages.")
    mend = N_("Reload the page and try again.")


def came_from_here(request: HttpRequest) -> bool:
    """Did a page of this origin send the request? Browsers cannot be made to lie about these headers by other sites.

    `Sec-Fetch-Site` (all current browsers) must say same-origin; older browsers are judged by `Origin`, then `Referer`.
    Without any of them the request is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer")
    if not source:
        return False
    parts = urlsplit(source)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def same_origin(view: View) -> View:
    """For forms on pages that must stay free of cookies: checks where the request comes from instead of a token."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") and not came_from_here(request):
            raise ForeignRequest()
        return view(request, *args, **kwargs)

    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Asks to sign in first; then back to where the visitor was."""
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def members(view: View) -> View:
    """Sends visitors to sign in first and brings them back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not visitor.signed_in(request):
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded


def safe_next(request: HttpRequest, fallback: str) -> str:
    """The local path a form asks to go back to; anything foreign becomes `fallback`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if not target.startswith("/") or target.startswith(("//", "/\\")) or any(ord(letter) < 32 for letter in target):
        return fallback
    return target
