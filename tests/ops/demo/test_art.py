"""Drawn pictures: every thing in every view, the same from the same recipe."""

import hashlib

import pytest

from tradewind.ops.demo.art.backdrop import KINDS, SIZE, WALLS, scene
from tradewind.ops.demo.art.colour import COLOURWAYS, lighter, luminance, turned
from tradewind.ops.demo.art.compose import SHELF, Recipe, backdrop, draw
from tradewind.ops.demo.art.marks import mark
from tradewind.ops.demo.art.shapes import box, ellipse, vessel
from tradewind.ops.demo.words.goods import LEAVES
from tradewind.ops.demo.words.names import COLOURS

CUP = Recipe("mugs", 0, "brick", "cream", 2, "front", 7)


def digest(image):
    return hashlib.sha256(image.tobytes()).hexdigest()


@pytest.mark.parametrize("shelf", sorted(SHELF))
def test_every_thing_can_be_drawn(shelf):
    for form in range(len(SHELF[shelf])):
        image = draw(CUP._replace(shelf=shelf, form=form, detail=form + 3))
        assert (image.size, image.mode) == ((SIZE, SIZE), "RGB")
        assert len(image.getcolors(SIZE * SIZE) or []) > 500  # a picture, not a blank


def test_the_same_recipe_gives_the_same_bytes():
    assert digest(draw(CUP)) == digest(draw(CUP))


def test_views_details_and_colours_differ():
    recipes = [CUP, CUP._replace(view="close"), CUP._replace(view="row", others=("navy", "sage")),
               CUP._replace(main="navy"), CUP._replace(detail=3)]  # fmt: skip
    assert len({digest(draw(recipe)) for recipe in recipes}) == 5


def test_a_backdrop_is_known_before_it_is_drawn():
    wall, kind = backdrop(CUP)
    assert wall in WALLS and kind in KINDS
    for name in KINDS:
        assert scene(name, "light_cream").image.size == (2 * SIZE, 2 * SIZE)


def test_goods_name_things_and_colours_that_exist():
    for leaf in LEAVES.values():
        assert set(leaf.colours) <= set(COLOURWAYS) == set(COLOURS)
        for kind in leaf.kinds:
            assert kind.form < len(SHELF[kind.shelf])


def test_logos_differ():
    assert len({digest(mark(number)) for number in range(34)}) == 34


def test_colours_and_outlines():
    assert lighter((0, 0, 0), 0.5) == (128, 128, 128)
    assert luminance((255, 255, 255)) == pytest.approx(1.0)
    assert turned((100, 100, 100)).at(0.5) == (100, 100, 100)
    assert box(0, 0, 2, 1) == [(0, 0), (2, 0), (2, 1), (0, 1)]
    assert ellipse(0, 0, 2, 1, 4)[0] == (2, 0)
    outline = vessel(0, [(0, 5), (10, 3)], smooth=False)
    assert outline == [(5, 0), (3, 10), (-3, 10), (-5, 0)]
