"""All addresses: the API, health, and the three faces in two languages (Chinese without prefix, English under /en/)."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import defaults

from tradewind.api.problems import broken_request

urlpatterns = [
    path("api/", include("tradewind.api.urls")),
    path("", include("tradewind.web.urls_plain")),
    *i18n_patterns(path("", include("tradewind.web.urls")), prefix_default_language=False),
]


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that is refused before a view sees it: a problem document for the API, a page for people."""
    if request.path_info.startswith("/api/"):
        return broken_request(request, exception)
    return defaults.bad_request(request, exception)
