"""The hot endpoints: a shelf of listings and one listing. Plain views over `deals.serving`, encoded by msgspec."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import connection
from django.http import HttpRequest, HttpResponse

from tradewind.api.errors import WrongCursor, WrongField
from tradewind.api.problems import methods
from tradewind.api.schemas import MAX_ID
from tradewind.catalog.errors import NoListing
from tradewind.catalog.types import PICTURE_SIZES, picture_url
from tradewind.deals.serving.product import PageVariant, ProductPage, product
from tradewind.deals.serving.shelf import SORTS, Card, shelf

PAGE, MOST = 24, 60
WORDS = 80  # characters of a search
_encode = msgspec.json.Encoder().encode


class Amount(msgspec.Struct):
    """Minor units of a currency."""

    amount: int
    currency: str


class Rating(msgspec.Struct):
    """Sum and number of ratings from 1 to 5: the average is sum / count."""

    sum: int
    count: int


class ShopOnCard(msgspec.Struct):
    """Whose listing it is."""

    id: str
    name: str
    name_en: str


class ListingCard(msgspec.Struct):
    """A listing on a shelf. `price` is what the cheapest variant costs now; `prices_differ`: others cost more."""

    id: str
    title: str
    title_en: str
    picture: str | None
    price: Amount
    list_price: Amount
    prices_differ: bool
    sold_out: bool
    sold_count: int
    rating: Rating
    shop: ShopOnCard


class ListingPage(msgspec.Struct):
    """A page of a shelf; `next` is the cursor of the page after it, null at the end."""

    items: list[ListingCard]
    next: str | None


class Words(msgspec.Struct):
    """A text in two languages; English may be empty."""

    zh: str
    en: str


class Step(msgspec.Struct):
    """One step of the way from the root to the category."""

    id: str
    slug: str
    name: str
    name_en: str


class Fact(msgspec.Struct):
    """A stated fact. `value_en` is blank unless it is one of its category's choices."""

    code: str
    name: str
    name_en: str
    value: str
    value_en: str


class Picture(msgspec.Struct):
    """A picture in three sizes: box of pixels -> address."""

    alt: str
    width: int
    height: int
    urls: dict[str, str]


class Variant(msgspec.Struct):
    """A SKU with the price that is charged now. `price_ends_at`: when its item price is over."""

    id: str
    options: list[Words]
    price: Amount
    list_price: Amount
    stock_left: int
    price_ends_at: datetime | None


class Coupon(msgspec.Struct):
    """`face` off this shop's goods from `threshold` on."""

    id: str
    name: str
    name_en: str
    threshold: Amount
    face: Amount
    valid_to: datetime


class Shop(msgspec.Struct):
    """The shop of a listing."""

    id: str
    slug: str
    name: str
    name_en: str
    region: str


class Listing(msgspec.Struct):
    """All of a product page. `on_sale` is false while the listing or its shop pauses."""

    id: str
    on_sale: bool
    title: str
    title_en: str
    description: str
    description_en: str
    category: list[Step]
    attributes: list[Fact]
    option_names: list[Words]
    variants: list[Variant]
    pictures: list[Picture]
    coupons: list[Coupon]
    dispatch_hours: int
    stock_left: int
    sold_count: int
    rating: Rating
    shop: Shop
    updated_at: datetime


@methods("GET")
def listings(request: HttpRequest) -> HttpResponse:
    """A page of listings on sale. Filters add up; `next` goes into `cursor` of the next request."""
    asked = request.GET
    unknown = next((name for name in asked if name not in PARAMETERS), None)
    if unknown is not None:
        raise WrongField(where=f"query.{unknown}"[:100], count=1)
    with connection.cursor() as cursor:
        page = shelf(
            cursor,
            category_id=_id(asked.get("category_id"), "query.category_id"),
            shop_id=_id(asked.get("shop_id"), "query.shop_id"),
            q=_words(asked.get("q")),
            sort=_one_of(asked.get("sort", "popular")),
            after=_cursor(asked.get("cursor")),
            limit=_limit(asked.get("limit")),
        )
    return _json(ListingPage([_card(card) for card in page.cards], page.next))


@methods("GET")
def listing(request: HttpRequest, listing_id: str) -> HttpResponse:
    """One listing on sale or paused, with today's prices."""
    id_ = _id(listing_id, "path.listing_id")
    with connection.cursor() as cursor:
        page = product(cursor, id_ or 0)
    if page is None:
        raise NoListing(where="path.listing_id")
    return _json(_page(page))


def _json(value: msgspec.Struct) -> HttpResponse:
    return HttpResponse(_encode(value), content_type="application/json", headers={"Cache-Control": "no-cache"})


