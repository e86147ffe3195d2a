"""One settings file; the environment decides, and production is the default.

Variables: KOINON_VAR, KOINON_SECRET_KEY, KOINON_HOSTS, KOINON_URL, KOINON_DEMO, KOINON_RULEBOOK,
KOINON_MAIL_FROM, KOINON_PROXIES, KOINON_JOURNAL_HEADS_TO, DATABASE_URL, REDIS_URL,
EMAIL_URL (docs/operations.md explains each).
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from koinon.project import environment

ROOT = Path(__file__).resolve().parents[3]
PROJECT = Path(__file__).resolve().parent
VAR = Path(os.environ.get("KOINON_VAR", ROOT / "var")).resolve()

KOINON_DEMO = environment.flag("KOINON_DEMO")
# Tests run over plain HTTP without being a demo: what is refused outside the demo must be tested as refused.
KOINON_PLAIN_HTTP = KOINON_DEMO or environment.flag("KOINON_PLAIN_HTTP")
KOINON_RULEBOOK = Path(os.environ.get("KOINON_RULEBOOK", ROOT / "rulebook" / "cecop"))
KOINON_PRIVATE_ROOT = VAR / "private"
KOINON_JOURNAL_HEADS_TO = environment.words("KOINON_JOURNAL_HEADS_TO")
KOINON_URL = os.environ.get("KOINON_URL", "http://127.0.0.1:8000")
# Seconds by which the demo's calendar runs behind or ahead of the world's (core/clock.py).
KOINON_CLOCK_OFFSET = int(os.environ.get("KOINON_CLOCK_OFFSET", "0"))

SECRET_KEY = environment.secret_key(VAR)
DEBUG = False
ALLOWED_HOSTS = environment.words("KOINON_HOSTS") or (
    ["127.0.0.1", "localhost", "testserver"] if KOINON_PLAIN_HTTP else []
)

INSTALLED_APPS = [
    "koinon.core",
    "koinon.rooms.people",
    "koinon.rooms.organisations",
    "koinon.rooms.documents",
    "koinon.rooms.rulebook",
    "koinon.rooms.memberships",
    "koinon.rooms.bodies",
    "koinon.rooms.declarations",
    "koinon.rooms.dues",
    "koinon.rooms.admissions",
    "koinon.rooms.assemblies",
    "koinon.rooms.decisions",
    "koinon.rooms.tasks",
    "koinon.doors.shared",
    "koinon.doors.website",
    "koinon.doors.members_area",
    "koinon.doors.secretariat",
    "koinon.doors.live",
    *(["koinon.doors.demo"] if KOINON_DEMO else []),
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "koinon.core.booth.BoothMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Adds random bytes, so that a page's size tells nothing about the secrets in it.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "koinon.doors.shared.caching.PersonalAnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "koinon.doors.shared.languages.HouseLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "koinon.project.urls"
KOINON_BOOTH_URLCONF = "koinon.project.booth_urls"
WSGI_APPLICATION = "koinon.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "koinon.doors.shared.context.house",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR / 'koinon.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        # 16 MB of pages: with SQLite's own 2 MB the indexes of 10,000 invoices do not stay in memory. 64 MB of log:
        # with its own 4 MB a year's run stops again and again to move it into the file; the worker does that besides.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=16384;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if "REDIS_URL" in os.environ:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["REDIS_URL"],
        }
    }

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["koinon.rooms.people.backends.MandateBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "arrive"
ACCOUNT_ADAPTER = "koinon.rooms.people.sign_in.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TRUST_ENABLED = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(KOINON_URL).scheme
# How many proxies of ours stand before the house: their X-Forwarded-For is believed, nobody else's.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KOINON_PROXIES", "0"))
ACCOUNT_RATE_LIMITS = environment.sign_in_limits(KOINON_DEMO)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [PROJECT / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PROJECT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if environment.flag("KOINON_TEST"):
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_AUTOREFRESH = True
    WHITENOISE_USE_FINDERS = True

EMAIL_BACKEND, EMAIL_SETTINGS = environment.mail(os.environ.get("EMAIL_URL", ""), VAR, KOINON_PLAIN_HTTP, KOINON_DEMO)
for name, value in EMAIL_SETTINGS.items():
    globals()[name] = value
DEFAULT_FROM_EMAIL = os.environ.get("KOINON_MAIL_FROM", "koinon@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

WAGTAIL_SITE_NAME = "Koinon"
WAGTAILADMIN_BASE_URL = KOINON_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_MODEL = "documents.Paper"
# Papers and tables only: no page or script of somebody's making is served under our name.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "epub", "ics", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILIMAGES_IMAGE_MODEL = "documents.Picture"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": [],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
# What could not be delivered is kept sealed for whoever looks into it, and what the mail server said beside it.
# How long the records themselves are kept, the rulebook says ([keeping] in procedures.toml).
KOINON_FAILED_LETTERS_DAYS = 30
CSRF_FAILURE_VIEW = "koinon.doors.shared.errors.stale_form"
if not KOINON_PLAIN_HTTP:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [KOINON_URL]

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Files are not counted in the two above: without a limit of their own, strangers could fill the disk.
KOINON_LARGEST_UPLOAD = 25 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "koinon.core.uploads.MeasuredUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_booth": {"()": "koinon.core.booth.NotTheBooth"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_booth"]},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("KOINON_LOG_LEVEL", "INFO")},
    # A host name that is not ours is refused; writing each one down would let strangers fill the log.
    "loggers": {
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "django.request": {"level": "ERROR"},
        "django": {"handlers": [], "level": "INFO"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []

if not KOINON_PLAIN_HTTP and not ALLOWED_HOSTS and not environment.is_management():
    raise ImproperlyConfigured("Set KOINON_HOSTS to the host names this installation answers to.")
