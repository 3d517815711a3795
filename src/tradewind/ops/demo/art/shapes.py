"""Outlines as lists of points, in units of a thousandth of the picture. y grows downwards."""

from collections.abc import Sequence
from math import cos, pi, sin

Point = tuple[float, float]
Outline = list[Point]


def ellipse(cx: float, cy: float, rx: float, ry: float, steps: int = 64) -> Outline:
    """A whole ellipse."""
    return arc(cx, cy, rx, ry, 0, 360, steps)[:-1]


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int = 32) -> Outline:
    """Part of an ellipse, degrees clockwise from three o'clock."""
    angles = [(start + (end - start) * n / steps) * pi / 180 for n in range(steps + 1)]
    return [(cx + rx * cos(a), cy + ry * sin(a)) for a in angles]


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> Outline:
    """A rectangle, its corners rounded."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    corners = (
        (x + r, y + r, 180),
        (x + width - r, y + r, 270),
        (x + width - r, y + height - r, 0),
        (x + r, y + height - r, 90),
    )
    return [point for cx, cy, start in corners for point in arc(cx, cy, r, r, start, start + 90, 8)]


def curve(points: Sequence[Point], steps: int = 10) -> Outline:
    """A smooth line through all points (Catmull-Rom)."""
    if len(points) < 3:
        return list(points)
    padded = [points[0], *points, points[-1]]
    out: Outline = []
    for n in range(1, len(padded) - 2):
        out += _segment(padded[n - 1], padded[n], padded[n + 1], padded[n + 2], steps)
    return [*out, points[-1]]


def blob(points: Sequence[Point], steps: int = 10) -> Outline:
    """A smooth closed outline through all points."""
    count = len(points)
    out: Outline = []
    for n in range(count):
        out += _segment(points[n - 1], points[n], points[(n + 1) % count], points[(n + 2) % count], steps)
    return out


def _segment(a: Point, b: Point, c: Point, d: Point, steps: int) -> Outline:
    out = []
    for n in range(steps):
        t = n / steps
        t2, t3 = t * t, t * t * t
        k1, k2, k3, k4 = -t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2, -3 * t3 + 4 * t2 + t, t3 - t2
        out.append((
            0.5 * (k1 * a[0] + k2 * b[0] + k3 * c[0] + k4 * d[0]),
            0.5 * (k1 * a[1] + k2 * b[1] + k3 * c[1] + k4 * d[1]),
        ))  # fmt: skip
    return out


def vessel(cx: float, profile: Sequence[tuple[float, float]], smooth: bool = True, foot: float = 0.0) -> Outline:
    """The outline of a turned body: `profile` holds (y, half width) from top to bottom.

    `foot` bends the lower edge down by that much, as a round foot seen from slightly above.
    """
    side = [(cx + half, y) for y, half in profile]
    right = curve(side) if smooth else side
    y, half = profile[-1]
    base = arc(cx, y, half, foot, 0, 180, 16)[1:-1] if foot else []
    return right + base + [(2 * cx - x, y) for x, y in reversed(right)]


def mirrored(points: Sequence[Point], cx: float) -> Outline:
    """A closed outline from its right half, given from top to bottom."""
    return list(points) + [(2 * cx - x, y) for x, y in reversed(points)]


def leaf(x: float, y: float, length: float, width: float, angle: float) -> Outline:
    """A pointed leaf that starts at (x, y) and goes `angle` degrees (0 = right, -90 = up)."""
    a = angle * pi / 180
    along, beside = (cos(a), sin(a)), (-sin(a), cos(a))
    half = [(0.0, 0.0), (0.18, 0.36), (0.45, 0.5), (0.75, 0.32), (1.0, 0.0)]
    upper = curve(half, 6)
    outline = upper + [(t, -w) for t, w in reversed(upper[1:-1])]
    return [
        (x + along[0] * t * length + beside[0] * w * width, y + along[1] * t * length + beside[1] * w * width)
        for t, w in outline
    ]
