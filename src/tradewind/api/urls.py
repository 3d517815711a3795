"""Addresses of the API. Hot and raw endpoints are plain views; everything else is django-ninja's."""

from django.http import Http404
from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tradewind.api import catalogue, general, merchant, merchant_orders, openapi, shopping, webhooks
from tradewind.api.callers import JsonParser, guarded
from tradewind.api.problems import answer, nothing_here

api = NinjaAPI(
    title="Tradewind",
    version="1",
    description=(
        "The marketplace over HTTP. Ids are strings, money is minor units and a currency, lists are paged by cursor. "
        "A refused request changes nothing and answers with application/problem+json."
    ),
    docs_url=None,
    openapi_url=None,
    parser=JsonParser(),
    urls_namespace="api",
)
api.add_router("", general.router)
api.add_router("", shopping.router)
api.add_router("/merchant", merchant.router)
api.add_router("/merchant", merchant_orders.router)
for _wrong in (Exception, Http404, HttpError, ValidationError):
    api.add_exception_handler(_wrong, answer)


def _guard(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = guarded(pattern.callback)
    return patterns


_views, _app, _namespace = api.urls
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/listings", catalogue.listings, name="api_listings"),
    path("v1/listings/<str:listing_id>", catalogue.listing, name="api_listing"),
    path("v1/webhooks/payments/<slug:method>", webhooks.payments, name="api_payment_webhook"),
    path("v1/openapi.json", openapi.served(api), name="api_openapi"),
    path("v1/", (_guard(_views), _app, _namespace)),
    re_path("", nothing_here),
]
