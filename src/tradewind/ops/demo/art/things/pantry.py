"""Fruit, tea, coffee, snacks."""

from tradewind.ops.demo.art.colour import RGB, WHITE, Ramp, across, darker, fall, lighter, mix, turned
from tradewind.ops.demo.art.pen import Pen
from tradewind.ops.demo.art.shapes import Outline, arc, blob, box, curve, ellipse, leaf, vessel
from tradewind.ops.demo.art.things.base import Thing, body

WOOD: RGB = (190, 142, 98)
GREEN: RGB = (96, 150, 84)
FRUITS: tuple[RGB, ...] = (
    (226, 70, 62),
    (246, 160, 52),
    (248, 196, 76),
    (244, 150, 130),
    (150, 186, 76),
    (124, 66, 120),
)


def _round(p: Pen, x: float, y: float, r: float, colour: RGB, kind: int) -> None:
    """One round fruit whose lowest point is (x, y). `kind`: 0 apple, 1 orange, 2 peach, 3 lemon."""
    q = p.at(x, y)
    outline: Outline
    if kind == 0:
        outline = blob([(0, -1.78 * r), (0.5 * r, -1.92 * r), (r, -1.3 * r), (0.82 * r, -0.4 * r), (0.3 * r, 0),
                        (0, -0.06 * r), (-0.3 * r, 0), (-0.82 * r, -0.4 * r), (-r, -1.3 * r),
                        (-0.5 * r, -1.92 * r)])  # fmt: skip
    elif kind == 3:
        outline = blob([(-1.3 * r, -0.9 * r), (-0.8 * r, -1.5 * r), (0, -1.76 * r), (0.8 * r, -1.5 * r),
                        (1.3 * r, -0.9 * r), (0.8 * r, -0.3 * r), (0, 0), (-0.8 * r, -0.3 * r)])  # fmt: skip
    else:
        outline = ellipse(0, -0.95 * r, r, 0.95 * r)
    q.shape(outline, Ramp(((0.0, colour), (0.35, lighter(colour, 0.2)), (0.7, colour), (1.0, darker(colour, 0.3)))))
    q.soft(ellipse(r * 0.3, -r * 0.3, r * 0.9, r * 0.5), darker(colour, 0.6), 0.3, r * 0.25, outline)
    if kind in (0, 2):
        q.soft(
            ellipse(-r * 0.4, -r * 0.9, r * 0.4, r * 0.6),
            lighter(mix(colour, (255, 206, 90), 0.6), 0.1),
            0.6,
            r * 0.25,
            outline,
        )
    q.soft(ellipse(-r * 0.36, -r * 1.4, r * 0.2, r * 0.14), WHITE, 0.75, r * 0.09, outline)
    if kind == 2:
        q.line(curve([(0, -1.86 * r), (0.2 * r, -1.2 * r), (0.1 * r, -0.3 * r)]), r * 0.05, darker(colour, 0.3), 0.6)
    if kind != 3:
        q.line(curve([(0, -1.72 * r), (0.05 * r, -2.0 * r), (0.16 * r, -2.12 * r)]), r * 0.09, (112, 80, 54))
        q.shape(leaf(r * 0.08, -1.92 * r, r * 0.8, r * 0.36, -28), across(GREEN, lighter(GREEN, 0.25)))