def _id(text: str | None, where: str) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and text[0] != "0" and len(text) <= 19):
        raise WrongField(where=where, count=1)
    return min(int(text), MAX_ID)


def _words(text: str | None) -> str | None:
    if text and ("\x00" in text or len(text) > WORDS):
        raise WrongField(where="query.q", count=1)
    return text


def _one_of(text: str) -> str:
    if text not in SORTS:
        raise WrongField(where="query.sort", count=1)
    return text


def _cursor(text: str | None) -> str | None:
    """`deals.serving` knows its own cursors; here only a length and an alphabet."""
    if text is not None and not (0 < len(text) <= 40 and text.isascii() and text.replace("-", "0").isdigit()):
        raise WrongCursor(where="query.cursor")
    return text


def _limit(text: str | None) -> int:
    if text is None:
        return PAGE
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST):
        raise WrongField(where="query.limit", count=1)
    return int(text)


def _card(card: Card) -> ListingCard:
    return ListingCard(
        str(card.listing_id), card.title, card.title_en, picture_url(card.cover, 320) or None,
        Amount(card.item_price, card.currency), Amount(card.list_price, card.currency), card.variants_differ,
        card.sold_out, card.sold_count, Rating(card.rating_sum, card.rating_count),
        ShopOnCard(str(card.shop_id), card.shop_name, card.shop_name_en),
    )  # fmt: skip


def _page(page: ProductPage) -> Listing:
    currency = page.shop.currency
    return Listing(
        str(page.id), page.on_sale, page.title, page.title_en, page.description, page.description_en,
        category=[Step(str(s.id), s.slug, s.name, s.name_en) for s in page.category_path],
        attributes=[Fact(f.code, f.name, f.name_en, f.value, f.value_en) for f in page.attributes],
        option_names=[Words(o.name, o.name_en) for o in page.option_names],
        variants=[_variant(variant, currency) for variant in page.variants],
        pictures=[
            Picture(p.alt, p.width, p.height, {str(size): picture_url(p.key, size) for size in PICTURE_SIZES})
            for p in page.pictures
        ],
        coupons=[
            Coupon(
                str(c.id), c.name, c.name_en, Amount(c.threshold, currency), Amount(c.face, currency),
                _ends(c.expires_ms),
            )
            for c in page.coupons
            if c.face
        ],
        dispatch_hours=page.dispatch_hours, stock_left=page.stock_left, sold_count=page.sold_count,
        rating=Rating(page.rating_sum, page.rating_count),
        shop=Shop(str(page.shop.id), page.shop.slug, page.shop.name, page.shop.name_en, page.shop.region),
        updated_at=page.updated_at,
    )  # fmt: skip


def _ends(expires_ms: int) -> datetime:
    return datetime.fromtimestamp(expires_ms / 1000, UTC)


def _variant(variant: PageVariant, currency: str) -> Variant:
    return Variant(
        str(variant.id), [Words(o.value, o.value_en) for o in variant.options],
        Amount(variant.item_price, currency), Amount(variant.list_price, currency), variant.stock_left,
        variant.ends_at,
    )  # fmt: skip


_ID = {"type": "string", "pattern": "^[1-9][0-9]{0,18}$"}
PARAMETERS: dict[str, dict[str, Any]] = {
    "category_id": _ID,
    "shop_id": _ID,
    "q": {"type": "string", "maxLength": WORDS},
    "sort": {"type": "string", "enum": list(SORTS), "default": "popular"},
    "cursor": {"type": "string", "pattern": "^[0-9]{1,18}-[0-9]{1,18}$"},
    "limit": {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE},
}


def described() -> tuple[dict[str, Any], dict[str, Any]]:
    """Paths and schemas of these endpoints for the OpenAPI document."""
    shapes, schemas = msgspec.json.schema_components([ListingPage, Listing], ref_template="#/components/schemas/{name}")
    query = [{"in": "query", "name": name, "required": False, "schema": s} for name, s in PARAMETERS.items()]
    one = [{"in": "path", "name": "listing_id", "required": True, "schema": _ID}]
    paths = {
        "/api/v1/listings": {"get": _operation("listings", listings.__doc__, query, shapes[0])},
        "/api/v1/listings/{listing_id}": {"get": _operation("listing", listing.__doc__, one, shapes[1])},
    }
    return paths, schemas


def _operation(name: str, says: str | None, parameters: list[dict[str, Any]], shape: dict[str, Any]) -> dict[str, Any]:
    answers = {"200": {"description": "OK", "content": {"application/json": {"schema": shape}}}}
    return {
        "operationId": name, "summary": (says or "").split(".")[0], "description": says, "tags": ["shop"],
        "parameters": parameters, "responses": answers,
    }  # fmt: skip
