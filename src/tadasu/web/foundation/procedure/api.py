"""Cases for programs: what waits, one case, and a move of it. The rights are those of the person whose token it is."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.pagination import paginate
from pydantic import ConfigDict, Field, StringConstraints

from tadasu.web.foundation.access import asking, scoped
from tadasu.web.foundation.procedure import _words
from tadasu.web.foundation.procedure.actions import make_move
from tadasu.web.foundation.procedure.queries import Offer, RunShown, Waiting, run_shown
from tadasu.web.foundation.procedure.queries import waiting as waiting_for

router = Router(tags=["Cases"])

_READS, _WRITES = scoped("cases-read"), scoped("cases-write")


class Case(Schema):
    """A case that waits: where it stands, as which part, and until when."""

    run: UUID
    title: str
    state: str
    state_text: str
    part: str
    part_text: str
    due_on: date | None
    left: int | None = Field(description="Days that are left, below 0 by how much it is late.")
    working_days: bool


class Way(Schema):
    """A move of the present state, and whether the person may make it."""

    move: str
    text: str
    may: bool


class CaseShown(Schema):
    """A case as it stands. `seen` is the number of its last step: an act on it names it, so that nobody acts on what changed."""

    run: UUID
    title: str
    state: str
    state_text: str
    seen: int
    due_on: date | None
    left: int | None
    working_days: bool
    moves: list[Way]


class MoveAsked(Schema):
    """The move to make."""

    model_config = ConfigDict(extra="forbid")

    move: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    seen: int = Field(ge=1, le=1_000_000)
    reason: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    day: date | None = Field(None, description="Of the act, if it is not today.")


class Moved(Schema):
    """The step that was made."""

    run: UUID
    seen: int


@router.get("/waiting", auth=_READS, response=list[Case], url_name="api-waiting", operation_id="waiting")
@paginate
def waiting(request: HttpRequest, **named: Any) -> Sequence[dict[str, Any]]:
    """What waits for the person, the most urgent first; at most 100 cases."""
    return [_case(one) for one in waiting_for(asking(request), timezone.localdate())]


@router.get("/runs/{uuid:run}", auth=_READS, response=CaseShown, url_name="api-run", operation_id="case")
def case(request: HttpRequest, run: UUID) -> dict[str, Any]:
    """A case that the person may see, with the moves of its present state."""
    return _shown(run_shown(asking(request), run, timezone.localdate()))


@router.post("/runs/{uuid:run}/moves", auth=_WRITES, response=Moved, url_name="api-move", operation_id="move")
def move(request: HttpRequest, run: UUID, asked: MoveAsked) -> dict[str, Any]:
    """Make a move. 409 when the case has gone on meanwhile: read it again, and decide anew."""
    step = make_move(asking(request), run=run, move=asked.move, seen=asked.seen, reason=asked.reason, day=asked.day)
    return {"run": run, "seen": step.number}


def _case(one: Waiting) -> dict[str, Any]:
    return {
        "run": one.run.id,
        "title": _words.title(one.run),
        "state": one.state.id,
        "state_text": _words.state_text(one.procedure, one.state.id),
        "part": one.task.part,
        "part_text": _words.part_text(one.procedure, one.task.part),
        "due_on": one.time.due,
        "left": one.time.left,
        "working_days": one.time.working,
    }


def _shown(one: RunShown) -> dict[str, Any]:
    return {
        "run": one.run.id,
        "title": _words.title(one.run),
        "state": one.state.id,
        "state_text": _words.state_text(one.procedure, one.state.id),
        "seen": one.seen,
        "due_on": one.time.due,
        "left": one.time.left,
        "working_days": one.time.working,
        "moves": [_way(offer) for offer in one.offers],
    }


def _way(offer: Offer) -> dict[str, Any]:
    return {"move": offer.move.id, "text": _words.move_text(offer.move), "may": offer.may}
