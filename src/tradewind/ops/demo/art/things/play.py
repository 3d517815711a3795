"""Books, stationery, toys."""

from tradewind.ops.demo.art.colour import RGB, WHITE, across, darker, down, fall, lighter, metal, mix, turned
from tradewind.ops.demo.art.pen import Pen
from tradewind.ops.demo.art.shapes import arc, blob, box, curve, ellipse, leaf, vessel
from tradewind.ops.demo.art.things.base import Thing, body

PAPER: RGB = (250, 245, 234)
WOOD: RGB = (214, 172, 124)
PAINTS: tuple[RGB, ...] = ((232, 104, 90), (248, 192, 84), (110, 176, 150), (98, 150, 206), (186, 150, 206))


def _cover_art(p: Pen, x: float, y: float, w: float, h: float, main: RGB, accent: RGB, detail: int) -> None:
    """An abstract picture on a book's cover."""
    area = box(x, y, w, h)
    which = detail % 5
    if which == 0:
        p.shape(ellipse(x + w * 0.5, y + h * 0.42, w * 0.28, w * 0.28), accent)
        for n in range(3):
            top = curve(
                [
                    (x, y + h * (0.6 + n * 0.1)),
                    (x + w * 0.35, y + h * (0.52 + n * 0.12)),
                    (x + w * 0.7, y + h * (0.64 + n * 0.09)),
                    (x + w, y + h * (0.56 + n * 0.11)),
                ]
            )
            p.shape([*top, (x + w, y + h), (x, y + h)], mix(main, darker(accent, 0.4), 0.3 + 0.25 * n), 1.0, area)
    elif which == 1:
        for n in range(5):
            p.line(
                arc(x + w * 0.5, y + h * 0.62, w * (0.1 + 0.08 * n), w * (0.1 + 0.08 * n), 180, 360, 30),
                w * 0.045,
                mix(accent, WHITE, n * 0.14),
            )
    elif which == 2:
        for turn in (-150, -120, -90, -60, -30):
            p.shape(leaf(x + w * 0.5, y + h * 0.76, h * 0.36, w * 0.16, turn), mix(accent, WHITE, abs(turn + 90) / 200))
        p.line([(x + w * 0.5, y + h * 0.86), (x + w * 0.5, y + h * 0.7)], w * 0.03, accent)
    elif which == 3:
        for n in range(4):
            for k in range(4):
                cx, cy = x + w * (0.2 + 0.2 * k), y + h * (0.34 + 0.13 * n)
                if (n * 3 + k + detail) % 3:
                    p.disc(cx, cy, w * 0.075, w * 0.075, accent if (n + k) % 2 else lighter(main, 0.5))
                else:
                    p.shape(box(cx - w * 0.07, cy - w * 0.07, w * 0.14, w * 0.14), lighter(accent, 0.4))
    else:
        p.shape([(x + w * 0.16, y + h * 0.8), (x + w * 0.5, y + h * 0.34), (x + w * 0.84, y + h * 0.8)], accent)
        p.shape(
            [(x + w * 0.5, y + h * 0.34), (x + w * 0.84, y + h * 0.8), (x + w * 0.56, y + h * 0.8)],
            darker(accent, 0.25),
        )
        p.disc(x + w * 0.76, y + h * 0.3, w * 0.09, w * 0.09, lighter(accent, 0.55))
    ink = WHITE if sum(main) < 480 else darker(main, 0.7)
    p.line([(x + w * 0.16, y + h * 0.12), (x + w * 0.84, y + h * 0.12)], h * 0.028, ink)
    p.line([(x + w * 0.16, y + h * 0.19), (x + w * 0.6, y + h * 0.19)], h * 0.028, ink)
    p.line([(x + w * 0.16, y + h * 0.93), (x + w * 0.42, y + h * 0.93)], h * 0.014, ink, 0.7)


