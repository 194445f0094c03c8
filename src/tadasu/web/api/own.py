"""Operations about the interface itself: the token that was shown, and what problems there are."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from tadasu.web.api.actions import give_up_token
from tadasu.web.api.door import RATE, bearer
from tadasu.web.api.problems import ADDRESS, STATUS
from tadasu.web.foundation.access import asking, scoped
from tadasu.web.ui.days import language
from tadasu.wording import say

router = Router(tags=["Token"])

_ANY = scoped()


class TokenShown(Schema):
    """The token: what it is called, what it may, until when."""

    begins: str
    name: str
    organisation: UUID
    scopes: list[str]
    ends_at: datetime
    used_on: date | None
    per_minute: int


class ProblemKind(Schema):
    """A kind of problem."""

    type: str
    code: str
    status: int
    title: str


@router.get("/token", auth=_ANY, response=TokenShown, url_name="api-token", operation_id="token")
def token(request: HttpRequest) -> dict[str, Any]:
    """The token that was shown."""
    found = bearer(request).known.token
    return {
        "begins": found.begins,
        "name": found.name,
        "organisation": found.organisation_id,
        "scopes": found.scopes,
        "ends_at": found.ends_at,
        "used_on": found.used_on,
        "per_minute": RATE.per_minute,
    }


@router.delete(
    "/token", auth=scoped(safe=True), response={204: None}, url_name="api-give-up-token", operation_id="give_up_token"
)
def give_up(request: HttpRequest) -> Status[None]:
    """End the token that was shown, now and for ever: for a program that is done, or a token that has leaked."""
    give_up_token(asking(request), token=bearer(request).known.token)
    return Status(204, None)


@router.get("/problems", auth=None, response=list[ProblemKind], url_name="api-problems", operation_id="problems")
def problems(request: HttpRequest) -> list[dict[str, Any]]:
    """Every kind of problem that an answer can be, by its code."""
    return [
        {
            "type": f"{ADDRESS}#{code}",
            "code": code,
            "status": status,
            "title": say(f"api.status.{status}", {}, language()),
        }
        for code, status in sorted(STATUS.items())
    ]
