"""The shapes of JSON that go in and out. Ids are strings, money is minor units with its currency."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from tradewind.api.errors import WrongCursor

MAX_ID = (1 << 63) - 1

Id = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,18}$"), Field(description="A 63-bit id as a string.")]
Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Limit = Annotated[int, Field(ge=1, le=100, description="Rows of a page.")]
Cursor = Annotated[str, StringConstraints(max_length=300), Field(description="`next` of the page before.")]


def id_of(text: str) -> int:
    """The number in an id. One beyond 63 bits becomes the largest, which nothing ever has."""
    return min(int(text), MAX_ID)


def before(cursor: str | None) -> int | None:
    """The id that a cursor of a newest-first page stands for; None at the start. Refuses `api.cursor`."""
    if not cursor:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 19):
        raise WrongCursor(where="query.cursor")
    return id_of(cursor)


class In(Schema):
    """A body. A field that we do not know is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """RFC 9457. `code` is stable; `detail` and `mend` are in the language of Accept-Language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    where: str
    mend: str
    instance: str
    errors: list["Mistake"] | None = None


class Mistake(Schema):
    """One field that does not fit."""

    where: str
    said: str


class Money(Schema):
    """An amount in minor units (fen, cents) of a currency."""

    amount: int
    currency: str


class MoneyIn(In):
    """An amount that the caller names."""

    amount: Annotated[int, Field(ge=0, le=10**15)]
    currency: Currency


class CategoryOut(Schema):
    """A category with the number of listings on sale in it and below it."""

    id: Id
    slug: str
    name: str
    name_en: str
    parent_id: Id | None
    listing_count: int


class ChoiceOut(Schema):
    """A value that a listing may state: send `value`. `value_en` may be blank."""

    value: str
    value_en: str


class AttributeOut(Schema):
    """A fact that listings of a category state. `choices` is empty unless `kind` is choice."""

    code: str
    name: str
    name_en: str
    kind: Literal["text", "number", "choice"]
    choices: list[ChoiceOut]
    required: bool


class RegionOut(Schema):
    """A province-level region: what addresses and freight go by."""

    code: str
    name: str
    name_en: str


class SessionOut(Schema):
    """Who is signed in, and the token that requests which change something carry as X-CSRFToken."""

    account_id: Id | None
    csrf_token: str


class GuestOut(Schema):
    """The token of a new guest: send it as X-Guest-Token. It cannot be asked for again."""

    token: str


class OptionOut(Schema):
    """A choice in two languages."""

    value: str
    value_en: str


class OptionIn(In):
    """A choice in two languages; English may be left out."""

    value: Annotated[str, Field(max_length=60)]
    value_en: Annotated[str, Field(max_length=60)] = ""


class OptionNameIn(In):
    """What buyers choose by."""

    name: Annotated[str, Field(max_length=40)]
    name_en: Annotated[str, Field(max_length=40)] = ""


class VariantIn(In):
    """A SKU. With an id it is kept, without one it is new; `on_hand` counts only for a new one."""

    id: Id | None = None
    list_price: Annotated[int, Field(ge=1, le=10**12, description="Minor units of the shop's currency.")]
    options: Annotated[list[OptionIn], Field(max_length=5)] = []
    sku: Annotated[str, Field(max_length=64)] = ""
    weight_g: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    on_hand: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class ListingIn(In):
    """A listing as its merchant describes it."""

    category_id: Id
    title: Annotated[str, Field(min_length=1, max_length=120)]
    title_en: Annotated[str, Field(max_length=120)] = ""
    description: Annotated[str, Field(max_length=20_000)] = ""
    description_en: Annotated[str, Field(max_length=20_000)] = ""
    attributes: dict[str, Annotated[str, Field(max_length=200)]] = {}
    option_names: Annotated[list[OptionNameIn], Field(max_length=5)] = []
    variants: Annotated[list[VariantIn], Field(min_length=1, max_length=200)]
    freight_template_id: Id | None = None
    dispatch_hours: Annotated[int, Field(ge=1, le=720)] = 48
    external_ref: Annotated[str, Field(max_length=100)] | None = None


class StateIn(In):
    """Where a listing goes."""

    state: Literal["on_sale", "paused", "archived"]


class StockIn(In):
    """Pieces on hand, those held for orders included."""

    on_hand: Annotated[int, Field(ge=0, le=1_000_000)]


class VariantOut(Schema):
    """A SKU in its merchant's eyes."""

    id: Id
    list_price: Money
    options: list[OptionOut]
    sku: str
    weight_g: int
    on_hand: int


class ListingOut(Schema):
    """A listing in its merchant's eyes. `version` is the ETag; `missing` says what it lacks to go on sale."""

    id: Id
    version: int
    state: str
    category_id: Id
    title: str
    title_en: str
    description: str
    description_en: str
    attributes: dict[str, str]
    option_names: list["OptionNameOut"]
    variants: list[VariantOut]
    freight_template_id: Id | None
    dispatch_hours: int
    external_ref: str | None
    missing: list[str]


class OptionNameOut(Schema):
    """What buyers choose by."""

    name: str
    name_en: str


class ListingRowOut(Schema):
    """A listing in a merchant's table."""

    id: Id
    title: str
    title_en: str
    state: str
    list_from: Money
    variant_count: int
    stock_left: int
    sold_count: int
    updated_at: datetime
    version: int


class ListingRows(Schema):
    """A page of listings."""

    items: list[ListingRowOut]
    next: str | None


class ShopOut(Schema):
    """A shop that the account works in, and its role there."""

    id: Id
    slug: str
    name: str
    name_en: str
    state: str
    currency: str
    role: str


class AddressIn(In):
    """Where the parcel goes. `region` is a code of /api/v1/regions, or the name of a region elsewhere."""

    recipient: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Annotated[str, Field(min_length=5, max_length=32)]
    region: Annotated[str, Field(min_length=1, max_length=32)]
    city: Annotated[str, Field(min_length=1, max_length=64)]
    district: Annotated[str, Field(max_length=64)] = ""
    street: Annotated[str, Field(min_length=1, max_length=200)]
    postcode: Annotated[str, Field(max_length=16)] = ""


class AddressOut(Schema):
    """An address of the account's book."""

    id: Id
    recipient: str
    phone: str
    region: str
    city: str
    district: str
    street: str
    postcode: str
    is_default: bool


class RefusalOut(Schema):
    """A refusal: its code, its HTTP status, what it says (with places to fill in) and how to mend it."""

    code: str
    status: int
    reason: str
    mend: str
