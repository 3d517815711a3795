"""The pen: draws outlines with gradients, soft shadows and clipping on a picture twice as large as the result."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tradewind.ops.demo.art.colour import RGB, Fill, Ramp
from tradewind.ops.demo.art.shapes import Outline, Point, ellipse

UNITS = 1000  # a picture is 1000 units wide and high
OVER = 2  # drawn this many times larger, for smooth edges
_SAMPLES = 48
_SOFT = 8  # blurred shapes are made at an eighth of the size
INK_SHADOW: RGB = (38, 28, 40)

Box = tuple[int, int, int, int]


class Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, inner: "Matrix") -> "Matrix":
        """The change that applies `inner` first."""
        a, b, c, d, e, f = self
        return Matrix(
            a * inner.a + c * inner.b, b * inner.a + d * inner.b, a * inner.c + c * inner.d,
            b * inner.c + d * inner.d, a * inner.e + c * inner.f + e, b * inner.e + d * inner.f + f,
        )  # fmt: skip


class Pen:
    """Draws on one picture. `at` gives a pen whose units are moved, scaled and turned."""

    def __init__(self, image: Image.Image, matrix: Matrix | None = None) -> None:
        self.image = image
        k = image.width / UNITS
        self.matrix = matrix or Matrix(k, 0, 0, k, 0, 0)
        self.draw = ImageDraw.Draw(image)

    def at(self, x: float, y: float, scale: float = 1.0, turn: float = 0.0, flip: bool = False) -> "Pen":
        """A pen whose origin lies at (x, y) of this one."""
        s, a = scale, turn * pi / 180
        sign = -1 if flip else 1
        inner = Matrix(sign * s * cos(a), sign * s * sin(a), -s * sin(a), s * cos(a), x, y)
        return Pen(self.image, self.matrix.then(inner))

    @property
    def scale(self) -> float:
        """Pixels of one unit."""
        m = self.matrix
        return float(abs(m.a * m.d - m.b * m.c) ** 0.5)

    def shape(self, outline: Sequence[Point], fill: Fill, alpha: float = 1.0, within: Sequence[Point] = ()) -> None:
        """Fills an outline; with `within`, only what lies inside that other outline too."""
        xy = self._map(outline)
        if not isinstance(fill, Ramp) and alpha >= 1 and not within:
            self.draw.polygon(xy, fill=fill)
            return
        full = _bounds(xy)
        seen = self._seen(full)
        if seen is None:
            return
        mask = _mask(xy, seen, round(255 * alpha))
        if within:
            mask = ImageChops.multiply(mask, _mask(self._map(within), seen, 255))
        self._paste(fill, full, seen, mask)

    def line(self, points: Sequence[Point], width: float, fill: Fill, alpha: float = 1.0) -> None:
        """A line with round ends and joints."""
        xy = self._map(points)
        thick = max(1, round(width * self.scale))
        half = thick / 2
        full = _bounds(xy)
        full = (full[0] - thick, full[1] - thick, full[2] + thick, full[3] + thick)
        seen = self._seen(full)
        if seen is None:
            return
        if not isinstance(fill, Ramp) and alpha >= 1:
            _stroke(self.draw, xy, thick, half, fill)
            return
        mask = Image.new("L", (seen[2] - seen[0], seen[3] - seen[1]))
        moved = [(x - seen[0], y - seen[1]) for x, y in xy]
        _stroke(ImageDraw.Draw(mask), moved, thick, half, round(255 * alpha))
        self._paste(fill, full, seen, mask)

    def soft(
        self, outline: Sequence[Point], colour: RGB, alpha: float, blur: float, within: Sequence[Point] = ()
    ) -> None:
        """A blurred shape: a shadow, a glow, a highlight. `blur` in units."""
        xy = self._map(outline)
        radius = blur * self.scale
        edge = int(radius * 2.5) + _SOFT
        x0, y0, x1, y1 = _bounds(xy)
        seen = self._seen((x0 - edge, y0 - edge, x1 + edge, y1 + edge))
        if seen is None:
            return
        # Drawn small with a margin, so that what lies outside the picture still shines in.
        step = _SOFT if radius >= 4 * _SOFT or max(x1 - x0, y1 - y0) > 400 else 4
        margin = int(radius * 2 / step) + 1
        small = ((seen[2] - seen[0]) // step + 1 + 2 * margin, (seen[3] - seen[1]) // step + 1 + 2 * margin)
        mask = Image.new("L", small)
        moved = [((x - seen[0]) / step + margin, (y - seen[1]) / step + margin) for x, y in xy]
        ImageDraw.Draw(mask).polygon(moved, fill=round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(radius / step))
        size = (seen[2] - seen[0], seen[3] - seen[1])
        cut = (margin, margin, margin + size[0] / step, margin + size[1] / step)
        mask = mask.resize(size, Image.Resampling.BILINEAR, box=cut)
        if within:
            mask = ImageChops.multiply(mask, _mask(self._map(within), seen, 255))
        self.image.paste(colour, seen, mask)

    def shadow(self, cx: float, cy: float, rx: float, ry: float, strength: float = 0.36) -> None:
        """What a standing thing leaves on the floor: a wide faint pool and a dark contact line."""
        self.soft(ellipse(cx + rx * 0.1, cy, rx * 1.12, ry * 1.15), INK_SHADOW, strength * 0.55, max(ry, 16) * 0.8)
        self.soft(ellipse(cx, cy - ry * 0.08, rx * 0.94, ry * 0.5), INK_SHADOW, strength, 9)

    def disc(self, cx: float, cy: float, rx: float, ry: float, fill: Fill, alpha: float = 1.0) -> None:
        """A filled ellipse."""
        self.shape(ellipse(cx, cy, rx, ry), fill, alpha)

    def _map(self, points: Sequence[Point]) -> Outline:
        a, b, c, d, e, f = self.matrix
        return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]

    def _seen(self, full: Box) -> Box | None:
        """The part of a box that lies on the picture."""
        x0, y0 = max(0, full[0]), max(0, full[1])
        x1, y1 = min(self.image.width, full[2]), min(self.image.height, full[3])
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def _paste(self, fill: Fill, full: Box, seen: Box, mask: Image.Image) -> None:
        if isinstance(fill, Ramp):
            self.image.paste(_ramp_image(fill, full, seen), seen, mask)
        else:
            self.image.paste(fill, seen, mask)


def _stroke(draw: ImageDraw.ImageDraw, xy: Outline, thick: int, half: float, ink: RGB | int) -> None:
    draw.line(xy, fill=ink, width=thick, joint="curve")
    for x, y in (xy[0], xy[-1]):
        draw.ellipse((x - half, y - half, x + half, y + half), fill=ink)


def _bounds(xy: Outline) -> Box:
    xs, ys = [x for x, _ in xy], [y for _, y in xy]
    return (int(min(xs)) - 1, int(min(ys)) - 1, int(max(xs)) + 2, int(max(ys)) + 2)


def _mask(xy: Outline, seen: Box, ink: int) -> Image.Image:
    mask = Image.new("L", (seen[2] - seen[0], seen[3] - seen[1]))
    ImageDraw.Draw(mask).polygon([(x - seen[0], y - seen[1]) for x, y in xy], fill=ink)
    return mask


def _ramp_image(ramp: Ramp, full: Box, seen: Box) -> Image.Image:
    """The seen part of a gradient that spans the full box."""
    size = (seen[2] - seen[0], seen[3] - seen[1])
    low, high = (0, 2) if ramp.axis == "x" else (1, 3)
    start, whole = full[low], max(1, full[high] - full[low])
    places = (seen[low] + (seen[high] - seen[low]) * (n + 0.5) / _SAMPLES for n in range(_SAMPLES))
    colours = [ramp.at((place - start) / whole) for place in places]
    strip = Image.new("RGB", (_SAMPLES, 1) if ramp.axis == "x" else (1, _SAMPLES))
    strip.putdata(colours)
    long = (size[0], 1) if ramp.axis == "x" else (1, size[1])
    return strip.resize(long, Image.Resampling.BILINEAR).resize(size, Image.Resampling.NEAREST)
