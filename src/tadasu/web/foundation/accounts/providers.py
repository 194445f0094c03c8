"""Organisations that sign their people in themselves, by OpenID Connect or SAML: what `sign-in.yaml` of the data folder says.

The file holds secrets, so only its owner may read it (0600). Each entry, under a short name that is part of addresses:

    kumanezawa:
      organisation: 7f6a4a2e-5f0e-4a52-9d3a-0d9c7c1d8b11
      name: {en: Kumanezawa Garments, ja: 熊根沢被服}
      oidc: {server: https://id.example/realm, client: tadasu, secret: ..., scopes: [groups]}
      places: {claim: groups, roles: {tadasu-analysts: [analyst]}}

or instead of `oidc`: `saml: {entity: ..., sign_on: https://..., certificate: ...}`. `places` is who gets a place unasked; without
it people come by invitation only.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import yaml

from tadasu.schema import UsageError

FILE = "sign-in.yaml"

log = logging.getLogger(__name__)

_SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")
_TAKEN = frozenset({"saml", "openid-connect", "openid_connect"})
_LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One organisation's sign-in. `settings` are what is said under `oidc` or `saml`; `claim` and `roles` who gets a place."""

    id: str
    organisation: UUID
    names: Mapping[str, str]
    protocol: str
    settings: Mapping[str, Any]
    claim: str = ""
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Where people go to sign in, as a page shows it."""
        return urlsplit(str(self.settings[_GOES_TO[self.protocol]])).hostname or ""

    def roles_for(self, claims: Mapping[str, Any]) -> tuple[str, ...]:
        """The roles that what the provider says of a person gives; none unless the file maps it."""
        said = claims.get(self.claim) if self.claim else None
        listed = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        held = {one for one in listed if isinstance(one, str)}
        return tuple(sorted({role for group in held for role in self.roles.get(group, ())}))


_GOES_TO = {"oidc": "server", "saml": "sign_on"}
_NEEDED = {"oidc": ("server", "client", "secret"), "saml": ("entity", "sign_on", "certificate")}


def providers(folder: Path) -> Mapping[str, Provider]:
    """All in the data folder; none without the file. Raises UsageError `sign-in-file` with what is wrong where."""
    file = folder / FILE
    try:
        found = file.stat()
    except FileNotFoundError:
        return {}
    if found.st_mode & 0o077:
        raise _wrong("", "mode")
    return _read(file, found.st_mtime_ns, found.st_size)


def in_force(folder: Path) -> Mapping[str, Provider]:
    """All that pages can offer: none while something is wrong in the file, so that everybody else can still sign in. That it is
    wrong is said at every start, and in the log each time."""
    try:
        return providers(folder)
    except UsageError:
        log.error("sign-in-file")
        return {}


@lru_cache(maxsize=4)
def _read(file: Path, changed: int, size: int) -> Mapping[str, Provider]:
    """Read again only when it was changed."""
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise _wrong("", "yaml") from None
    if not isinstance(told, dict):
        raise _wrong("", "shape")
    return {str(key): _provider(str(key), one) for key, one in told.items()}


def _provider(key: str, said: Any) -> Provider:
    if not _SLUG.fullmatch(key) or key in _TAKEN:
        raise _wrong(key, "name")
    if not isinstance(said, dict) or not isinstance(said.get("name"), dict) or not said["name"]:
        raise _wrong(key, "shape")
    try:
        organisation = UUID(str(said.get("organisation")))
    except ValueError:
        raise _wrong(key, "organisation") from None
    protocols = [one for one in _NEEDED if one in said]
    if len(protocols) != 1 or not isinstance(said[protocols[0]], dict):
        raise _wrong(key, "protocol")
    claim, roles = _places(key, said.get("places"))
    return Provider(
        id=key,
        organisation=organisation,
        names={language: str(text) for language, text in said["name"].items()},
        protocol=protocols[0],
        settings=_settings(key, protocols[0], said[protocols[0]]),
        claim=claim,
        roles=roles,
    )


def _settings(key: str, protocol: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Complete, and reached by HTTPS: a provider without it could be played by anybody on the way."""
    if any(not isinstance(said.get(one), str) or not said[one] for one in _NEEDED[protocol]):
        raise _wrong(key, "settings")
    if not isinstance(said.get("scopes", []), list):
        raise _wrong(key, "settings")
    goes_to = urlsplit(said[_GOES_TO[protocol]])
    if goes_to.scheme != "https" and not (goes_to.scheme == "http" and goes_to.hostname in _LOCAL):
        raise _wrong(key, "https")
    return said


def _places(key: str, said: Any) -> tuple[str, Mapping[str, tuple[str, ...]]]:
    if said is None:
        return "", {}
    if not isinstance(said, dict) or not isinstance(said.get("roles"), dict) or not isinstance(said.get("claim"), str):
        raise _wrong(key, "places")
    if not all(isinstance(one, list) for one in said["roles"].values()):
        raise _wrong(key, "places")
    return said["claim"], {str(group): tuple(map(str, one)) for group, one in said["roles"].items()}


def _wrong(key: str, reason: str) -> UsageError:
    return UsageError("sign-in-file", file=FILE, entry=key[:80] or "-", reason=f"sign-in-{reason}")
