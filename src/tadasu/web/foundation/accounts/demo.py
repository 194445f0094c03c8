"""The people of the demonstration: invented organisations, one person a role or more, whose log-ins `tadasu serve --demo` prints.

Nothing about signing in is made easier for them: each has a password and a second factor. Both are drawn from the secret key of
the installation, so they are nobody's guess, differ from one machine to the next, and can be printed again at every start. The
people of an organisation share a password, and all share one authenticator secret, so that one entry in an app, or
`tadasu manage demo_code`, serves for all.
"""

import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import SYSTEM, acting
from tadasu.web.foundation.accounts._seal import derived
from tadasu.web.foundation.accounts.actions import found
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.roles import kinds
from tadasu.web.foundation.accounts.sign_in.factors import Factors
from tadasu.web.foundation.audit.actions import record

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789-"
_LENGTH = 16
_PERIOD = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """What one person of the demonstration signs in with."""

    organisation: str
    role: str
    login: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLogIns:
    """All of them, and the authenticator they share: as text for an app."""

    people: tuple[LogIn, ...]
    otpauth: str


def people() -> DemoLogIns:
    """Make whoever is not there yet, and say how all sign in. Raises UsageError `demo-among-real` on a machine that holds any
    organisation that is not invented: log-ins that are printed do not belong there."""
    if Organisation.objects.filter(invented=False).exists():
        raise UsageError("demo-among-real")
    made = []
    with transaction.atomic():
        for key, said in _told().items():
            made.extend(_staffed(_organisation(said), key, said.get("people", {})))
    secret = _secret()
    return DemoLogIns(people=tuple(made), otpauth=f"otpauth://totp/demo?secret={secret}&issuer=Tadasu")


def organisations() -> Mapping[str, Organisation]:
    """Those of the demonstration that are there, by the key of the data file: "importer", "customs" and so on."""
    told = {said["name"]["en"]: key for key, said in _told().items()}
    return {told[one.name]: one for one in Organisation.objects.filter(invented=True, name__in=told)}


def code_now() -> str:
    """The six digits of this half minute."""
    return str(format_hotp_value(hotp_value(_secret(), int(time.time()) // _PERIOD)))


def drawn(name: str, length: int) -> str:
    """Letters drawn from the secret key under a name: the same at every start, and nobody's guess."""
    return "".join(_LETTERS[one % len(_LETTERS)] for one in derived(settings.SECRET_KEY, f"demo {name}", length))


@cache
def _told() -> dict[str, dict[str, Any]]:
    text = (Path(__file__).parent / "data" / "demo.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return told


def _organisation(said: Mapping[str, Any]) -> Organisation:
    name = said["name"]
    there = Organisation.objects.filter(invented=True, name=name["en"]).first()
    if there is not None:
        return there
    with acting(SYSTEM):
        return found(SYSTEM, kind=said["kind"], name=name["en"], name_ja=name["ja"], invented=True)


def _staffed(organisation: Organisation, key: str, people: Mapping[str, int]) -> list[LogIn]:
    """One person a role, or as many as `people` says. A place that was ended stays ended."""
    password = _password(key)
    made = [
        LogIn(
            organisation=organisation.name,
            role=role,
            login=f"{key}-{role}" + (f"-{number}" if number > 1 else ""),
            password=password,
        )
        for role in kinds()[organisation.kind].roles
        for number in range(1, people.get(role, 1) + 1)
    ]
    there = set(User.objects.filter(login__in=[one.login for one in made]).values_list("login", flat=True))
    missing = [one for one in made if one.login not in there]
    kept = make_password(password) if missing else ""  # slow on purpose, so once for all of them
    with acting(steward(organisation)):
        for one in missing:
            _person(organisation, one, kept)
    return made


def _person(organisation: Organisation, log_in: LogIn, password: str) -> None:
    names, role = kinds()[organisation.kind].roles[log_in.role], log_in.role
    number = log_in.login.rpartition("-")[2]
    more = f" {number}" if number.isdigit() else ""
    name = f"{names['en']}{more} · {names['ja']}{more}"
    user = User.objects.create(login=log_in.login, password=password, display_name=name, invented=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": Factors().encrypt(_secret())})
    place = Membership.objects.create(user=user, organisation=organisation, roles=[role])
    record(
        steward(organisation),
        act="accounts.demo-place",
        subject="accounts.place",
        subject_id=place.id,
        organisation=organisation.id,
    )


def _password(key: str) -> str:
    """80 bits of the secret key, as letters that are not mistaken for one another."""
    return drawn(key, _LENGTH)


def _secret() -> str:
    return base64.b32encode(derived(settings.SECRET_KEY, "demo authenticator", 20)).decode("ascii")
