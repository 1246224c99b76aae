"""Django's settings for an installation. ``docs/settings.md`` lists each in words."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils import timezone

from reveille import keys
from reveille.core.errors import SettingError
from reveille.core.tongues import SPOKEN
from reveille.mail.account import Account
from reveille.mail.hooks import Hook
from reveille.mail.relay import Relay
from reveille.project import configuration

CONFIGURATION = configuration.read(os.environ)
DATA = CONFIGURATION.folder
PACKAGE = Path(__file__).resolve().parents[1]

SECRET_KEY = CONFIGURATION.secret("secret_key")
FORMER_KEYS = CONFIGURATION.former_keys()
SECRET_KEY_FALLBACKS = keys.Fallbacks()
DEBUG = False

# The public address of the site: every link in a mail begins with it.
SITE_URL = CONFIGURATION.text("site_url", "http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname or _site.path:
    raise SettingError("REVEILLE_SITE_URL", f"{SITE_URL!r} is not like https://news.example.org")
ALLOWED_HOSTS = [_site.hostname, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Whose X-Forwarded-For and -Proto we believe (site.proxies); nobody else's reach Django.
TRUSTED_PROXIES = CONFIGURATION.networks("trusted_proxies")
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _site.scheme == "https"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "reveille.site.errors.csrf_failure"
SECURE_REFERRER_POLICY = None  # the site's own middleware says it, page by page

DATABASES = {"default": CONFIGURATION.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "reveille.mail",
    "reveille.sources",
    "reveille.newsroom",
    "reveille.editions",
    "reveille.subscribers",
    "reveille.delivery",
    "reveille.webhooks",
    "reveille.site",
    "reveille.desk",
    "reveille.api",
]
# The desk's accounts. Its cookies go to the desk only, so that public pages are the same for everybody.
LOGIN_URL = "sign-in"
SESSION_COOKIE_NAME, SESSION_COOKIE_PATH = "desk", "/desk/"
CSRF_COOKIE_NAME, CSRF_COOKIE_PATH = "desk-csrf", "/desk/"  # the public pages need none (site.forgery)
SESSION_COOKIE_AGE = 12 * 3600  # a long shift
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# "optional" or "required": whether everybody at the desk needs a code from a phone beside the password.
DESK_SECOND_FACTOR = CONFIGURATION.one_of("desk_second_factor", "optional", "required")
MIDDLEWARE = [
    "reveille.site.proxies.Forwarded",
    "reveille.site.compression.Compressed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reveille.site.tongue.Spoken",
    "reveille.site.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "reveille.site.errors.explained",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "reveille.project.urls"
WSGI_APPLICATION = "reveille.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = None  # WhiteNoise serves what the apps have; there is no build step
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# A browser keeps a static file for a year: its address says its version (site.versions), a font's name what is in it.
STORAGES = {"staticfiles": {"BACKEND": "reveille.site.versions.Versioned"}}
WHITENOISE_MAX_AGE = 365 * 24 * 3600
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.[0-9a-f]{8}\.woff2$"
WHITENOISE_ALLOW_ALL_ORIGINS = False
LANGUAGE_CODE = "en"
LANGUAGES = list(SPOKEN.items())
LOCALE_PATHS = [PACKAGE / "locale"]
SITE_LANGUAGE = CONFIGURATION.one_of("language", *SPOKEN)  # for whom no address, browser or choice of theirs says
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60

# The one clock: pages and commands ask it, rooms are told the time.
CLOCK = timezone.now
PHONE_CLOCK = timezone.now  # what time it is on an editor's phone: a demo that plays another day changes only ours

# Who sends.
SENDER_ADDRESS = CONFIGURATION.address("sender_address", f"reveille@{_site.hostname}")
CONTACT_ADDRESS = CONFIGURATION.address("contact_address", SENDER_ADDRESS)
OPERATOR_ADDRESS = CONFIGURATION.address("operator_address", "")
POSTAL_ADDRESS = CONFIGURATION.text("postal_address", "")

# The door that sign-ups come through (site.door).
PROOF_OF_WORK = CONFIGURATION.flag("proof_of_work", False)
SIGNUPS_PER_NETWORK = CONFIGURATION.number("signups_per_network", 20, 1, 1_000_000)  # a day
LETTERS_AN_HOUR = CONFIGURATION.number("letters_an_hour", 500, 1, 1_000_000)  # to addresses that strangers typed
SIGNUP_ORIGINS = CONFIGURATION.origins("signup_origins")
DISPOSABLE_DOMAINS = CONFIGURATION.listed("disposable_domains", "disposable-email-domains")

# Where what comes back arrives: without it, at the sender's own mailbox, and nobody counts it.
# Of several, a letter's is the one of its sender's organisation, else the first.
BOUNCE_DOMAINS = CONFIGURATION.domains("bounce_domain", "")
BOUNCE_LISTEN = configuration.endpoint("bounce_listen", CONFIGURATION.text("bounce_listen"))
BOUNCE_IMAP = configuration.mailbox(CONFIGURATION.text("bounce_imap"), CONFIGURATION.text("bounce_imap_password"))
BOUNCE_MAILDIR = Path(CONFIGURATION.text("bounce_maildir")) if CONFIGURATION.text("bounce_maildir") else None
_webhook = CONFIGURATION.text("webhook"), CONFIGURATION.text("webhook_secret"), CONFIGURATION.text("webhook_key")
WEBHOOK = Hook(*_webhook) if _webhook[0] else None

# How letters leave: without a relay they go to the outbox folder, so that nothing leaves by mistake.
OUTBOX = DATA / "outbox"
CAUGHT = DATA / "received"  # what the demo's relay took
JOURNAL = DATA / "handed"  # who was written to, outside the database
LEAVINGS = DATA / "left"  # who left, was erased or suppressed, likewise
OUTBOX_VIEWER = CONFIGURATION.flag("outbox_viewer", _site.hostname in ("127.0.0.1", "localhost"))
_relays = Relay(  # looked at even when there is none, so that a wrong value is told at once
    host=CONFIGURATION.text("relay_host"),
    port=CONFIGURATION.number("relay_port", 587, 1, 65535),
    tls=CONFIGURATION.text("relay_tls", "starttls"),
    user=CONFIGURATION.text("relay_user"),
    password=CONFIGURATION.text("relay_password"),
    ca=CONFIGURATION.text("relay_ca"),
).each()
RELAY, OTHER_RELAYS = (_relays[0], _relays[1:]) if _relays else (None, ())
EHLO_NAME = CONFIGURATION.domain("ehlo_name", _site.hostname)  # by which we greet them
_account = [CONFIGURATION.text(f"provider{part}") for part in ("", "_key", "_domain", "_url")]
PROVIDER = Account(*_account) if _account[0] else None
WARM_UP_SINCE = CONFIGURATION.day("warm_up_since")
CONNECTIONS = CONFIGURATION.number("connections", 10, 1, 200)
INTENTS = CONFIGURATION.number("intents", 1, 1, 1000)

# Who vouches for letters: keys in the folder dkim/, whose records `reveille doctor` prints. A sender whose domain is
# of none of these signs with keys of its own.
DKIM = CONFIGURATION.flag("dkim", RELAY is not None)
DKIM_DOMAINS = CONFIGURATION.domains("dkim_domain", SENDER_ADDRESS.rpartition("@")[2])
DKIM_SELECTOR = CONFIGURATION.text("dkim_selector", "reveille")

# Whom the doctor asks about names in the DNS: these servers, or the system's.
RESOLVERS = [str(one) for one in configuration.addresses("resolvers", CONFIGURATION.text("resolvers"))]
SENDING_ADDRESSES = configuration.addresses("sending_addresses", CONFIGURATION.text("sending_addresses"))
GO_AHEAD = CONFIGURATION.flag("go_ahead", False)  # the first letters leave whatever the doctor says

# A sentence model that helps to tell stories apart; none is needed.
SEMANTIC_MODEL = CONFIGURATION.model("semantic_model")

# How long we keep what is not ours: the full texts of articles.
TEXT_DAYS = CONFIGURATION.number("text_days", 30, 8, 3650)
KEEP_ARCHIVES = CONFIGURATION.flag("keep_archives", True)

# Whom we may ask: public addresses only, and what the sample morning maps to loopback.
WEBHOOK_NETWORKS = CONFIGURATION.networks("webhook_networks")  # beside the public ones, for our own calls only
USER_AGENT = CONFIGURATION.line("user_agent", f"Reveille/0.1 (+{SITE_URL}/how/)")
SAMPLE_PORT = CONFIGURATION.number("sample_port", 0, 0, 65535)
SAMPLE_CA = DATA / "sample-ca.pem"

# Data that people edit: a file in the installation's folder takes the place of the one that ships.
BEATS = [DATA / "beats", PACKAGE / "beats"]
DIRECTORY = [DATA / "directory", PACKAGE / "directory"]
MAIL_CLIENTS = [DATA / "mailclients", PACKAGE / "mailclients"]

LOG_LEVEL = CONFIGURATION.one_of("log_level", "WARNING", "DEBUG", "INFO", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "reveille.project.redaction.Redacted",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "trafilatura": {"level": "ERROR"},  # a page without an article is our error to name, not its warning
        "mail.log": {"level": "WARNING"},  # aiosmtpd's: it would write down who is written to, and our tokens
        "flufl.bounce": {"level": "CRITICAL"},  # stumbles over strangers' words, which we expect
        "waitress.queue": {"level": "ERROR"},  # warns of two visitors at once
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}

CONFIGURATION.no_others()
