"""Tokens, lists and requests of the tests of the programming interface: all invented."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.made import organisation, person

from tadasu.schema import Entity, EntityId, Identifier, ListId, Origin
from tadasu.store import save_list
from tadasu.web.api._codes import digest_of
from tadasu.web.api.actions import make_token
from tadasu.web.api.models import Token
from tadasu.web.api.scopes import scopes
from tadasu.web.foundation.access import ANONYMOUS, acting, holding
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Organisation, User

HYOHON = "Hyohon Spinning Company Limited"
UFLPA, METI = "us-uflpa", "jp-meti-end-users"

ENTITIES: Mapping[str, Sequence[tuple[str, dict[str, Any]]]] = {
    UFLPA: (
        (HYOHON, {"aliases": ("新疆標本紡織有限公司",), "countries": ("cn",), "topics": ("forced.labour",)}),
        ("Mihon Cotton Xinjiang", {"countries": ("cn",), "topics": ("forced.labour",)}),
        ("Sorairo Example Weaving", {"countries": ("cn",), "topics": ("forced.labour",)}),
    ),
    METI: (
        (
            "Kakuu Precision Works",
            {
                "aliases": ("架空精機製作所",),
                "countries": ("kp",),
                "topics": ("export.control",),
                "identifiers": (Identifier(scheme="registration", value="99-0000001/K"),),
            },
        ),
        ("Minamo Yumemiru", {"schema": "Person", "countries": ("kp",), "topics": ("sanction",)}),
        ("Marumaru Tsukurimono", {"schema": "Vessel", "topics": ("sanction",)}),
    ),
}


def store_lists(folder: Path) -> None:
    """Two lists in force."""
    for list_id, rows in ENTITIES.items():
        entities = [
            Entity(
                **{
                    "id": EntityId(f"{list_id}:{row}"),
                    "schema": "Company",
                    "name": name,
                    "origin": Origin(list_id=ListId(list_id), row=row, list_date=date(2026, 1, 5)),
                    "listed_on": date(2025, 6, 1),
                    **rest,
                }
            )
            for row, (name, rest) in enumerate(rows, start=1)
        ]
        save_list(folder, list_id, entities, list_date=date(2026, 1, 5), source_digest="0" * 64, reader_version="1")


def token_of(
    user: User, place: Organisation, *allowed: str, days: int = 30, name: str = "the night run (invented)"
) -> str:
    """A token that somebody made a moment ago, with all scopes if none is named."""
    actor = actor_of(user, second_factor=True, signed_in_at=datetime.now(UTC))
    with acting(actor):
        return make_token(actor, organisation=place, name=name, scopes=allowed or list(scopes()), days=days)


def somebody(*allowed: str, role: str = "analyst") -> str:
    """A token of a person of a company."""
    place = organisation()
    return token_of(person(place, role), place, *allowed)


def kept(token: str) -> Token:
    """What is kept of a token, as whoever holds it sees it."""
    with acting(ANONYMOUS), holding(digest_of(token)):
        return Token.objects.select_related("user", "organisation").get(digest=digest_of(token))


@contextmanager
def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> Iterator[None]:
    """The clock of the whole server, so much later."""
    real = timezone.now
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: real() + by)
        yield


class Program:
    """A program that asks, with a token or without."""

    def __init__(self, token: str | None, *, scheme: str = "ApiKey", language: str = "en") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"accept-language": language}
        if token is not None:
            self.headers["authorization"] = f"{scheme} {token}"

    def get(self, address: str, **headers: str) -> Any:
        """As it is answered."""
        return self.client.get(f"/api/v1{address}", headers={**self.headers, **_dashed(headers)})

    def post(self, address: str, value: Any, **headers: str) -> Any:
        """A value as JSON, or bytes as they are."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.client.post(
            f"/api/v1{address}",
            data=body,
            content_type=headers.pop("content_type", "application/json"),
            headers={**self.headers, **_dashed(headers)},
        )

    def delete(self, address: str, **headers: str) -> Any:
        """As it is answered."""
        return self.client.delete(f"/api/v1{address}", headers={**self.headers, **_dashed(headers)})

    def match(self, *names: str, dataset: str = "default", schema: str = "Company", query: str = "") -> Any:
        """Screen names."""
        queries = {f"q{at}": {"schema": schema, "properties": {"name": [name]}} for at, name in enumerate(names)}
        return self.post(f"/match/{dataset}{query}", {"queries": queries})


def _dashed(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def problem(answer: Any) -> tuple[int, str]:
    """Status and code of an answer that must be a problem, with everything that one has."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content[:200]
    body = json.loads(answer.content)
    assert body["status"] == answer.status_code
    assert body["type"] == f"/api/v1/problems#{body['code']}"
    assert body["title"]
    assert body["detail"]
    assert "Traceback" not in answer.content.decode()
    return answer.status_code, body["code"]
