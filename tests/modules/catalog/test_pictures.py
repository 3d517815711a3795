"""Pictures are checked by content, turned upright, stripped and written anew."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from support.goods import picture
from tradewind.catalog import errors, pictures
from tradewind.catalog.types import picture_url


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored_file(media: Path, key: str, size: int) -> Path:
    return media / key[:2] / f"{key}-{size}.webp"


def opened(media, key, size):
    return Image.open(stored_file(media, key, size))


def test_three_sizes_fit_their_box_and_keep_the_shape(media):
    stored = pictures.store(picture(3000, 1500))
    assert (stored.width, stored.height) == (1280, 640)
    assert [opened(media, stored.key, size).size for size in (320, 640, 1280)] == [(320, 160), (640, 320), (1280, 640)]
    assert {opened(media, stored.key, size).format for size in (320, 640, 1280)} == {"WEBP"}


def test_a_small_picture_is_never_made_larger(media):
    stored = pictures.store(picture(400, 300))
    assert (stored.width, stored.height) == (400, 300)
    assert [opened(media, stored.key, size).size for size in (320, 640, 1280)] == [(320, 240), (400, 300), (400, 300)]


def test_the_address_names_the_file():
    assert pictures.url("abcdef", 320) == picture_url("abcdef", 320) == "/media/ab/abcdef-320.webp"
    assert picture_url("") == ""


def test_the_same_bytes_have_the_same_key_and_other_bytes_another():
    assert pictures.store(picture()).key == pictures.store(picture()).key
    assert pictures.store(picture()).key != pictures.store(picture(colour=(0, 0, 0))).key


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_five_formats_are_taken(kind):
    assert pictures.store(picture(64, 48, kind=kind))[1:] == (64, 48)


def test_the_first_frame_of_a_moving_picture_is_taken(media):
    out = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ((250, 0, 0), (0, 250, 0))]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    stored = pictures.store(out.getvalue())
    found = opened(media, stored.key, 320)
    assert getattr(found, "n_frames", 1) == 1
    assert found.convert("RGB").getpixel((10, 10))[0] > 200


def test_a_camera_held_sideways_is_turned_and_its_notes_are_gone(media):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x8825] = {1: "N", 2: (30.0, 15.0, 0.0)}  # where it was taken
    stored = pictures.store(picture(40, 20, kind="JPEG", exif=exif))
    assert (stored.width, stored.height) == (20, 40)
    found = opened(media, stored.key, 1280)
    assert not found.getexif()
    assert b"EXIF" not in stored_file(media, stored.key, 1280).read_bytes()


def test_what_is_clear_stays_clear(media):
    out = BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(out, "PNG")
    stored = pictures.store(out.getvalue())
    assert opened(media, stored.key, 320).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG, which can carry programs"),
        (b"<?xml version='1.0'?><svg/>", "SVG, which can carry programs"),
        (b"<html><body>hi</body></html>", "HTML or XML"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"BM" + bytes(60), "BMP"),
        (b"PK\x03\x04" + bytes(60), "ZIP"),
        (bytes(4) + b"ftypheic" + bytes(60), "HEIC"),
        (b"", "an empty file"),
        (b"just words", "an unknown kind of file"),
    ],
)
def test_anything_else_is_refused_by_its_content(media, data, found):
    with pytest.raises(errors.WrongPicture) as refusal:
        pictures.store(data)
    assert refusal.value.params == {"found": found}
    assert list(media.rglob("*.webp")) == []


def test_a_picture_cut_off_is_refused(media):
    whole = picture(300, 300, kind="JPEG", quality=95)
    for data in (whole[: len(whole) // 2], picture(300, 300)[:60]):
        with pytest.raises(errors.WrongPicture):
            pictures.store(data)
    assert list(media.rglob("*.webp")) == []


def damaged_avif():
    """A head that promises a picture, and noise where the picture should be."""
    whole = picture(48, 36, kind="AVIF")
    start = whole.index(b"mdat") + 4
    return whole[:start] + bytes([255]) * (len(whole) - start)


@pytest.mark.parametrize("data", [damaged_avif(), picture(48, 36, kind="AVIF")[:200]])
def test_a_damaged_picture_of_a_decoder_with_errors_of_its_own_is_refused(media, data):
    with pytest.raises(errors.WrongPicture):
        pictures.store(data)
    assert list(media.rglob("*.webp")) == []


@pytest.mark.parametrize("wrong", [TypeError("bad operand"), struct.error("not an integer"), RuntimeError("x")])
def test_whatever_the_library_stumbles_over_is_a_refusal(media, monkeypatch, wrong):
    def stumble(image):
        raise wrong

    monkeypatch.setattr(pictures.ImageOps, "exif_transpose", stumble)
    with pytest.raises(errors.WrongPicture):
        pictures.store(picture())
    assert list(media.rglob("*.webp")) == []


def test_what_hides_behind_a_picture_is_left_behind(media):
    hidden = b"<script>alert(1)</script>PK\x03\x04"
    for kind in ("JPEG", "PNG", "GIF"):
        stored = pictures.store(picture(40, 20, kind=kind) + hidden)
        for size in (320, 640, 1280):
            assert b"script" not in stored_file(media, stored.key, size).read_bytes()


@pytest.mark.parametrize(("mode", "white"), [("CMYK", (0, 0, 0, 0)), ("L", 255)])
def test_the_colours_of_print_become_those_of_the_web(media, mode, white):
    out = BytesIO()
    Image.new(mode, (30, 20), white).save(out, "JPEG")
    stored = pictures.store(out.getvalue())
    found = opened(media, stored.key, 320)
    assert (found.mode, found.size) == ("RGB", (30, 20))
    assert min(found.getpixel((5, 5))) > 240


def test_more_than_twenty_megabytes_are_refused():
    with pytest.raises(errors.PictureTooBig):
        pictures.store(bytes(20 * 1024 * 1024 + 1))


@pytest.mark.parametrize("side", [8_000, 20_000, 60_000])
def test_a_bomb_is_refused_by_its_header(side):
    """A few bytes that claim 64 megapixels to 3.6 gigapixels: nothing of it is decoded."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    with pytest.raises(errors.PictureTooBig):
        pictures.store(data)


def test_a_drawn_picture_is_stored_without_a_detour(media):
    drawing = Image.new("RGB", (640, 640), (12, 34, 56))
    stored = pictures.store_drawn(drawing)
    assert stored == pictures.store_drawn(drawing)
    assert drawing.size == (640, 640)
    assert opened(media, stored.key, 320).size == (320, 320)
