"""Rules about templates: nothing in a page that the content policy would refuse, nothing printed without escaping."""

import re
from collections.abc import Iterator
from pathlib import Path

from shape.source import SRC, Break

TEMPLATES = SRC / "tradewind" / "web" / "templates"
_RULES = (
    (re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>", re.I), "an inline script"),
    (re.compile(r"<style\b", re.I), "an inline style sheet"),
    (re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I | re.S), "a style attribute"),
    (re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I | re.S), "an event handler attribute"),
    (re.compile(r"javascript:", re.I), "a javascript: address"),
    (re.compile(r"[^'\"\s]\s*\|\s*safe\b"), "text printed without escaping"),
    (re.compile(r"autoescape\s+false"), "escaping switched off"),
    (re.compile(r"(?:src|href)=[\"'](?:https?:)?//", re.I), "a file from another origin"),
)


def breaks(folder: Path = TEMPLATES) -> list[Break]:
    """All breaks in the HTML templates below `folder`."""
    return [found for path in sorted(folder.rglob("*.html")) for found in _of(path, folder)]


def _of(path: Path, folder: Path) -> Iterator[Break]:
    text = re.sub(r"\{#.*?#\}", lambda m: re.sub(r"[^\n]", " ", m[0]), path.read_text(), flags=re.S)
    for pattern, said in _RULES:
        for match in pattern.finditer(text):
            yield Break(path.relative_to(folder).as_posix(), text.count("\n", 0, match.start()) + 1, said)
