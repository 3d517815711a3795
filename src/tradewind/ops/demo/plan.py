"""The demo's goods as plain values, made from a seed alone: same seed, same shops, titles, prices and pictures."""

from random import Random
from typing import NamedTuple

from tradewind.deals.types import Payer
from tradewind.ops.demo.art.compose import SHELF, Recipe
from tradewind.ops.demo.words import sentences
from tradewind.ops.demo.words.goods import LEAVES, ROOTS, SIZES, Kind, Leaf
from tradewind.ops.demo.words.names import COLOURS, SERIES, SHOPS, ShopWords

SEED = 20_260_601
Pair = tuple[str, str]


class VariantPlan(NamedTuple):
    """A SKU: the choice of each option, list price in fen, weight, pieces on hand at the start."""

    options: tuple[Pair, ...]
    list_price: int
    weight_g: int
    stock: int


class Sale(NamedTuple):
    """An item price on every variant: per cent off, days from now it began and (None: open) ends, who pays."""

    off: int
    from_day: int
    to_day: int | None
    payer: Payer


class ListingPlan(NamedTuple):
    """A listing. `shop` is a place in the world's shops, `age` days before now it was created."""

    shop: int
    leaf: str
    title: str
    title_en: str
    description: str
    description_en: str
    attributes: dict[str, str]
    option_names: tuple[Pair, ...]
    variants: tuple[VariantPlan, ...]
    pictures: tuple[Recipe, ...]
    state: str
    age: int
    dispatch_hours: int
    popularity: float
    quality: float
    sale: Sale | None


class GoodsPlan(NamedTuple):
    """All goods of a world."""

    shops: tuple[ShopWords, ...]
    listings: tuple[ListingPlan, ...]
    leaves: tuple[Leaf, ...]


