"""Two thin layers: security headers on every answer, and refusals turned into pages or fragments."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tradewind.kernel.errors import Refusal
from tradewind.web.words import said

Handler = Callable[[HttpRequest], HttpResponse]


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
