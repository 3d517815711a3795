"""Writes the demo's goods: categories, freight templates, listings with variants, stock, pictures, offers."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

from tradewind.catalog.actions.save_category import save_attributes, save_category
from tradewind.catalog.types import AttributeView, CategoryDraft, OptionValue, VariantForSale
from tradewind.deals.serving.offers import headline, targets
from tradewind.deals.types import ItemPriceOffer, ShopCouponOffer
from tradewind.kernel.clock import ZONE
from tradewind.logistics.types import TemplateRules
from tradewind.ops.demo.art.studio import Drawn
from tradewind.ops.demo.bulk import DatedIds, copy, json_text
from tradewind.ops.demo.plan import GoodsPlan, ListingPlan
from tradewind.ops.demo.words.goods import ROOTS, Leaf

REMOTE = ("CN-XJ", "CN-XZ", "CN-NM", "CN-NX", "CN-GS", "CN-QH", "CN-HI")
ABROAD = ("CN-HK", "CN-MO", "CN-TW")


class DatedPrice(NamedTuple):
    """An item price with the time it holds."""

    offer: ItemPriceOffer
    valid_from: datetime
    valid_to: datetime | None


class DatedCoupon(NamedTuple):
    """A shop coupon with the time it holds and its bounds."""

    offer: ShopCouponOffer
    valid_from: datetime
    valid_to: datetime
    per_buyer: int
    uses_allowed: int


class Spent(NamedTuple):
    """What orders hold of a coupon: uses, and minor units that it took off."""

    uses: int
    amount: int


class ShelfListing(NamedTuple):
    """A listing as written: its id and plan, its variants as trade sees them."""

    id: int
    plan: ListingPlan
    created_at: datetime
    variants: tuple[VariantForSale, ...]


class Shelves(NamedTuple):
    """All goods as written, with what orders need to be priced at any past moment."""

    shop_ids: list[int]
    regions: list[str]
    listings: list[ShelfListing]
    templates: list[TemplateRules]
    prices: dict[int, DatedPrice]
    coupons: dict[int, list[DatedCoupon]]


def write_categories(goods: GoodsPlan) -> dict[str, int]:
    """The category tree with its facts, through the actions; leaf ids by slug."""
    ids: dict[str, int] = {}
    wanted = set(goods.leaves)
    for n, root in enumerate(ROOTS):
        leaves = [leaf for leaf in root.leaves if leaf in wanted]
        if not leaves:
            continue
        # A root must not share its slug with one of its leaves.
        slug = root.slug if root.slug not in {leaf.slug for leaf in root.leaves} else f"{root.slug}-and-paper"
        parent = save_category(CategoryDraft(slug, root.name, root.name_en, None, n))
        for k, leaf in enumerate(leaves):
            ids[leaf.slug] = save_category(CategoryDraft(leaf.slug, leaf.name, leaf.name_en, parent, k))
            save_attributes(ids[leaf.slug], _facts(leaf))
    return ids


def _facts(leaf: Leaf) -> list[AttributeView]:
    return [
        AttributeView(fact.code, fact.name, fact.name_en, "choice" if fact.choice else "text",
                      [OptionValue(*value) for value in fact.values if fact.choice], fact.required)
        for fact in leaf.facts
    ]  # fmt: skip


def write_templates(goods: GoodsPlan, shop_ids: Sequence[int], now: datetime, chance: Random) -> list[TemplateRules]:
    """One default freight template a shop; places in the list are those of the shops."""
    ids, made, rows = DatedIds(), [], []
    for n, shop in enumerate(goods.shops):
        first = chance.choice((600, 800, 1000, 1200))
        free = chance.choice((None, 5900, 6900, 9900, 9900, 12900, 19900))
        posted_free = chance.random() < 0.3
        fee = {"first_units": 1, "first_fee": 0 if posted_free else first, "step_units": 2,
               "step_fee": 0 if posted_free else 200, "free_over": None if posted_free else free,
               "free_pieces": None}  # fmt: skip
        far = {**fee, "first_fee": 1500, "step_fee": 500, "free_over": 29900}
        fresh = bool({"fruit", "plants"} & set(shop.leaves))
        rules: dict[str, Any] = {
            "groups": [{**far, "regions": list(REMOTE)}], "default": fee, "unreachable": list(ABROAD) if fresh else [],
        }  # fmt: skip
        template = TemplateRules(id=ids.at(now), kind="by_piece", rules=rules)
        name = "全国包邮（偏远除外）" if posted_free else "标准运费"
        rows.append((template.id, shop_ids[n], name, "by_piece", json_text(rules), True))
        made.append(template)
    copy("logistics_freight_template", ("id", "shop_id", "name", "kind", "rules", "is_default"), rows)
    return made


def place_listings(
    goods: GoodsPlan, shop_ids: list[int], categories: dict[str, int], templates: list[TemplateRules], currency: str,
    now: datetime,
) -> list[ShelfListing]:  # fmt: skip
    """Gives every listing and variant its id; nothing is written yet. Covers are filled in by `write_listings`."""
    ids, variant_ids = DatedIds(), DatedIds()
    made = []
    for plan in sorted(goods.listings, key=lambda plan: -plan.age):
        created = now - timedelta(days=plan.age, hours=plan.age % 11)
        listing_id = ids.at(created)
        on_sale = plan.state == "on_sale"
        variants = tuple(
            VariantForSale(
                variant_ids.at(created), listing_id, shop_ids[plan.shop], categories[plan.leaf], plan.title,
                plan.title_en, [OptionValue(*option) for option in variant.options], "", variant.list_price,
                variant.stock, on_sale, templates[plan.shop].id, variant.weight_g, plan.dispatch_hours, currency,
            )
            for variant in plan.variants
        )  # fmt: skip
        made.append(ShelfListing(listing_id, plan, created, variants))
    return made


def write_listings(listings: Sequence[ShelfListing], drawn: Drawn, held: dict[int, int]) -> list[ShelfListing]:
    """Writes listings, variants, stock (`held` pieces of variants are reserved) and pictures; returns the listings
    with their covers."""
    ids = DatedIds()
    covered = []
    for one in listings:
        cover = drawn[one.plan.pictures[0]].key
        covered.append(one._replace(variants=tuple(v._replace(cover=cover) for v in one.variants)))
    copy("catalog_listing", (
        "id", "shop_id", "category_id", "title", "title_en", "description", "description_en", "attributes",
        "option_names", "state", "freight_template_id", "dispatch_hours", "cover", "list_from", "stock_left",
        "sold_count", "rating_sum", "rating_count", "version", "created_at", "updated_at",
    ), [_listing_row(one) for one in covered])  # fmt: skip
    copy("catalog_variant", ("id", "listing_id", "position", "sku", "options", "list_price", "weight_g"), [
        (v.variant_id, one.id, n, f"{one.plan.leaf[:3].upper()}-{one.id % 100_000:05d}-{n + 1}",
         json_text([{"value": o.value, "value_en": o.value_en} for o in v.options]), v.list_price, v.weight_g)
        for one in covered for n, v in enumerate(one.variants)
    ])  # fmt: skip
    copy("catalog_stock", ("variant_id", "on_hand", "reserved"), [
        (v.variant_id, v.stock_left + held.get(v.variant_id, 0), held.get(v.variant_id, 0))
        for one in covered for v in one.variants
    ])  # fmt: skip
    copy("catalog_picture", ("id", "listing_id", "position", "key", "width", "height", "alt"), [
        (ids.at(one.created_at), one.id, n, *drawn[recipe], one.plan.title[:150])
        for one in covered for n, recipe in enumerate(one.plan.pictures)
    ])  # fmt: skip
    return covered


def _listing_row(one: ShelfListing) -> tuple[Any, ...]:
    plan, first = one.plan, one.variants[0]
    names = [{"name": name, "name_en": name_en} for name, name_en in plan.option_names]
    return (
        one.id, first.shop_id, first.category_id, plan.title, plan.title_en, plan.description, plan.description_en,
        json_text(plan.attributes), json_text(names), plan.state, first.freight_template_id, plan.dispatch_hours,
        first.cover, 0, 0, 0, 0, 0, 1, one.created_at, one.created_at,
    )  # fmt: skip


def midnight(now: datetime, days: int) -> datetime:
    """The start of the local day that many days from now."""
    day = now.astimezone(ZONE).date() + timedelta(days=days)
    return datetime.combine(day, time.min, ZONE)


def write_item_prices(listings: Sequence[ShelfListing], now: datetime) -> dict[int, DatedPrice]:
    """Item prices of listings with a sale, by variant."""
    ids, prices, rows = DatedIds(), {}, []
    for one in listings:
        sale = one.plan.sale
        if sale is None:
            continue
        start, end = midnight(now, sale.from_day), None if sale.to_day is None else midnight(now, sale.to_day)
        for v in one.variants:
            amount = max(100, v.list_price * (100 - sale.off) // 100 // 10 * 10)
            expires = int(end.timestamp()) * 1000 if end else 0
            offer = ItemPriceOffer(
                id=ids.at(start), variant_id=v.variant_id, amount=amount, payer=sale.payer,
                expires_ms=expires,
            )  # fmt: skip
            prices[v.variant_id] = DatedPrice(offer, start, end)
            rows.append((offer.id, v.variant_id, amount, start, end, sale.payer))
    copy("deals_item_price", ("id", "variant_id", "amount", "valid_from", "valid_to", "payer"), rows)
    return prices


def plan_coupons(shop_ids: Sequence[int], currency: str, now: datetime, chance: Random) -> dict[int, list[DatedCoupon]]:
    """One or two coupons for most shops, live now; written when it is known how often each was used."""
    ids, made = DatedIds(), {}
    for n, shop_id in enumerate(shop_ids):
        count = 0 if n % 7 == 5 else 1 + n % 2
        faces = ((4900, 500), (9900, 1000), (19900, 2500), (29900, 4000))
        made[shop_id] = [
            _coupon(ids, shop_id, *faces[(n + k * 2) % 4], currency, now, chance) for k in range(count)
        ]  # fmt: skip
    return made


def _coupon(
    ids: DatedIds, shop_id: int, threshold: int, face: int, currency: str, now: datetime, chance: Random
) -> DatedCoupon:
    start, end = midnight(now, -chance.randrange(20, 58)), midnight(now, chance.randrange(6, 40))
    name, name_en = f"满{threshold // 100}减{face // 100}", f"¥{face // 100} off ¥{threshold // 100}+"
    offer = ShopCouponOffer(
        id=ids.at(start), shop_id=shop_id, threshold=threshold, face=face, name=name, name_en=name_en,
        payer="platform" if chance.random() < 0.12 else "merchant", currency=currency,
        expires_ms=int(end.timestamp()) * 1000,
    )  # fmt: skip
    return DatedCoupon(offer, start, end, chance.choice((1, 2, 3)), chance.choice((500, 1000, 2000)))


def write_coupons(coupons: dict[int, list[DatedCoupon]], taken: dict[int, Spent]) -> None:
    """The coupons with their uses and cost so far. Those that the platform pays for are the platform's."""
    found = [(c, taken.get(c.offer.id, Spent(0, 0))) for several in coupons.values() for c in several]
    copy("deals_offer", (
        "id", "kind", "shop_id", "name", "name_en", "params", "payer", "funding", "currency", "code",
        "exclusive_group", "excludes", "valid_from", "valid_to", "uses_allowed", "uses_taken", "per_buyer",
        "budget_taken", "claim_needed", "claims_taken", "headline",
    ), [
        (c.offer.id, "shop_coupon", c.offer.shop_id if c.offer.payer == "merchant" else None, c.offer.name,
         c.offer.name_en, json_text({name: getattr(c.offer, name) for name in ("shop_id", "threshold", "face")}),
         c.offer.payer, "{}", c.offer.currency, "", "", "[]", c.valid_from, c.valid_to, c.uses_allowed, spent.uses,
         c.per_buyer, spent.amount, False, 0, headline(c.offer))
        for c, spent in found
    ])  # fmt: skip
    rows = [(*target, c.offer.id) for c, _ in found for target in targets(c.offer)]
    copy("deals_offer_target", ("what", "target_id", "offer_id"), rows)
