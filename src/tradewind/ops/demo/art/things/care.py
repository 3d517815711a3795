"""Skin care, make-up, scent."""

from tradewind.ops.demo.art.colour import RGB, WHITE, Ramp, across, darker, down, fall, lighter, metal, mix, turned
from tradewind.ops.demo.art.pen import Pen
from tradewind.ops.demo.art.shapes import arc, blob, box, curve, ellipse, leaf, vessel
from tradewind.ops.demo.art.things.base import Thing, body

GOLD: RGB = (218, 182, 118)
STEEL: RGB = (198, 202, 208)


def _label(p: Pen, y: float, half: float, accent: RGB, detail: int, ink: RGB) -> None:
    """A printed label: a small mark and lines where the words would be."""
    if detail % 3 == 0:
        p.disc(0, y, 30, 30, accent)
        p.disc(0, y, 19, 19, lighter(accent, 0.55))
    elif detail % 3 == 1:
        for turn in (-130, -90, -50):
            p.shape(leaf(0, y + 34, 66, 26, turn), accent)
    else:
        p.shape([*arc(0, y + 14, 36, 36, 180, 360, 20)], accent)
        p.line([(-44, y + 24), (44, y + 24)], 6, accent)
    p.line([(-half * 0.55, y + 76), (half * 0.55, y + 76)], 9, ink)
    p.line([(-half * 0.38, y + 102), (half * 0.38, y + 102)], 5, ink, 0.6)
    p.line([(-half * 0.28, y + 122), (half * 0.28, y + 122)], 5, ink, 0.6)


def _ink(main: RGB) -> RGB:
    return darker(main, 0.6) if sum(main) > 380 else lighter(main, 0.75)