def book(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A standing book, its spine to the left."""
    p.shadow(10, 0, 250, 34)
    p.shape([(-230, -596), (-150, -624), (-150, 0), (-230, -30)], across(darker(main, 0.35), darker(main, 0.12)))
    p.shape([(-150, -624), (236, -600), (236, -14), (-150, 0)], across(lighter(main, 0.06), main))
    p.shape([(-230, -596), (-150, -624), (236, -600), (160, -580)], PAPER)
    for y in (-520, -90):
        p.line([(-222, y), (-158, y - 10)], 8, lighter(accent, 0.1))
    _cover_art(p, -132, -596, 348, 570, main, accent, detail)
    p.shape([(-150, -624), (-132, -623), (-132, -1), (-150, 0)], darker(main, 0.2), 0.6)
    p.soft([(-100, -620), (20, -614), (-60, 0), (-140, 0)], WHITE, 0.16, 20)


def book_stack(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """Lying books with one standing behind."""
    p.shadow(0, 0, 300, 40)
    book(p.at(30, -196, 0.72, 3), mix(main, accent, 0.15), accent, detail)
    for n, (colour, dx, w) in enumerate(
        ((darker(accent, 0.15), 0, 560), (main, 24, 520), (lighter(mix(main, accent, 0.5), 0.2), -16, 540))
    ):
        y = -70 * n
        p.shape(box(dx - w / 2, y - 70, w, 70, 8), fall(colour, 0.2))
        p.shape(box(dx - w / 2 + 36, y - 60, w - 30, 50, 4), down(PAPER, darker(PAPER, 0.12)))
        for k in range(3):
            p.line([(dx - w / 2 + 40, y - 48 + k * 14), (dx + w / 2, y - 48 + k * 14)], 2, darker(PAPER, 0.2), 0.7)
        p.shape(box(dx - w / 2, y - 70, 40, 70, 8), turned(darker(colour, 0.05), 0.3))
        p.line([(dx - w / 2 + 8, y - 16), (dx - w / 2 + 32, y - 16)], 6, lighter(colour, 0.6))


def open_book(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """An open picture book."""
    p.soft(ellipse(0, 0, 420, 40), (38, 28, 40), 0.36, 20)
    p.shape([(-400, -40), (-330, -330), (0, -300), (330, -330), (400, -40), (0, 0)], darker(main, 0.1))
    for side in (-1, 1):
        page = [
            (0, -24),
            *curve([(0, -24), (side * 120, -60), (side * 270, -58), (side * 384, -44)]),
            *curve([(side * 318, -330), (side * 230, -352), (side * 110, -350), (0, -306)]),
        ]
        p.shape(
            page,
            across(lighter(PAPER, 0.4), darker(PAPER, 0.08))
            if side < 0
            else across(darker(PAPER, 0.1), lighter(PAPER, 0.4)),
        )
        if side < 0:
            _page_art(p, page, main, accent, detail)
        for n in range(6 if side > 0 else 0):
            y = -290 + n * 36
            p.line([(70, y), (290 + n * 6 - (80 if n % 3 == 2 else 0), y - 8)], 7, (170, 160, 156), 0.8)
    p.line([(0, -306), (0, -24)], 5, darker(PAPER, 0.3), 0.6)


def _page_art(p: Pen, page: list[tuple[float, float]], main: RGB, accent: RGB, detail: int) -> None:
    p.shape(box(-330, -330, 280, 250), lighter(main, 0.6), 1.0, page)
    p.shape(ellipse(-230, -100, 170, 90), lighter(accent, 0.25), 1.0, page)
    p.shape(ellipse(-100, -90, 120, 70), accent, 1.0, page)
    p.shape(ellipse(-130, -270, 30, 26), (252, 210, 110), 1.0, page)
    if detail % 2:
        p.shape([(-280, -150), (-240, -240), (-200, -150)], darker(accent, 0.3), 1.0, page)
        p.shape([(-240, -140), (-206, -216), (-170, -140)], darker(accent, 0.15), 1.0, page)


def notebook(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A notebook with a band and a pen."""
    q = p.at(-30, -310, 1, -6)
    q.soft(box(-200, -290, 440, 610, 30), (38, 28, 40), 0.34, 20)
    q.shape(box(-204, -296, 430, 604, 26), down(PAPER, darker(PAPER, 0.16)))
    q.shape(box(-214, -304, 430, 604, 26), across(lighter(main, 0.08), main))
    q.shape(box(-214, -304, 46, 604, 20), darker(main, 0.16))
    if detail % 2:
        q.shape(box(150, -306, 26, 608), accent)
        _cover_art(q, -120, -200, 230, 300, main, accent, detail // 2)
    else:
        for n in range(11):
            q.line(arc(-214, -266 + n * 52, 26, 13, 60, 300, 20), 8, metal((196, 198, 204)))
        q.shape(box(-104, -196, 250, 110, 10), PAPER)
        q.line([(-70, -156), (110, -156)], 8, accent)
        q.line([(-70, -124), (40, -124)], 6, mix(accent, WHITE, 0.5))
    r = p.at(250, -300, 1, 12)
    r.soft(box(-14, -270, 40, 560, 14), (38, 28, 40), 0.32, 14)
    r.shape(box(-20, -280, 40, 520, 16), turned(accent, 0.34))
    r.shape([(-18, 238), (18, 238), (4, 300), (-4, 300)], metal((210, 180, 120)))
    r.shape(box(-20, -90, 40, 16), metal((214, 186, 126)))
    r.shape(box(12, -262, 12, 150, 6), metal((214, 186, 126)))


def pens(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A cup of pencils."""
    p.shadow(0, 0, 180, 34)
    for n in range(7):
        q = p.at((n - 3) * 42, -260, 1, (n - 3) * 7)
        colour = mix(PAINTS[(n + detail) % 5], main, 0.15)
        height = 270 + (n * 53) % 90
        q.shape(box(-19, -height, 38, height + 40), turned(colour, 0.3))
        q.shape([(-19, -height), (19, -height), (0, -height - 62)], turned((238, 210, 168), 0.2))
        q.shape([(-7, -height - 40), (7, -height - 40), (0, -height - 62)], darker(colour, 0.2))
    outline = vessel(0, [(-320, 164), (-8, 150)], smooth=False, foot=26)
    body(p, outline, main)
    if detail % 2:
        for n in range(-2, 3):
            p.disc(n * 70, -170 + abs(n) * -8, 22, 24, accent)
    else:
        p.shape(box(-170, -120, 340, 50), accent, 1.0, outline)
    p.line(arc(0, -320, 164, 26, 0, 180, 30), 13, lighter(main, 0.4))


def bear(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A sitting plush bear, or a rabbit."""
    p.shadow(0, 0, 250, 42)
    fur = mix(main, (206, 164, 120), 0.45)
    light = lighter(fur, 0.5)
    rabbit = detail % 2 == 1
    for side in (-1, 1):
        if rabbit:
            ear = p.at(side * 76, -500, 1, side * 9)
            body(ear, ellipse(0, -110, 48, 150), fur, 0.24, 0)
            ear.disc(0, -100, 24, 110, mix(light, (246, 180, 180), 0.6))
        else:
            body(p, ellipse(side * 132, -560, 68, 66), fur, 0.26, 0)
            p.disc(side * 132, -556, 38, 36, mix(light, (240, 190, 170), 0.4))
        body(p, ellipse(side * 190, -230, 66, 116), darker(fur, 0.06), 0.28, 0)
    body(p, ellipse(0, -190, 186, 196), fur, 0.26, 0)
    p.soft(ellipse(0, -170, 110, 120), light, 0.95, 16, ellipse(0, -190, 186, 196))
    for side in (-1, 1):
        body(p, ellipse(side * 150, -70, 96, 78), fur, 0.26, 0)
        p.disc(side * 158, -66, 52, 46, light)
    p.soft(ellipse(0, -320, 130, 30), darker(fur, 0.7), 0.35, 16)
    body(p, ellipse(0, -450, 186, 160), fur, 0.26, 0)
    p.disc(0, -406, 86, 66, light)
    for side in (-1, 1):
        p.disc(side * 78, -470, 17, 19, (44, 34, 36))
        p.disc(side * 78 - 5, -477, 6, 6, WHITE)
        p.soft(ellipse(side * 118, -420, 30, 20), (244, 150, 150), 0.6, 14)
    p.disc(0, -434, 26, 18, (70, 50, 48))
    p.line(curve([(-34, -392), (-16, -376), (0, -394), (16, -376), (34, -392)]), 7, (90, 66, 60))
    if detail % 3:
        for side in (-1, 1):
            p.shape(blob([(0, -306), (side * 86, -346), (side * 96, -262)]), accent)
        p.disc(0, -306, 25, 23, darker(accent, 0.2))
    else:
        p.shape(blob([(-150, -316), (0, -286), (150, -316), (160, -276), (0, -236), (-160, -276)]), fall(accent, 0.2))
        p.shape([(70, -270), (130, -280), (140, -140), (84, -136)], fall(darker(accent, 0.1), 0.2))


def train(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A wooden train."""
    p.shadow(0, 0, 380, 36)
    p.line([(-70, -84), (20, -84)], 13, (120, 96, 76))
    p.shape(box(-380, -150, 320, 74, 12), fall(WOOD, 0.2))
    for n in range(3):
        p.shape(box(-366 + n * 100, -250, 90, 100, 10), fall(PAINTS[(n + detail) % 5], 0.2))
    p.disc(-220, -292, 44, 44, across(lighter(PAINTS[(detail + 3) % 5], 0.2), darker(PAINTS[(detail + 3) % 5], 0.1)))
    p.shape(box(10, -150, 370, 74, 12), fall(darker(main, 0.12), 0.2))
    p.shape(box(120, -262, 250, 116, 56), turned(main, 0.2))
    p.shape(box(10, -370, 150, 224, 12), fall(accent, 0.2))
    p.shape(box(-6, -400, 182, 36, 14), fall(WOOD, 0.16))
    p.shape(box(44, -330, 82, 84, 12), lighter(accent, 0.72))
    p.shape([(262, -250), (326, -250), (336, -340), (252, -340)], fall(WOOD, 0.2))
    p.disc(214, -270, 24, 30, metal((224, 188, 110)))
    for n in range(2):
        p.soft(ellipse(330 + n * 56, -420 - n * 66, 46 + n * 16, 40 + n * 12), WHITE, 0.8, 16)
    for x in (-316, -130, 74, 200, 318):
        p.disc(x, -56, 56, 56, turned(darker(WOOD, 0.3), 0.25))
        p.disc(x, -56, 38, 38, WOOD)
        p.disc(x, -56, 13, 13, darker(WOOD, 0.5))


def _cube(p: Pen, x: float, y: float, w: float, h: float, colour: RGB) -> None:
    p.shape(box(x, y - h, w, h, 8), fall(colour, 0.18))
    p.shape([(x, y - h), (x + 24, y - h - 26), (x + w + 24, y - h - 26), (x + w, y - h)], lighter(colour, 0.35))
    p.shape([(x + w, y - h), (x + w + 24, y - h - 26), (x + w + 24, y - 26), (x + w, y)], darker(colour, 0.25))


def blocks(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A castle of building blocks."""
    p.shadow(0, 0, 330, 40)
    tones = [mix(PAINTS[(n + detail) % 5], main, 0.2) for n in range(5)]

    _cube(p, -310, 0, 130, 260, tones[0])
    _cube(p, 170, 0, 130, 260, tones[1])
    _cube(p, -170, -150, 330, 110, tones[2])
    for x in (-150, 80):
        _cube(p, x, 0, 76, 150, lighter(tones[3], 0.15))
    _cube(p, -66, -262, 130, 120, tones[4])
    for x, y, colour in ((-310, -260, accent), (170, -260, accent), (-66, -382, tones[0])):
        p.shape([(x - 14, y - 26), (x + 76, y - 140), (x + 160, y - 26)], fall(colour, 0.2))
        p.shape([(x + 76, y - 140), (x + 160, y - 26), (x + 104, y - 26)], darker(colour, 0.2), 0.7)
    p.disc(300, -2 - 44, 46, 46, across(lighter(tones[2], 0.3), darker(tones[2], 0.2)))


def rocket(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A toy rocket."""
    p.shadow(0, 0, 190, 34)
    for side in (-1, 1):
        p.shape(
            blob([(side * 110, -260), (side * 220, -150), (side * 236, -6), (side * 190, -20), (side * 116, -90)]),
            across(lighter(accent, 0.1), darker(accent, 0.2)),
        )
    outline = vessel(0, [(-660, 4), (-600, 66), (-450, 132), (-240, 148), (-90, 116), (-70, 104)], foot=16)
    body(p, outline, main, 0.34)
    nose = vessel(0, [(-670, 2), (-600, 67), (-510, 112)], foot=18)
    body(p, nose, accent, 0.3)
    for y, r in ((-390, 56), (-230, 36)):
        p.disc(0, y, r, r, metal((206, 208, 214)))
        p.disc(0, y, r * 0.74, r * 0.74, across((150, 206, 236), (70, 120, 176)))
        p.soft(ellipse(-r * 0.26, y - r * 0.26, r * 0.24, r * 0.16), WHITE, 0.9, 6)
    p.shape(blob([(-16, -160), (16, -160), (22, -14), (-22, -14)]), darker(accent, 0.05))
    p.shape(box(-86, -72, 172, 40, 12), metal((180, 182, 190)))


def duck(p: Pen, main: RGB, accent: RGB, detail: int) -> None:
    """A wooden duck on wheels."""
    p.shadow(0, 0, 290, 36)
    shape = blob(
        [
            (-330, -330),
            (-220, -290),
            (-80, -280),
            (0, -330),
            (20, -450),
            (130, -510),
            (230, -450),
            (240, -350),
            (210, -290),
            (236, -190),
            (170, -110),
            (-150, -100),
            (-270, -190),
        ],
        12,
    )
    p.shape(shape, fall(mix(main, (250, 206, 96), 0.35), 0.2))
    p.soft(ellipse(-40, -150, 230, 50), darker(main, 0.5), 0.28, 30, shape)
    wing = blob([(-180, -240), (-40, -270), (60, -230), (20, -160), (-110, -150)])
    p.shape(wing, fall(accent, 0.2))
    p.shape(blob([(226, -440), (330, -420), (338, -392), (236, -376)]), (240, 140, 66))
    p.disc(150, -434, 17, 18, (40, 34, 40))
    p.disc(144, -440, 6, 6, WHITE)
    p.line([(-170, -90), (170, -90)], 20, WOOD)
    for x in (-150, 150):
        p.disc(x, -62, 62, 62, turned(darker(WOOD, 0.25), 0.3))
        p.disc(x, -62, 42, 42, accent)
        p.disc(x, -62, 13, 13, WOOD)
    p.line(curve([(236, -120), (330, -60), (420, -30)]), 7, (232, 104, 90))


BOOKS = (Thing(book, 480, 630), Thing(book_stack, 580, 660), Thing(open_book, 800, 360))
STATIONERY = (Thing(notebook, 580, 620, True), Thing(pens, 480, 640))
PLUSH = (Thing(bear, 480, 640),)
TOYS = (Thing(train, 780, 480), Thing(blocks, 640, 540), Thing(rocket, 480, 675), Thing(duck, 700, 510))
