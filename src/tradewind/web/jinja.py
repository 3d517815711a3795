"""The Jinja2 environment of all three faces: translations, money, pictures, dates, addresses.

Functions that a card calls are plain and cached: a page of 24 cards must stay far under a millisecond.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from jinja2 import Environment, StrictUndefined, Undefined
from markupsafe import Markup

from tradewind.catalog.types import picture_url
from tradewind.deals.serving.shelf import Card
from tradewind.kernel import money as kernel_money
from tradewind.logistics.types import REGIONS, region_name
from tradewind.web import deal_words, places
from tradewind.web.folding import Environments, Folding, LanguageEnvironment, translated
from tradewind.web.words import said

SIZES = (320, 640, 1280)
CHINESE_DEFAULT = "zh-hans"
ENGLISH_PREFIX = "/en"


class Missing(StrictUndefined):
    """A name nobody gave: it may be asked for (`{% if caller %}`) but not printed or used."""

    __slots__ = ()
    __bool__ = Undefined.__bool__  # type: ignore[assignment]


def environment(**options: Any) -> Environment:
    """Django's hook: one environment per language, with our globals and filters."""
    options["undefined"] = Missing  # Django would let a misspelt name pass in silence
    return Environments(lambda language: _environment(language, options), [code for code, _ in settings.LANGUAGES])


def _environment(language: str, options: Mapping[str, Any]) -> LanguageEnvironment:
    extensions = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    env = LanguageEnvironment(**options, extensions=extensions, trim_blocks=True, lstrip_blocks=True)
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.policies["ext.i18n.trimmed"] = True
    env.globals.update(
        static=static, url=url, money=money, price=price, picture_url=picture_url, srcset=srcset, pick=pick, icon=icon,
        region_name=region, city_name=city, place=place,
    )  # fmt: skip
    env.filters.update(
        date=day, datetime=moment, month=month, money=money, compact=compact, percent=percent, stars=stars, phone=phone,
        urlquery=urlquery, crumbs=crumbs, paragraphs=paragraphs, plain_money=kernel_money.plain,
        said=said, price=price, label_money=label_money, card_picture=card_picture, picture_url=picture_url,
        region_options=region_options, line_steps=deal_words.line_steps, offer_sums=deal_words.sums,
        freight_sums=deal_words.freight_sums, missed=deal_words.missed, offer_name=deal_words.offer_name,
    )  # fmt: skip
    with translation.override(language):
        facts = {
            "en": english(), "prefix": ENGLISH_PREFIX if english() else "", "site_name": site_name(),
            "html_lang": "en" if english() else "zh-Hans",
        }  # fmt: skip
    env.globals["card"] = kept_card(env)
    env.folding = Folding({"_": translated, "gettext": translated, "icon": icon, "url": url, "static": static}, facts)
    return env


def kept_card(env: Environment) -> Callable[[Card, bool], Markup]:
    """Draws cards, and keeps the last ones drawn: drawing 24 anew is half the cost of a shelf's page.

    The key is all that a card says, price and stock included, so a change is on the next page and nothing need be
    forgotten.
    """

    @lru_cache(maxsize=1024)  # some 3 MB in each language
    def card(c: Card, lazy: bool) -> Markup:
        drawn: Markup = env.get_template("storefront/_card.html").module.card(c, lazy)  # type: ignore[attr-defined]
        return drawn

    return card


def site_name() -> str:
    """The marketplace's name."""
    return "Tradewind" if english() else "信风"


@lru_cache(maxsize=256)
def static(path: str) -> str:
    """The address of a static file with a hash of its content, so it may be cached for ever."""
    file = settings.STATIC_DIR / path
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else "0"
    return f"{settings.STATIC_URL}{path}?v={digest}"


@lru_cache(maxsize=256)
def icon(name: str, classes: str = "") -> Markup:
    """One drawing of static/icons/sprite.svg, as tall as the text beside it; decoration only, hidden from readers."""
    return Markup('<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        f" {classes}" if classes else "", static("icons/sprite.svg"), name
    )


@lru_cache(maxsize=1024)
def _plain_url(name: str, language: str) -> str:
    return reverse(name)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page in the present language. Without arguments it is looked up once per language."""
    if not args and not kwargs:
        return _plain_url(name, translation.get_language() or CHINESE_DEFAULT)
    return reverse(name, args=args, kwargs=kwargs)


def english() -> bool:
    """Is the present page in English?"""
    return translation.get_language() == "en"


def pick(chinese: str, english_text: str) -> str:
    """The text in the present language; English may be blank and falls back to Chinese."""
    return (english_text or chinese) if english() else chinese


@lru_cache(maxsize=8192)
def money(amount: int, currency: str) -> str:
    """Minor units as text for people: "¥1,234.50"."""
    return kernel_money.show(amount, currency)


def label_money(amount: int, currency: str) -> str:
    """An amount in an offer's label: no empty decimals, and no yuan sign in Chinese ("满49减5", "¥5 off ¥49+")."""
    text = money(amount, currency).removesuffix("." + "0" * kernel_money.exponent(currency))
    return text if english() else text.removeprefix("¥")