def pump(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A pump bottle."""
    p.shadow(0, 0, 170, 32)
    p.shape(box(-11, -600, 22, 90), metal(STEEL))
    p.shape(
        blob([(-120, -640), (-106, -660), (40, -664), (56, -620), (30, -596), (-40, -600), (-112, -622)]),
        turned(accent, 0.3),
    )
    body(p, vessel(0, [(-530, 58), (-450, 62)], smooth=False, foot=12), accent, 0.3, 0)
    outline = vessel(0, [(-450, 60), (-420, 120), (-370, 146), (-40, 150), (-8, 138)], foot=24)
    body(p, outline, main, 0.3)
    _label(p, -300, 100, accent, detail, _ink(main))


def dropper(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A serum in a glass bottle with a dropper."""
    p.shadow(0, 0, 140, 30)
    body(p, vessel(0, [(-600, 20), (-580, 42), (-510, 44), (-490, 40)], foot=6), darker(accent, 0.45), 0.4, 0.3)
    p.shape(box(-54, -492, 108, 90, 10), metal(GOLD if detail % 2 else STEEL))
    outline = vessel(0, [(-402, 52), (-380, 96), (-340, 132), (-40, 134), (-8, 122)], foot=22)
    p.shape(outline, turned(lighter(main, 0.15), 0.3))
    inside = vessel(0, [(-330, 116), (-44, 118), (-24, 108)], foot=18)
    p.shape(inside, across(lighter(main, 0.5), main), 0.8)
    p.shape(box(-9, -400, 18, 280, 8), WHITE, 0.35)
    p.shape(box(-98, -262, 196, 204, 6), fall((251, 249, 244), 0.05))
    _label(p, -210, 92, accent, detail, (90, 84, 90))
    p.soft(ellipse(-92, -200, 10, 120), WHITE, 0.8, 7, outline)


def cream(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A jar of cream, its lid leaning."""
    p.shadow(0, 0, 230, 38)
    if detail % 2:
        q = p.at(236, -14, 0.9, -14)
        q.soft(ellipse(-10, -140, 150, 150), (30, 24, 30), 0.3, 18)
        q.disc(0, -150, 150, 150, metal(accent))
        q.disc(-4, -152, 132, 132, across(lighter(accent, 0.4), darker(accent, 0.05)))
    outline = vessel(-40, [(-240, 206), (-60, 210), (-10, 190)], foot=32)
    body(p, outline, main, 0.3)
    q = p.at(-40, 0)
    if detail % 2:
        q.disc(0, -240, 206, 42, lighter(main, 0.4))
        q.disc(0, -238, 188, 36, across((252, 246, 238), (240, 228, 216)))
        swirl = curve([(-110, -240), (-20, -262), (80, -244), (40, -222), (-30, -232), (10, -246)])
        q.line(swirl, 17, (255, 252, 246))
    else:
        body(q, vessel(0, [(-330, 200), (-246, 212)], smooth=False, foot=34), accent, 0.34, 0.5)
        q.disc(0, -330, 200, 38, across(lighter(accent, 0.55), lighter(accent, 0.1)))
    _label(q.at(0, 30, 0.85), -170, 150, accent if detail % 2 else darker(accent, 0.2), detail, _ink(main))


def tube(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A tube standing on its cap."""
    p.shadow(0, 0, 120, 28)
    outline = [
        (-150, -600),
        (150, -600),
        *curve([(146, -560), (120, -260), (104, -92)]),
        *arc(0, -92, 104, 14, 0, 180, 16),
        *curve([(-104, -92), (-120, -260), (-146, -560)]),
    ]
    p.shape(outline, turned(main, 0.3))
    p.shape(box(-154, -622, 308, 40, 6), fall(darker(main, 0.14), 0.1))
    for n in range(-10, 11):
        p.line([(n * 14, -616), (n * 14, -588)], 3, darker(main, 0.3), 0.6)
    if detail % 2:
        p.shape(box(-160, -560, 320, 120), across(lighter(accent, 0.2), darker(accent, 0.1)), 1.0, outline)
    p.soft(ellipse(-74, -330, 13, 170), WHITE, 0.6, 10, outline)
    _label(p, -370, 96, accent, detail, _ink(main))
    body(p, vessel(0, [(-94, 92), (-8, 96)], smooth=False, foot=16), accent, 0.34, 0.4)


def lipstick(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A lipstick and its cap."""
    p.shadow(-70, 0, 110, 26)
    p.shadow(140, 0, 100, 26)
    red = mix(main, (196, 50, 70), 0.55)
    stick = [(-134, -330), (-134, -520), *curve([(-134, -520), (-100, -590), (-30, -610), (-6, -560)]), (-6, -330)]
    p.shape(stick, turned(red, 0.34))
    p.shape(blob([(-128, -520), (-90, -584), (-30, -604), (-12, -560), (-60, -530)]), lighter(red, 0.2))
    body(p, vessel(-70, [(-340, 72), (-230, 72)], smooth=False, foot=10), GOLD, 0.5, 0.7)
    shell = mix(accent, (36, 32, 40), 0.5) if detail % 2 else accent
    body(p, vessel(-70, [(-240, 92), (-10, 92)], smooth=False, foot=18), shell, 0.4, 0.5)
    body(p, vessel(144, [(-330, 88), (-10, 88)], smooth=False, foot=18), shell, 0.4, 0.5)
    p.disc(144, -330, 88, 17, lighter(shell, 0.3))
    p.shape(box(56, -90, 176, 22), metal(GOLD))


def compact(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """An open compact with colours and a mirror."""
    p.shadow(0, 0, 290, 36)
    p.disc(0, -370, 250, 236, metal(mix(accent, GOLD, 0.4)))
    p.disc(0, -370, 226, 212, across((232, 238, 244), (200, 212, 224)))
    p.shape([(-120, -530), (-40, -560), (-150, -250), (-200, -300)], WHITE, 0.5, ellipse(0, -370, 226, 212))
    base = [*arc(0, -90, 270, 80, 180, 360, 40), *arc(0, -64, 270, 80, 0, 180, 40)]
    p.shape(base, metal(mix(accent, GOLD, 0.4)))
    p.disc(0, -94, 256, 74, darker(accent, 0.3))
    tones = (main, lighter(main, 0.4), mix(main, (240, 180, 150), 0.5), mix(main, (140, 70, 90), 0.5))
    for n, (x, y) in enumerate(((-116, -104), (0, -126), (116, -104), (0, -70))):
        p.disc(x, y, 70, 22, down(lighter(tones[(n + detail) % 4], 0.15), tones[(n + detail) % 4]))


def perfume(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A glass bottle of scent."""
    p.shadow(0, 0, 190, 34)
    if detail % 2:
        outline = box(-180, -420, 360, 420, 40)
    else:
        outline = vessel(0, [(-430, 60), (-380, 130), (-220, 206), (-80, 190), (-6, 120)], foot=20)
    p.shape(outline, across(lighter(main, 0.62), lighter(main, 0.3)))
    inner = [(x * 0.86, -210 + (y + 210) * 0.86) for x, y in outline]
    p.shape(
        inner,
        Ramp(((0.0, darker(main, 0.08)), (0.3, lighter(main, 0.3)), (0.7, main), (1.0, darker(main, 0.18)))),
        0.85,
    )
    p.shape(box(-240, -440, 480, 130), lighter(main, 0.75), 0.5, inner)
    p.shape(box(-8, -430, 16, 330), WHITE, 0.4)
    p.soft(ellipse(-130, -210, 14, 150), WHITE, 0.85, 9, outline)
    p.shape(box(-44, -470, 88, 56, 6), metal(GOLD))
    cap = box(-70, -606, 140, 140, 16) if detail % 2 else ellipse(0, -540, 86, 82)
    body(p, cap, accent, 0.4, 0.6)
    p.shape(box(-86, -220, 172, 100, 4), (252, 250, 246), 0.92)
    p.line([(-50, -184), (50, -184)], 8, darker(accent, 0.3))
    p.line([(-30, -156), (30, -156)], 5, darker(accent, 0.1))


def soap(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """Handmade soap bars, stacked, with a sprig."""
    p.shadow(0, 0, 290, 40)
    for n, (x, y, colour) in enumerate(
        ((20, 0, main), (-16, -150, mix(main, accent, 0.5)), (10, -300, lighter(main, 0.35)))
    ):
        q = p.at(x, y, 1, (n - 1) * 2)
        q.shape(box(-250, -146, 500, 146, 40), fall(colour, 0.24))
        q.shape(blob([(-230, -140), (-190, -168), (200, -168), (236, -140), (0, -128)]), lighter(colour, 0.3))
        for k in range(5):
            q.disc(-180 + k * 92, -70 + (k * 37 + n * 20 + detail * 11) % 50 - 20, 9, 7, darker(accent, 0.1))
        q.soft(ellipse(-120, -110, 90, 9), WHITE, 0.5, 10)
    p.line(curve([(120, -468), (60, -500), (-80, -486)]), 7, (110, 130, 84))
    for k in range(7):
        p.shape(leaf(110 - k * 28, -486 - (k % 3) * 4, 54, 20, -60 if k % 2 else 120), (130, 154, 104))


SKINCARE = (Thing(pump, 330, 670), Thing(dropper, 300, 605), Thing(cream, 640, 400), Thing(tube, 320, 630))
MAKEUP = (Thing(lipstick, 440, 615), Thing(compact, 560, 610))
SCENTS = (Thing(perfume, 430, 625), Thing(soap, 540, 510))
