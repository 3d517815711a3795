"""Reads the environment: flags, lists, the database URL, the secret key. Refuses what is missing in production."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from tradewind.ops.home import embedded_dsn


def flag(name: str) -> bool:
    """True for 1, true, yes, on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    """A comma-separated list; empty when unset."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole number."""
    given = os.environ.get(name, "").strip()
    if given and not re.fullmatch("[0-9]+", given):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {given}")
    return int(given or default)


def address(name: str, given: str) -> str:
    """A web address without a slash at the end."""
    if not given.startswith(("http://", "https://")) or not urlsplit(given).netloc:
        raise ImproperlyConfigured(f"{name} must start with http:// or https:// and name a host, not {given}")
    return given.rstrip("/")


def currency(name: str, default: str) -> str:
    """Three capital letters (ISO 4217)."""
    given = os.environ.get(name, "") or default
    if not re.fullmatch("[A-Z]{3}", given):
        raise ImproperlyConfigured(f"{name} must be three capital letters such as CNY, not {given}")
    return given


def secret_key(home: Path) -> str:
    """SECRET_KEY, or a key made once under the home; a foreign database needs the variable, so workers agree on it."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("SECRET_KEY must have at least 32 characters")
        return given
    if os.environ.get("DATABASE_URL", "") and not flag("DEBUG") and not flag("TRADEWIND_EMBEDDED"):
        raise ImproperlyConfigured("SECRET_KEY must be set when DATABASE_URL is (or set DEBUG=1 for a throw-away copy)")
    path = home / "secret_key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # atomic: of two first starts at once, one key wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def database_settings(home: Path) -> dict[str, Any]:
    """Django's database entry for DATABASE_URL, or for the embedded server of this home."""
    url = os.environ.get("DATABASE_URL", "") or embedded_dsn(home)
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as wrong:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {wrong}") from wrong
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": query.pop("port", "") or port,
        "OPTIONS": {**query, "application_name": "tradewind"},
        # One connection a thread, kept: the server runs few threads, and a kept connection costs nothing a request.
        # Asking it on every request whether it still works would be a fifth of a page; after the database was restarted
        # the first request of each thread fails and the next one has a new connection.
        "CONN_MAX_AGE": None,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
