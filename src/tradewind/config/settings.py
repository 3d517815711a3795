"""Settings from the environment. Everything the application writes lies under TRADEWIND_HOME."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from tradewind.config.environment import address, currency, database_settings, flag, number, secret_key, words
from tradewind.ops.home import home

HOME = home()
PACKAGE = Path(__file__).resolve().parent.parent

# DEBUG is Tradewind's own switch: demo sign-ins, cookies over plain HTTP. Django's technical error pages and query log
# stay off unless DJANGO_DEBUG is set too, so that what is measured is what is served.
DEBUG_MODE = flag("DEBUG")
DEBUG = flag("DJANGO_DEBUG")
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
SITE_URL = address("SITE_URL", os.environ.get("SITE_URL") or "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [address("CSRF_TRUSTED_ORIGINS", word) for word in words("CSRF_TRUSTED_ORIGINS")]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
    "tradewind.kernel",
    "tradewind.parties",
    "tradewind.ledger",
    "tradewind.catalog",
    "tradewind.deals",
    "tradewind.logistics",
    "tradewind.payments",
    "tradewind.trade",
    "tradewind.content",
    "tradewind.insight",
    "tradewind.ops",
    "tradewind.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tradewind.web.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tradewind.web.middleware.Bodies",
    "allauth.account.middleware.AccountMiddleware",
    "tradewind.web.middleware.Refusals",
]

ROOT_URLCONF = "tradewind.config.urls"
WSGI_APPLICATION = "tradewind.config.wsgi.application"
APPEND_SLASH = True  # the back offices end in a slash; an address typed without it is sent there

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "tradewind.web.jinja.environment",
            "context_processors": ["tradewind.web.context.shared"],
        },
    },
    # Only for the few allauth pages and mails we do not restyle.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": database_settings(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "parties.Account"
AUTHENTICATION_BACKENDS = ["tradewind.parties.sign_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/5m/ip,5/5m/key",
    "login": "30/m/ip",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "confirm_email": "1/3m/key",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"  # in the language of the page
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

# Throttling and other short-lived counters, shared by all processes; no broker to run.
CACHES = {
    "default": {
        "BACKEND": "tradewind.kernel.counters.CounterCache",
        "LOCATION": "kernel_cache",
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "tw_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEBUG_MODE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "tw_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # throttling counts visitors, not the proxy

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / face / "locale" for face in ("shared", "storefront", "merchant", "console")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_DIR = PACKAGE / "web" / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2500  # the form of a listing with 200 variants

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = number("EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "tradewind@localhost")

CURRENCY = currency("TRADEWIND_CURRENCY", "CNY")

# The sandbox payment provider: a process of its own with its own state and key (see tradewind_sandbox).
SANDBOX_URL = address("SANDBOX_URL", os.environ.get("SANDBOX_URL") or "http://127.0.0.1:8010")
SANDBOX_PUBLIC_URL = address(  # as browsers call it
    "SANDBOX_PUBLIC_URL", os.environ.get("SANDBOX_PUBLIC_URL") or SANDBOX_URL
)
SANDBOX_KEY_FILE = HOME / "sandbox" / "merchant.key"

LOGGING_CONFIG = "tradewind.config.logs.configure"
LOGGING: dict[str, Any] = {}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "account.W001"]

if not DEBUG_MODE and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name hosts; '*' is accepted only with DEBUG=1")
