"""Shops with something to sell, made through the real actions, in as few words as a test needs."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from tradewind.catalog.actions.add_picture import add_picture
from tradewind.catalog.actions.create_listing import create_listing
from tradewind.catalog.actions.save_category import save_category
from tradewind.catalog.actions.set_state import set_state
from tradewind.catalog.models import Variant
from tradewind.catalog.types import CategoryDraft, ListingDraft, OptionName, OptionValue, VariantDraft
from tradewind.deals.actions.refresh_prices import refresh
from tradewind.kernel.ids import new_id
from tradewind.logistics.actions.save_template import save_template
from tradewind.logistics.types import TemplateDraft
from tradewind.parties.models import Shop

AT = datetime(2026, 6, 1, tzinfo=UTC)
FLAT = {"default": {"first_units": 1, "first_fee": 800, "step_units": 1, "step_fee": 200}}


def picture(width=40, height=30, colour=(200, 30, 30), kind="PNG", **more):
    """The bytes of a plain picture."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **more)
    return out.getvalue()


def a_shop(name="山间茶铺", state="open", **more):
    """An open shop with a default freight template; returns its id."""
    id_ = new_id()
    values = {"name_en": name, "currency": "CNY", "region": "CN-ZJ", "city": "杭州", "opened_at": AT} | more
    Shop.objects.create(id=id_, slug=f"s-{id_:x}", name=name, state=state, **values)
    save_template(id_, TemplateDraft("默认", FLAT), AT)
    return id_


def a_category(slug="tea", name="茶", parent_id=None, **more):
    """A category; returns its id."""
    return save_category(CategoryDraft(slug, name, parent_id=parent_id, **more))


def a_draft(category_id, prices=(1000,), on_hand=10, title="明前龙井", **more):
    """A draft with one variant per price, told apart by size."""
    sizes = [OptionValue(f"{n}号", f"size {n}") for n in range(len(prices))]
    several = len(prices) > 1
    variants = tuple(
        VariantDraft(price, (size,) if several else (), on_hand=on_hand, weight_g=250)
        for price, size in zip(prices, sizes, strict=True)
    )
    names = (OptionName("规格", "Size"),) if several else ()
    return ListingDraft(category_id, title, variants, option_names=names, **more)


def a_listing(shop_id, category_id, prices=(1000,), on_hand=10, on_sale=True, now=AT, **more):
    """A listing with a picture and a price on its card, on sale; returns (listing id, variant ids in order)."""
    draft = a_draft(category_id, prices, on_hand, **({"freight_template_id": 1} | more))
    id_ = create_listing(shop_id, draft, now)
    if on_sale:
        add_picture(shop_id, id_, picture(), "茶", now)
        set_state(shop_id, id_, "on_sale", now)
    refresh([id_], now)
    return id_, list(Variant.objects.filter(listing_id=id_).order_by("position").values_list("id", flat=True))
