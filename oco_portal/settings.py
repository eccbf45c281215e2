"""Settings of the portal. Every value that differs per installation comes from the environment;
docs/instellingen.md explains each variable."""

import base64
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Without DATABASE_URL this is the embedded installation of `make install` (demo and commands): its
# secrets are random values that `make install` made for this checkout alone.
INGEBED = "DATABASE_URL" not in env.ENVIRON
if INGEBED:
    environ.Env.read_env(BASE_DIR / "var" / "instellingen.env")

DEMO = env.bool("OCO_DEMO", default=False)
SECRET_KEY = env("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if INGEBED else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASIS_URL = env("OCO_BASIS_URL", default="http://localhost:8000").rstrip("/")

# The clock of the portal can only be moved in the demo and in tests (kern.klok).
KLOK_VERZETBAAR = DEMO or env.bool("OCO_TEST", default=False)

INSTALLED_APPS = [
    "portaal",
    "bewaren",
    "uitvoering",
    "overeenkomst",
    "bekendmaking",
    "selectie",
    "beoordeling",
    "inschrijving",
    "publicatie",
    "berichten",
    "kluis",
    "partijen",
    "kern",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_tables2",
]

# What refuses that a verdict or an indeling changes, the latest room first (docs/adr/0007).
OORDEEL_BEWAKERS = ["bekendmaking.bewaking.eis_geen_vaste_brief", "selectie.bewaking.eis_invoer_open"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kern.middleware.KoppenMiddleware",
    "csp.middleware.CSPMiddleware",  # before what answers by itself: every answer carries the policy
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kern.verzoek.VerzoekMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partijen.middleware.SessieMiddleware",
    "partijen.middleware.EherkenningMiddleware",
    "partijen.middleware.MuurMiddleware",
    "partijen.middleware.TweedeFactorMiddleware",
    "kern.middleware.FoutenMiddleware",
    "bewaren.middleware.VernietigdMiddleware",
]

ROOT_URLCONF = "oco_portal.urls"
WSGI_APPLICATION = "oco_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["kern.templatetags.portaal"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portaal.context.pagina",
                *(["portaal.demo.context.demobalk"] if DEMO else []),
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "nlds"
CRISPY_TEMPLATE_PACK = "nlds"
DJANGO_TABLES2_TEMPLATE = "nlds/tabel.html"

# Database: PostgreSQL is the database; SQLite serves the demo and the commands (docs/databases.md).
SQLITE_OPTIES = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'oco.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIES
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a query with many joins costs PostgreSQL hundreds of times what running it does (docs/databases.md).
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
DATABANK_GB = env.int("OCO_DATABANK_GB", default=0)  # what its disk holds, for the light on the state page
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
# Machines that are reached over a line nobody else can listen on: without TLS there and nowhere else (kern.opstart).
ZONDER_TLS = env.list("OCO_ZONDER_TLS", default=[])
CACHES = {
    "default": {"BACKEND": "kern.cache.MagOntbreken", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Login: allauth; e-mail and password with an app for codes or a passkey, or a passkey alone
AUTH_USER_MODEL = "partijen.Gebruiker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "partijen.wachtwoorden.NietRaadbaar"},
    {"NAME": "partijen.wachtwoorden.NietGelekt"},
]
GELEKTE_WACHTWOORDEN = env("OCO_GELEKTE_WACHTWOORDEN", default="")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "mijn"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "berichten.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "partijen.forms.NaamForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # what changes in how one logs in is mailed and logged (berichten.accounts)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {  # wrong attempts (partijen.apparaat): a flood at one account keeps its owner not out (B33)
    "login": "300/m/ip",  # all attempts; many people may share an address
    "login_failed": "10/m/ip,5/5m/key",  # here the key is address and account together
    "login_known_device": "10/5m/key",
    "login_failed_account": "50/5m/key",  # from everywhere; the second step still opens it
}
MFA_ADAPTER = "berichten.accounts.TweedeFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "partijen.forms.PasskeyForm",
    "edit_webauthn": "partijen.forms.PasskeynaamForm",
    "authenticate_webauthn": "partijen.forms.PasskeyTweedeStapForm",
    "login_webauthn": "partijen.forms.PasskeyInlogForm",
    "reauthenticate_webauthn": "partijen.forms.PasskeyOpnieuwForm",
}
MFA_TOTP_ISSUER = "Inkoopportaal OCO"
TWEEDE_FACTOR_VERPLICHT = env.bool("OCO_TWEEDE_FACTOR_VERPLICHT", default=not KLOK_VERZETBAAR)

