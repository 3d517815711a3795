"""Shoes, jackets, shirts, bags, hats."""

from tradewind.ops.demo.art.colour import RGB, WHITE, Ramp, across, darker, down, fall, lighter, metal, mix, turned
from tradewind.ops.demo.art.pen import Pen
from tradewind.ops.demo.art.shapes import Outline, Point, arc, blob, box, curve, ellipse, mirrored
from tradewind.ops.demo.art.things.base import Thing, body

BRASS: RGB = (208, 170, 96)


def _sole(p: Pen, low: RGB, thick: float) -> None:
    sole = blob(
        [
            (-352, -70),
            (-300, -64 - thick * 0.2),
            (0, -62),
            (250, -58),
            (352, -60),
            (372, -26),
            (330, -4),
            (0, 0),
            (-320, -2),
            (-362, -24),
        ]
    )
    p.shape(sole, fall(low, 0.14))
    p.soft(box(-380, -14, 760, 30), darker(low, 0.7), 0.35, 10, sole)
    p.line(curve([(-340, -40), (-160, -34), (100, -34), (350, -40)]), 5, darker(low, 0.22), 0.7)


def _laces(p: Pen, spots: list[tuple[Point, Point]], colour: RGB) -> None:
    for (ax, ay), (bx, by) in spots:
        p.line([(ax, ay + 5), (bx, by + 5)], 13, darker(colour, 0.5), 0.35)
        p.line([(ax, ay), (bx, by)], 12, colour)


