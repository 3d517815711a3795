"""Answers for machines: health, robots, sitemaps, the app manifest, the service worker, files."""

import mimetypes
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from tradewind.catalog.queries import category_tree
from tradewind.catalog.serving import sitemap
from tradewind.parties.queries import shops
from tradewind.web.jinja import ENGLISH_PREFIX, static

FOR_EVER = "public, max-age=31536000, immutable"
PART = 20_000  # addresses of listings in one sitemap file; each stands there in two languages


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while this process can ask the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: the shelves, not the carts."""
    closed = ("cart", "checkout", "orders", "me", "account/", "merchant/", "console/", "setup/", "search", "api/")
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}/{path}" for prefix in ("", ENGLISH_PREFIX) for path in closed]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _xml(body: str) -> HttpResponse:
    return HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>\n' + body,
        content_type="application/xml; charset=utf-8",
        headers={"Cache-Control": "public, max-age=3600"},
    )


def _entry(path: str) -> str:
    """One address in both languages; each names the other, as search engines ask."""
    chinese, english = (escape(settings.SITE_URL + prefix + path) for prefix in ("", ENGLISH_PREFIX))
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>'
        for code, address in (("zh-Hans", chinese), ("en", english), ("x-default", chinese))
    )
    return "".join(f"<url><loc>{address}</loc>{links}</url>\n" for address in (chinese, english))


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemap files: fixed pages with categories and shops, then listings in parts."""
    with connection.cursor() as cursor:
        parts = ["pages", *(f"listings-{start}" for start in sitemap.part_starts(cursor, PART))]
    body = "".join(f"<sitemap><loc>{settings.SITE_URL}/sitemap-{part}.xml</loc></sitemap>\n" for part in parts)
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}</sitemapindex>\n')


@require_safe
def sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    """One sitemap file: `pages`, or `listings-<first id>`."""
    kind, _, start = part.partition("-")
    if part == "pages":
        paths = ["/", "/categories", *(f"/c/{node.slug}" for node in category_tree() if node.listing_count)]
        paths += [f"/s/{shop.slug}" for shop in shops(state="open", limit=5_000)]
    elif kind == "listings" and start.isdecimal() and len(start) < 20:
        with connection.cursor() as cursor:
            paths = [f"/p/{listing_id}" for listing_id in sitemap.part(cursor, int(start), PART)]
    else:
        raise Http404
    body = "".join(_entry(path) for path in paths)
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return _xml(f"<urlset {spaces}>\n{body}</urlset>\n")


@require_safe
def manifest(request: HttpRequest, english: bool) -> HttpResponse:
    """The web app manifest in the page's language."""
    prefix = ENGLISH_PREFIX if english else ""
    icons = [
        {"src": static(f"icons/icon-{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, size, purpose in (("192", 192, "any"), ("512", 512, "any"), ("512-maskable", 512, "maskable"))
    ]
    return JsonResponse(
        {
            "id": "/",
            "name": "Tradewind" if english else "信风",
            "short_name": "Tradewind" if english else "信风",
            "description": "A marketplace that serves shoppers first" if english else "把用户放在第一位的集市",
            "lang": "en" if english else "zh-Hans",
            "start_url": f"{prefix}/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f4f5f7",
            "theme_color": "#ffffff",
            "icons": icons,
        },
        content_type="application/manifest+json",
        headers={"Cache-Control": "public, max-age=86400"},
    )


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker; its cache is named by the files it keeps, so a new version replaces the old one."""
    files = [static(name) for name in ("app.css", "app.js", "vendor/htmx.min.js", "icons/sprite.svg", "icons/logo.svg")]
    text = render_to_string("storefront/service_worker.js", {"files": files, "version": static("app.css")[-10:]})
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _file(root: Path, name: str, caching: str) -> HttpResponseBase:
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()) or not path.is_file():
        raise Http404
    kind = "application/manifest+json" if path.suffix == ".webmanifest" else mimetypes.guess_type(path.name)[0]
    headers = {"Cache-Control": caching, "X-Content-Type-Options": "nosniff"}
    return FileResponse(path.open("rb"), content_type=kind or "application/octet-stream", headers=headers)


@require_safe
def static_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the interface. Addresses carry a hash of the content, so it may be kept for ever."""
    return _file(settings.STATIC_DIR, name, FOR_EVER if "v" in request.GET else "public, max-age=3600")


@require_safe
def media_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture; its name is its content, so it may be kept for ever."""
    return _file(settings.MEDIA_ROOT, name, FOR_EVER)
