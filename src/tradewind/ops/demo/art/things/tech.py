"""Phones, headphones, watches, speakers, keyboards."""

from tradewind.ops.demo.art.colour import RGB, WHITE, Ramp, across, darker, down, fall, lighter, metal, mix, turned
from tradewind.ops.demo.art.pen import Pen
from tradewind.ops.demo.art.shapes import Outline, arc, blob, box, curve, ellipse
from tradewind.ops.demo.art.things.base import Thing

STEEL: RGB = (196, 200, 206)
GLASS: RGB = (26, 28, 36)


def _wallpaper(p: Pen, screen: Outline, main: RGB, accent: RGB, detail: int) -> None:
    """Hills and a sun, or soft waves, on a screen."""
    xs, ys = [x for x, _ in screen], [y for _, y in screen]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    w, h = x1 - x0, y1 - y0
    p.shape(screen, down(lighter(main, 0.55), mix(main, accent, 0.6)))
    if detail % 2:
        p.shape(ellipse(x0 + w * 0.66, y0 + h * 0.34, w * 0.17, w * 0.17), lighter(accent, 0.5), 1.0, screen)
    for n in range(3):
        top = curve([(x0 - 10, y0 + h * (0.58 + n * 0.13)), (x0 + w * 0.3, y0 + h * (0.5 + n * 0.15)),
                     (x0 + w * 0.65, y0 + h * (0.62 + n * 0.11)), (x1 + 10, y0 + h * (0.52 + n * 0.14))])  # fmt: skip
        p.shape(
            [*top, (x1 + 10, y1 + 10), (x0 - 10, y1 + 10)], mix(main, darker(accent, 0.2), 0.25 + n * 0.3), 0.85, screen
        )


