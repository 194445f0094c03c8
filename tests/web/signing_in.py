"""How a test signs somebody in: by the pages, as a person does it, or straight into the session."""

import time
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client
from tests.web.made import PASSWORD

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.accounts.sign_in.factors import STEP, Factors

SIGN_IN = "/account/sign-in"
SECOND = "/account/second-factor/code"


def with_authenticator(user: User) -> str:
    """Give somebody an authenticator; its secret."""
    secret: str = generate_totp_secret()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": Factors().encrypt(secret)})
    return secret


def code_of(secret: str, *, steps: int = 0) -> str:
    """The code of now, or of so many half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def forget_used_codes() -> None:
    """As if the half minutes of all codes used so far were over."""
    for one in Authenticator.objects.filter(type=Authenticator.Type.TOTP):
        one.data.pop(STEP, None)
        one.save()


def forget_tries() -> None:
    """As if a day had passed: nobody has to wait."""
    cache.clear()


def by_the_pages(client: Client, user: User, secret: str, *, password: str = PASSWORD) -> None:
    """Login, password, code; the code counts as used."""
    first = client.post(SIGN_IN, {"login": user.login, "password": password})
    assert first.headers["Location"] == SECOND, first.content.decode()
    second = client.post(SECOND, {"code": code_of(secret)})
    assert second.status_code == 302, second.content.decode()


def signed_in(user: User, *, second_factor: bool = True, ago: timedelta = timedelta()) -> Client:
    """A browser in which somebody signed in so long ago."""
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    session = client.session
    at = time.time() - ago.total_seconds()
    session["account_authentication_methods"] = [
        {"method": "password", "at": at},
        *([{"method": "mfa", "at": at, "type": "totp"}] if second_factor else []),
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def browser(user: User, language: str = "en") -> Client:
    """Of somebody just signed in with a second factor, in their language."""
    User.objects.filter(pk=user.pk).update(language=language)
    if not Authenticator.objects.filter(user=user).exists():
        with_authenticator(user)
    return signed_in(user)
