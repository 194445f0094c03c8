"""What an application asks: protection first (`data/questions.yaml`), the form of its call, then who signs and receives. Pure."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tadasu.schema import UsageError
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.foundation.guided.questions import ANSWERS, Answers, Page, Question, Value, fitting, questions_of

DATA = Path(__file__).parent / "data"
FILE = DATA / "questions.yaml"

SPOKEN = "spoken"
"""The page, and its question, on which somebody says that they tell it aloud."""

CALLS_OWN = "call-"
"""What ids of a call's pages and questions begin with here, so that they are never those of ours."""

BOUND = ("amount", "applicant-type", "languages", "months", "purpose", "region", "sponsored")
"""Ids of questions of a call that say what of the application their answer is: the same whatever the call, so that they are taken
over from one to another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Page):
    """A page. `when`: shown where one of these holds whole; `names`: not where names stay with another intermediary. `rows` are
    questions whose answers stand in the clear, `fresh` those that are not taken over, `needed` those without which it is not
    sent, `aloud` those that may be told in a recording instead."""

    when: tuple[Mapping[str, str], ...] = ()
    names: bool = False
    rows: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    aloud: frozenset[str] = frozenset()

    def is_shown(self, answers: Answers) -> bool:
        """Whether it is asked of somebody who answered this so far."""
        if self.names and names_stay_away(answers):
            return False
        return not self.when or any(all(_is(answers, *one) for one in way.items()) for way in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """All that is asked for one call, whose tier is its `lane`."""

    lane: str
    steps: tuple[Step, ...]

    def questions(self) -> Iterator[Question]:
        """In order."""
        return questions_of(self.steps)

    def shown(self, answers: Answers) -> list[Step]:
        """The pages that are asked of somebody who answered this so far."""
        return [one for one in self.steps if one.is_shown(answers)]

    def kept(self, answers: Answers) -> dict[str, Value]:
        """What is sent: only what was answered on pages that are asked. So names that stay with another intermediary do not go,
        nor a sponsor that is not needed any more."""
        asked = {one.id for one in questions_of(self.shown(answers))}
        return {key: one for key, one in answers.items() if key in asked}

    def rows(self, answers: Answers) -> dict[str, tuple[str, ...]]:
        """Question -> codes, of those that may stand in the clear."""
        marked = {one for step in self.steps for one in step.rows}
        return {key: one if isinstance(one, tuple) else (one,) for key, one in answers.items() if key in marked}

    def missing(self, answers: Answers, *, recorded: bool) -> Question | None:
        """The first question without whose answer it is not sent. `recorded`: what may be told aloud was sent as a file."""
        for step in self.shown(answers):
            for one in step.questions:
                if one.id in step.needed and not answers.get(one.id) and not (recorded and one.id in step.aloud):
                    return one
        return None

    def again(self, answers: Answers) -> dict[str, Value]:
        """What is taken over from what was sent for another call."""
        fresh: set[str] = {one for step in self.steps for one in step.fresh}
        return {key: one for key, one in fitting(answers, self.questions()).items() if key not in fresh}

    def page(self, id: str) -> Step | None:
        """One of them."""
        return next((one for one in self.steps if one.id == id), None)


def names_stay_away(answers: Answers) -> bool:
    """Whether another intermediary knows who it is, and we do not.

    >>> names_stay_away({"level": "intermediary", "known-to": "other"}), names_stay_away({"level": "public", "known-to": "other"})
    (True, False)
    """
    return answers.get("level") == "intermediary" and answers.get("known-to") == "other"


def asking(lane: str, calls_own: Sequence[Step] = (), *, named: bool = False) -> Asking:
    """Our pages around those of a call's form. Told aloud is only asked where something may be. `named`: without a name it is not
    sent, unless names stay with another intermediary."""
    before, after = standard()
    if named:
        after = tuple(replace(one, needed=frozenset({"name"})) if one.id == "names" else one for one in after)
    bound = {one.id for one in questions_of(calls_own)}
    aloud = any(step.aloud for step in calls_own)
    rest = [_not_twice(one, bound) for one in after if one.id != SPOKEN or aloud]
    return Asking(lane=lane, steps=(*before, *calls_own, *rest))


def _not_twice(step: Step, bound: Collection[str]) -> Step:
    left = tuple(one for one in step.questions if not (one.asks and one.asks in bound))
    return replace(step, questions=left)


def _is(answers: Answers, question: str, wanted: str) -> bool:
    said = answers.get(question, ())
    return wanted in said if isinstance(said, tuple) else said == wanted


@cache
def standard(file: Path = FILE) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Our own pages, before and after those of a call. Raises UsageError `applications-schema` (file, fault)."""
    said: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    schema = json.loads((DATA / "questions.schema.json").read_text(encoding="utf-8"))
    fault = fault_of(said, schema) or _fault([*said["before"], *said["after"]])
    if fault:
        raise UsageError("applications-schema", file=file.name, fault=fault)
    return tuple(map(_step, said["before"])), tuple(map(_step, said["after"]))


def all_standard() -> tuple[Step, ...]:
    """All of them."""
    before, after = standard()
    return (*before, *after)


def _step(said: Mapping[str, Any]) -> Step:
    asked = said["questions"]
    return Step(
        id=said["id"],
        questions=tuple(
            Question(
                id=one["id"],
                kind=one["kind"],
                asks=one.get("unless_bound", ""),
                most=one.get("most", 0),
                choices=ANSWERS if one["kind"] == "answer" else tuple(one.get("choices", ())),
            )
            for one in asked
        ),
        when=tuple(said.get("when", ())),
        names=said.get("names", False),
        fresh=frozenset(one["id"] for one in asked if one.get("again") is False),
    )


def _fault(pages: Sequence[Mapping[str, Any]]) -> str:
    """Every id once, none that a call's could be, and conditions only of questions that come before."""
    seen: set[str] = set(BOUND)
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
