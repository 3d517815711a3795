"""Values of the catalogue. Amounts are minor units of the shop's currency; ids are 63-bit integers."""

from datetime import datetime
from typing import NamedTuple

PICTURE_SIZES = (320, 640, 1280)


def picture_url(key: str, size: int = 640) -> str:
    """Address of a stored picture that fits a box of `size` pixels (320, 640 or 1280); empty for no picture."""
    return f"/media/{key[:2]}/{key}-{size}.webp" if key else ""


class CategoryNode(NamedTuple):
    """A category with the number of listings on sale in it and below it."""

    id: int
    slug: str
    name: str
    name_en: str
    parent_id: int | None
    listing_count: int


class CategoryStep(NamedTuple):
    """One step of the way from the root to a category."""

    id: int
    slug: str
    name: str
    name_en: str


class CategoryDraft(NamedTuple):
    """A category as an operator describes it. `slug` names it in addresses."""

    slug: str
    name: str
    name_en: str = ""
    parent_id: int | None = None
    position: int = 0


class OptionName(NamedTuple):
    """What a buyer chooses by: colour, size."""

    name: str
    name_en: str = ""


class OptionValue(NamedTuple):
    """One choice of an option, or of a fact."""

    value: str
    value_en: str = ""


class AttributeView(NamedTuple):
    """A fact that listings of a category state. `kind`: text, number or choice. Listings store a choice's `value`."""

    code: str
    name: str
    name_en: str
    kind: str
    choices: list[OptionValue]
    required: bool


class AttributeValue(NamedTuple):
    """A stated fact with the name of what it states. `value_en` is blank unless it is a choice that has one."""

    code: str
    name: str
    name_en: str
    value: str
    value_en: str = ""


class VariantView(NamedTuple):
    """One SKU as a page shows it."""

    id: int
    options: list[OptionValue]
    list_price: int
    stock_left: int
    sku: str = ""
    weight_g: int = 0


class PictureView(NamedTuple):
    """A picture of a listing; see `picture_url`. `width` and `height` are those of the largest file."""

    id: int
    key: str
    width: int
    height: int
    alt: str


class ListingView(NamedTuple):
    """Everything a product page needs, except prices below list (see deals)."""

    id: int
    shop_id: int
    category_id: int
    category_path: list[CategoryStep]
    title: str
    title_en: str
    description: str
    description_en: str
    attributes: list[AttributeValue]
    option_names: list[OptionName]
    variants: list[VariantView]
    pictures: list[PictureView]
    state: str
    freight_template_id: int | None
    dispatch_hours: int
    stock_left: int
    sold_count: int
    rating_sum: int
    rating_count: int
    currency: str
    updated_at: datetime


class VariantForSale(NamedTuple):
    """What cart and checkout need of a SKU. `on_sale`: the listing is on sale and its shop is open."""

    variant_id: int
    listing_id: int
    shop_id: int
    category_id: int
    title: str
    title_en: str
    options: list[OptionValue]
    cover: str
    list_price: int
    stock_left: int
    on_sale: bool
    freight_template_id: int | None
    weight_g: int
    dispatch_hours: int
    currency: str


class VariantDraft(NamedTuple):
    """A SKU as its merchant describes it. `id` None makes a new one; `on_hand` counts only for a new one."""

    list_price: int
    options: tuple[OptionValue, ...] = ()
    sku: str = ""
    weight_g: int = 0
    on_hand: int = 0
    id: int | None = None


class ListingDraft(NamedTuple):
    """A listing as its merchant describes it. Option values stand in the order of `option_names`."""

    category_id: int
    title: str
    variants: tuple[VariantDraft, ...]
    title_en: str = ""
    description: str = ""
    description_en: str = ""
    attributes: dict[str, str] = {}
    option_names: tuple[OptionName, ...] = ()
    freight_template_id: int | None = None
    dispatch_hours: int = 48
    external_ref: str | None = None


class ListingRow(NamedTuple):
    """A listing in its merchant's table."""

    id: int
    title: str
    title_en: str
    state: str
    cover: str
    list_from: int
    variant_count: int
    stock_left: int
    sold_count: int
    rating_sum: int
    rating_count: int
    updated_at: datetime
    version: int


class StockRow(NamedTuple):
    """Pieces of a SKU in its merchant's form."""

    variant_id: int
    on_hand: int
    reserved: int


class ListingForEdit(NamedTuple):
    """A listing in its merchant's form: the draft as it stands, and the version an edit must carry."""

    id: int
    version: int
    state: str
    draft: ListingDraft
    pictures: list[PictureView]
    stock: list[StockRow]
    missing: list[str]  # what it lacks to go on sale, see errors.NotReady