def plan_goods(
    listings: int = 840, shops: int = len(SHOPS), leaves: tuple[str, ...] = (), seed: int = SEED
) -> GoodsPlan:
    """Goods for that many shops and listings, spread evenly over the categories (all, or the named ones)."""
    chance = Random(seed)  # noqa: S311 - goods, no secrets
    wanted = [LEAVES[slug] for slug in leaves] if leaves else list(LEAVES.values())
    chosen = _shops_for({leaf.slug for leaf in wanted}, shops)
    made: list[ListingPlan] = []
    for n in range(listings):
        leaf = wanted[n % len(wanted)]
        made.append(_listing(n // len(wanted), leaf, _seller(leaf, chosen, chance), chance))
    return GoodsPlan(chosen, tuple(_something_to_do(made)), tuple(wanted))


def _something_to_do(made: list[ListingPlan]) -> list[ListingPlan]:
    """The first shop, which the merchant's sign-in owns, has a sold-out listing and a draft."""
    mine = [n for n, one in enumerate(made) if one.shop == 0][:3]
    for n, state, left in zip(mine[1:], ("on_sale", "draft"), (0, 40), strict=False):
        variants = tuple(variant._replace(stock=left) for variant in made[n].variants)
        made[n] = made[n]._replace(state=state, variants=variants)
    return made


def _shops_for(slugs: set[str], count: int) -> tuple[ShopWords, ...]:
    """Shops that together sell all these categories; more of them in their order until there are `count`."""
    chosen: list[ShopWords] = []
    for shop in SHOPS:
        known = {slug for one in chosen for slug in one.leaves}
        if slugs & set(shop.leaves) - known:
            chosen.append(shop)
    rest = [shop for shop in SHOPS if shop not in chosen and slugs & set(shop.leaves)]
    chosen += rest[: max(0, count - len(chosen))]
    return tuple(sorted(chosen, key=SHOPS.index))


def _seller(leaf: Leaf, shops: tuple[ShopWords, ...], chance: Random) -> int:
    return chance.choice([n for n, shop in enumerate(shops) if leaf.slug in shop.leaves])


def _root(leaf: Leaf) -> str:
    return next(root.slug for root in ROOTS if leaf in root.leaves)


def _listing(n: int, leaf: Leaf, shop: int, chance: Random) -> ListingPlan:
    kind = leaf.kinds[n % len(leaf.kinds)]
    series = SERIES[(n * 7 + hash_of(leaf.slug)) % len(SERIES)]
    quality = kind.qualities[(n // len(leaf.kinds)) % len(kind.qualities)]
    extra = leaf.extras[chance.randrange(len(leaf.extras))]
    colours = _colours(n, leaf, chance)
    title, title_en = _title(leaf, kind, series, quality, extra)
    description, description_en = _description(leaf, f"{series[0]}{kind.noun}", f"{series[1]} {kind.noun_en}", chance)
    state = "on_sale" if chance.random() < 0.965 else chance.choice(("draft", "paused", "archived"))
    return ListingPlan(
        shop=shop, leaf=leaf.slug, title=title, title_en=title_en,
        description=description, description_en=description_en,
        attributes={fact.code: chance.choice(fact.values)[0] for fact in leaf.facts},
        option_names=_option_names(leaf, kind, len(colours)), variants=_variants(leaf, kind, colours, chance),
        pictures=_pictures(kind, colours, leaf, chance), state=state, age=chance.randrange(4, 320),
        dispatch_hours=chance.choice((24, 24, 48, 48, 48, 72)), popularity=chance.paretovariate(1.15),
        quality=chance.triangular(0.55, 1.0, 0.93), sale=_sale(chance),
    )  # fmt: skip


def hash_of(text: str) -> int:
    """A small number from a text, the same in every process."""
    return sum((n + 1) * ord(letter) for n, letter in enumerate(text))


def _is_coloured(leaf: Leaf) -> bool:
    """Fruit and books are not chosen by colour."""
    return leaf.slug not in ("fruit", "books", "tea", "snacks", "makeup", "skincare", "scents")


def _colours(n: int, leaf: Leaf, chance: Random) -> tuple[str, ...]:
    """The colourways of a listing; the first one moves along the category's so that neighbours on a shelf differ."""
    first = leaf.colours[(n + n // len(leaf.colours)) % len(leaf.colours)]
    others = [colour for colour in leaf.colours if colour != first]
    count = chance.choice((1, 2, 2, 3)) if _is_coloured(leaf) else 0
    return (first, *chance.sample(others, min(count, len(others))))


def _title(leaf: Leaf, kind: Kind, series: Pair, quality: Pair, extra: Pair) -> Pair:
    if leaf.slug == "books":
        return (
            f"《{quality[0]}》{series[0]}文库·{kind.noun} {extra[0]}",
            f"“{quality[1]}”, {kind.noun_en}, {series[1]} Library, {extra[1]}",
        )
    zh = f"{series[0]} {quality[0]}{kind.noun} {extra[0]}"
    en = f"{series[1]} {quality[1]} {kind.noun_en}, {extra[1]}"
    return zh, en


def _description(leaf: Leaf, name: str, name_en: str, chance: Random) -> Pair:
    root = _root(leaf)
    opening = chance.choice(sentences.OPENINGS[root])
    details = chance.sample(sentences.DETAILS[root], 3)
    notes = chance.sample(sentences.CARE_NOTES, 2)
    middle, end = [*details], [*notes]
    zh = "\n\n".join([opening[0].format(name=name), "".join(d[0] for d in middle), "".join(d[0] for d in end)])
    en = "\n\n".join([opening[1].format(name=name_en), " ".join(d[1] for d in middle), " ".join(d[1] for d in end)])
    return zh, en


def _option_names(leaf: Leaf, kind: Kind, colours: int) -> tuple[Pair, ...]:
    names: list[Pair] = [("颜色", "Colour")] if _is_coloured(leaf) and colours > 1 else []
    return (*names, *([SIZES[kind.sizes][0]] if kind.sizes else []))


def _variants(leaf: Leaf, kind: Kind, colours: tuple[str, ...], chance: Random) -> tuple[VariantPlan, ...]:
    low, high = kind.price
    yuan = round(chance.triangular(low, high, low + (high - low) * 0.35))
    base = (yuan - yuan % 10 + 9) * 100 if yuan > 30 else yuan * 100 - 10
    tints = [COLOURS[c] for c in colours] if _is_coloured(leaf) and len(colours) > 1 else [None]
    sizes = SIZES[kind.sizes][1] if kind.sizes else (None,)
    sold_out = chance.random() < 0.05
    made = []
    for tint in tints:
        for size in sizes:
            options = (*([tint] if tint else []), *([(size[0], size[1])] if size else []))
            price = base + base * (size[2] if size else 0) // 100
            weight = kind.weight_g + kind.weight_g * (size[2] if size else 0) // 140
            stock = (
                0 if sold_out else chance.choice((0, 2, 4, 8)) if chance.random() < 0.1 else chance.randrange(20, 260)
            )
            made.append(VariantPlan(options, price // 100 * 100 + (base % 100), weight, stock))
    return tuple(made)


def _pictures(kind: Kind, colours: tuple[str, ...], leaf: Leaf, chance: Random) -> tuple[Recipe, ...]:
    thing = SHELF[kind.shelf][kind.form]
    accents = [colour for colour in leaf.colours if colour != colours[0]]
    cover = Recipe(
        kind.shelf,
        kind.form,
        colours[0],
        chance.choice(accents),
        chance.randrange(60),
        "front",
        chance.randrange(10**6),
    )
    more: list[Recipe] = []
    others = colours[1:] or (chance.choice(accents),)
    roll = chance.random()
    if roll < 0.09 and len(others) >= 1 and thing.height * min(300 / thing.width, 560 / thing.height) > 230:
        more.append(cover._replace(view="row", seed=cover.seed + 1, others=tuple(others[:2])))
    elif roll < 0.18:
        more.append(cover._replace(view="close", seed=cover.seed + 2))
    return (cover, *more)


def _sale(chance: Random) -> Sale | None:
    roll = chance.random()
    payer: Payer = "platform" if chance.random() < 0.15 else "merchant"
    off = chance.choice((8, 10, 12, 15, 18, 20, 25, 30))
    if roll < 0.34:
        return Sale(off, -chance.randrange(2, 45), chance.choice((None, 3, 7, 14, 30)), payer)
    if roll < 0.4:
        return Sale(off, -chance.randrange(30, 55), -chance.randrange(3, 20), payer)  # over
    return Sale(off, chance.randrange(1, 6), chance.randrange(8, 20), payer) if roll < 0.44 else None  # coming