@lru_cache(maxsize=8192)
def price(amount: int, currency: str) -> Markup:
    """A price as a shopper reads it: small symbol, large whole, small decimals (left out when they are zero)."""
    text = kernel_money.show(amount, currency)
    sign, text = ("−", text[1:]) if text.startswith("-") else ("", text)
    symbol = kernel_money.SYMBOLS.get(currency, currency + " ")
    whole, dot, fraction = text.removeprefix(symbol).partition(".")
    tail = Markup("<i>{}{}</i>").format(dot, fraction) if fraction.strip("0") else ""
    return Markup('<span class="price">{}<i>{}</i>{}{}</span>').format(sign, symbol, whole, tail)


@lru_cache(maxsize=4096)
def card_picture(key: str) -> Markup:
    """Source and sizes of a card's picture, as attributes."""
    small, large = picture_url(key, 320), picture_url(key, 640)
    return Markup('src="{}" srcset="{} 320w, {} 640w"').format(small, small, large)


@lru_cache(maxsize=4096)
def srcset(key: str) -> str:
    """All sizes of a picture, for `srcset`."""
    return ", ".join(f"{picture_url(key, size)} {size}w" for size in SIZES)


@lru_cache(maxsize=4096)
def _compact(number: int, in_english: bool) -> str:
    if in_english:
        if number < 1_000:
            return str(number)
        value, unit = (number / 1_000, "k") if number < 1_000_000 else (number / 1_000_000, "m")
    else:
        if number < 10_000:
            return str(number)
        value, unit = number / 10_000, "万"
    shown = int(value * 10) / 10  # floored: a count is never made larger
    return f"{shown:.1f}".removesuffix(".0") + unit


def compact(number: int) -> str:
    """A count as shops print it: 12,345 -> "1.2万" or "12.3k"."""
    return _compact(number, english())


def percent(basis_points: int) -> str:
    """Basis points as a percentage: 1250 -> "12.5%"."""
    return f"{basis_points / 100:.2f}".rstrip("0").rstrip(".") + "%"


def stars(total: int, count: int) -> str:
    """The mean of ratings with one decimal."""
    return f"{total / count:.1f}" if count else ""


def phone(number: str) -> str:
    """A phone number with its middle hidden, as on parcels."""
    return number if len(number) < 8 else f"{number[:3]}****{number[-4:]}"


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date | datetime | None, form: str = "medium") -> str:
    """A date: "short" is month and day, "medium" adds the year."""
    if value is None:
        return ""
    local = _local(value)
    if form == "short":
        return f"{MONTHS[local.month - 1]} {local.day}" if english() else f"{local.month}月{local.day}日"
    return date_format(local, "DATE_FORMAT")


def moment(value: datetime | None) -> str:
    """A date with the time of day, to the minute."""
    return "" if value is None else date_format(_local(value), "Y-m-d H:i" if not english() else "M j, Y, H:i")


def month(value: date | datetime | None) -> str:
    """Year and month."""
    return "" if value is None else date_format(_local(value), "YEAR_MONTH_FORMAT")


def region(code: str) -> str:
    """A province's name in the present language."""
    return region_name(code, translation.get_language() or CHINESE_DEFAULT)


def city(name: str) -> str:
    """A city's name in the present language."""
    return places.city_name(name, english())


def place(region_code: str, city: str) -> str:
    """A region and a city in the present language."""
    return places.place(region_code, city, english())


@lru_cache(maxsize=256)
def _region_options(chosen: str, in_english: bool) -> Markup:
    option = Markup('<option value="{}"{}>{}</option>')
    return Markup("").join(
        option.format(r.code, Markup(" selected") if r.code == chosen else "", r.name_en if in_english else r.name)
        for r in REGIONS
    )


def region_options(chosen: str) -> Markup:
    """The provinces as options of a select, one of them chosen."""
    return _region_options(chosen, english())


def urlquery(parts: Mapping[str, object]) -> str:
    """A query string without question mark; blank parts are left out."""
    return urlencode({name: value for name, value in parts.items() if value not in ("", None)})


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n") if part.strip()]


def script_json(data: object) -> Markup:
    """JSON that may stand inside a script element."""
    text = msgspec.json.encode(data).decode()
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - escaped here


class Step(Protocol):
    """One step of the way to a page."""

    slug: str
    name: str
    name_en: str


def crumbs(path: Sequence[Step], page: Any) -> Markup:
    """schema.org BreadcrumbList of a category path."""
    places = [(page.site_name, f"{page.prefix}/")]
    places += [(pick(step.name, step.name_en), f"{page.prefix}/c/{step.slug}") for step in path]
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": page.site_url + address}
        for n, (name, address) in enumerate(places, 1)
    ]
    return script_json({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items})
