"""What an application asks: our own pages (`data/questions.yaml`), then those of the form of its call. Pure: no database."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tadasu.schema import UsageError
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.foundation.guided.questions import ANSWERS, Answers, Page, Question, Value, questions_of

DATA = Path(__file__).parent / "data"
FILE = DATA / "questions.yaml"

APPLICANTS = "applicants"
"""Stands in the file for the kinds of applicants: a call takes some of them."""

TYPES = ("organisation", "informal-group", "exile-entity", "fiscal-host", "individual")

CALLS_OWN = "call-"
"""What ids of a call's pages and questions begin with here, so that they are never those of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Page):
    """A page. `when`: shown where one of these holds whole; `lanes`: only there; `names`: not where names stay with another
    intermediary. `rows` are questions whose answers stand in the clear, `fresh` those that are not taken over, `needed` those
    without which it is not sent."""

    when: tuple[Mapping[str, str], ...] = ()
    lanes: frozenset[str] = frozenset()
    names: bool = False
    rows: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()

    def is_shown(self, answers: Answers, lane: str) -> bool:
        """Whether it is asked of somebody who answered this so far."""
        if self.lanes and lane not in self.lanes or self.names and names_stay_away(answers):
            return False
        return not self.when or any(all(answers.get(key) == one for key, one in way.items()) for way in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """All that is asked for one call. `lane` is its tier."""

    lane: str
    steps: tuple[Step, ...]

    def questions(self) -> Iterator[Question]:
        """In order."""
        return questions_of(self.steps)

    def shown(self, answers: Answers) -> list[Step]:
        """The pages that are asked of somebody who answered this so far."""
        return [one for one in self.steps if one.is_shown(answers, self.lane)]

    def kept(self, answers: Answers) -> dict[str, Value]:
        """What is sent: only what was answered on pages that are asked. So names that stay with another intermediary do not go,
        nor a sponsor that is not needed any more."""
        asked = {one.id for one in questions_of(self.shown(answers))}
        return {key: one for key, one in answers.items() if key in asked}

    def rows(self, answers: Answers) -> dict[str, tuple[str, ...]]:
        """Question -> codes, of those that may stand in the clear."""
        marked = {one for step in self.steps for one in step.rows}
        found = {key: one if isinstance(one, tuple) else (one,) for key, one in answers.items() if key in marked}
        return found

    def page(self, id: str) -> Step | None:
        """One of them."""
        return next((one for one in self.steps if one.id == id), None)


def names_stay_away(answers: Answers) -> bool:
    """Whether another intermediary knows who it is, and we do not.

    >>> names_stay_away({"level": "intermediary", "known-to": "other"}), names_stay_away({"level": "public", "known-to": "other"})
    (True, False)
    """
    return answers.get("level") == "intermediary" and answers.get("known-to") == "other"


def asking(lane: str, applicants: Sequence[str] = TYPES, calls_own: Sequence[Step] = ()) -> Asking:
    """Our pages for a call of this lane which takes these applicants, then its own."""
    steps = [_taking(one, applicants) for one in standard()]
    return Asking(lane=lane, steps=(*steps, *calls_own))


def _taking(step: Step, applicants: Sequence[str]) -> Step:
    taken = tuple(one for one in TYPES if one in applicants) or TYPES
    changed = tuple(replace(one, choices=taken) if one.id == "applicant-type" else one for one in step.questions)
    return replace(step, questions=changed)


@cache
def standard(file: Path = FILE) -> tuple[Step, ...]:
    """Our own pages. Raises UsageError `applications-schema` (file, fault)."""
    said: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    schema = json.loads((DATA / "questions.schema.json").read_text(encoding="utf-8"))
    fault = fault_of(said, schema) or _fault(said["pages"])
    if fault:
        raise UsageError("applications-schema", file=file.name, fault=fault)
    return tuple(map(_step, said["pages"]))


def _step(said: Mapping[str, Any]) -> Step:
    asked = said["questions"]
    return Step(
        id=said["id"],
        questions=tuple(
            Question(id=one["id"], kind=one["kind"], most=one.get("most", 0), choices=_choices(one)) for one in asked
        ),
        when=tuple(said.get("when", ())),
        lanes=frozenset(said.get("lanes", ())),
        names=said.get("names", False),
        rows=frozenset(one["id"] for one in asked if one.get("row")),
        fresh=frozenset(one["id"] for one in asked if one.get("again") is False),
    )


def _choices(said: Mapping[str, Any]) -> tuple[str, ...]:
    if said["kind"] == "answer":
        return ANSWERS
    return TYPES if said.get("choices") == APPLICANTS else tuple(said.get("choices", ()))


def _fault(pages: Sequence[Mapping[str, Any]]) -> str:
    """Every id once, and conditions only of questions that come before."""
    seen: set[str] = set()
    ids = [page["id"] for page in pages]
    for page in pages:
        for way in page.get("when", ()):
            if unknown := set(way) - seen:
                return f"/{page['id']}/when/{min(unknown)}"
        for one in page["questions"]:
            if one["id"] in seen or one["id"].startswith(CALLS_OWN):
                return f"/{page['id']}/{one['id']}"
            seen.add(one["id"])
    return next((f"/{one}" for one in ids if ids.count(one) > 1 or one.startswith(CALLS_OWN)), "")
