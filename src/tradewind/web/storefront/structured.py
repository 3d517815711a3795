"""What search engines read of a product page: schema.org Product and BreadcrumbList as JSON-LD."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from markupsafe import Markup

from tradewind.catalog.types import picture_url
from tradewind.deals.serving.product import PageVariant, ProductPage
from tradewind.kernel.money import plain
from tradewind.web.jinja import ENGLISH_PREFIX, pick, script_json


def product_data(page: ProductPage, request: HttpRequest) -> Markup:
    """One graph: the product with its offer (and rating, when there are reviews), and the way to it."""
    address = settings.SITE_URL + request.path
    return script_json({"@context": "https://schema.org", "@graph": [_product(page, address), _crumbs(page, request)]})


def _product(page: ProductPage, address: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "Product",
        "@id": address,
        "name": pick(page.title, page.title_en),
        "description": pick(page.description, page.description_en)[:500] or pick(page.title, page.title_en),
        "image": [settings.SITE_URL + picture_url(picture.key, 1280) for picture in page.pictures[:6]],
        "sku": str(page.id),
        "url": address,
        "offers": _offers(page, address),
    }
    if page.rating_count:
        said["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": f"{page.rating_sum / page.rating_count:.1f}",
            "reviewCount": page.rating_count,
            "bestRating": "5",
            "worstRating": "1",
        }
    return said


def _available(variants: list[PageVariant], on_sale: bool) -> str:
    left = on_sale and any(variant.stock_left > 0 for variant in variants)
    return "https://schema.org/InStock" if left else "https://schema.org/OutOfStock"


def _offers(page: ProductPage, address: str) -> dict[str, Any]:
    currency = page.shop.currency
    prices = sorted(variant.item_price for variant in page.variants)
    common = {
        "priceCurrency": currency,
        "availability": _available(page.variants, page.on_sale),
        "itemCondition": "https://schema.org/NewCondition",
        "url": address,
        "seller": {"@type": "Organization", "name": pick(page.shop.name, page.shop.name_en)},
    }
    if len(page.variants) == 1 or prices[0] == prices[-1]:
        return {"@type": "Offer", "price": plain(prices[0], currency), **common}
    return {
        "@type": "AggregateOffer",
        "lowPrice": plain(prices[0], currency),
        "highPrice": plain(prices[-1], currency),
        "offerCount": len(prices),
        **common,
    }


def _crumbs(page: ProductPage, request: HttpRequest) -> dict[str, Any]:
    prefix = ENGLISH_PREFIX if request.path.startswith(ENGLISH_PREFIX + "/") else ""
    steps = [(pick(step.name, step.name_en), f"{prefix}/c/{step.slug}") for step in page.category_path]
    steps.append((pick(page.title, page.title_en), request.path))
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": settings.SITE_URL + path}
        for n, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
