"""Addresses without a language: health, robots, sitemap, the service worker, files."""

from django.urls import path

from tradewind.web import plain

urlpatterns = [
    path("healthz", plain.health, name="health"),
    path("robots.txt", plain.robots, name="robots"),
    path("sitemap.xml", plain.sitemap_index, name="sitemap"),
    path("sitemap-<slug:part>.xml", plain.sitemap_part, name="sitemap_part"),
    path("manifest.webmanifest", plain.manifest, {"english": False}, name="manifest"),
    path("en/manifest.webmanifest", plain.manifest, {"english": True}, name="manifest_en"),
    path("sw.js", plain.service_worker, name="service_worker"),
    path("static/<path:name>", plain.static_file, name="static"),
    path("media/<path:name>", plain.media_file, name="media"),
]
