"""All addresses: the API, health, and the three faces in two languages (Chinese without prefix, English under /en/)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("api/", include("tradewind.api.urls")),
    path("", include("tradewind.web.urls_plain")),
    *i18n_patterns(path("", include("tradewind.web.urls")), prefix_default_language=False),
]
