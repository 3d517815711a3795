"""Colours of the drawn pictures: named colourways, mixing, and ramps that make flat shapes look round."""

from typing import NamedTuple

RGB = tuple[int, int, int]

WHITE: RGB = (255, 255, 255)
INK: RGB = (30, 26, 34)

# Colourways by code; `words.common` has their names.
COLOURWAYS: dict[str, RGB] = {
    "white": (246, 245, 241), "cream": (241, 231, 211), "oat": (214, 197, 168), "silver": (190, 195, 202),
    "charcoal": (58, 60, 68), "navy": (44, 60, 100), "mist": (142, 170, 194), "sky": (108, 168, 222),
    "forest": (46, 92, 76), "sage": (152, 174, 144), "celadon": (164, 198, 184), "mint": (160, 216, 198),
    "butter": (248, 216, 132), "mustard": (218, 164, 58), "caramel": (192, 124, 70), "terracotta": (200, 108, 76),
    "brick": (176, 76, 58), "red": (208, 54, 50), "coral": (240, 122, 98), "blush": (240, 188, 184),
    "lavender": (180, 168, 212), "plum": (120, 66, 104), "burgundy": (118, 38, 54), "cocoa": (104, 72, 56),
}  # fmt: skip


def mix(a: RGB, b: RGB, t: float) -> RGB:
    """`a` at t = 0, `b` at t = 1."""
    return (
        round(a[0] + (b[0] - a[0]) * t),
        round(a[1] + (b[1] - a[1]) * t),
        round(a[2] + (b[2] - a[2]) * t),
    )


def lighter(colour: RGB, t: float) -> RGB:
    """Towards white."""
    return mix(colour, WHITE, t)


def darker(colour: RGB, t: float) -> RGB:
    """Towards a warm black, as shade does; black itself would look dirty."""
    return mix(colour, INK, t)


def luminance(colour: RGB) -> float:
    """How bright a colour looks, 0 to 1."""
    return (0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]) / 255


class Ramp(NamedTuple):
    """A gradient over a shape's box: colours at places 0 to 1 along `axis` ("x" or "y")."""

    stops: tuple[tuple[float, RGB], ...]
    axis: str = "x"

    def at(self, t: float) -> RGB:
        """The colour at a place."""
        before = self.stops[0]
        for stop in self.stops:
            if t <= stop[0]:
                width = stop[0] - before[0]
                return mix(before[1], stop[1], (t - before[0]) / width if width > 0 else 1.0)
            before = stop
        return before[1]


Fill = RGB | Ramp


def turned(colour: RGB, depth: float = 0.34) -> Ramp:
    """A round body lit from the upper left: the shading of a cylinder across its width."""
    return Ramp((
        (0.0, darker(colour, depth * 0.55)), (0.08, darker(colour, depth * 0.2)), (0.28, lighter(colour, depth * 0.7)),
        (0.5, colour), (0.8, darker(colour, depth * 0.7)), (0.94, darker(colour, depth)),
        (1.0, darker(colour, depth * 0.7)),
    ))  # fmt: skip


def metal(colour: RGB) -> Ramp:
    """Polished metal across its width: hard bands of light."""
    return Ramp((
        (0.0, darker(colour, 0.3)), (0.12, lighter(colour, 0.2)), (0.24, lighter(colour, 0.75)),
        (0.36, colour), (0.62, darker(colour, 0.38)), (0.8, lighter(colour, 0.15)), (1.0, darker(colour, 0.34)),
    ))  # fmt: skip


def fall(colour: RGB, depth: float = 0.22) -> Ramp:
    """Light from above: lighter at the top, shaded at the foot."""
    return Ramp(((0.0, lighter(colour, depth * 0.8)), (0.45, colour), (1.0, darker(colour, depth))), "y")


def across(left: RGB, right: RGB) -> Ramp:
    """A plain gradient from left to right."""
    return Ramp(((0.0, left), (1.0, right)))


def down(top: RGB, bottom: RGB) -> Ramp:
    """A plain gradient from top to bottom."""
    return Ramp(((0.0, top), (1.0, bottom)), "y")
