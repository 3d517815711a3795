"""Texts and their translations: `make messages` collects and compiles, `make check` refuses what is missing or stale.

The source texts are English. Each face has one catalogue for Chinese; texts of the modules (refusals, events) and of
the common templates stand in `shared`. A text is looked for in all catalogues, so it is translated once. Texts that the
program has lost stay in the catalogues until `--prune`.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
WEB = PACKAGE / "web"
KEYWORDS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop", "trans"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
# Which folders of templates and views belong to which face; everything else is `shared`.
FACES: dict[str, tuple[str, ...]] = {
    "storefront": ("web/storefront/", "web/account/", "web/templates/storefront/", "web/templates/account/"),
    "merchant": ("web/merchant/", "web/templates/merchant/", "web/backoffice.py", "web/templates/backoffice/"),
    "console": ("web/console/", "web/setup/", "web/templates/console/", "web/templates/setup/"),
    "shared": (),
}
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]")

Key = tuple[str | tuple[str, ...], str | None]  # msgid (or singular and plural), context


class Text(NamedTuple):
    """One text of the program and where it stands."""

    id: str | tuple[str, ...]
    context: str | None
    face: str
    place: tuple[str, int]


def main(words: list[str]) -> int:
    """Collects and compiles; with `--check` only looks. Returns 1 when something is missing or stale."""
    found = list(texts())
    catalogs = {face: _catalog(face) for face in FACES}
    if "--check" not in words:
        _add_new(found, catalogs)
        if "--prune" in words:
            _prune(found, catalogs)
        _write(catalogs)
    problems = [*_untranslated(found, catalogs), *_unlike(catalogs), *(_stale(catalogs) if "--check" in words else [])]
    for problem in problems:
        print(problem)
    print(f"messages: {len({(text.id, text.context) for text in found})} texts, {len(problems)} problems")
    return 1 if problems else 0


def texts() -> Iterator[Text]:
    """Every text marked for translation in Python files and templates."""
    methods = [("**.py", "python"), ("web/templates/**.html", "jinja2"), ("web/templates/**.txt", "jinja2")]
    options = {name: {"trimmed": "true", "silent": "false"} for name, method in methods if method == "jinja2"}
    extensions = "jinja2.ext.do,jinja2.ext.loopcontrols"
    for option in options.values():
        option["extensions"] = extensions
    extracted = extract_from_dir(
        PACKAGE, methods, options, KEYWORDS, strip_comment_tags=True, directory_filter=lambda path: "assets" not in path
    )
    for name, line, message, _comments, context in extracted:
        if message:
            yield Text(message, context, face_of(name), (f"src/tradewind/{name}", line))


def face_of(name: str) -> str:
    """The face whose catalogue takes the texts of the file `name` (relative to the package)."""
    return next((face for face, folders in FACES.items() if name.startswith(folders)), "shared")


def _path(face: str) -> Path:
    return WEB / face / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def _catalog(face: str) -> Catalog:
    if not _path(face).exists():
        return Catalog(locale="zh_Hans", project="Tradewind", fuzzy=False)
    with _path(face).open("rb") as file:
        return read_po(file, locale="zh_Hans")


def _known(catalogs: dict[str, Catalog]) -> dict[Key, bool]:
    """All texts in the catalogues, and whether each has a translation."""
    known: dict[Key, bool] = {}
    for catalog in catalogs.values():
        for message in catalog:
            if message.id:
                key = _key(message)
                known[key] = known.get(key, False) or (any(_words(message)) and not message.fuzzy)
    return known


def _add_new(found: list[Text], catalogs: dict[str, Catalog]) -> None:
    """Adds texts that no catalogue has, without a translation."""
    known = _known(catalogs)
    for text in found:
        if (text.id, text.context) not in known:
            catalogs[text.face].add(text.id, context=text.context)


def _prune(found: list[Text], catalogs: dict[str, Catalog]) -> None:
    """Drops texts that the program has lost."""
    used = {(text.id, text.context) for text in found}
    for catalog in catalogs.values():
        for message in [m for m in catalog if m.id and _key(m) not in used]:
            catalog.delete(message.id, message.context)


def _write(catalogs: dict[str, Catalog]) -> None:
    for face, catalog in catalogs.items():
        _path(face).parent.mkdir(parents=True, exist_ok=True)
        with _path(face).open("wb") as file:
            write_po(file, catalog, width=120, no_location=True)
        _path(face).with_suffix(".mo").write_bytes(_compiled(catalog))


def _compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def _untranslated(found: list[Text], catalogs: dict[str, Catalog]) -> list[str]:
    known = _known(catalogs)
    missing = {(text.id, text.context): text for text in found if not known.get((text.id, text.context))}
    return [f"{text.place[0]}:{text.place[1]}: no Chinese for {text.id!r}" for text in missing.values()]


def _unlike(catalogs: dict[str, Catalog]) -> list[str]:
    """Translations that name a placeholder which the source text does not have."""
    problems = []
    for face, catalog in catalogs.items():
        for message in catalog:
            ids = " ".join([message.id] if isinstance(message.id, str) else message.id)
            extra = set(PLACEHOLDER.findall(" ".join(_words(message)))) - set(PLACEHOLDER.findall(ids))
            if message.id and extra:
                problems.append(f"{face}: {message.id!r}: the translation has {', '.join(sorted(extra))}")
    return problems


def _stale(catalogs: dict[str, Catalog]) -> list[str]:
    """Compiled catalogues that do not say what their source says."""
    problems = []
    for face, catalog in catalogs.items():
        compiled = _path(face).with_suffix(".mo")
        if not compiled.exists():
            problems.append(f"{compiled.relative_to(PACKAGE)}: not there; run `make messages`")
            continue
        with compiled.open("rb") as file:
            if _said(read_mo(file)) != _said(catalog):
                problems.append(f"{compiled.relative_to(PACKAGE)}: older than its source; run `make messages`")
    return problems


def _said(catalog: Catalog) -> dict[Key, tuple[str, ...]]:
    said: dict[Key, tuple[str, ...]] = {}
    for message in catalog:
        if message.id and any(_words(message)) and not message.fuzzy:
            said[_key(message)] = _words(message)
    return said


def _key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else tuple(message.id), message.context


def _words(message: Message) -> tuple[str, ...]:
    """The translation: one text, or one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
