"""Addresses of the three faces; under / in Chinese and under /en/ in English."""

from django.urls import include, path

urlpatterns = [
    path("", include("tradewind.web.storefront.urls")),
    path("account/", include("tradewind.web.account.urls")),
    path("merchant/", include("tradewind.web.merchant.urls")),
    path("setup/", include("tradewind.web.setup.urls")),
    path("console/", include("tradewind.web.console.urls")),
]