def fruit(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A few fruits side by side, one behind."""
    kind = detail % 4
    colour = FRUITS[((0, 1, 3, 2), (4, 1, 3, 2))[detail % 3 == 0][kind]]
    p.shadow(0, 0, 330, 44)
    _round(p, -20, -60, 150, darker(colour, 0.06), kind)
    _round(p, -190, 0, 150, colour, kind)
    _round(p, 160, 6, 156, lighter(colour, 0.05), kind)
    if kind in (1, 3):
        q = p.at(20, 30)
        q.shadow(0, 0, 110, 20)
        q.disc(0, -104, 108, 108, darker(colour, 0.1))
        q.disc(0, -104, 96, 96, lighter(colour, 0.75))
        for n in range(8):
            s = q.at(0, -104, 1, n * 45)
            s.shape(blob([(8, -6), (78, -28), (86, 0), (78, 28), (8, 6)], 6), lighter(colour, 0.15))


def fruit_bowl(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """Mixed fruit in a bowl."""
    p.shadow(0, 0, 250, 42)
    for n, (x, y, r) in enumerate(
        ((-170, -230, 108), (150, -236, 112), (0, -270, 118), (-90, -170, 104), (92, -176, 106))
    ):
        which = (n + detail) % 6
        _round(p, x, y, r, FRUITS[which], (0, 1, 3, 2, 0, 1)[which])
    outline = vessel(0, [(-240, 330), (-180, 310), (-76, 206), (-30, 130), (-6, 124)], foot=26)
    body(p, [(x, y + 40 * (1 - (x / 330) ** 2) if y < -236 else y) for x, y in outline], main)
    rim_line = arc(0, -240, 330, 56, 0, 180, 48)
    p.line(rim_line, 12, lighter(main, 0.5))


def grapes(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A bunch of grapes on a board."""
    p.soft(box(-360, -40, 740, 60, 20), (38, 28, 40), 0.36, 18)
    p.shape(box(-370, -54, 740, 54, 20), fall(WOOD, 0.2))
    p.shape(box(-370, -66, 740, 24, 12), lighter(WOOD, 0.2))
    colour = (FRUITS[5], FRUITS[4], (150, 50, 76))[detail % 3]
    p.line(curve([(120, -330), (160, -400), (250, -430)]), 15, (120, 92, 62))
    rows = ((-200, 6, 0), (-170, 7, -84), (-120, 6, -160), (-60, 5, -230), (-10, 3, -296))
    for x0, count, y in reversed(rows):
        for n in range(count):
            q = p.at(x0 + n * 72, y - 58)
            tone = mix(colour, lighter(colour, 0.4), ((n * 7 + int(-y)) % 5) / 9)
            q.disc(0, -52, 52, 52, Ramp(((0.0, tone), (0.35, lighter(tone, 0.2)), (1.0, darker(tone, 0.4)))))
            q.soft(ellipse(-16, -72, 12, 9), WHITE, 0.8, 6)
    p.shape(
        blob([(160, -380), (120, -470), (200, -520), (300, -500), (330, -420), (260, -360)]),
        across(GREEN, lighter(GREEN, 0.2)),
    )
    p.line([(180, -400), (290, -480)], 5, lighter(GREEN, 0.4))


def tin(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A tea tin with a cup of tea."""
    p.shadow(-60, 0, 200, 36)
    outline = vessel(-60, [(-470, 178), (-8, 178)], smooth=False, foot=30)
    body(p, outline, main, 0.34, 0.5)
    body(
        p,
        vessel(-60, [(-560, 170), (-470, 184)], smooth=False, foot=30),
        accent if detail % 2 else darker(main, 0.12),
        0.36,
        0.5,
    )
    p.disc(-60, -560, 170, 30, lighter(accent if detail % 2 else main, 0.3))
    label = box(-170, -390, 220, 280, 12 if detail % 2 else 108)
    p.shape(label, fall((250, 245, 232), 0.08))
    if detail % 3 == 0:
        for n in range(3):
            p.shape(
                [(-160 + n * 60, -200), (-110 + n * 66, -300 + n * 26), (-50 + n * 60, -200)],
                mix(GREEN, (70, 100, 110), 0.3 + n * 0.2),
                1.0,
                label,
            )
        p.disc(-10, -322, 24, 24, (232, 120, 86))
    elif detail % 3 == 1:
        for turn in (-120, -90, -60):
            p.shape(leaf(-60, -180, 140, 52, turn), GREEN)
    else:
        p.line(arc(-60, -268, 62, 62, 30, 330, 40), 15, accent)
        p.disc(-60, -268, 16, 16, darker(accent, 0.2))
    p.line([(-110, -150), (-10, -150)], 7, (120, 104, 92))
    q = p.at(236, 10, 0.5)
    q.shadow(0, 0, 180, 32)
    body(q, vessel(0, [(-240, 200), (-120, 184), (-16, 104)], foot=20), (246, 243, 236), 0.24)
    q.disc(0, -240, 200, 44, WHITE)
    q.disc(0, -236, 180, 37, across((198, 134, 60), (230, 180, 100)))


def pouch(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A standing pouch of coffee, tea or nuts."""
    p.shadow(0, 0, 210, 34)
    outline = [
        (-186, -590),
        (186, -590),
        *curve([(190, -560), (202, -300), (206, -40), (196, -4)]),
        *arc(0, -6, 196, 20, 0, 180, 20),
        *curve([(-196, -4), (-206, -40), (-202, -300), (-190, -560)]),
    ]
    p.shape(
        outline,
        Ramp(
            (
                (0.0, darker(main, 0.2)),
                (0.12, lighter(main, 0.1)),
                (0.3, lighter(main, 0.18)),
                (0.7, main),
                (0.9, darker(main, 0.2)),
                (1.0, darker(main, 0.06)),
            )
        ),
    )
    p.shape(box(-190, -600, 380, 56, 6), fall(darker(main, 0.14), 0.16))
    p.line([(-186, -536), (186, -536)], 4, darker(main, 0.35), 0.7)
    p.soft(box(-200, -80, 400, 90), darker(main, 0.7), 0.28, 30, outline)
    label = box(-126, -440, 252, 310, 16 if detail % 2 else 120)
    p.shape(label, fall((250, 246, 236), 0.06))
    if detail % 3 == 0:
        for x, y, turn in ((-40, -320, 30), (36, -350, -20), (10, -270, 60)):
            q = p.at(x, y, 1, turn)
            q.disc(0, 0, 34, 46, (112, 74, 52))
            q.line(curve([(0, -40), (-10, 0), (6, 40)]), 7, (70, 44, 32))
    elif detail % 3 == 1:
        for x, y, turn in ((-36, -320, 20), (40, -330, -24), (4, -270, 80)):
            q = p.at(x, y, 1, turn)
            q.shape(blob([(0, -50), (30, -10), (22, 34), (0, 44), (-22, 34), (-30, -10)]), (200, 146, 92))
            q.line([(0, -40), (0, 36)], 4, (150, 100, 60), 0.7)
    else:
        for turn in (-125, -90, -55):
            p.shape(leaf(0, -246, 120, 46, turn), GREEN)
    p.line([(-70, -200), (70, -200)], 11, accent)
    p.line([(-46, -168), (46, -168)], 6, (140, 126, 116))
    p.soft(ellipse(-150, -300, 14, 180), WHITE, 0.5, 12, outline)


def honey(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A jar of honey or jam under a cloth."""
    p.shadow(0, 0, 200, 34)
    tone = ((240, 166, 50), (190, 44, 60), (236, 130, 50), (110, 52, 100))[detail % 4]
    outline = vessel(0, [(-400, 140), (-360, 186), (-60, 190), (-8, 162)], foot=26)
    p.shape(outline, turned((236, 236, 230), 0.14))
    inner = vessel(0, [(-372, 160), (-330, 172), (-60, 176), (-24, 154)], foot=22)
    p.shape(inner, Ramp(((0.0, darker(tone, 0.2)), (0.3, lighter(tone, 0.3)), (0.65, tone), (1.0, darker(tone, 0.3)))))
    p.shape(box(-110, -280, 220, 180, 14), fall((252, 247, 234), 0.06))
    for k in range(3):
        p.shape(ellipse(-34 + 34 * k, -222 + (k % 2) * 22, 24, 24, 6), lighter(tone, 0.1))
    p.line([(-62, -156), (62, -156)], 9, darker(tone, 0.4))
    p.line([(-40, -132), (40, -132)], 5, (140, 126, 116))
    p.soft(ellipse(-130, -220, 12, 120), WHITE, 0.85, 8, outline)
    cloth = blob(
        [
            (-170, -470),
            (0, -486),
            (170, -470),
            (206, -380),
            (120, -364),
            (60, -384),
            (0, -362),
            (-60, -384),
            (-120, -364),
            (-206, -380),
        ]
    )
    p.shape(cloth, fall(main, 0.24))
    for n in range(-4, 5):
        p.shape(box(n * 50 - 6, -500, 12, 160), lighter(main, 0.45), 0.7, cloth)
    p.line(arc(0, -412, 178, 22, 10, 170, 24), 11, accent)


def cookies(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A pile of biscuits on a plate."""
    p.soft(ellipse(0, 4, 350, 44), (38, 28, 40), 0.34, 18)
    p.disc(0, -26, 350, 52, darker(main, 0.18))
    p.disc(0, -36, 350, 52, lighter(main, 0.3))
    p.disc(0, -34, 250, 34, main)
    dough = ((206, 156, 98), (146, 98, 62), (226, 190, 130))[detail % 3]
    for n, (x, y) in enumerate(((-160, -40), (150, -44), (-4, -40), (-90, -122), (86, -126), (0, -206))):
        q = p.at(x, y, 1, (n * 29) % 14 - 7)
        side = [*arc(0, -66, 136, 42, 180, 360, 32), *arc(0, -30, 136, 42, 0, 180, 32)]
        q.shape(side, turned(darker(dough, 0.12), 0.3))
        top = ellipse(0, -66, 136, 42)
        q.shape(top, across(lighter(dough, 0.2), dough))
        for k in range(9):
            q.shape(ellipse(-96 + (k * 53) % 200, -86 + (k * 31) % 44, 15, 8, 16), darker(dough, 0.62), 1.0, top)


FRUIT = (Thing(fruit, 680, 400), Thing(fruit_bowl, 670, 500), Thing(grapes, 750, 530))
TEA = (Thing(tin, 620, 590), Thing(pouch, 420, 605))
SNACKS = (Thing(pouch, 420, 605), Thing(cookies, 700, 320), Thing(honey, 420, 490))
