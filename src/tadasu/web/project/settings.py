"""Settings of Django, from the environment and the data folder. The same for everybody: there is no debug mode."""

import os
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from tadasu.store import data_folder
from tadasu.web.project._secret import secret_of
from tadasu.web.project.desks import desk_apps
from tadasu.web.ui.catalogues import catalogues

HERE = Path(__file__).resolve().parents[1]

SECRET_KEY = secret_of(data_folder() / "web.key")
DEBUG = False
ALLOWED_HOSTS = [one for one in os.environ.get("TADASU_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if one]
ROOT_URLCONF = "tadasu.web.project.urls"
WSGI_APPLICATION = "tadasu.web.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FOUNDATION = (
    "access",
    "accounts",
    "audit",
    "correspondence",
    "exchange",
    "findings",
    "guided",
    "parties",
    "procedure",
    "publication",
    "vault",
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "tadasu.web.ui",
    *(f"tadasu.web.foundation.{one}" for one in FOUNDATION),
    *desk_apps(),
    "tadasu.web.api",
    "tadasu.web.project",  # for its commands
    "allauth",  # below ours, whose templates and words come first
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "django.forms",  # below ours, whose fields come first
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "tadasu.web.project.metrics.counted",
    "tadasu.web.foundation.correspondence.apart.apart",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tadasu.web.project.headers.headers",
    "tadasu.web.api.door.Door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tadasu.web.foundation.accounts.middleware.Acting",
    "tadasu.web.foundation.vault.middleware.locked_with_session",
    "tadasu.web.project.shell.counted_anew",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "project" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tadasu.web.project.shell.shell",
                "tadasu.web.foundation.accounts.context.person",
            ],
        },
    }
]

_SAID = conninfo_to_dict(os.environ.get("TADASU_DATABASE_URL", ""))
_PARTS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **{key: str(_SAID.pop(part, "")) for key, part in _PARTS.items()},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "tadasu", **_SAID},  # what else the address says: sslmode, sslrootcert
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # Django's 300 would let a flood wash out who has to wait
    }
}

# Sign-in (docs/accounts.md): by a login that is no address, with a second factor, without a mail to anybody.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "display_name")},
    },
]
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TADASU_PROXIES", "0"))
ACCOUNT_ADAPTER = "tadasu.web.foundation.accounts.sign_in.adapter.SignIn"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # no page makes an account but the one for invitations
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
_FORMS = "tadasu.web.foundation.accounts.sign_in.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "change_password": f"{_FORMS}.NewPasswordForm",
    "reauthenticate": f"{_FORMS}.PasswordAgainForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": None,  # counted in sign_in/waits.py, where a known device has a turn of its own
    "login_failed": None,
    "new_device": "30/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "code": "20/m/ip",
    "through": "20/m/ip",
}
MFA_ADAPTER = "tadasu.web.foundation.accounts.sign_in.factors.Factors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Tadasu"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.FactorForm",
    "reauthenticate": f"{_FORMS}.FactorAgainForm",
    "activate_totp": f"{_FORMS}.AppForm",
    "add_webauthn": f"{_FORMS}.KeyForm",
}
SOCIALACCOUNT_ADAPTER = "tadasu.web.foundation.accounts.sign_in.through.Through"
SOCIALACCOUNT_STORE_TOKENS = False

SESSION_ENGINE = "tadasu.web.foundation.accounts.sessions"
SESSION_COOKIE_NAME = "tadasu"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tadasu.web.ui.views.errors.refused"
SECURE = os.environ.get("TADASU_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = (
    "same-origin"  # others learn nothing; with "no-referrer" browsers send our own forms as from nowhere
)
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ja", "日本語")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [catalogues()]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

FORM_RENDERER = "tadasu.web.ui.forms.Renderer"
LEAVE_ADDRESS = os.environ.get("TADASU_LEAVE", "https://www.jma.go.jp/")

STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

FILE_UPLOAD_HANDLERS = ["tadasu.web.project.uploads.NothingIsSpooled"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
NINJA_PAGINATION_CLASS = "tadasu.web.api.pages.Window"
API_RATE = int(os.environ.get("TADASU_API_RATE", "6000"))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

PROCRASTINATE_IMPORT_PATHS = ["tadasu.web.project.tasks"]  # the others are found in their apps

LOGGING_CONFIG = "tadasu.web.project.logs.configure"
LOGGING = {"version": 1}  # what is in it says logs.configure; an empty one would not be asked for
