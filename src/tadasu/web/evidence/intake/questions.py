"""The form as data (`data/questions.yaml`): its pages, what each asks, and what may be answered. Pure: no words, no database."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import yaml

from tadasu.schema import Issue, UsageError
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.foundation.findings.words import words
from tadasu.web.foundation.guided.questions import ANSWERS, Answers, Question, questions_of
from tadasu.web.foundation.guided.questions import Page as Asks

DATA = Path(__file__).parent / "data"
FILE = DATA / "questions.yaml"

ELEMENTS = ("involuntary", "menace", "state-imposed")
"""Words of `tadasu.weighing` for what forced labour is made of, beside its indicators."""

USES = ("investigators", "authority", "company", "publication")
"""Who may be told, and for what; each is a no until it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Asks):
    """One matter. `issues`: shown when none of all was chosen, or one of these; `again`: when a report was sent before."""

    issues: frozenset[str] = frozenset()
    again: bool = False

    def is_shown(self, answers: Answers, *, again: bool) -> bool:
        """Whether it is asked of somebody who answered this so far. What was answered on it before stays in any case."""
        chosen = answers.get("issues", ())
        fits = not self.issues or not chosen or not self.issues.isdisjoint(chosen)
        return (fits and (again or not self.again)) or any(one.id in answers for one in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The whole of it."""

    pages: tuple[Page, ...]

    def questions(self) -> Iterator[Question]:
        """In order."""
        return questions_of(self.pages)

    def shown(self, answers: Answers, *, again: bool) -> list[Page]:
        """The pages that are asked of somebody who answered this so far."""
        return [page for page in self.pages if page.is_shown(answers, again=again)]


@cache
def form(file: Path = FILE) -> Form:
    """From the file. Raises UsageError `intake-schema` (file, fault), `intake-code` (file, place, value)."""
    said: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    schema = json.loads((DATA / "questions.schema.json").read_text(encoding="utf-8"))
    if fault := fault_of(said, schema):
        raise UsageError("intake-schema", file=file.name, fault=fault)
    found = Form(pages=tuple(map(_page, said["pages"])))
    _check(found, file.name)
    return found


def _page(said: dict[str, Any]) -> Page:
    asked = [Question(**one | {"choices": _choices(one)}) for one in said["questions"]]
    return Page(
        id=said["id"],
        questions=tuple(asked),
        issues=frozenset(said.get("issues", ())),
        again=said.get("again", False),
    )


def _choices(said: dict[str, Any]) -> tuple[str, ...]:
    return ANSWERS if said["kind"] == "answer" else tuple(said.get("choices", ()))


def _check(found: Form, file: str) -> None:
    """Every id once, every code one that the project knows, and of indicators and elements all."""

    def refuse(place: str, value: str) -> NoReturn:
        raise UsageError("intake-code", file=file, place=place, value=value)

    issues = {str(one) for one in Issue}
    indicators, asked = set(words("indicators")), list(found.questions())
    for ids in ([page.id for page in found.pages], [one.id for one in asked]):
        for one in ids:
            if ids.count(one) > 1:
                refuse("id", one)
    for page in found.pages:
        for one in page.issues - issues:
            refuse(page.id, one)
    for question in asked:
        known = {"indicator": indicators, "element": set(ELEMENTS)}.get(question.asks)
        if known is not None and (question.id not in known or question.kind != "answer"):
            refuse(question.asks, question.id)
        allowed = issues if question.asks == "issues" else set(USES) if question.kind == "uses" else None
        for one in set(question.choices) - (allowed if allowed is not None else set(question.choices)):
            refuse(question.id, one)
    for kind, all_of in (("indicator", indicators), ("element", set(ELEMENTS))):
        for one in sorted(all_of - {question.id for question in asked if question.asks == kind}):
            refuse(kind, one)