# eHerkenning, through a broker that speaks OpenID Connect; without a server nobody sees it
OIDC_SERVER = env("OCO_OIDC_SERVER", default="")
OIDC_KVK_CLAIM = env("OCO_OIDC_KVK_CLAIM", default="urn:etoegang:1.9:EntityConcernedID:KvKnr")
OIDC_NIVEAU_CLAIM = env("OCO_OIDC_NIVEAU_CLAIM", default="acr")
SOCIALACCOUNT_ADAPTER = "partijen.eherkenning.EherkenningAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False  # name and address are asked
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form could not go on to the broker under our form-action (docs/adr/0016)
if OIDC_SERVER:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "SCOPE": env.list("OCO_OIDC_SCOPE", default=["openid"]),
            "APPS": [
                {
                    "provider_id": "eherkenning",
                    "name": "eHerkenning",
                    "client_id": env("OCO_OIDC_CLIENT_ID"),
                    "secret": env("OCO_OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_SERVER},
                }
            ],
        }
    }

# Sessions and transport
SESSION_ENGINE = "partijen.sessies"
SESSION_COOKIE_AGE = 2 * 3600  # without being used; docs/veiligheid.md says why these two
SESSIE_HOOGSTENS = 8 * 3600  # since logging in
SESSIE_BIJHOUDEN = 300  # after so many seconds a use is written down again: not a write with every page
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INGEBED
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # forms carry the token themselves
KOEK = "__Host-" if SESSION_COOKIE_SECURE else ""  # no other host can set or read what begins so
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{KOEK}sessionid", f"{KOEK}csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what was said stands in no cookie
ACHTER_PROXY = env.bool("OCO_ACHTER_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ACHTER_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ACHTER_PROXY else 0  # whose login attempts are counted
SECURE_SSL_REDIRECT = env.bool("OCO_ALLEEN_HTTPS", default=not (INGEBED or KLOK_VERZETBAAR))
SECURE_HSTS_SECONDS = 31536000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the dossier shows a document beside the eisen, in a frame of our own
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # which asks for DENY
    "models.W047",  # constraints that only PostgreSQL keeps (docs/databases.md)
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}

# Uploads (the limits stand on the page too)
MAX_BESTAND = 25 * 1024 * 1024
MAX_BESTANDEN_PER_DOSSIER = 50
MAX_DOSSIER = 300 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Vault
KLUIS_MAP = Path(env("OCO_KLUIS_MAP", default=str(BASE_DIR / "var" / "kluis")))
KLUIS_SLEUTEL = base64.b64decode(env("OCO_KLUIS_SLEUTEL"))
KLUIS_SLEUTEL_VORIGE = base64.b64decode(env("OCO_KLUIS_SLEUTEL_VORIGE", default=""))  # only while it is replaced
CLAMAV = env("OCO_CLAMAV", default="")  # path of a socket, or machine:port; empty: no scanner

# Roots a chain of an uploaded signature may end at: a PEM file or a folder of them
HANDTEKENING_WORTELS = env("OCO_HANDTEKENING_WORTELS", default="")

# Seal on letters: a PKCS#12 file with the key, the certificate and its chain; empty: letters are not sealed
ZEGEL_CERTIFICAAT = env("OCO_ZEGEL_CERTIFICAAT", default="")
ZEGEL_WACHTWOORD = env("OCO_ZEGEL_WACHTWOORD", default="")

# Mail: the demo never sends, it keeps files; the mail page shows the outbox itself.
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = BASE_DIR / "var" / "post"
else:
    vars().update(env.email("EMAIL_URL", default="smtp://localhost:25"))
    EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env("OCO_AFZENDER", default="portaal@oco.example")
POSTBOEK = env("OCO_POSTBOEK", default="")  # file outside the database in which is written what left (R25)
KOPIE_SLEUTEL = base64.b64decode(env("OCO_KOPIE_SLEUTEL", default=""))  # of backups; not that of the vault
BERICHT_ONBESLIST_NA = timedelta(seconds=env.int("OCO_ONBESLIST_NA_SECONDEN", default=120))

# Celery: JSON only, one task at a time, no results kept (R12, R13). Beat only wakes the takers.
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default=REDIS_URL)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}

LANGUAGE_CODE = "nl"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if KLOK_VERZETBAAR and not DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"regel": {"()": "kern.logregels.Json"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "regel"}},
    "loggers": {
        **{naam: {"level": "WARNING"} for naam in ("pikepdf", "weasyprint", "weasyprint.progress", "fontTools")},
        "django": {"handlers": [], "level": "INFO"},  # to the root, as everyone
        "django.request": {"level": "ERROR"},  # a refusal is in the line of its request (kern.verzoek)
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
