"""Browsers without JavaScript of people who have keys, for tests."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from tests.web.made_vault import PHRASE
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.accounts.models import User


def browser(user: User) -> Client:
    """Signed in with a second factor; another browser of theirs if there is one already."""
    if not Authenticator.objects.filter(user=user).exists():
        with_authenticator(user)
    return signed_in(user)


def unlocking_browser(user: User) -> Client:
    """Signed in, with the keys unlocked."""
    client = browser(user)
    answer = client.post(reverse("vault-unlock"), {"passphrase": PHRASE})
    assert answer.status_code == 302, answer.content.decode()
    return client


def page_in(language: str, user: User, name: str, *of: object, status: int = 200) -> str:
    """A page as somebody gets it who reads that language."""
    User.objects.filter(id=user.id).update(language=language)
    answer = browser(user).get(reverse(name, args=of))
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def text(answer: Any) -> str:
    """What a page says."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def done(answer: Any, to: str, *arguments: object) -> None:
    """The act was done, and goes on there."""
    assert answer.status_code == 302, text(answer)
    assert answer.headers["Location"] == reverse(to, args=arguments)
