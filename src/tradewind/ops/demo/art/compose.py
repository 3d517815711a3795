"""From a recipe to a picture: which thing, in which colours, on which backdrop, seen how."""

from random import Random
from typing import NamedTuple

from PIL import Image

from tradewind.ops.demo.art.backdrop import WALLS, Scene, scene
from tradewind.ops.demo.art.colour import COLOURWAYS, RGB, darker, luminance
from tradewind.ops.demo.art.pen import OVER, Pen
from tradewind.ops.demo.art.shapes import ellipse
from tradewind.ops.demo.art.things import care, home, kitchen, pantry, play, tech, wear
from tradewind.ops.demo.art.things.base import Thing

SHELF: dict[str, tuple[Thing, ...]] = {
    "mugs": kitchen.MUGS, "bowls": kitchen.BOWLS, "teaware": kitchen.TEAWARE, "cookware": kitchen.COOKWARE,
    "jars": kitchen.JARS, "sneakers": wear.SNEAKERS, "jackets": wear.JACKETS, "shirts": wear.SHIRTS, "bags": wear.BAGS,
    "hats": wear.HATS, "phones": tech.PHONES, "headphones": tech.HEADPHONES, "watches": tech.WATCHES,
    "speakers": tech.SPEAKERS, "keyboards": tech.KEYBOARDS, "lamps": home.LAMPS, "chairs": home.CHAIRS,
    "plants": home.PLANTS, "candles": home.CANDLES, "skincare": care.SKINCARE, "makeup": care.MAKEUP,
    "scents": care.SCENTS, "fruit": pantry.FRUIT, "tea": pantry.TEA, "snacks": pantry.SNACKS, "books": play.BOOKS,
    "stationery": play.STATIONERY, "plush": play.PLUSH, "toys": play.TOYS,
}  # fmt: skip
_STANDING = ("studio", "studio", "table", "table", "podium", "podium", "arch", "split", "leaves", "disc")
_HANGING = ("studio", "leaves", "disc", "studio", "split")
_DARK_LOVERS = ("phones", "headphones", "watches", "speakers", "keyboards", "scents", "lamps", "candles")


class Recipe(NamedTuple):
    """A picture to draw. `view`: front, close, or row (several colours side by side)."""

    shelf: str
    form: int
    main: str
    accent: str
    detail: int
    view: str
    seed: int
    others: tuple[str, ...] = ()


def draw(recipe: Recipe) -> Image.Image:
    """The finished picture, square."""
    thing = SHELF[recipe.shelf][recipe.form]
    chance = Random(recipe.seed)  # noqa: S311 - pictures, no secrets
    place = scene(*_backdrop(recipe, chance))
    if recipe.view == "row":
        _row(recipe, thing, place)
    elif recipe.view == "close":
        _close(recipe, thing, place, chance)
    else:
        _front(recipe, thing, place, chance)
    return place.image.reduce(OVER)


def backdrop(recipe: Recipe) -> tuple[str, str]:
    """Wall and kind of the backdrop of a recipe; pictures that share one are best drawn one after the other."""
    kind, wall = _backdrop(recipe, Random(recipe.seed))  # noqa: S311
    return wall, kind


def _backdrop(recipe: Recipe, chance: Random) -> tuple[str, str]:
    hangs = SHELF[recipe.shelf][recipe.form].hangs
    kind = chance.choice(_HANGING if hangs else _STANDING)
    if recipe.view != "front":
        kind = chance.choice(("studio", "split", "studio") if hangs else ("studio", "split", "table"))
    return kind, chance.choice(_walls(recipe, chance))


def _walls(recipe: Recipe, chance: Random) -> list[str]:
    """Walls on which the thing stands out; mostly light ones."""
    roll = chance.random()
    dark = 0.3 if recipe.shelf in _DARK_LOVERS else 0.05
    tone = "dark" if roll < dark else "mid" if roll < dark + 0.34 else "light"
    main = COLOURWAYS[recipe.main]
    clear = [name for name, wall in WALLS.items() if name.startswith(tone) and _apart(main, wall) > 0.13]
    return clear or [name for name in WALLS if name.startswith("mid" if luminance(main) > 0.7 else "light")]


def _apart(a: RGB, b: RGB) -> float:
    """How different two colours look, 0 to about 1."""
    return (sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5) / 330


def _foot(thing: Thing, place: Scene, scale: float) -> float:
    return 500 + thing.height * scale / 2 if thing.hangs else place.floor


def _paint(pen: Pen, thing: Thing, recipe: Recipe, main: str) -> None:
    accent = COLOURWAYS[recipe.accent]
    if recipe.accent == main:
        accent = darker(accent, 0.4)
    thing.draw(pen, COLOURWAYS[main], accent, recipe.detail)


def _front(recipe: Recipe, thing: Thing, place: Scene, chance: Random) -> None:
    scale = min(690 / thing.width, 640 / thing.height) * chance.uniform(0.94, 1.04)
    foot = _foot(thing, place, scale)
    if place.floor > 0 and not thing.hangs and thing.height * scale < 330:
        foot -= 30  # a flat thing sits nearer to the middle
    flip = not thing.hangs and chance.random() < 0.3
    _paint(Pen(place.image).at(500, foot, scale, flip=flip), thing, recipe, recipe.main)


def _close(recipe: Recipe, thing: Thing, place: Scene, chance: Random) -> None:
    scale = min(1180 / thing.width, 1120 / thing.height)
    x = 500 + chance.uniform(-0.16, 0.16) * thing.width * scale
    foot = 560 + thing.height * scale / 2 + chance.uniform(-40, 130)
    _paint(Pen(place.image).at(x, foot, scale), thing, recipe, recipe.main)


def _row(recipe: Recipe, thing: Thing, place: Scene) -> None:
    colours = (recipe.main, *recipe.others)[:3]
    count = len(colours)
    scale = min(900 / count / thing.width, 560 / thing.height)
    pen = Pen(place.image)
    foot = _foot(thing, place, scale) - (0 if thing.hangs else 40)
    for n, colour in enumerate(colours):
        x = 500 + (n - (count - 1) / 2) * 930 / count
        if thing.hangs:
            pen.soft(ellipse(x, foot, thing.width * scale * 0.4, 20), (30, 24, 30), 0.12, 20)
        _paint(pen.at(x, foot + (n % 2) * 34 * (not thing.hangs), scale), thing, recipe, colour)
