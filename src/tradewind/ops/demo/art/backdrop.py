"""Where a thing is photographed: a studio, a table by the window, a plinth, an arch. Made once, then copied."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from PIL import Image

from tradewind.ops.demo.art.colour import RGB, Ramp, darker, down, lighter, luminance, mix, turned
from tradewind.ops.demo.art.pen import OVER, UNITS, Pen
from tradewind.ops.demo.art.shapes import arc, box, ellipse, leaf

SIZE = 640  # pixels of a finished picture

# Wall colours that go well with most goods; the first words of a name say how bright it is.
WALLS: dict[str, RGB] = {
    "light_cream": (243, 235, 222), "light_blush": (245, 226, 220), "light_sage": (224, 231, 217),
    "light_mist": (222, 231, 238), "light_lilac": (231, 226, 240), "light_stone": (232, 229, 224),
    "light_butter": (250, 236, 200),
    "mid_sand": (217, 192, 158), "mid_rose": (222, 170, 160), "mid_sage": (160, 180, 156),
    "mid_blue": (146, 174, 198), "mid_clay": (206, 146, 112),
    "dark_night": (42, 50, 72), "dark_forest": (44, 66, 58), "dark_coal": (52, 52, 58),
}  # fmt: skip
WOODS: tuple[RGB, ...] = ((214, 172, 126), (176, 126, 84), (232, 204, 166))


class Scene(NamedTuple):
    """A backdrop and where things stand on it: the height of the floor under their feet."""

    image: Image.Image
    floor: float


def scene(kind: str, wall: str) -> Scene:
    """A fresh copy of a backdrop."""
    made = _made(kind, wall)
    return Scene(made.image.copy(), made.floor)


@lru_cache(maxsize=4)  # pictures are drawn backdrop by backdrop
def _made(kind: str, wall: str) -> Scene:
    colour = WALLS[wall]
    pen = Pen(Image.new("RGB", (SIZE * OVER, SIZE * OVER), colour))
    return Scene(pen.image, KINDS[kind](pen, colour))


def _lit(wall: RGB, t: float) -> RGB:
    """The wall where light falls on it; a dark wall stays dark."""
    return lighter(wall, t * (0.3 if luminance(wall) < 0.35 else 1.0))


def _all() -> list[tuple[float, float]]:
    return box(-10, -10, UNITS + 20, UNITS + 20)


def _studio(pen: Pen, wall: RGB) -> float:
    """Paper that rolls from the wall onto the floor without an edge."""
    pen.image.paste(_paper(wall, pen.image.width))
    return 800


@lru_cache(maxsize=3)
def _paper(wall: RGB, width: int) -> Image.Image:
    """The studio's paper: nothing but soft light, so it is made small and enlarged."""
    pen = Pen(Image.new("RGB", (width // 5, width // 5), wall))
    sweep = Ramp((
        (0.0, darker(wall, 0.05)), (0.45, _lit(wall, 0.22)), (0.66, wall), (0.76, darker(wall, 0.03)),
        (0.9, _lit(wall, 0.16)), (1.0, _lit(wall, 0.05)),
    ), "y")  # fmt: skip
    pen.shape(_all(), sweep)
    pen.soft(ellipse(430, 330, 420, 330), _lit(wall, 0.75), 0.5, 130)
    pen.soft(box(860, 0, 200, 1000), darker(wall, 0.4), 0.2, 110)
    return pen.image.resize((width, width), Image.Resampling.BICUBIC)


def _table(pen: Pen, wall: RGB) -> float:
    """A wooden table before a wall, light from a window on the left."""
    wood = WOODS[sum(wall) % len(WOODS)]
    pen.shape(_all(), Ramp(((0.0, lighter(wall, 0.2)), (0.7, wall), (1.0, darker(wall, 0.1))), "y"))
    for x in (80, 330):
        pane = [(x, -20), (x + 190, -20), (x + 470, 700), (x + 280, 700)]
        pen.soft(pane, lighter(wall, 0.85), 0.42, 16)
    pen.soft(box(-20, 640, 1040, 60), darker(wall, 0.5), 0.22, 26)
    pen.shape(box(-10, 690, 1020, 320), down(lighter(wood, 0.1), darker(wood, 0.16)))
    for n, y in enumerate((716, 752, 801, 868, 944)):
        pen.line([(-10, y), (1010, y + (4 if n % 2 else -3))], 2 + n * 0.5, darker(wood, 0.22), 0.28)
    pen.shape(box(-10, 690, 1020, 7), lighter(wood, 0.45))
    pen.soft(box(-20, 697, 500, 200), lighter(wood, 0.7), 0.25, 70)
    return 812


def _podium(pen: Pen, wall: RGB) -> float:
    """A round plinth in the colour of the wall."""
    _studio(pen, wall)
    tone = mix(_lit(wall, 0.35), wall, 0.4)
    pen.soft(ellipse(520, 930, 440, 52), darker(wall, 0.75), 0.3, 30)
    side = [*arc(500, 800, 400, 62, 180, 0, 48), *arc(500, 915, 400, 62, 0, 180, 48)]
    pen.shape(side, turned(darker(tone, 0.04), 0.2))
    pen.shape(ellipse(500, 800, 400, 62), _lit(tone, 0.32))
    pen.soft(ellipse(420, 792, 260, 30), _lit(tone, 0.85), 0.6, 24, ellipse(500, 800, 400, 62))
    return 806


def _arch(pen: Pen, wall: RGB) -> float:
    """A niche with a round top."""
    _studio(pen, wall)
    inner = [*arc(500, 420, 310, 310, 180, 360, 48), (810, 772), (190, 772)]
    pen.shape(inner, down(darker(wall, 0.2), darker(wall, 0.07)))
    pen.soft([*arc(470, 440, 310, 310, 180, 360, 32), (780, 800), (160, 800)], lighter(wall, 0.3), 0.75, 22, inner)
    pen.shape([(190, 772), (810, 772), (880, 830), (120, 830)], lighter(wall, 0.38))
    pen.shape(box(120, 830, 760, 26), darker(wall, 0.1))
    pen.soft(box(120, 860, 790, 30), darker(wall, 0.7), 0.2, 18)
    return 808


def _split(pen: Pen, wall: RGB) -> float:
    """Two papers: a light one behind, a deeper one under the thing."""
    pen.shape(_all(), Ramp(((0.0, lighter(wall, 0.5)), (1.0, lighter(wall, 0.28))), "y"))
    pen.shape(box(-10, 640, 1020, 380), down(wall, lighter(wall, 0.14)))
    pen.soft(box(-20, 600, 1040, 44), darker(wall, 0.5), 0.12, 20)
    pen.soft(ellipse(380, 320, 380, 300), lighter(wall, 0.9), 0.55, 120)
    return 812


def _leaves(pen: Pen, wall: RGB) -> float:
    """The studio with the shadow of a palm on the wall."""
    _studio(pen, wall)
    shade = darker(wall, 0.5)
    for x, y, turn in ((1010, 120, 0.0), (1030, 420, 16.0)):
        for n in range(7):
            pen.soft(leaf(x, y, 520 - abs(n - 3) * 62, 62, 150 + turn + (n - 3) * 19), shade, 0.17, 10)
    return 800


def _disc(pen: Pen, wall: RGB) -> float:
    """A large round of another tone behind the thing."""
    _studio(pen, lighter(wall, 0.3))
    pen.soft(ellipse(506, 452, 336, 336), darker(wall, 0.5), 0.16, 24)
    pen.shape(ellipse(500, 440, 330, 330), down(lighter(wall, 0.04), darker(wall, 0.08)))
    return 800


KINDS: dict[str, Callable[[Pen, RGB], float]] = {
    "studio": _studio, "table": _table, "podium": _podium, "arch": _arch,
    "split": _split, "leaves": _leaves, "disc": _disc,
}  # fmt: skip
