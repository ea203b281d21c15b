"""Settings, read from the environment. With no variable set, the section runs on SQLite at once.

PRODUCTION=1 turns the safe defaults into demands: what is missing or unsafe is refused with a sentence.
`docs/operations.md` lists every variable.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    """A yes-or-no variable. Anything but the known words is refused, so that a typing error is noticed."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "no", "false", "off"}:
        return default if value == "" else False
    if value in {"1", "yes", "true", "on"}:
        return True
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not “{value}”.")


def secret(name: str) -> str:
    """A secret from NAME, or from the file that NAME_FILE names (as container secrets come)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error
    return os.environ.get(name, "")


def words(name: str) -> list[str]:
    """A list of words separated by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def number(name: str, default: float) -> float:
    """A number of at least 0. Anything else is refused, so that a typing error is noticed."""
    try:
        value = float(os.environ.get(name) or default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a number, not “{os.environ[name]}”.") from error
    if not 0 <= value < float("inf"):
        raise ImproperlyConfigured(f"{name} must be a number of at least 0, not “{os.environ[name]}”.")
    return value


PRODUCTION = flag("PRODUCTION")
DEBUG = False

DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "data")


def own_secret_key() -> str:
    """A key made for this copy and kept beside its database, for use without any set-up."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    path = DATA_DIR / "secret-key"
    if not path.exists():
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(60))
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = secret("SECRET_KEY")
ALLOWED_HOSTS = words("ALLOWED_HOSTS")
if PRODUCTION:
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
        raise ImproperlyConfigured("Set SECRET_KEY (or SECRET_KEY_FILE) to at least 50 random characters.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names of this site, separated by commas; not “*”.")
    if not secret("DATABASE_URL").startswith("postgres"):
        raise ImproperlyConfigured("Set DATABASE_URL (or DATABASE_URL_FILE) to postgres://user:password@host/name.")
SECRET_KEY = SECRET_KEY or own_secret_key()
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]

#: Which side this process serves: the visitors' pages, the staff's desk, or both (the default of one process).
FACE = os.environ.get("FACE") or "both"
if FACE not in {"public", "staff", "both"}:
    raise ImproperlyConfigured(f"FACE must be public, staff or both, not “{FACE}”.")

# --- Application --------------------------------------------------------------------------------

INSTALLED_APPS = [
    "trafficking",
    "modeltranslation",  # before the admin, which it extends
    "trafficking.desk.DeskConfig",  # Django's admin on a site of our own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "js_asset",
    "django_prose_editor",
    "phonenumber_field",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
]
_STAFF_APPS = {
    "trafficking.desk.DeskConfig",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
}
if FACE == "public":
    INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in _STAFF_APPS]
ROOT_URLCONF = "embassy.urls"
WSGI_APPLICATION = "embassy.wsgi.application"

_PUBLIC_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "embassy.headers.HeadersMiddleware",
    "embassy.health.HealthMiddleware",
    "embassy.client_address.ClientAddressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "trafficking.caching.PinnedVersionMiddleware",
    "embassy.languages.LanguageMiddleware",
    "embassy.refusals.OnlyReadMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# On public addresses none of these writes a cookie or a Vary header: they act only when asked.
_STAFF_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "trafficking.admin.session_end.SessionEndMiddleware",
    "axes.middleware.AxesMiddleware",
]
_STAFF_CONTEXT = [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
MIDDLEWARE = _PUBLIC_MIDDLEWARE + ([] if FACE == "public" else _STAFF_MIDDLEWARE)
if FACE == "public":
    # Without a cookie there is no authority that a foreign page could borrow: docs/decisions/0006.
    SILENCED_SYSTEM_CHECKS = ["security.W003"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                *([] if FACE == "public" else _STAFF_CONTEXT),
            ],
        },
    }
]

# --- Database -----------------------------------------------------------------------------------

_database_url = secret("DATABASE_URL")
if _database_url:
    DATABASES = {"default": dj_database_url.parse(_database_url, conn_max_age=None, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "section.sqlite3"),
            "CONN_MAX_AGE": None,
        }
    }
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that reads first and writes later is otherwise refused at once
    # ("database is locked") whenever somebody else writes in between.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # A visitor waits three seconds at most for a slow database; an editor's import may take longer.
    _patience = "3s" if FACE == "public" else "30s"
    _options = f"-c statement_timeout={_patience} -c idle_in_transaction_session_timeout=60s"
    DATABASES["default"].setdefault("OPTIONS", {}).update(connect_timeout=2, options=_options)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Copies of pages ----------------------------------------------------------------------------

#: In front stands the nginx of deploy/nginx.conf, which keeps each copy to the end of the current second.
BEHIND_NGINX = flag("BEHIND_NGINX")
#: At most this old, in seconds, is what a process believes to be the current content.
CONTENT_VERSION_SECONDS = number("CONTENT_VERSION_SECONDS", 0 if BEHIND_NGINX else 0.25)
#: How much memory the finished pages of one process may take.
PAGE_STORE_BYTES = int(number("PAGE_STORE_MB", 64) * 1024 * 1024)
#: Every parameter that a public page reads. Others are dropped before they can make a page of their own.
PUBLIC_PARAMETERS = frozenset(
    "q situation service area language audience free open page kind "
    "per_page full search organization_id taxonomy_term_id taxonomy_id modified_after".split()
)

# --- Languages ----------------------------------------------------------------------------------

LANGUAGE_CODE = "lv"
LANGUAGES = [("lv", _("Latvian")), ("en", _("English")), ("ru", _("Russian")), ("uk", _("Ukrainian"))]
#: What each language falls back to, itself first. The first language of LANGUAGES is the only required one.
READING_ORDER = {
    "lv": ("lv", "en"),
    "en": ("en", "lv"),
    "ru": ("ru", "en", "lv"),
    "uk": ("uk", "ru", "en", "lv"),
}
MODELTRANSLATION_DEFAULT_LANGUAGE = "lv"
MODELTRANSLATION_PREPOPULATE_LANGUAGE = "lv"
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": ("lv", "en"),
    **{language: order[1:] for language, order in READING_ORDER.items()},
}


def MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME(name: str, language: str) -> str:  # noqa: N802
    """How the desk names the column of one language: "name (Latvian)"."""
    return f"{name} ({dict(LANGUAGES)[language]})"


#: The project's texts, then better Latvian for texts of the libraries.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
PHONENUMBER_DEFAULT_REGION = "LV"
PHONENUMBER_DB_FORMAT = "E164"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Riga"

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or DATA_DIR / "static")
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = "avif gif ico jpg jpeg map png webp woff woff2 zip".split()
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # an organisation with 200 numbers in four languages has 1,645

# --- Safety -------------------------------------------------------------------------------------

#: Whether staff prove at sign-in that they have their phone. Only the demo of script/server goes without.
SECOND_FACTOR_REQUIRED = flag("SECOND_FACTOR_REQUIRED", default=True)
if PRODUCTION and not SECOND_FACTOR_REQUIRED:
    raise ImproperlyConfigured("SECOND_FACTOR_REQUIRED=0 is for trying out only. Take it away.")
#: What an authenticator app calls the account, beside the name of the person.
OTP_TOTP_ISSUER = "Embassy website"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
#: A session ends after so many seconds whatever happens, and earlier when nothing happens for so many.
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_IDLE_SECONDS = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Staff cookies are sent to the desk alone, so that they never reach a public page.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = "/admin/"
# Django's other way to hand a message to the next page is a cookie, which would go to every page.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "embassy.refusals.without_token"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- Guessing of passwords: docs/decisions/0012 ---------------------------------------------------

if FACE != "public":
    AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_HANDLER = "trafficking.admin.lockout.Guard"
AXES_LOCKOUT_CALLABLE = "trafficking.admin.lockout.refused"
AXES_CLIENT_IP_CALLABLE = "embassy.client_address.counted_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# Else a neighbour at the same address could keep a colleague out for ever by trying on.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
#: How many wrong passwords within the same time are taken for one name from all addresses, and from one address for
#: all names; who has signed in from the address lately is not held up by either.
FAILURES_FOR_A_NAME = 20
FAILURES_FROM_AN_ADDRESS = 50
#: How long it is known when and from where a member of staff signed in.
SIGN_INS_KEPT = timedelta(days=30)

# --- The section --------------------------------------------------------------------------------

#: Whether a second person must look at every draft before it goes live. Off is for trying out.
REVIEW_REQUIRED = flag("REVIEW_REQUIRED", default=PRODUCTION)
if PRODUCTION and not REVIEW_REQUIRED:
    raise ImproperlyConfigured("REVIEW_REQUIRED cannot be off in production: two people see everything that goes live.")
#: Where the exit control leads: a neutral site that says nothing about this one.
EXIT_URL = os.environ.get("EXIT_URL") or "https://www.wikipedia.org/"
if not EXIT_URL.startswith(("https://", "http://127.0.0.1:")):  # the latter for tests: it leaves no computer
    raise ImproperlyConfigured(f"EXIT_URL must be an https address, not “{EXIT_URL}”.")
#: The embassy's telephone number, told to a visitor whose message cannot be taken now. Empty: not told.
EMBASSY_PHONE = os.environ.get("EMBASSY_PHONE", "")
#: Hosts that are official U.S. government sites. Only there, and only on .gov or .mil, the official banner is shown.
GOVERNMENT_HOSTS = words("GOVERNMENT_HOSTS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Below these levels, Django would write the addresses and host names that visitors ask for.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "axes": {"level": "ERROR"},
    },
}