def sneaker(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A low shoe from the side, toe to the right."""
    p.shadow(0, 0, 370, 36)
    upper = blob([(-330, -70), (-346, -180), (-318, -300), (-262, -318), (-190, -268), (-90, -286), (-30, -262),
                  (90, -180), (230, -140), (330, -112), (352, -58), (200, -50), (-200, -52)], 12)  # fmt: skip
    p.shape(upper, fall(main, 0.2))
    p.soft(ellipse(-100, -40, 320, 50), darker(main, 0.6), 0.3, 26, upper)
    toe = blob([(190, -156), (280, -128), (342, -104), (356, -54), (200, -50), (172, -90)])
    p.shape(toe, fall(mix(main, accent, 0.5) if detail % 2 else lighter(main, 0.25), 0.16), 1.0, upper)
    heel = blob([(-346, -60), (-352, -190), (-326, -300), (-276, -290), (-262, -170), (-282, -56)])
    p.shape(heel, fall(accent, 0.2), 1.0, upper)
    if detail % 3 == 0:
        swoop = [
            *curve([(-262, -96), (-120, -80), (40, -150), (90, -196)]),
            *curve([(110, -176), (60, -110), (-90, -50), (-262, -70)]),
        ]
        p.shape(swoop, accent, 1.0, upper)
    elif detail % 3 == 1:
        for n in range(3):
            p.shape(
                [(-150 + n * 56, -60), (-112 + n * 56, -60), (-60 + n * 50, -240), (-92 + n * 50, -244)],
                accent,
                1.0,
                upper,
            )
    else:
        p.shape(ellipse(-90, -150, 46, 46), accent)
        p.shape(ellipse(-90, -150, 28, 28), main)
    tongue = blob([(-196, -266), (-186, -350), (-120, -344), (-60, -276), (-90, -270)])
    p.shape(tongue, lighter(main, 0.3))
    p.soft(ellipse(-150, -262, 60, 18), INKISH, 0.3, 10, upper)
    lace = WHITE if sum(main) < 600 else lighter(accent, 0.5)
    _laces(p, [((-110 + n * 52, -284 + n * 34), (-82 + n * 50, -226 + n * 30)) for n in range(4)], lace)
    p.soft(ellipse(20, -196, 120, 12), WHITE, 0.35, 14, upper)
    _sole(p, (247, 245, 240), 20)


INKISH: RGB = (40, 34, 42)


def high_top(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A canvas boot with a rubber toe."""
    p.shadow(0, 0, 330, 34)
    upper = blob([(-280, -60), (-290, -240), (-296, -440), (-250, -468), (-110, -452), (-84, -430),
                  (-70, -330), (20, -220), (150, -160), (270, -120), (300, -56), (0, -48)], 12)  # fmt: skip
    p.shape(upper, across(darker(main, 0.1), lighter(main, 0.12)))
    p.soft(box(-300, -110, 620, 70), darker(main, 0.6), 0.3, 24, upper)
    p.line(curve([(-120, -440), (-106, -330), (-30, -210), (60, -170)]), 5, darker(main, 0.3))
    cap = blob([(160, -150), (262, -130), (312, -70), (300, -52), (160, -48), (136, -90)])
    p.shape(cap, fall((246, 243, 236), 0.12))
    if detail % 2:
        p.disc(-196, -330, 52, 52, WHITE)
        p.disc(-196, -330, 36, 36, accent)
    else:
        p.shape([(-288, -150), (-180, -150), (-110, -60), (-282, -60)], accent, 0.9, upper)
    _laces(p, [((-128 + n * 26, -420 + n * 54), (-60 + n * 30, -408 + n * 50)) for n in range(5)], WHITE)
    p.line([(-290, -446), (-104, -440)], 16, lighter(main, 0.25))
    sole = box(-300, -62, 620, 62, 26)
    p.shape(sole, fall((246, 243, 236), 0.12))
    p.line([(-284, -36), (306, -36)], 7, accent)


def _cloth(p: Pen, outline: Outline, colour: RGB, folds: list[list[Point]]) -> None:
    """Cloth that hangs: light from the upper left, soft folds."""
    p.soft([(x + 14, y + 18) for x, y in outline], INKISH, 0.26, 20)
    p.shape(
        outline,
        Ramp(((0.0, darker(colour, 0.14)), (0.25, lighter(colour, 0.12)), (0.6, colour), (1.0, darker(colour, 0.2)))),
    )
    for fold in folds:
        line = curve(fold)
        p.soft([*line, *[(x + 16, y + 6) for x, y in reversed(line)]], darker(colour, 0.7), 0.34, 9, outline)
        p.soft(
            [*[(x - 16, y) for x, y in line], *[(x - 6, y + 4) for x, y in reversed(line)]],
            lighter(colour, 0.6),
            0.3,
            8,
            outline,
        )


_FOLDS: list[list[Point]] = [
    [(-150, -470), (-120, -330), (-136, -180)], [(150, -460), (116, -300), (140, -120)],
    [(-60, -150), (-30, -90), (-46, -20)],
]  # fmt: skip
_SLEEVE_FOLDS: list[list[Point]] = [[(-250, -420), (-262, -300), (-250, -180)], [(256, -420), (266, -290), (252, -190)]]


def _hanger(p: Pen) -> None:
    p.line(curve([(0, -640), (0, -690), (26, -712), (34, -742), (6, -760), (-18, -742)]), 9, metal((170, 172, 178)))
    p.line([(-210, -566), (0, -642), (210, -566)], 20, turned((190, 142, 98), 0.3))


def jacket(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A zipped jacket on a hanger."""
    _hanger(p)
    sleeves = mirrored([(200, -590), (286, -500), (330, -300), (344, -110), (262, -96), (236, -260), (206, -430)], 0)
    p.soft([(x + 14, y + 16) for x, y in sleeves], INKISH, 0.2, 20)
    for side in (1, -1):
        arm = blob(
            [
                (side * x, y)
                for x, y in ((176, -606), (262, -548), (318, -330), (346, -112), (256, -92), (226, -280), (180, -430))
            ]
        )
        _cloth(p, arm, darker(main, 0.06), [])
        cuff = blob([(side * x, y) for x, y in ((338, -136), (346, -92), (256, -76), (252, -120))])
        p.shape(cuff, darker(accent, 0.1) if detail % 2 else darker(main, 0.25))
    trunk = mirrored(curve([(0, -640), (110, -634), (206, -590), (222, -400), (216, -180), (224, -20), (0, -10)], 8), 0)
    _cloth(p, trunk, main, _FOLDS)
    if detail % 3 == 1:
        p.shape(box(-240, -640, 480, 190), fall(accent, 0.12), 1.0, trunk)
    if detail % 3 == 2:
        for y in (-520, -430, -340, -250, -160, -70):
            p.soft(box(-240, y, 480, 10), darker(main, 0.7), 0.42, 8, trunk)
            p.soft(box(-240, y + 26, 480, 22), lighter(main, 0.7), 0.3, 12, trunk)
    p.line([(0, -600), (0, -14)], 15, darker(main, 0.4))
    p.line([(0, -600), (0, -14)], 6, lighter(BRASS, 0.2))
    for side in (-1, 1):
        collar = blob([(side * 8, -560), (side * 92, -650), (side * 128, -636), (side * 96, -560), (side * 30, -520)])
        p.shape(collar, fall(darker(accent if detail % 3 == 1 else main, 0.1), 0.16))
        p.line([(side * 92, -200), (side * 156, -110)], 9, darker(main, 0.45))
    p.shape(box(-226, -42, 452, 40, 12), darker(main, 0.22), 0.85, trunk)


def hoodie(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A sweater with a hood, laid out."""
    for side in (1, -1):
        arm = blob(
            [
                (side * x, y)
                for x, y in ((170, -560), (268, -500), (344, -300), (376, -96), (282, -70), (236, -270), (176, -400))
            ]
        )
        _cloth(p, arm, darker(main, 0.05), [])
        p.shape(blob([(side * x, y) for x, y in ((368, -130), (380, -82), (280, -56), (272, -104))]), darker(main, 0.2))
    trunk = mirrored(curve([(0, -590), (100, -590), (196, -556), (216, -400), (220, -160), (226, -20), (0, -8)], 8), 0)
    _cloth(p, trunk, main, _FOLDS)
    hood = blob([(-150, -560), (-172, -660), (-80, -752), (0, -764), (80, -752), (172, -660), (150, -560), (0, -486)])
    p.shape(hood, fall(main, 0.2))
    p.shape(
        blob([(-92, -574), (-104, -650), (0, -712), (104, -650), (92, -574), (0, -516)]),
        down(darker(main, 0.5), darker(main, 0.3)),
    )
    for side in (-1, 1):
        p.line(curve([(side * 40, -540), (side * 52, -470), (side * 44, -390)]), 9, lighter(main, 0.6))
    pocket = [(-126, -230), (126, -230), (164, -110), (164, -44), (-164, -44), (-164, -110)]
    p.shape(pocket, down(lighter(main, 0.08), darker(main, 0.1)))
    p.line([*pocket, pocket[0]], 4, darker(main, 0.3), 0.6)
    p.shape(box(-228, -44, 456, 40, 12), darker(main, 0.18), 0.9, trunk)
    _print(p, accent, detail, -340)


def _print(p: Pen, accent: RGB, detail: int, y: float) -> None:
    """A simple drawn mark on the chest."""
    which = detail % 4
    if which == 1:
        p.disc(0, y, 70, 70, accent)
        p.shape([*arc(0, y, 70, 70, 0, 180, 24)], lighter(accent, 0.35))
    elif which == 2:
        for n, width in enumerate((150, 110, 70)):
            p.line([(-width / 2, y - 30 + n * 34), (width / 2, y - 30 + n * 34)], 16, mix(accent, WHITE, n * 0.2))
    elif which == 3:
        p.shape([(-90, y + 50), (-20, y - 60), (18, y - 6), (42, y - 36), (96, y + 50)], accent)
        p.disc(62, y - 66, 22, 22, lighter(accent, 0.4))


def tee(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A T-shirt, laid out."""
    outline = mirrored(
        [
            (0, -580),
            *curve([(92, -620), (210, -580), (340, -430), (262, -352), (204, -404), (214, -220), (218, -16)], 8),
            (0, -8),
        ],
        0,
    )
    _cloth(p, outline, main, [*_FOLDS])
    if detail % 5 == 4:
        for n in range(8):
            p.shape(box(-360, -470 + n * 62, 720, 26), accent, 0.9, outline)
    else:
        _print(p, accent, detail + 1, -340)
    p.line(arc(0, -616, 98, 76, 8, 172, 24), 22, darker(main, 0.16))
    p.line(arc(0, -618, 90, 66, 8, 172, 24), 5, darker(main, 0.4), 0.6)
    p.line([(-218, -30), (218, -30)], 4, darker(main, 0.3), 0.5)


def tote(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A tote bag with long handles."""
    p.shadow(0, 0, 290, 36)
    for dx, shade in ((26, 0.35), (0, 0.0)):
        strap = curve([(-140 + dx, -430), (-120 + dx, -640), (0 + dx, -720), (120 + dx, -640), (140 + dx, -430)])
        p.line(strap, 26, darker(mix(main, accent, 0.6), 0.15 + shade))
    outline = blob(
        [(-250, -440), (0, -452), (250, -440), (282, -220), (292, -16), (0, -2), (-292, -16), (-282, -220)], 12
    )
    p.shape(
        outline, Ramp(((0.0, darker(main, 0.12)), (0.3, lighter(main, 0.15)), (0.7, main), (1.0, darker(main, 0.2))))
    )
    p.soft(box(-300, -70, 600, 90), darker(main, 0.7), 0.3, 34, outline)
    for fold in ([(-200, -420), (-180, -250), (-210, -60)], [(210, -410), (186, -220), (206, -80)]):
        line = curve([(float(x), float(y)) for x, y in fold])
        p.soft([*line, *[(x + 18, y) for x, y in reversed(line)]], darker(main, 0.7), 0.3, 14, outline)
    p.line(curve([(-246, -414), (0, -424), (246, -414)]), 5, darker(main, 0.35), 0.7)
    if detail % 4:
        _print(p.at(0, 0, 1.3), accent, detail, -170)
    else:
        p.shape(box(-292, -130, 584, 130), fall(accent, 0.2), 1.0, outline)


def backpack(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A backpack from the front."""
    p.shadow(0, 0, 250, 36)
    p.line(arc(0, -590, 60, 70, 180, 360, 24), 24, darker(main, 0.4))
    for side in (-1, 1):
        p.shape(
            blob([(side * 220, -420), (side * 282, -340), (side * 290, -90), (side * 226, -30)]), darker(main, 0.28)
        )
    outline = vessel_like(240, 600)
    p.shape(
        outline, Ramp(((0.0, darker(main, 0.2)), (0.25, lighter(main, 0.16)), (0.6, main), (1.0, darker(main, 0.26))))
    )
    p.soft(box(-260, -60, 520, 80), darker(main, 0.7), 0.32, 30, outline)
    p.line(curve([(-206, -400), (-190, -500), (0, -560), (190, -500), (206, -400)]), 10, darker(main, 0.5))
    p.line(curve([(-206, -404), (-190, -504), (0, -564), (190, -504), (206, -404)]), 4, lighter(main, 0.3))
    pocket = box(-186, -310, 372, 270, 54)
    p.soft([(x + 6, y + 10) for x, y in pocket], darker(main, 0.8), 0.4, 14, outline)
    p.shape(pocket, fall(accent if detail % 2 else lighter(main, 0.06), 0.2))
    p.line([(-150, -262), (150, -262)], 9, darker(main, 0.5))
    p.shape(box(-9, -268, 18, 56, 8), metal(BRASS))
    if detail % 3 == 2:
        for x in (-120, 120):
            p.shape(box(x - 16, -520, 32, 230, 8), turned((168, 112, 68), 0.3))
            p.shape(box(x - 20, -330, 40, 34, 6), metal(BRASS))
    else:
        p.shape(box(-44, -452, 88, 48, 10), fall((170, 118, 76), 0.2))


def vessel_like(half: float, height: float) -> Outline:
    """The outline of a soft bag with a round top."""
    return mirrored(
        curve(
            [
                (0, -height),
                (half * 0.6, -height * 0.97),
                (half * 0.96, -height * 0.78),
                (half, -height * 0.4),
                (half * 0.98, -40),
                (half * 0.8, -4),
                (0, 0),
            ],
            8,
        ),
        0,
    )


def handbag(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A small leather bag with a flap."""
    p.shadow(0, 0, 280, 36)
    strap = curve([(-230, -330), (-200, -560), (0, -690), (200, -560), (230, -330)])
    p.line(strap, 24, darker(main, 0.3))
    p.line([(x - 3, y - 4) for x, y in strap], 10, lighter(main, 0.12))
    outline = blob(
        [(-244, -356), (0, -368), (244, -356), (286, -180), (280, -24), (0, -2), (-280, -24), (-286, -180)], 12
    )
    p.shape(outline, turned(main, 0.26))
    p.soft(box(-300, -60, 600, 80), darker(main, 0.7), 0.34, 30, outline)
    flap = blob(
        [(-246, -360), (0, -372), (246, -360), (262, -250), (150, -150), (0, -128), (-150, -150), (-262, -250)], 12
    )
    p.soft([(x, y + 16) for x, y in flap], darker(main, 0.85), 0.5, 14, outline)
    p.shape(flap, fall(lighter(main, 0.06) if detail % 2 else mix(main, accent, 0.55), 0.2))
    p.line([(x * 0.95, (y + 250) * 0.93 - 250) for x, y in flap], 4, lighter(main, 0.4), 0.7)
    p.shape(box(-40, -176, 80, 66, 14 if detail % 3 else 33), metal(BRASS))
    p.shape(box(-18, -160, 36, 34, 8), darker(BRASS, 0.3))
    for side in (-1, 1):
        p.disc(side * 232, -332, 20, 20, metal(BRASS))
    p.soft(ellipse(-110, -300, 90, 12), WHITE, 0.4, 14, flap)


def hat(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A cap, or a knitted hat."""
    p.shadow(30, 0, 300, 34)
    if detail % 2:
        outline = blob([(-230, -90), (-224, -300), (-90, -446), (90, -446), (224, -300), (230, -90), (0, -70)], 12)
        p.shape(outline, turned(main, 0.3))
        for n in range(-5, 6):
            p.line(curve([(n * 8, -440), (n * 34, -280), (n * 42, -90)]), 7, darker(main, 0.28), 0.5)
        fold = box(-246, -160, 492, 150, 46)
        p.shape(fold, turned(lighter(main, 0.1), 0.3))
        for n in range(-8, 9):
            p.line([(n * 28, -146), (n * 28, -26)], 6, darker(main, 0.3), 0.5)
        body(p, ellipse(0, -470, 74, 70), accent, 0.3, 0)
        return
    brim = blob([(60, -110), (250, -130), (420, -70), (400, -20), (240, -22), (60, -50)])
    p.shape(brim, fall(darker(accent, 0.1), 0.24))
    outline = blob([(-250, -60), (-246, -220), (-120, -370), (60, -384), (206, -270), (240, -90), (0, -44)], 12)
    p.shape(outline, turned(main, 0.3))
    p.line(curve([(-20, -386), (60, -250), (80, -56)]), 5, darker(main, 0.35), 0.7)
    p.line(curve([(-30, -384), (-150, -240), (-160, -56)]), 5, darker(main, 0.35), 0.7)
    p.disc(-20, -388, 22, 12, darker(main, 0.25))
    p.disc(152, -200, 42, 46, accent)


SNEAKERS = (Thing(sneaker, 740, 360), Thing(high_top, 640, 480))
JACKETS = (Thing(jacket, 700, 765, True), Thing(hoodie, 760, 770, True))
SHIRTS = (Thing(tee, 690, 640, True),)
BAGS = (Thing(tote, 590, 735), Thing(backpack, 590, 665), Thing(handbag, 580, 705))
HATS = (Thing(hat, 560, 480),)
