"""Django's settings, made from ours (`kit.configuration`)."""

import hashlib
import os
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.kit import configuration

LIAISON = configuration.read()
BASE = Path(__file__).resolve().parent.parent
DATA: Path = LIAISON["DATA"].absolute()


def _secret() -> str:
    """Derive Django's key from the secrets key; without one (checks, building) a throw-away key serves."""
    kept = DATA / "secrets.key"
    seed = LIAISON["SECRET_KEY"] or (kept.read_text() if kept.is_file() else os.urandom(32).hex())
    return hashlib.sha256(f"django:{seed}".encode()).hexdigest()


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = ["*"]  # The dispatcher answers for whichever name the operator's proxy lets through.
ROOT_URLCONF = "liaison.config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "liaison.kit",
    "liaison.journal",
    "liaison.files",
    "liaison.authority",
    "liaison.team",
    "liaison.customers",
    "liaison.tickets",
    "liaison.knowledge",
    "liaison.orders",
    "liaison.complaints",
    "liaison.routing",
    "liaison.channels",
    "liaison.channels.email",
    "liaison.channels.chat",
    "liaison.channels.form",
    "liaison.channels.messaging",
    "liaison.channels.whatsapp",
    "liaison.channels.messenger",
    "liaison.channels.sms",
    "liaison.channels.webhook",
    "liaison.channels.telegram",
    "liaison.workspace",
    "liaison.widget",
    "liaison.portal",
    "liaison.api",
    "liaison.config.demo",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    *ROOMS,
]
MIDDLEWARE = [
    "liaison.api.middleware.problems",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "liaison.kit.content_policy.ContentPolicy",
    "liaison.kit.live.now.begin",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "liaison.team.middleware.reader",
    "liaison.team.middleware.SignedInOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "liaison.kit.refusals.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [BASE / room.removeprefix("liaison.").replace(".", "/") / "templates" for room in ROOMS],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "liaison.kit.pages.environment"},
    },
]

DATABASE_URL = os.environ.get("DATABASE_URL", "")


def _database(url: str) -> dict[str, object]:
    """Read postgresql://user:password@host:port/name; a socket directory stands as ?host=/dir or as %2Fdir."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url) if url else {"dbname": "liaison"}
    extra = {k: v for k, v in parts.items() if k not in {"user", "password", "host", "port", "dbname"}}
    return {
        "ENGINE": "liaison.kit.database",
        "NAME": parts.get("dbname", "liaison"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": 0,
        # Without an address there is nothing to pool: only checks and the making of migrations come here so.
        "OPTIONS": extra | ({"pool": {"min_size": 1, "max_size": 16, "timeout": 20}} if url else {}),
    }


DATABASES = {"default": _database(DATABASE_URL)}

AUTH_USER_MODEL = "team.Member"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
CUSTOMER_DOORS = ("/forms/", "/my/")  # Pages which lead nowhere to those of the team.
# Doors that find out by themselves who is asking.
OPEN_DOORS = ("/api/", "/chat/", "/hooks/", *CUSTOMER_DOORS)
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # Seconds; the mails and pages say three days.
SESSION_ENGINE = "liaison.team.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "liaison"
CSRF_COOKIE_NAME = "liaison_csrf"
CSRF_FAILURE_VIEW = "liaison.kit.error_pages.stale_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LIAISON["URL"].startswith("https:")
CSRF_TRUSTED_ORIGINS = [LIAISON["URL"]] if LIAISON["URL"] else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if LIAISON["URL"].startswith("https:") else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "frame-src": ["'self'"],
    }
}

LANGUAGE_CODE = LIAISON["LANGUAGE"]
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("lt", _("Lithuanian")),
    ("et", _("Estonian")),
    ("vi", _("Vietnamese")),
]
LANGUAGE_COOKIE_NAME = "liaison_language"
LOCALE_PATHS = [
    path for rooms in ("*", "channels/*", "config/*") for path in sorted(BASE.glob(f"{rooms}/locale"))
]
TIME_ZONE = LIAISON["TIME_ZONE"]
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage"
    },  # Unused: bytes live in liaison.files.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False


def _let_sites_load(headers: Any, path: str, url: str) -> None:
    """Other sites may load the chat, and nothing else of ours."""
    if url.startswith("/static/widget/"):
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"


WHITENOISE_ADD_HEADERS_FUNCTION = _let_sites_load
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LIAISON["LOG_LEVEL"]},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "mail.log": {"level": "WARNING"},  # aiosmtpd writes every address of every conversation.
    },
}
