"""Draws the app icons from the mark in ../static/icons/logo.svg: `python icons.py`. The results are kept."""

from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parent.parent / "static" / "icons"
RED, WHITE, PALE = (0xCF, 0x2E, 0x17), (255, 255, 255), (0xFF, 0xD3, 0xC7)
SCALE = 4  # drawn larger, then reduced: smooth edges


def _curve(*points: tuple[float, float]) -> list[tuple[float, float]]:
    """A cubic curve as 40 points."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    found = []
    for step in range(41):
        t = step / 40
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        found.append(
            (
                sum(w * v for w, v in zip(weights, (ax, bx, cx, dx), strict=True)),
                sum(w * v for w, v in zip(weights, (ay, by, cy, dy), strict=True)),
            )
        )
    return found


def draw(size: int, margin: float) -> Image.Image:
    """The mark on red; `margin` is the share left around it for masks that cut corners."""
    side = size * SCALE
    image = Image.new("RGB", (side, side), RED)
    pen = ImageDraw.Draw(image)
    unit = side * (1 - 2 * margin) / 32

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(side * margin + x * unit, side * margin + y * unit) for x, y in points]

    sail = [(17.2, 5.5), (17.2, 21.8), (6.8, 21.8), *_curve((6.8, 21.8), (11.5, 18), (15.3, 12.3), (17.2, 5.5))]
    jib = [*_curve((19.4, 9.5), (22.5, 12.8), (24.6, 17), (25.4, 21.8)), (19.4, 21.8)]
    pen.polygon(at(sail), fill=WHITE)
    pen.polygon(at(jib), fill=PALE)
    pen.rounded_rectangle([*at([(4.4, 23.3)])[0], *at([(27.6, 25.5)])[0]], radius=1.1 * unit, fill=WHITE)
    return image.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for size in (180, 192, 512):
        draw(size, 0.06).save(OUT / f"icon-{size}.png", optimize=True)
    draw(512, 0.16).save(OUT / "icon-512-maskable.png", optimize=True)
