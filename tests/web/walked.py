"""Addresses asked for by everybody: tables of who gets what, and the browsers that ask."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.web.foundation.accounts.models import User

People = Mapping[str, User]
"""`bare` has no second factor; `tired` signed in too long ago for what wants a fresh sign-in."""

_SHORT = {"second-factor": "set-up"}


def table(text: str) -> dict[str, dict[str, str]]:
    """Address -> who -> what."""
    head, *lines = [line.split() for line in text.splitlines() if line.strip()]
    assert all(len(line) == len(head) + 1 for line in lines), "a line has too few cells, or too many"
    return {name: dict(zip(head, cells, strict=True)) for name, *cells in lines}


def what(answer: Any, places: Mapping[str, str] | None = None) -> str:
    """A number, or where one is sent: by a word for its path, else by the last part of it."""
    if answer.status_code != 302:
        return str(answer.status_code)
    path = urlsplit(answer.headers["Location"]).path
    last = path.rstrip("/").rsplit("/", 1)[-1]
    return (places or {}).get(path) or _SHORT.get(last, last)


def with_second_factors(people: People) -> None:
    """Everybody but `bare` gets one, each once."""
    for user in {user.id: user for who, user in people.items() if who != "bare"}.values():
        with_authenticator(user)


def browser_of(people: People, who: str) -> Client:
    """Theirs; of `anonymous` one that nobody has signed in with."""
    if who == "anonymous":
        return Client()
    ago = timedelta(minutes=11 if who == "tired" else 0)
    return signed_in(people[who], second_factor=who != "bare", ago=ago)
