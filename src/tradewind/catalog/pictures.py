"""Pictures: checked by content, turned upright, stripped of what the camera wrote, stored as WebP in three sizes.

A picture is named by the hash of the bytes that were sent, so the same picture is stored once. Files are never
deleted: orders keep showing the cover they were placed with.
"""

import hashlib
import os
import threading
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from tradewind.catalog.errors import PictureTooBig, WrongPicture
from tradewind.catalog.types import PICTURE_SIZES, picture_url

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
QUALITY = 80

# Decoding 60 megapixels takes 240 MB: one at a time in a process.
_decoding = threading.Lock()
_SRGB = ImageCms.createProfile("sRGB")


class Stored(NamedTuple):
    """A stored picture; width and height are those of its largest file."""

    key: str
    width: int
    height: int


def url(key: str, size: int = 640) -> str:
    """Address of a stored picture (see `catalog.types.picture_url`)."""
    return picture_url(key, size)


def store(data: bytes) -> Stored:
    """Stores a picture; returns its key and size.

    Refuses `catalog.picture_size` above 20 MB or 60 megapixels (read from the header, before anything is decoded) and
    `catalog.picture_format` for everything that is not a whole JPEG, PNG, WebP, AVIF or GIF (its first frame is taken).
    """
    if len(data) > MOST_BYTES:
        raise _too_big()
    with _decoding:
        image = _decode(data)
        return _write(image, hashlib.sha256(data).hexdigest()[:32], effort=4)


def store_drawn(image: Image.Image) -> Stored:
    """Stores a picture that the program drew itself (demo world); quicker, a little larger on disk."""
    digest = hashlib.sha256(repr((image.mode, image.size)).encode() + image.tobytes())
    return _write(_plain(image), digest.hexdigest()[:32], effort=0)


def _too_big() -> PictureTooBig:
    return PictureTooBig(where="picture", most_mb=MOST_BYTES // 1024 // 1024, most_megapixels=MOST_PIXELS // 1_000_000)


def _decode(data: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_big()
            # JPEG can be read at half or a quarter of its size, which is all we keep.
            image.draft("RGB", (2 * PICTURE_SIZES[-1], 2 * PICTURE_SIZES[-1]))
            image.load()
            return _plain(ImageOps.exif_transpose(image))
    except UnidentifiedImageError as wrong:
        raise WrongPicture(where="picture", found=_guess(data)) from wrong
    except Image.DecompressionBombError as wrong:
        raise _too_big() from wrong
    except PictureTooBig:
        raise
    except Exception as wrong:  # decoders raise whatever they stumble over: RuntimeError, TypeError, struct.error...
        raise WrongPicture(where="picture", found="damaged or cut off") from wrong


def _plain(image: Image.Image) -> Image.Image:
    """RGB or RGBA in the colours of the web, nothing else attached."""
    profile = image.info.get("icc_profile")
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile: the plain colours are the best guess
    plain = image.convert("RGBA" if clear else "RGB")
    plain.info = {}
    return plain


def _write(image: Image.Image, key: str, effort: int) -> Stored:
    """Writes the three files; a picture is never made larger, so small ones share one file under three names."""
    folder = Path(settings.MEDIA_ROOT) / key[:2]
    folder.mkdir(parents=True, exist_ok=True)
    last: tuple[tuple[int, int], Path] | None = None
    largest = (min(image.width, PICTURE_SIZES[-1]), min(image.height, PICTURE_SIZES[-1]))
    for size in sorted(PICTURE_SIZES, reverse=True):
        path = folder / f"{key}-{size}.webp"
        image.thumbnail((size, size), Image.Resampling.LANCZOS)  # in place: each size is made of the one above
        if not path.exists():
            draft = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
            if last is not None and last[0] == image.size:
                os.link(last[1], draft)
            else:
                image.save(draft, "WEBP", quality=QUALITY, method=effort)
            os.replace(draft, path)
        last = (image.size, path) if last is None or last[0] != image.size else last
        largest = image.size if size == PICTURE_SIZES[-1] else largest
    return Stored(key, *largest)


def _guess(data: bytes) -> str:
    """What a file that is no picture of ours seems to be, in a word."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return "SVG, which can carry programs"
    if head.startswith(b"<"):
        return "HTML or XML"
    known = {b"%pdf": "PDF", b"pk\x03\x04": "ZIP", b"bm": "BMP", b"ii*\x00": "TIFF", b"mm\x00*": "TIFF", b"8bps": "PSD"}
    for start, name in known.items():
        if head.startswith(start):
            return name
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "HEIC"
    return "an unknown kind of file" if data else "an empty file"
