"""Thin layers: security headers on every answer, bounded bodies, and refusals turned into pages or fragments."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tradewind.kernel.errors import Refusal
from tradewind.web import visitor
from tradewind.web.words import said

Handler = Callable[[HttpRequest], HttpResponse]
MOST_UPLOAD = 420 * 1024 * 1024  # twenty of the largest pictures in one form


def content_policy() -> str:
    """The content security policy. Forms may lead to the payment provider's page, nothing else leaves this origin."""
    provider = urlsplit(settings.SANDBOX_PUBLIC_URL)
    parts = (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        f"form-action 'self' {provider.scheme}://{provider.netloc}",
    )
    return "; ".join(parts)


class SecurityHeaders:
    """Adds the headers that Django's own middleware does not."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.policy = content_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Headers that an answer already has are kept."""
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", self.policy)
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Cache-Control", "private, no-cache")
        return response


class Bodies:
    """Refuses a body by its announced length, before anything reads it: files come from people who are signed in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """400 for a length that is no number, or for more than this visitor may send (the API says 413)."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit() and len(length) < 19):
            raise BadRequest("Content-Length")
        size, small = int(length), settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if size > MOST_UPLOAD or (size > small and not visitor.signed_in(request)):
            raise RequestDataTooBig("Content-Length")
        return self.get_response(request)


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A whole page, or for htmx an alert that goes into `#alerts`."""
    reason, mend = said(refusal)
    context = {"refusal": refusal, "reason": reason, "mend": mend, "status": refusal.status}
    if request.headers.get("HX-Request") == "true":
        response = render(request, "shared/refusal_fragment.html", context, status=refusal.status)
        response["HX-Retarget"], response["HX-Reswap"] = "#alerts", "innerHTML"
        return response
    return render(request, "shared/refusal.html", context, status=refusal.status)


class Refusals:
    """Answers for views that raise a `Refusal`: its status, its reason, what to do. The API answers in its own way."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        """Only refusals; anything else is a defect and stays one."""
        if isinstance(wrong, Refusal) and not request.path_info.startswith("/api/"):
            return refusal_response(request, wrong)
        return None