def phone(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A phone's front and, behind it, its back."""
    p.shadow(0, 0, 270, 30)
    _back(p.at(96, -10, 0.96, 6), main, accent, detail)
    q = p.at(-70, 0, 1, -4)
    q.soft(box(-140, -600, 300, 620, 50), (20, 18, 26), 0.35, 22)
    q.shape(box(-150, -612, 300, 612, 52), metal(mix(main, STEEL, 0.5)))
    q.shape(box(-142, -604, 284, 596, 46), GLASS)
    screen = box(-132, -594, 264, 576, 38)
    _wallpaper(q, screen, main, accent, detail)
    q.shape(box(-36, -578, 72, 20, 10), GLASS)
    q.shape(box(-44, -34, 88, 7, 3), WHITE, 0.9)
    q.shape(box(-62, -500, 124, 40, 12), WHITE, 0.85)
    q.shape(box(-40, -446, 80, 12, 6), WHITE, 0.6)
    for n in range(4):
        q.shape(box(-104 + n * 54, -116, 44, 44, 12), mix(accent, WHITE, 0.2 + 0.2 * n), 0.9)
    q.shape([(-132, -594), (20, -594), (-132, -240)], WHITE, 0.1, screen)


def _back(q: Pen, main: RGB, accent: RGB, detail: int) -> None:
    back = box(-150, -612, 300, 612, 52)
    q.soft([(x + 8, y + 8) for x, y in back], (20, 18, 26), 0.3, 18)
    q.shape(back, metal(mix(main, STEEL, 0.4)))
    face = box(-143, -605, 286, 598, 46)
    q.shape(face, across(lighter(main, 0.18), darker(main, 0.14)))
    q.soft(ellipse(-60, -420, 60, 260), WHITE, 0.28, 50, face)
    q.shape(box(-122, -584, 128 if detail % 2 else 240, 132, 34), lighter(main, 0.14))
    for x, y in ((-88, -550), (-28, -550), (-88, -486)) if detail % 2 else ((-84, -518), (0, -518), (84, -518)):
        r = 25 if detail % 2 else 34
        q.disc(x, y, r, r, metal(STEEL))
        q.disc(x, y, r * 0.78, r * 0.78, GLASS)
        q.disc(x - r * 0.2, y - r * 0.2, r * 0.26, r * 0.26, (96, 110, 150))
    q.disc(0, -300, 18, 18, lighter(main, 0.35))


def phone_back(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A phone from behind, leaning."""
    p.shadow(0, 0, 190, 28)
    _back(p.at(0, 0, 1, -7 if detail % 2 else 5), main, accent, detail)


def headphones(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """Over-ear headphones, standing."""
    p.shadow(0, 0, 280, 34)
    band = arc(0, -330, 236, 270, 188, 352, 48)
    p.line(band, 50, darker(main, 0.25))
    p.line([(x, y - 4) for x, y in band], 34, main)
    p.line([(x - 4, y - 10) for x, y in arc(0, -330, 236, 270, 215, 290, 30)], 9, lighter(main, 0.6), 0.8)
    p.line(arc(0, -322, 212, 244, 200, 340, 40), 22, darker(accent, 0.3))
    for side in (-1, 1):
        p.shape(box(side * 244 - 18, -372, 36, 130, 16), metal(STEEL))
        p.shape(
            blob(
                [
                    (side * 140, -300),
                    (side * 176, -320),
                    (side * 190, -170),
                    (side * 176, -24),
                    (side * 140, -40),
                    (side * 128, -170),
                ]
            ),
            darker(accent, 0.42),
        )
        cup = blob(
            [
                (side * 176, -330),
                (side * 272, -322),
                (side * 308, -180),
                (side * 276, -28),
                (side * 176, -12),
                (side * 158, -170),
            ]
        )
        p.shape(
            cup,
            across(lighter(main, 0.16), darker(main, 0.2))
            if side < 0
            else across(lighter(main, 0.05), darker(main, 0.3)),
        )
        p.soft(ellipse(side * 236 - 26, -220, 16, 70), WHITE, 0.5, 12, cup)
        if detail % 2:
            p.line(arc(side * 262, -176, 20, 104, 0, 360, 40), 6, accent)
        else:
            p.disc(side * 256, -176, 13, 66, accent)


def earbuds(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """Wireless buds in and beside their open case."""
    p.shadow(0, 0, 330, 36)
    lid = blob([(-230, -240), (-220, -360), (-120, -410), (60, -410), (160, -360), (170, -240)])
    p.shape(lid, fall(darker(main, 0.08), 0.2))
    p.shape(
        blob([(-206, -236), (-196, -340), (-110, -380), (50, -380), (138, -340), (146, -236)]),
        down(darker(main, 0.35), darker(main, 0.2)),
    )
    for x in (-110, 40):
        _bud(p.at(x, -150, 0.92), main, accent)
    case = blob(
        [(-240, -226), (-30, -240), (180, -226), (196, -120), (160, -20), (-30, 0), (-220, -20), (-256, -120)], 12
    )
    p.shape(case, turned(main, 0.24))
    p.soft(ellipse(-130, -130, 26, 60), WHITE, 0.5, 18, case)
    p.line(curve([(-238, -222), (-30, -234), (178, -222)]), 6, darker(main, 0.35))
    p.disc(-30, -110, 9, 9, (120, 220, 160) if detail % 2 else accent)
    _bud(p.at(300, -20, 1.05, 24), main, accent)


def _bud(q: Pen, main: RGB, accent: RGB) -> None:
    q.shape(box(-24, -140, 48, 140, 22), turned(main, 0.26))
    head = blob([(-70, -190), (-40, -244), (30, -244), (66, -190), (40, -130), (-40, -128)])
    q.shape(head, turned(main, 0.3))
    q.disc(-56, -186, 26, 36, darker(accent, 0.35))
    q.soft(ellipse(10, -212, 22, 12), WHITE, 0.7, 8, head)
    q.shape(box(-14, -14, 28, 10, 5), metal(STEEL))


def watch(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A round watch with a strap."""
    p.shadow(0, 0, 190, 30)
    for sign, top in ((1, -700), (-1, 0)):
        strap = [
            (-86, -350 - sign * 160),
            (86, -350 - sign * 160),
            (66, top + sign * 16),
            (40, top),
            (-40, top),
            (-66, top + sign * 16),
        ]
        p.shape(strap, turned(main, 0.3))
        for side in (-1, 1):
            p.line([(side * 72, -350 - sign * 190), (side * 52, top + sign * 40)], 4, lighter(main, 0.5), 0.7)
    for n in range(3):
        p.disc(0, -40 - n * 46, 8, 10, darker(main, 0.6))
    case: RGB = (206, 172, 108) if detail % 2 else STEEL
    p.soft(ellipse(8, -340, 196, 196), (20, 18, 26), 0.4, 16)
    p.shape(box(184, -376, 40, 52, 12), metal(case))
    p.disc(0, -350, 190, 190, metal(case))
    p.disc(
        0,
        -350,
        168,
        168,
        across(lighter(accent, 0.82), lighter(accent, 0.6))
        if detail % 3
        else across(lighter(accent, 0.1), darker(accent, 0.35)),
    )
    ink = (44, 44, 52) if detail % 3 else (240, 236, 226)
    for n in range(12):
        q = p.at(0, -350, 1, n * 30)
        q.line([(0, -148), (0, -118 if n % 3 == 0 else -132)], 10 if n % 3 == 0 else 6, ink)
    p.line([(0, -350), (-58, -414)], 15, ink)
    p.line([(0, -350), (76, -440)], 10, ink)
    p.line([(-14, -322), (44, -470)], 4, (206, 74, 60))
    p.disc(0, -350, 13, 13, metal(case))
    p.soft(ellipse(-66, -424, 70, 44), WHITE, 0.35, 18, ellipse(0, -350, 168, 168))


def smart_watch(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A square watch with rings on its screen."""
    p.shadow(0, 0, 180, 30)
    strap = [*curve([(-104, -490), (-96, -610), (-66, -700)]), *curve([(66, -700), (96, -610), (104, -490)])]
    p.shape(strap, turned(main, 0.3))
    p.shape([(x, -700 - y) for x, y in strap], turned(main, 0.3))
    p.soft(box(-150, -530, 316, 376, 96), (20, 18, 26), 0.4, 16)
    p.shape(box(160, -430, 28, 70, 12), metal(STEEL))
    p.shape(box(-166, -542, 332, 384, 100), metal(mix(main, STEEL, 0.7) if detail % 2 else (70, 72, 80)))
    p.shape(box(-152, -528, 304, 356, 88), GLASS)
    for n, colour in enumerate((accent, lighter(main, 0.3), (126, 214, 170))):
        r = 104 - n * 32
        p.line(arc(0, -350, r, r, 0, 360, 60), 22, mix(colour, GLASS, 0.74))
        p.line(arc(0, -350, r, r, -90, 150 - n * 40 + detail % 3 * 30, 48), 22, colour)
    p.shape([(-152, -450), (-60, -528), (40, -528), (-152, -330)], WHITE, 0.08, box(-152, -528, 304, 356, 88))


def speaker(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A cylindrical speaker wrapped in cloth."""
    p.shadow(0, 0, 210, 36)
    outline = [*arc(0, -500, 196, 44, 180, 360, 32), *arc(0, -36, 196, 40, 0, 180, 32)]
    p.shape(outline, turned(main, 0.4))
    for n in range(15):
        y = -478 + n * 30
        p.line(arc(0, y, 196, 42, 12, 168, 24), 5, darker(main, 0.4), 0.28)
    p.soft(ellipse(-90, -280, 22, 190), WHITE, 0.35, 22, outline)
    p.disc(0, -500, 196, 44, across(lighter(accent, 0.3), darker(accent, 0.1)))
    p.disc(0, -500, 150, 33, darker(accent, 0.3))
    p.line(arc(0, -500, 172, 38, 0, 360, 60), 5, (140, 220, 250) if detail % 2 else (252, 206, 130))
    p.line([(-26, -500), (26, -500)], 7, WHITE)
    p.line([(0, -508), (0, -492)], 7, WHITE)
    if detail % 2:
        strap = curve([(176, -440), (262, -400), (256, -260), (184, -220)])
        p.line(strap, 30, darker((168, 112, 68), 0.2))
        p.line([(x - 3, y - 3) for x, y in strap], 14, (190, 134, 86))
    p.shape(box(-46, -150, 92, 34, 10), metal(STEEL))


def box_speaker(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A wooden box with two cones."""
    p.shadow(0, 0, 330, 36)
    wood: RGB = (184, 132, 88) if detail % 2 else main
    p.line(arc(0, -380, 130, 60, 182, 358, 24), 20, darker(accent, 0.35))
    outline = box(-330, -380, 660, 380, 44)
    p.shape(outline, Ramp(((0.0, lighter(wood, 0.16)), (0.5, wood), (1.0, darker(wood, 0.24)))))
    p.shape(box(-302, -352, 604, 324, 28), down(darker(accent, 0.2), darker(accent, 0.4)))
    for x in (-160, 160):
        p.disc(x, -190, 118, 118, metal((150, 152, 158)))
        p.disc(x, -190, 106, 106, (40, 40, 46))
        p.disc(x, -190, 84, 84, across((74, 74, 82), (32, 32, 38)))
        p.disc(x, -190, 36, 36, across((120, 120, 128), (50, 50, 58)))
        p.soft(ellipse(x - 40, -240, 40, 16), WHITE, 0.35, 14)
    p.disc(0, -300, 22, 22, metal((212, 176, 110)))
    p.disc(0, -84, 14, 14, metal((212, 176, 110)))


def keyboard(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A compact keyboard from above and in front."""
    p.soft(ellipse(0, 0, 440, 40), (30, 24, 34), 0.36, 20)
    frame = [(-372, -290), (372, -290), (424, -30), (-424, -30)]
    p.shape([*frame[:2], (424, -30), (424, 4), (-424, 4), (-424, -30)], fall(darker(main, 0.2), 0.2))
    p.shape(frame, down(lighter(main, 0.1), main))
    caps = (lighter(main, 0.45), accent, mix(main, accent, 0.35))
    for row in range(5):
        y0, y1 = -280 + row * 49, -280 + row * 49 + 41
        x, step = -356 - row * 9, (712 + row * 18) / 14
        for key in range(14):
            if row == 4 and 4 <= key <= 8:
                if key > 4:
                    continue
                width = step * 5 - 6
            else:
                width = step - 6
            edge = key in (0, 13) or (row == 4 and key != 4)
            colour = (
                caps[1] if (key + row * 3 + detail) % 17 == 0 or (edge and detail % 2) else caps[2] if edge else caps[0]
            )
            left = x + key * step
            p.shape(box(left, y0 + 6, width, y1 - y0, 9), darker(colour, 0.36))
            p.shape(box(left + 3, y0, width - 6, y1 - y0 - 5, 9), down(lighter(colour, 0.2), colour))


def power_bank(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A power bank with a short cable."""
    p.shadow(0, 0, 220, 32)
    p.line(curve([(120, -520), (240, -620), (330, -500), (300, -200), (330, -30)]), 20, darker(accent, 0.1))
    p.shape(box(304, -60, 52, 60, 10), metal(STEEL))
    outline = box(-190, -540, 380, 540, 70)
    p.shape(outline, across(lighter(main, 0.2), darker(main, 0.2)))
    p.soft(ellipse(-110, -300, 22, 190), WHITE, 0.45, 24, outline)
    p.shape(box(-150, -500, 300, 150, 40), down(GLASS, (48, 50, 60)))
    for n in range(4):
        p.disc(-84 + n * 56, -424, 12, 12, (134, 226, 176) if n <= 1 + detail % 3 else (90, 92, 100))
    p.shape([(-26, -150), (30, -250), (6, -188), (34, -188), (-22, -86), (2, -150)], accent)


PHONES = (Thing(phone, 600, 640), Thing(phone_back, 380, 620))
HEADPHONES = (Thing(headphones, 620, 605), Thing(earbuds, 700, 420))
WATCHES = (Thing(watch, 420, 700), Thing(smart_watch, 380, 700))
SPEAKERS = (Thing(speaker, 480, 550), Thing(box_speaker, 670, 450), Thing(power_bank, 560, 560))
KEYBOARDS = (Thing(keyboard, 860, 300),)
