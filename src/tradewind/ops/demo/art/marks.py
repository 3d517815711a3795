"""Shop logos: drawn marks, no letters."""

from random import Random

from PIL import Image

from tradewind.ops.demo.art.colour import COLOURWAYS, RGB, darker, down, lighter, luminance
from tradewind.ops.demo.art.pen import OVER, Pen
from tradewind.ops.demo.art.shapes import arc, blob, box, ellipse, leaf

SIZE = 320
_GROUNDS = (
    "navy",
    "forest",
    "brick",
    "mustard",
    "plum",
    "sage",
    "terracotta",
    "mist",
    "charcoal",
    "coral",
    "cocoa",
    "sky",
)


def mark(number: int) -> Image.Image:
    """The logo of a demo shop: one of ten signs on a ground of its own colour."""
    chance = Random(number * 977 + 5)  # noqa: S311 - pictures, no secrets
    ground = COLOURWAYS[_GROUNDS[number % len(_GROUNDS)]]
    ink: RGB = (252, 246, 232) if luminance(ground) < 0.7 else darker(ground, 0.7)
    second = lighter(ground, 0.45)
    pen = Pen(Image.new("RGB", (SIZE * OVER, SIZE * OVER), ground))
    pen.shape(box(-5, -5, 1010, 1010), down(lighter(ground, 0.12), darker(ground, 0.12)))
    _SIGNS[number % len(_SIGNS)](pen, ink, second, chance)
    return pen.image.reduce(OVER)


def _hills(p: Pen, ink: RGB, second: RGB, _: Random) -> None:
    p.disc(650, 360, 90, 90, second)
    p.shape([(140, 720), (390, 320), (560, 590), (650, 470), (860, 720)], ink)


def _sprig(p: Pen, ink: RGB, second: RGB, chance: Random) -> None:
    p.line([(500, 800), (500, 300)], 26, ink)
    for n in range(3):
        for turn in (-35, 215):
            p.shape(leaf(500, 680 - n * 140, 260 - n * 30, 100, turn), second if n == 1 else ink)
    p.shape(leaf(500, 330, 180, 90, -90), ink)


def _rings(p: Pen, ink: RGB, second: RGB, _: Random) -> None:
    for n, radius in enumerate((330, 230, 130)):
        p.line(arc(500, 500, radius, radius, 200 + n * 40, 520 + n * 10, 60), 58, second if n == 1 else ink)
    p.disc(500, 500, 44, 44, ink)


def _cup(p: Pen, ink: RGB, second: RGB, _: Random) -> None:
    p.line(arc(660, 500, 110, 100, -80, 80, 30), 46, ink)
    p.shape(blob([(260, 380), (680, 380), (660, 600), (560, 720), (380, 720), (280, 600)]), ink)
    for x in (390, 470, 550):
        p.line([(x, 310), (x + 20, 240), (x - 10, 180)], 24, second)


def _wave(p: Pen, ink: RGB, second: RGB, _: Random) -> None:
    for n in range(3):
        points = [*arc(330, 400 + n * 140, 140, 90, 180, 360, 20), *arc(610, 400 + n * 140, 140, 90, 180, 0, 20)]
        p.line(points, 52, second if n == 1 else ink)


def _lamp(p: Pen, ink: RGB, second: RGB, _: Random) -> None:
    p.shape([(400, 230), (600, 230), (730, 520), (270, 520)], ink)
    p.line([(500, 520), (500, 740)], 36, second)
    p.line([(390, 750), (610, 750)], 44, ink)


def _star(p: Pen, ink: RGB, second: RGB, _: Random) -> None:
    for turn in range(8):
        p.at(500, 500, 1, turn * 45).shape(leaf(40, 0, 320 if turn % 2 else 240, 110, 0), ink if turn % 2 else second)
    p.disc(500, 500, 70, 70, ink)


def _house(p: Pen, ink: RGB, second: RGB, _: Random) -> None:
    p.shape([(500, 210), (810, 480), (720, 480), (720, 770), (280, 770), (280, 480), (190, 480)], ink)
    p.shape(box(430, 540, 140, 230, 70), second)


def _bag(p: Pen, ink: RGB, second: RGB, _: Random) -> None:
    p.line(arc(500, 400, 130, 150, 180, 360, 30), 44, second)
    p.shape(box(250, 400, 500, 390, 70), ink)
    p.disc(500, 590, 62, 62, second)


def _moon(p: Pen, ink: RGB, second: RGB, _: Random) -> None:
    p.disc(500, 500, 300, 300, ink)
    p.disc(600, 430, 240, 240, second)
    p.shape(ellipse(340, 300, 34, 34), ink)


_SIGNS = (_hills, _sprig, _rings, _cup, _wave, _lamp, _star, _house, _bag, _moon)
