"""Mugs, bowls, tea and cooking ware."""

from tradewind.ops.demo.art.colour import RGB, WHITE, Ramp, across, darker, fall, lighter, metal, mix, turned
from tradewind.ops.demo.art.pen import Pen
from tradewind.ops.demo.art.shapes import arc, blob, box, curve, ellipse, leaf, vessel
from tradewind.ops.demo.art.things.base import Thing, bands, body, dots, rim

WOOD: RGB = (190, 142, 98)
STEEL: RGB = (186, 190, 196)


def _steam(p: Pen, x: float, y: float) -> None:
    for n, dx in enumerate((-46, 8, 58)):
        wave = curve([(x + dx, y), (x + dx + 26, y - 50), (x + dx - 14, y - 104), (x + dx + 18, y - 160 - 18 * n)])
        p.soft([*wave, *[(a + 14, b) for a, b in reversed(wave)]], WHITE, 0.55, 7)


def _handle(p: Pen, x: float, y: float, rx: float, ry: float, colour: RGB, width: float) -> None:
    ring = arc(x, y, rx, ry, -96, 96, 28)
    p.line(ring, width, darker(colour, 0.3))
    p.line([(a - width * 0.1, b - width * 0.1) for a, b in ring], width * 0.72, colour)
    p.line(
        [(a - width * 0.16, b - width * 0.18) for a, b in arc(x, y, rx, ry, -80, -10, 14)],
        width * 0.2,
        lighter(colour, 0.6),
        0.8,
    )


def _decorate(p: Pen, outline: list[tuple[float, float]], accent: RGB, detail: int, top: float, low: float) -> None:
    """One of several patterns between two heights; some things stay plain."""
    h = low - top
    if detail % 5 == 1:
        bands(p, outline, [(top + h * 0.62, h * 0.05), (top + h * 0.72, h * 0.16)], accent, h * 0.07)
    elif detail % 5 == 2:
        dots(p, outline, [top + h * t for t in (0.22, 0.4, 0.58, 0.76)], accent, 13, 62)
    elif detail % 5 == 3:
        bands(p, outline, [(top + h * 0.55, h * 0.8)], accent, h * 0.06)
    elif detail % 5 == 4:
        for k in range(-3, 4):
            p.shape(leaf(k * 84, top + h * 0.78, h * 0.3, 34, -90 + k * 6), accent, 0.9, outline)
            p.shape(leaf(k * 84 + 8, top + h * 0.78, h * 0.22, 26, -52 + k * 6), lighter(accent, 0.25), 0.9, outline)


