"""A form as data: its pages, what each asks, in which languages, and which answers are codes that identify nobody. Pure.

A definition is JSON that keeps to `data/form.schema.json`, in English and Japanese at least. Words of one's own and people are
always sealed; of the other answers the form says by `coded` which may be kept as rows that can be searched.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tadasu.schema import UsageError
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.funding.calls.words import DATA, Names, words
from tadasu.web.ui.signs import unseen_sign

TEXT, CHOICE, SEVERAL, AMOUNT, MONTHS, PARTIES = "text", "choice", "several", "amount", "months", "parties"
BINDS: Mapping[str, frozenset[str]] = {
    "amount": frozenset({AMOUNT}),
    "applicant-type": frozenset({CHOICE}),
    "languages": frozenset({SEVERAL}),
    "months": frozenset({MONTHS}),
    "purpose": frozenset({CHOICE}),
    "region": frozenset({CHOICE}),
    "sponsored": frozenset({CHOICE}),
}
"""What of an application an answer is, and by which kinds of question it can be asked."""

NEEDED = ("amount", "applicant-type", "region")
"""What every form must ask, since every application has it."""

MOST_BYTES = 200_000
MOST_MONTHS = 60
SPONSORED = frozenset({"yes", "no"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A code and what it says, by language."""

    code: str
    text: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`coded`: the answer may be a row, since it identifies nobody; else it is sealed. `spoken`: a recording is an answer too.
    `binds`: what of the application it is. `most`: signs of a text, months of a time. `roles`: as what people are named."""

    id: str
    kind: str
    ask: Names
    hint: Names
    coded: bool
    required: bool
    spoken: bool
    binds: str
    most: int
    choices: tuple[Choice, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One matter. `when`: a question before and the answers with which the page is asked; none: always."""

    id: str
    title: Names
    hint: Names
    questions: tuple[Question, ...]
    when: tuple[str, frozenset[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """The whole of it. `before` is said before the first page."""

    key: str
    title: Names
    before: Names
    pages: tuple[Page, ...]

    def questions(self) -> Iterator[Question]:
        """In order."""
        for page in self.pages:
            yield from page.questions

    def question(self, id: str) -> Question | None:
        """By id."""
        return next((one for one in self.questions() if one.id == id), None)

    def bound(self, what: str) -> Question | None:
        """The question whose answer is this of the application."""
        return next((one for one in self.questions() if one.binds == what), None)

    def languages(self) -> Sequence[str]:
        """In which every text of it is there: English and Japanese, then others by code."""
        held = [set(one) for one in _texts(self)]
        return ["en", "ja", *sorted(set.intersection(*held) - {"en", "ja"})]


def said_in(names: Names, language: str) -> str:
    """In a language, else in English; nothing where there is nothing.

    >>> said_in({"en": "Who", "ja": "だれ"}, "my"), said_in({}, "en")
    ('Who', '')
    """
    return names.get(language) or names.get("en", "")


def read(said: Any) -> Definition:
    """From JSON. Raises UsageError `calls-form` with the place and the fault."""
    if fault := fault_of(said, _schema()):
        raise UsageError("calls-form", fault=fault[:200])
    found = Definition(
        key=said["key"],
        title=said["title"],
        before=said.get("before", {}),
        pages=tuple(_page(one) for one in said["pages"]),
    )
    for text in (one for names in _texts(found) for one in names.values()):
        if sign := next((sign for line in text.split("\n") if (sign := unseen_sign(line))), ""):
            _refuse(sign, "unseen")
    _check(found)
    return found


def parse(content: bytes) -> Any:
    """JSON or YAML as a person wrote it. Raises UsageError `calls-form-file`."""
    if len(content) > MOST_BYTES:
        raise UsageError("calls-form-file")
    try:
        text = content.decode("utf-8-sig")
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise ValueError("a short text that refers to itself is a long one")
        said = yaml.safe_load(text)
        json.dumps(said, allow_nan=False)
    except (UnicodeDecodeError, yaml.YAMLError, TypeError, ValueError, RecursionError):
        raise UsageError("calls-form-file") from None
    if not isinstance(said, dict):
        raise UsageError("calls-form-file")
    return said


def digest_of(said: Any) -> str:
    """SHA-256 of the canonical JSON: the same text is the same form, in whatever order it was written.

    >>> digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    True
    """
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


@cache
def starting() -> Mapping[str, Any]:
    """The forms that every organisation can begin with, by key."""
    found = [yaml.safe_load(one.read_text(encoding="utf-8")) for one in sorted((DATA / "forms").glob("*.yaml"))]
    return {one["key"]: one for one in found}


@cache
def _schema() -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "form.schema.json").read_text(encoding="utf-8"))
    return found


def _page(said: Mapping[str, Any]) -> Page:
    when = said.get("when")
    return Page(
        id=said["id"],
        title=said["title"],
        hint=said.get("hint", {}),
        questions=tuple(_question(one) for one in said["questions"]),
        when=(when["question"], frozenset(when["is"])) if when else None,
    )


def _question(said: Mapping[str, Any]) -> Question:
    return Question(
        id=said["id"],
        kind=said["kind"],
        ask=said["ask"],
        hint=said.get("hint", {}),
        coded=said.get("coded", False),
        required=said.get("required", False),
        spoken=said.get("spoken", False),
        binds=said.get("binds", ""),
        most=said.get("most", MOST_MONTHS if said["kind"] == MONTHS else 0),
        choices=tuple(Choice(code=one["code"], text=one["text"]) for one in said.get("choices", ())),
        roles=tuple(said.get("roles", ())),
    )


def _texts(found: Definition) -> Iterator[Names]:
    yield found.title
    for page in found.pages:
        yield page.title
        for question in page.questions:
            yield question.ask
            for choice in question.choices:
                yield choice.text
            if question.hint:
                yield question.hint
        if page.hint:
            yield page.hint
    if found.before:
        yield found.before


def _check(found: Definition) -> None:
    """What a schema cannot say. Raises UsageError `calls-form`."""
    asked: dict[str, Question] = {}
    pages: set[str] = set()
    bound: set[str] = set()
    for page in found.pages:
        if page.id in pages:
            _refuse(page.id, "twice")
        pages.add(page.id)
        if page.when is not None:
            before = asked.get(page.when[0])
            if before is None or not page.when[1] <= {one.code for one in before.choices}:
                _refuse(page.id, "when")
        for one in page.questions:
            codes = [choice.code for choice in one.choices]
            if one.id in asked or len(set(codes)) != len(codes):
                _refuse(one.id, "twice")
            if one.binds:
                if one.binds in bound or one.kind not in BINDS[one.binds] or not one.coded:
                    _refuse(one.id, "binds")
                bound.add(one.binds)
            if (one.binds == "applicant-type" and not set(codes) <= set(words("applicants"))) or (
                one.binds == "sponsored" and set(codes) != SPONSORED
            ):
                _refuse(one.id, "choices")
            if one.binds in NEEDED and not (one.required and page.when is None):
                _refuse(one.id, "required")
            asked[one.id] = one
    for what in NEEDED:
        if what not in bound:
            _refuse(what, "missing")
    if not any(one.kind == PARTIES for one in asked.values()):
        _refuse("parties", "missing")


def _refuse(place: str, fault: str) -> None:
    raise UsageError("calls-form", fault=f"{place} {fault}")
