"""What every drawn thing shares: its signature, round bodies, rims.

A thing stands at (0, 0), its foot on the floor, y growing downwards; it is about 600 units wide or high.
`main` is its colour, `accent` a second one, `detail` any number that chooses a pattern.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tradewind.ops.demo.art.colour import RGB, WHITE, Fill, darker, lighter, turned
from tradewind.ops.demo.art.pen import Pen
from tradewind.ops.demo.art.shapes import Point, box, ellipse


class Thing(NamedTuple):
    """A drawable thing: how, and the box it fills above the floor. `hangs`: it comes from above, without a floor."""

    draw: Callable[[Pen, RGB, RGB, int], None]
    width: float
    height: float
    hangs: bool = False


def body(p: Pen, outline: Sequence[Point], colour: RGB, depth: float = 0.34, gloss: float = 0.45) -> None:
    """A round body: turned shading, a darker foot, a streak of light."""
    p.shape(outline, turned(colour, depth))
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    x0, y0, w, h = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    p.soft(box(x0, y0 + h * 0.84, w, h * 0.3), darker(colour, 0.75), 0.34, h * 0.08, outline)
    if gloss:
        p.soft(ellipse(x0 + w * 0.25, y0 + h * 0.42, w * 0.045, h * 0.27), WHITE, gloss, w * 0.025, outline)


def rim(p: Pen, cy: float, rx: float, ry: float, colour: RGB, inside: Fill | None = None, cx: float = 0.0) -> None:
    """The open top of a vessel: an edge, and the dark inside lit on the right."""
    p.disc(cx, cy, rx, ry, lighter(colour, 0.45))
    hole = ellipse(cx, cy + ry * 0.06, rx * 0.93, ry * 0.84)
    p.shape(hole, inside or darker(colour, 0.42))
    if inside is None:
        p.soft(ellipse(cx + rx * 0.45, cy + ry * 0.5, rx * 0.5, ry * 0.6), lighter(colour, 0.3), 0.65, rx * 0.12, hole)


def bands(p: Pen, outline: Sequence[Point], ys: Sequence[tuple[float, float]], colour: RGB, bend: float) -> None:
    """Stripes around a round body, bent as seen from above; each is (y, height)."""
    xs = [x for x, _ in outline]
    cx, half = (min(xs) + max(xs)) / 2, (max(xs) - min(xs)) / 2 + 4
    for y, height in ys:
        top = [(cx + half * t / 12, y + bend * (1 - (t / 12) ** 2)) for t in range(-12, 13)]
        low = [(x, yy + height) for x, yy in reversed(top)]
        p.shape(top + low, turned(colour, 0.3), 1.0, outline)


def dots(p: Pen, outline: Sequence[Point], rows: Sequence[float], colour: RGB, radius: float, gap: float) -> None:
    """Rows of dots on a body, denser towards its sides."""
    xs = [x for x, _ in outline]
    cx, half = (min(xs) + max(xs)) / 2, (max(xs) - min(xs)) / 2
    for n, y in enumerate(rows):
        for k in range(-8, 9):
            t = (k + (0.5 if n % 2 else 0)) * gap / half
            if abs(t) < 0.98:
                squeeze = (1 - t * t) ** 0.5
                p.shape(ellipse(cx + half * t, y + radius * 1.2 * squeeze, radius * max(0.25, squeeze), radius, 20),
                        colour, 1.0, outline)  # fmt: skip
