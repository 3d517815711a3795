"""What every template may use of the request: one object, `page`, whose parts are worked out when asked for."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import translation

from tradewind.logistics.types import REGIONS, Region
from tradewind.web import visitor
from tradewind.web.jinja import ENGLISH_PREFIX, site_name

THEMES = {"light": "tradewind", "dark": "tradewind-dark"}


class Alternate:
    """The same page in another language."""

    __slots__ = ("code", "html_lang", "name", "path")

    def __init__(self, code: str, html_lang: str, name: str, path: str) -> None:
        self.code, self.html_lang, self.name, self.path = code, html_lang, name, path


class Page:
    """The page around a view's content: language, theme, visitor. No part costs a query until it is used."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.en = translation.get_language() == "en"
        self.html_lang = "en" if self.en else "zh-Hans"
        self.prefix = ENGLISH_PREFIX if self.en else ""
        self.path = request.path

    @cached_property
    def site_name(self) -> str:
        """The marketplace's name."""
        return site_name()

    @cached_property
    def site_url(self) -> str:
        """Scheme and host of absolute addresses."""
        return str(settings.SITE_URL)

    @cached_property
    def theme(self) -> str:
        """The chosen theme's name, or empty to follow the device."""
        return THEMES.get(self.request.COOKIES.get(visitor.THEME_COOKIE, ""), "")

    @cached_property
    def bare_path(self) -> str:
        """The path without a language prefix."""
        if self.path == ENGLISH_PREFIX or self.path.startswith(ENGLISH_PREFIX + "/"):
            return self.path[len(ENGLISH_PREFIX) :] or "/"
        return self.path

    @cached_property
    def alternates(self) -> tuple[Alternate, Alternate]:
        """This page in Chinese and in English."""
        bare = self.bare_path
        return (
            Alternate("zh-hans", "zh-Hans", "简体中文", bare),
            Alternate("en", "en", "English", ENGLISH_PREFIX + bare),
        )

    @cached_property
    def other(self) -> Alternate:
        """This page in the other language."""
        return self.alternates[0 if self.en else 1]

    @cached_property
    def query(self) -> str:
        """The query string with its question mark, or empty."""
        text = self.request.META.get("QUERY_STRING", "")
        return f"?{text}" if text else ""

    @cached_property
    def canonical(self) -> str:
        """The absolute address without query."""
        return self.site_url + self.path

    @cached_property
    def signed_in(self) -> bool:
        """Is an account signed in? Asks the database only for visitors with a session."""
        return visitor.signed_in(self.request)

    @property
    def user(self) -> Any:
        """The account; anonymous when nobody is signed in."""
        return self.request.user

    @cached_property
    def cart_count(self) -> int:
        """Pieces in the cart, from a cookie."""
        return visitor.count_of(self.request)

    @cached_property
    def region(self) -> str:
        """The code of the region that freight is shown for."""
        return visitor.region_of(self.request)

    @property
    def regions(self) -> tuple[Region, ...]:
        """All regions, for choosers."""
        return REGIONS

    @cached_property
    def messages(self) -> Iterable[Any]:
        """What earlier requests left to say; reads nothing for a visitor without cookies."""
        cookies = self.request.COOKIES
        if "messages" not in cookies and settings.SESSION_COOKIE_NAME not in cookies:
            return ()
        return get_messages(self.request)


def shared(request: HttpRequest) -> dict[str, Any]:
    """Django's hook: `page` for every template."""
    return {"page": Page(request)}