def mug(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A straight mug with a ring handle."""
    p.shadow(20, 0, 270, 44)
    _handle(p, 196, -214, 128, 126, main, 46)
    outline = vessel(0, [(-430, 214), (-250, 214), (-60, 206), (-18, 186)], foot=30)
    body(p, outline, main)
    _decorate(p, outline, accent, detail, -400, -10)
    rim(p, -430, 214, 40, main)
    if detail % 2:
        p.disc(0, -420, 190, 28, across((88, 54, 36), (132, 86, 58)))
        _steam(p, -20, -470)


def round_mug(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A potter's mug with a belly, glazed to the shoulder."""
    p.shadow(16, 0, 250, 42)
    _handle(p, 204, -200, 112, 104, main, 40)
    outline = vessel(0, [(-392, 176), (-330, 190), (-200, 232), (-70, 206), (-12, 140)], foot=26)
    body(p, outline, main)
    raw = mix(accent, (222, 196, 160), 0.7)
    if detail % 3 != 1:
        bands(p, outline, [(-128, 160)], raw, 26)
    else:
        _decorate(p, outline, accent, 2, -360, -20)
    rim(p, -392, 176, 34, main)
    p.disc(0, -384, 156, 24, across((196, 148, 96), (228, 186, 138)))
    p.soft(ellipse(-30, -388, 60, 8), (250, 236, 214), 0.9, 6)


def tumbler(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A travel cup with a lid."""
    p.shadow(10, 0, 190, 34)
    outline = vessel(0, [(-500, 176), (-250, 158), (-20, 134)], smooth=False, foot=24)
    body(p, outline, main, 0.36)
    if detail % 2:
        bands(p, outline, [(-330, 128)], accent, 20)
    else:
        bands(p, outline, [(-440, 12), (-74, 60)], darker(main, 0.3), 20)
    lid = vessel(0, [(-560, 158), (-548, 184), (-500, 186)], smooth=False, foot=20)
    body(p, lid, darker(accent, 0.25) if detail % 3 else lighter(main, 0.3), 0.3)
    p.disc(0, -560, 158, 25, lighter(accent, 0.1) if detail % 3 else lighter(main, 0.55))
    p.shape(box(-60, -600, 88, 44, 18), turned(darker(accent, 0.15), 0.3))


def bowl(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A deep bowl."""
    p.shadow(10, 0, 250, 44)
    outline = vessel(0, [(-262, 318), (-190, 300), (-80, 206), (-34, 128), (-6, 122)], foot=26)
    body(p, outline, main)
    _decorate(p, outline, accent, detail + 1, -250, -20)
    rim(p, -262, 318, 70, main, across(lighter(main, 0.18), lighter(main, 0.5)))
    p.soft(ellipse(-60, -286, 220, 26), darker(main, 0.5), 0.4, 22, ellipse(0, -258, 296, 59))
    if detail % 3 == 2:
        for n in range(2):
            p.line([(-250 + n * 30, -330 + n * 8), (330, -440 + n * 60)], 15, turned(WOOD, 0.3))


def bowl_stack(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """Three bowls in each other."""
    p.shadow(10, 0, 220, 40)
    for n, colour in enumerate((mix(main, accent, 0.75), mix(main, accent, 0.35), main)):
        q = p.at(0, -96 * n, 0.92 + 0.04 * n)
        outline = vessel(0, [(-262, 300), (-170, 284), (-70, 206), (-30, 130), (-6, 124)], foot=24)
        body(q, outline, colour)
        if detail % 2:
            bands(q, outline, [(-240, 12)], lighter(colour, 0.5), 62)
        rim(q, -262, 300, 62, colour, across(lighter(colour, 0.1), lighter(colour, 0.45)))


def plate(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A plate on its rack, seen from the front."""
    p.shadow(0, 0, 240, 36)
    for x in (-130, 110):
        p.line([(x, -6), (x + 20, -300)], 22, turned(WOOD, 0.3))
    p.soft(ellipse(24, -300, 292, 292), (30, 24, 30), 0.3, 26)
    p.disc(0, -312, 292, 292, Ramp(((0.0, lighter(main, 0.35)), (0.5, main), (1.0, darker(main, 0.2)))))
    p.disc(0, -312, 276, 276, across(lighter(main, 0.5), lighter(main, 0.05)))
    for n in range(24 if detail % 2 else 0):
        q = p.at(0, -312, 1, n * 15)
        q.shape(leaf(228, 0, 46, 22, 62), accent)
    if not detail % 2:
        p.line(arc(0, -312, 250, 250, 0, 360, 90), 12, accent)
        p.line(arc(0, -312, 228, 228, 0, 360, 90), 4, accent)
    p.soft(ellipse(8, -304, 196, 196), darker(main, 0.5), 0.32, 9)
    p.disc(0, -312, 190, 190, across(main, lighter(main, 0.5)))
    p.line([(-170, -6), (150, -6)], 24, turned(WOOD, 0.3))


def _spout(p: Pen, colour: RGB, y: float, reach: float) -> None:
    outline = blob(
        [
            (-170, y + 60),
            (-250, y + 20),
            (-reach, y - 130),
            (-reach - 26, y - 150),
            (-reach + 12, y - 158),
            (-230, y - 60),
            (-160, y - 50),
        ]
    )
    p.shape(outline, across(darker(colour, 0.12), lighter(colour, 0.12)))
    p.soft(ellipse(-reach + 70, y - 90, 16, 60), WHITE, 0.4, 12, outline)


def teapot(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A round pot with a bow handle."""
    p.shadow(0, 0, 250, 42)
    _handle(p, 196, -190, 128, 112, main, 34)
    _spout(p, main, -170, 350)
    outline = vessel(0, [(-352, 92), (-330, 150), (-200, 246), (-70, 210), (-12, 124)], foot=24)
    body(p, outline, main)
    _decorate(p, outline, accent, detail, -330, -40)
    lid = vessel(0, [(-408, 30), (-392, 96), (-346, 128)], foot=22)
    body(p, lid, main)
    body(p, ellipse(0, -424, 34, 30), accent if detail % 2 else main)


def side_pot(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A pot of iron or clay with a handle over its top."""
    p.shadow(0, 0, 250, 42)
    bow = arc(0, -330, 190, 210, 182, 358, 40)
    p.line(bow, 26, darker(accent, 0.35))
    p.line([(x - 3, y - 3) for x, y in bow], 14, accent)
    _spout(p, main, -180, 330)
    outline = vessel(0, [(-336, 130), (-300, 202), (-180, 240), (-60, 214), (-12, 150)], foot=26)
    body(p, outline, main, 0.4, 0.3)
    if detail % 2:
        dots(p, outline, [-290, -250, -210, -170, -130], lighter(main, 0.2), 9, 40)
    else:
        _decorate(p, outline, accent, detail, -320, -40)
    body(p, vessel(0, [(-372, 60), (-362, 118), (-334, 150)], foot=22), main, 0.4, 0.3)
    body(p, ellipse(0, -388, 26, 24), accent)


def tea_set(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A pot with two cups on a tray."""
    p.soft(ellipse(10, 6, 380, 40), (38, 28, 40), 0.34, 18)
    tray = [*arc(0, -20, 370, 46, 180, 0, 40), *arc(0, 0, 370, 46, 0, 180, 40)]
    p.shape(tray, turned(darker(WOOD, 0.25), 0.25))
    p.disc(0, -20, 370, 46, turned(WOOD, 0.14))
    teapot(p.at(-70, -26, 0.78), main, accent, detail)
    for x, y in ((236, -18), (166, 6)):
        q = p.at(x, y, 0.36)
        q.shadow(0, 0, 180, 30)
        body(q, vessel(0, [(-210, 190), (-110, 172), (-20, 100)], foot=20), main)
        rim(q, -210, 190, 44, main, across((176, 132, 70), (214, 176, 110)))


def pan(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A frying pan with a wooden handle."""
    p.shadow(-60, 0, 300, 46)
    p.shape(
        [(170, -150), (560, -214), (566, -180), (180, -104)], turned(WOOD if detail % 2 else darker(main, 0.4), 0.3)
    )
    p.disc(546, -196, 10, 10, darker(WOOD, 0.6))
    outline = vessel(-70, [(-150, 300), (-90, 290), (-12, 238)], foot=34)
    body(p, outline, main)
    rim(p, -150, 300, 78, main, cx=-70, inside=across((48, 48, 52), (84, 84, 90)))
    p.soft(ellipse(-140, -146, 130, 20), (170, 170, 176), 0.5, 16)
    if detail % 3 == 1:
        p.shape(blob([(-190, -150), (-110, -178), (0, -166), (40, -138), (-60, -114), (-160, -124)]), (252, 250, 244))
        p.disc(-80, -152, 46, 17, (246, 186, 62))
        p.disc(-92, -158, 16, 5, (255, 226, 150))


def pot(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A casserole with a lid."""
    p.shadow(0, 0, 280, 44)
    for side in (-1, 1):
        p.shape(box(side * 290 - 56, -238, 112, 46, 22), turned(darker(main, 0.2), 0.3))
    outline = vessel(0, [(-270, 270), (-120, 270), (-40, 262), (-10, 236)], foot=34)
    body(p, outline, main, 0.36)
    lid = vessel(0, [(-362, 60), (-340, 170), (-296, 262), (-268, 280)], foot=32)
    body(p, lid, main, 0.36)
    if detail % 2:
        bands(p, outline, [(-262, 14)], lighter(main, 0.55), 30)
    knob = accent if detail % 3 else (214, 176, 96)
    p.shape(box(-14, -392, 28, 36), metal(knob))
    body(p, ellipse(0, -400, 48, 26), knob)


def kettle(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A goose-neck kettle."""
    p.shadow(0, 0, 230, 40)
    neck = curve([(-150, -70), (-286, -110), (-300, -260), (-372, -386), (-410, -388)])
    p.line(neck, 30, darker(main, 0.35))
    p.line([(x - 4, y - 4) for x, y in neck], 15, lighter(main, 0.2))
    bow = curve([(140, -350), (300, -372), (322, -220), (286, -110)])
    p.line(bow, 40, darker(WOOD if detail % 2 else accent, 0.2))
    p.line([(x - 5, y - 5) for x, y in bow], 22, lighter(WOOD if detail % 2 else accent, 0.1))
    body(p, vessel(0, [(-370, 130), (-220, 176), (-20, 212)], foot=30), main, 0.4)
    body(p, vessel(0, [(-410, 40), (-400, 110), (-370, 132)], foot=18), darker(main, 0.08), 0.4)
    body(p, ellipse(0, -426, 28, 24), WOOD if detail % 2 else accent)


def jar(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A glass jar with a wooden lid, filled."""
    p.shadow(0, 0, 190, 34)
    outline = vessel(0, [(-420, 150), (-390, 182), (-60, 186), (-10, 160)], foot=26)
    p.shape(outline, turned((226, 234, 236), 0.16), 0.75)
    fill = vessel(0, [(-270, 172), (-60, 174), (-22, 152)], foot=24)
    body(p, fill, main, 0.3, 0.2)
    p.disc(0, -270, 172, 28, lighter(main, 0.25))
    dots(p, fill, [-230 + 36 * n for n in range(6)], darker(main, 0.22), 12, 44)
    p.shape(box(-84, -214, 168, 110, 8), fall((250, 246, 236), 0.08))
    p.line([(-54, -178), (54, -178)], 9, accent)
    p.line([(-54, -150), (20, -150)], 6, mix(accent, WHITE, 0.5))
    p.soft(ellipse(-120, -230, 12, 140), WHITE, 0.8, 7, outline)
    body(p, vessel(0, [(-476, 160), (-420, 162)], smooth=False, foot=24), WOOD, 0.3, 0)
    p.disc(0, -476, 160, 26, lighter(WOOD, 0.25))


MUGS = (Thing(mug, 560, 480), Thing(round_mug, 540, 440), Thing(tumbler, 380, 610))
BOWLS = (Thing(bowl, 640, 340), Thing(bowl_stack, 610, 520), Thing(plate, 590, 610))
TEAWARE = (Thing(teapot, 700, 460), Thing(side_pot, 620, 550), Thing(tea_set, 740, 400))
COOKWARE = (Thing(pot, 700, 430), Thing(pan, 940, 240), Thing(kettle, 740, 460))
JARS = (Thing(jar, 380, 510),)
