"""Settings of Polyphonie. Each variable is described in docs/reference/settings.md."""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF

from polyphonie.config import database, environment, logs, openid, secret_key

django_stubs_ext.monkeypatch()  # lets Django's own classes take the types that mypy reads: ModelAdmin[User]

PACKAGE_DIR = Path(__file__).resolve().parent.parent

# --- The installation -------------------------------------------------------------------------------------------------

DATA_DIR = environment.path("POLYPHONIE_DATA_DIR", Path.cwd() / "var")
DEBUG = environment.boolean("POLYPHONIE_DEBUG", default=False)
IS_HTTPS = environment.boolean("POLYPHONIE_HTTPS", default=False)
ALLOWED_HOSTS = environment.words("POLYPHONIE_HOSTS", "localhost,127.0.0.1,[::1]")
PUBLIC_URL = environment.public_url("POLYPHONIE_PUBLIC_URL", hosts=ALLOWED_HOSTS, is_https=IS_HTTPS)
SECRET_KEY = environment.text("POLYPHONIE_SECRET_KEY") or secret_key.kept_in(DATA_DIR / "secret-key")
ADMIN_SITE = environment.boolean("POLYPHONIE_ADMIN_SITE", default=False)
SOURCE_URL = environment.text("POLYPHONIE_SOURCE_URL")

# --- The parts --------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "polyphonie.example",
    "polyphonie.portal",
    "polyphonie.api",
    "polyphonie.programme",
    "polyphonie.manifesto",
    "polyphonie.info_grids",
    "polyphonie.exports",
    "polyphonie.syntheses",
    "polyphonie.ideas",
    "polyphonie.opinion_maps",
    "polyphonie.imports",
    "polyphonie.consultations",
    "polyphonie.campaigns",
    "polyphonie.accounts",
    "polyphonie.territories",
    "polyphonie.core",
    "polyphonie.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "polyphonie.config.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "polyphonie.config.middleware.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "polyphonie.config.middleware.ProtectionHeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "polyphonie.config.middleware.UploadLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "polyphonie.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "polyphonie.config.urls"
WSGI_APPLICATION = "polyphonie.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Rows, files, tasks -----------------------------------------------------------------------------------------------

DATABASES = {"default": database.from_url(environment.text("DATABASE_URL"), data_dir=DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = DATA_DIR / "files"
STATIC_URL = "/static/"
STATIC_ROOT = environment.path("POLYPHONIE_STATIC_DIR", DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MANIFEST_STRICT = False

UPLOAD_MAX_BYTES = environment.integer("POLYPHONIE_UPLOAD_MAX_MB", default=100, at_least=1) * 1024 * 1024
ATTACHMENT_MAX_BYTES = environment.integer("POLYPHONIE_ATTACHMENT_MAX_MB", default=25, at_least=1) * 1024 * 1024
RAW_FILES_KEPT_DAYS = environment.integer("POLYPHONIE_RAW_FILES_KEPT_DAYS", default=730)
FILE_UPLOAD_PERMISSIONS = 0o600
DISK_FREE_MIN_BYTES = environment.integer("POLYPHONIE_DISK_FREE_MIN_MB", default=500) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Shared by the processes of one machine: attempts to log in are counted here.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- People -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "polyphonie.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = environment.integer("POLYPHONIE_PROXIES", default=0)
ACCOUNT_EMAIL_NOTIFICATIONS = True
SECOND_FACTOR_REQUIRED = environment.choice("POLYPHONIE_SECOND_FACTOR", ("required", "optional")) == "required"
MFA_ADAPTER = "polyphonie.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute of difference between the telephone's clock and ours
# Addresses are proven by the invitation that was sent there.
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_ADAPTER = "polyphonie.accounts.openid.adapter.InvitedOnlyAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": openid.apps(
            server=environment.text("POLYPHONIE_OIDC_SERVER"),
            client_id=environment.text("POLYPHONIE_OIDC_CLIENT_ID"),
            secret=environment.text("POLYPHONIE_OIDC_CLIENT_SECRET"),
            name=environment.text("POLYPHONIE_OIDC_NAME", "OpenID Connect"),
            acr=environment.words("POLYPHONIE_OIDC_ACR"),
            emails_are_verified=environment.boolean("POLYPHONIE_OIDC_EMAILS_ARE_VERIFIED", default=False),
        )
    }
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"

EMAIL_BACKEND = environment.text("POLYPHONIE_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_FILE_PATH = environment.path("POLYPHONIE_EMAIL_FOLDER", DATA_DIR / "mail")
EMAIL_HOST = environment.text("POLYPHONIE_EMAIL_HOST", "localhost")
EMAIL_PORT = environment.integer("POLYPHONIE_EMAIL_PORT", default=25, at_least=1)
EMAIL_HOST_USER = environment.text("POLYPHONIE_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("POLYPHONIE_EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.boolean("POLYPHONIE_EMAIL_STARTTLS", default=False)
EMAIL_USE_SSL = environment.boolean("POLYPHONIE_EMAIL_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("POLYPHONIE_EMAIL_FROM", "polyphonie@localhost")

# --- Words ------------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "formats" / "locale"]  # a library without Django, whose sentences pages say
USE_I18N = True
# Grouping would also reach identifiers in forms and addresses ("2 051"): figures that people read go through |number.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = environment.text("POLYPHONIE_TIME_ZONE", "Europe/Paris")
USE_TZ = True

# --- Protection -------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY: dict[str, dict[str, list[str] | bool]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "require-trusted-types-for": ["'script'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = IS_HTTPS
if IS_HTTPS:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

# --- What happened ----------------------------------------------------------------------------------------------------

LOGGING_CONFIG = None
logs.configure(level=environment.text("POLYPHONIE_LOG_LEVEL", "INFO"))
