"""Lamps, chairs, plants, candles."""

from math import cos, pi, sin

from tradewind.ops.demo.art.colour import RGB, WHITE, Ramp, across, darker, down, fall, lighter, metal, mix, turned
from tradewind.ops.demo.art.pen import Pen
from tradewind.ops.demo.art.shapes import arc, blob, box, curve, ellipse, leaf, vessel
from tradewind.ops.demo.art.things.base import Thing, bands, body, rim

WOOD: RGB = (196, 148, 102)
BRASS: RGB = (212, 174, 104)
GLOW: RGB = (255, 236, 190)
GREENS: tuple[RGB, ...] = ((74, 128, 84), (56, 106, 78), (104, 150, 90), (88, 140, 104))


def table_lamp(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A lamp with a cloth shade on a turned foot."""
    p.shadow(0, 0, 190, 34)
    p.soft(ellipse(0, -440, 360, 280), GLOW, 0.5, 120)
    foot = vessel(0, [(-260, 20), (-210, 46), (-120, 104), (-40, 96), (-8, 60)], foot=18) if detail % 2 else vessel(
        0, [(-300, 22), (-60, 26), (-34, 120), (-8, 126)], smooth=False, foot=22)  # fmt: skip
    body(p, foot, accent)
    p.shape(box(-10, -330, 20, 80), metal(BRASS))
    shade = [(-130, -600), (130, -600), (236, -330), *arc(0, -330, 236, 30, 0, 180, 24), (-236, -330)]
    p.shape(
        shade,
        Ramp(
            (
                (0.0, darker(main, 0.14)),
                (0.3, lighter(main, 0.45)),
                (0.55, lighter(main, 0.25)),
                (1.0, darker(main, 0.16)),
            )
        ),
    )
    p.soft(ellipse(0, -350, 170, 110), GLOW, 0.75, 50, shade)
    p.disc(0, -600, 130, 17, lighter(main, 0.5))
    if detail % 3 == 1:
        for n in range(-6, 7):
            p.line([(n * 20, -596), (n * 37, -308)], 4, darker(main, 0.24), 0.3)


def mushroom_lamp(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A round glass lamp that glows."""
    p.shadow(0, 0, 180, 34)
    p.soft(ellipse(0, -330, 400, 280), GLOW, 0.5, 130)
    body(p, vessel(0, [(-300, 92), (-160, 78), (-50, 120), (-8, 150)], foot=24), lighter(main, 0.2), 0.24)
    cap = blob(
        [(-280, -270), (-236, -420), (-90, -510), (90, -510), (236, -420), (280, -270), (130, -236), (-130, -236)], 12
    )
    p.shape(cap, turned(main, 0.26))
    p.soft(ellipse(0, -300, 210, 80), GLOW, 0.8, 50, cap)
    p.soft(ellipse(-120, -420, 60, 30), WHITE, 0.7, 20, cap)
    if detail % 2:
        for x, y, r in ((-130, -380, 30), (30, -440, 38), (150, -360, 26), (-20, -330, 22)):
            p.shape(ellipse(x, y, r, r * 0.8), lighter(accent, 0.3), 0.7, cap)
    p.disc(0, -16, 110, 14, darker(accent, 0.05))


def floor_lamp(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A tall lamp with an arm."""
    p.shadow(-120, 0, 130, 26)
    stem = curve([(-120, -10), (-126, -420), (-90, -640), (40, -700), (150, -640)])
    p.line(stem, 17, metal(BRASS) if detail % 2 else darker(main, 0.55))
    body(p, [*arc(-120, -26, 120, 18, 180, 360, 24), *arc(-120, -4, 120, 18, 0, 180, 24)], darker(accent, 0.1), 0.3, 0)
    p.disc(-120, -26, 120, 18, lighter(accent, 0.15))
    p.soft([(60, -520), (260, -520), (460, 40), (-100, 40)], GLOW, 0.45, 50)
    shade = [*arc(156, -540, 142, 124, 180, 360, 32), *arc(156, -540, 142, 22, 0, 180, 24)]
    p.shape(shade, turned(main, 0.32))
    p.disc(156, -540, 132, 19, GLOW)
    p.soft(ellipse(106, -600, 16, 44), WHITE, 0.6, 12, shade)


def pendant(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A lamp hanging from the ceiling."""
    p.line([(0, -1400), (0, -470)], 8, (60, 56, 60))
    p.soft(ellipse(0, 20, 420, 300), GLOW, 0.55, 120)
    p.shape(box(-34, -500, 68, 76, 14), metal(BRASS))
    if detail % 2:
        shade = vessel(0, [(-430, 44), (-380, 130), (-260, 262), (-150, 300)], foot=44)
        body(p, shade, main, 0.36)
        p.disc(0, -150, 296, 44, darker(main, 0.35))
        p.disc(0, -144, 258, 36, GLOW)
        p.disc(0, -130, 66, 40, WHITE)
        return
    ball = ellipse(0, -230, 216, 206)
    body(p, ball, lighter(main, 0.25), 0.3)
    for n in range(-4, 5):
        wide = 216 * abs(n) / 4
        p.line(arc(0, -230, wide, 204, 90, 270 if n < 0 else -90, 28), 5, darker(main, 0.28), 0.5)
    p.soft(ellipse(0, -220, 110, 110), GLOW, 0.8, 60, ball)


def _legs(p: Pen, feet: list[tuple[float, float, float, float]], colour: RGB, width: float = 24) -> None:
    for x0, y0, x1, y1 in feet:
        p.shape(
            [(x0 - width * 0.6, y0), (x0 + width * 0.6, y0), (x1 + width * 0.36, y1), (x1 - width * 0.36, y1)],
            turned(colour, 0.34),
        )


def dining_chair(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A wooden chair with a cushion."""
    p.shadow(0, 0, 230, 40)
    wood = WOOD if detail % 2 else mix(accent, (110, 78, 54), 0.6)
    _legs(p, [(-130, -300, -150, -34), (140, -300, 164, -34)], darker(wood, 0.25))
    back = blob([(-176, -700), (0, -722), (176, -700), (186, -600), (0, -578), (-186, -600)])
    for x in (-156, 156):
        p.line([(x * 1.02, -690), (x * 0.96, -310)], 26, turned(wood, 0.3))
    if detail % 3 == 1:
        for x in (-84, -28, 28, 84):
            p.line([(x, -600), (x * 0.92, -320)], 13, turned(wood, 0.3))
    else:
        p.shape(box(-150, -520, 300, 50, 20), fall(wood, 0.2))
    p.shape(back, fall(main if detail % 3 == 2 else wood, 0.22))
    _legs(p, [(-190, -270, -214, -2), (196, -270, 220, -2)], wood, 28)
    seat = blob([(-190, -330), (0, -340), (190, -330), (226, -280), (214, -250), (0, -240), (-214, -250), (-226, -280)])
    p.soft([(x, y + 16) for x, y in seat], (40, 30, 40), 0.3, 12)
    p.shape(seat, fall(darker(wood, 0.1), 0.2))
    cushion = blob(
        [(-184, -352), (0, -366), (184, -352), (212, -300), (190, -276), (0, -268), (-190, -276), (-212, -300)]
    )
    p.shape(cushion, fall(main, 0.26))
    p.soft(ellipse(-60, -334, 110, 12), lighter(main, 0.8), 0.6, 12, cushion)


def armchair(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """An upholstered armchair."""
    p.shadow(0, 0, 330, 44)
    _legs(p, [(-230, -80, -256, -2), (230, -80, 256, -2)], WOOD, 26)
    back = blob([(-220, -160), (-250, -480), (-190, -600), (0, -630), (190, -600), (250, -480), (220, -160)], 12)
    p.shape(back, Ramp(((0.0, darker(main, 0.16)), (0.35, lighter(main, 0.16)), (1.0, darker(main, 0.22)))))
    if detail % 2:
        for x in (-110, 0, 110):
            p.soft(box(x - 4, -600, 8, 380), darker(main, 0.8), 0.5, 8, back)
    else:
        for x, y in ((-90, -480), (0, -500), (90, -480), (-46, -400), (46, -400)):
            p.soft(ellipse(x, y, 20, 20), darker(main, 0.8), 0.5, 10, back)
            p.disc(x, y, 7, 7, darker(main, 0.4))
    seat = box(-230, -300, 460, 150, 50)
    p.soft(box(-220, -330, 440, 50, 20), darker(main, 0.8), 0.5, 16, back)
    p.shape(seat, fall(lighter(main, 0.06), 0.26))
    p.shape(box(-250, -170, 500, 110, 30), fall(darker(main, 0.12), 0.22))
    for side in (-1, 1):
        arm = blob(
            [
                (side * 206, -330),
                (side * 250, -384),
                (side * 316, -372),
                (side * 336, -300),
                (side * 316, -70),
                (side * 222, -66),
            ],
            12,
        )
        p.soft([(x - side * 10, y + 6) for x, y in arm], darker(main, 0.8), 0.35, 12, box(-250, -420, 500, 400))
        p.shape(arm, turned(main, 0.26))
    if detail % 3:
        q = p.at(40, -290, 1, 8)
        pillow = blob([(-110, -150), (0, -138), (110, -150), (100, -60), (110, 20), (0, 10), (-110, 20), (-100, -60)])
        q.soft([(x + 10, y + 10) for x, y in pillow], (40, 30, 40), 0.3, 14)
        q.shape(pillow, fall(accent, 0.24))


def stool(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A round stool."""
    p.shadow(0, 0, 210, 36)
    wood = WOOD if detail % 2 else mix(accent, (120, 84, 58), 0.5)
    _legs(p, [(-80, -400, -110, -40), (84, -400, 116, -40)], darker(wood, 0.3))
    p.line(arc(0, -150, 170, 30, 0, 180, 30), 14, darker(wood, 0.2))
    _legs(p, [(-160, -410, -206, 0), (160, -410, 206, 0)], wood, 30)
    side = [*arc(0, -440, 230, 44, 180, 360, 32), *arc(0, -400, 230, 44, 0, 180, 32)]
    p.shape(side, turned(darker(wood, 0.06), 0.3))
    top = [*arc(0, -480, 224, 42, 180, 360, 32), *arc(0, -440, 224, 42, 0, 180, 32)]
    p.shape(top, turned(main, 0.26))
    p.disc(0, -480, 224, 42, across(lighter(main, 0.34), main))


def _pot(p: Pen, colour: RGB, accent: RGB, detail: int) -> None:
    outline = vessel(0, [(-210, 166), (-190, 168), (-40, 126), (-6, 112)], smooth=detail % 2 == 0, foot=22)
    body(p, outline, colour, 0.34, 0.3)
    if detail % 3 == 1:
        bands(p, outline, [(-120, 30), (-70, 12)], accent, 18)
    elif detail % 3 == 2:
        bands(p, outline, [(-110, 130)], accent, 18)
    p.disc(0, -210, 166, 30, lighter(colour, 0.35))
    p.disc(0, -207, 150, 25, (74, 56, 46))


def monstera(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """Large cut leaves in a pot."""
    p.shadow(0, 0, 170, 32)
    spots = [
        (-200, -560, 196, -24),
        (190, -600, 204, 26),
        (-20, -700, 214, 4),
        (-240, -380, 150, -52),
        (236, -390, 160, 50),
        (40, -460, 170, 12),
    ]
    for n, (x, y, size, _) in enumerate(spots):
        p.line(curve([(0, -206), (x * 0.35, (y - 206) / 2), (x, y + size * 0.2)]), 11, darker(GREENS[n % 4], 0.2))
    for n, (x, y, size, turn) in enumerate(spots):
        _cut_leaf(p.at(x, y, size / 200, turn + (detail % 3) * 3), mix(GREENS[(n + detail) % 4], (40, 90, 70), 0.2))
    _pot(p, main, accent, detail)


def _cut_leaf(q: Pen, colour: RGB) -> None:
    outline = blob(
        [
            (0, 70),
            (-76, 86),
            (-138, 30),
            (-140, -50),
            (-90, -130),
            (0, -190),
            (90, -130),
            (140, -50),
            (138, 30),
            (76, 86),
        ],
        8,
    )
    q.soft([(x + 12, y + 16) for x, y in outline], (24, 40, 34), 0.3, 14)
    q.shape(outline, across(darker(colour, 0.12), lighter(colour, 0.16)))
    for side in (-1, 1):
        for n in range(4):
            y = 34 - n * 48
            q.line([(0, y), (side * (110 - n * 14), y - 38)], 4, lighter(colour, 0.35), 0.7)
            q.shape(leaf(side * 70, y - 2, 86, 22, -18 if side > 0 else 198), darker(colour, 0.55), 0.75, outline)
    q.line([(0, 76), (0, -176)], 6, lighter(colour, 0.4))


def snake_plant(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """Upright striped leaves."""
    p.shadow(0, 0, 170, 32)
    leaves = (
        (-96, 430, -104),
        (100, 420, -76),
        (-44, 560, -95),
        (52, 590, -84),
        (4, 500, -90),
        (-130, 300, -116),
        (128, 310, -66),
    )
    for n, (x, length, angle) in enumerate(leaves):
        outline = leaf(x * 0.7, -196, length, 96, angle)
        colour = GREENS[(n + detail) % 4]
        p.soft([(a + 8, b + 6) for a, b in outline], (24, 40, 34), 0.25, 10)
        p.shape(outline, across((206, 204, 120), (188, 192, 104)))
        a = angle * pi / 180
        inner = leaf(x * 0.7 + cos(a) * 6, -190 + sin(a) * 6, length - 30, 70, angle)
        p.shape(inner, across(darker(colour, 0.1), lighter(colour, 0.12)))
        for k in range(2, 9):
            cx, cy = x * 0.7 + cos(a) * length * k / 10, -196 + sin(a) * length * k / 10
            p.line(
                [(cx - 32, cy + 6), (cx, cy - 5), (cx + 32, cy + 6)], 6, lighter(colour, 0.3), 0.0 if k == 9 else 0.3
            )
    _pot(p, main, accent, detail)


def cactus(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A cactus with two arms and flowers."""
    p.shadow(0, 0, 170, 32)
    green = GREENS[detail % 4]
    for path in ([(60, -330), (190, -340), (200, -470)], [(-60, -280), (-170, -290), (-178, -390)]):
        line = curve([(float(x), float(y)) for x, y in path])
        p.line(line, 78, darker(green, 0.12))
        p.line([(x - 8, y - 6) for x, y in line], 46, lighter(green, 0.06))
    outline = box(-94, -620, 188, 430, 92)
    p.shape(outline, turned(green, 0.34))
    for x in (-62, -30, 0, 30, 62):
        p.line([(x * 0.9, -596 + abs(x) * 0.6), (x, -200)], 5, darker(green, 0.3), 0.5)
        for y in range(-560, -220, 52):
            p.line([(x - 6, y - 4), (x + 6, y + 4)], 3, (250, 244, 214))
    for x, y in ((0, -626), (200, -506), (-178, -424)):
        for k in range(5):
            p.shape(leaf(x, y, 46, 28, -90 + (k - 2) * 36), mix(accent, (240, 110, 140), 0.6))
        p.disc(x, y - 4, 11, 9, (252, 214, 110))
    _pot(p, main, accent, detail)


def olive_tree(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A small tree with a round crown."""
    p.shadow(0, 0, 170, 32)
    p.line(curve([(0, -200), (10, -330), (-8, -440)]), 24, across((120, 92, 70), (86, 64, 50)))
    for n in range(34):
        angle = n * 137.5 * pi / 180
        r = 26 + 34.0 * (n**0.5)
        x, y = r * cos(angle), -560 + r * 0.84 * sin(angle)
        colour = mix(GREENS[n % 4], (150, 170, 130), 0.25 + 0.25 * ((n * 7) % 3) / 2)
        for turn in (-40, 30, 100):
            p.shape(leaf(x, y, 92, 36, n * 53 + turn), lighter(colour, 0.1) if turn == 30 else darker(colour, 0.1))
    p.soft(ellipse(-70, -640, 90, 60), (250, 250, 210), 0.25, 50)
    _pot(p, main, accent, detail)


def candle(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A scented candle in a glass."""
    p.shadow(0, 0, 200, 36)
    p.soft(ellipse(0, -480, 300, 240), GLOW, 0.6, 110)
    outline = vessel(0, [(-380, 190), (-30, 190), (-8, 176)], smooth=False, foot=30)
    body(p, outline, main, 0.28)
    rim(p, -380, 190, 38, main, across(lighter(main, 0.5), lighter(main, 0.75)))
    p.soft(ellipse(0, -374, 90, 18), GLOW, 0.95, 14)
    p.line([(0, -376), (2, -410)], 7, (60, 50, 46))
    p.shape(
        blob([(0, -408), (-24, -440), (-4, -500), (6, -520), (26, -460), (22, -426)]),
        down((255, 244, 190), (250, 170, 70)),
    )
    label = box(-104, -280, 208, 170, 10 if detail % 2 else 84)
    p.shape(label, fall((250, 246, 236), 0.06))
    p.shape(leaf(0, -160, 92, 40, -90), accent)
    p.shape(leaf(0, -160, 66, 28, -140), lighter(accent, 0.2))
    p.shape(leaf(0, -160, 66, 28, -40), lighter(accent, 0.2))
    p.line([(-46, -136), (46, -136)], 6, mix(accent, WHITE, 0.3))


def diffuser(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A bottle with scent sticks."""
    p.shadow(0, 0, 150, 30)
    for n, dx in enumerate((-150, -90, -20, 60, 128)):
        p.line([(n * 6 - 12, -330), (dx, -690 + abs(dx) * 0.4)], 9, turned((150, 112, 80), 0.3))
    outline = vessel(0, [(-380, 46), (-330, 48), (-280, 130), (-60, 152), (-8, 140)], foot=22)
    body(p, outline, main, 0.3, 0.6)
    p.shape(box(-52, -404, 104, 46, 10), metal(BRASS))
    p.shape(box(-84, -220, 168, 116, 6), fall((250, 246, 238), 0.06))
    p.line([(-50, -184), (50, -184)], 8, accent)
    p.line([(-50, -156), (20, -156)], 5, mix(accent, WHITE, 0.5))
    p.line([(-50, -134), (36, -134)], 5, mix(accent, WHITE, 0.5))


def vase(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A vase with dried flowers."""
    p.shadow(0, 0, 160, 30)
    for n in range(7):
        x = (n - 3) * 62
        y = -690 + abs(n - 3) * 36 + (n * detail % 3) * 16
        p.line(curve([(0, -300), (x * 0.3, -450), (x, y)]), 6, (150, 134, 94))
        for k in range(6):
            tone = mix(accent, (236, 214, 176), 0.2 + 0.1 * (n % 4))
            p.shape(leaf(x - 2, y + 30 + k * 16, 52, 22, -140 if k % 2 else -40), tone)
        p.shape(leaf(x, y + 40, 84, 30, -90), mix(accent, WHITE, 0.25))
    shape = (
        [(-330, 58), (-300, 46), (-220, 140), (-90, 154), (-8, 92)]
        if detail % 2
        else [(-350, 70), (-270, 52), (-140, 120), (-40, 150), (-8, 132)]
    )
    outline = vessel(0, [(float(y), float(x)) for y, x in shape], foot=20)
    body(p, outline, main)
    rim(p, shape[0][0], shape[0][1], 14, main)


LAMPS = (
    Thing(table_lamp, 480, 620),
    Thing(mushroom_lamp, 560, 520),
    Thing(floor_lamp, 540, 710),
    Thing(pendant, 600, 560, True),
)
CHAIRS = (Thing(dining_chair, 460, 730), Thing(armchair, 680, 640), Thing(stool, 470, 530))
PLANTS = (Thing(monstera, 740, 880), Thing(snake_plant, 520, 790), Thing(cactus, 460, 680), Thing(olive_tree, 500, 800))
CANDLES = (Thing(candle, 420, 530), Thing(diffuser, 360, 700), Thing(vase, 460, 760))
