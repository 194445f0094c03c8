"""An application as it is sealed: a document with a version, whose fields its schema closes
(`data/application-<version>.schema.json`), and as it is opened."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from tadasu.places import country_code
from tadasu.schema import UsageError
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.foundation.guided.lengths import filled
from tadasu.web.foundation.guided.questions import Answers, Question, Value, questions_of
from tadasu.web.funding.applications.asking import BOUND, CALLS_OWN, all_standard
from tadasu.web.funding.applications.models import LANES

KIND = "funding.application"
"""The vault's word for what is sealed: the same at every level."""

VERSION = 1
"""Of the shape. A new one gets a schema of its own beside the old ones, which stay: what was sealed is read as it was written."""

APPLICANT, SPONSOR, CO_APPLICANT, KNOWN_TO = "applicant", "sponsor", "co-applicant", "intermediary"

_OTHERS = ("other-1", "other-2", "other-3")
_LONGEST_OWN = 20_000
"""As the longest text that the form of a call may ask for."""

_MOST_OWN = 480
"""As many questions as a form may have: 40 pages of 12."""

_SCHEMAS = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who is to be held against lists: `role` in the application, `name`, `names` in other scripts, `country` (ISO
    3166 in lower case where we know it, else the words), `people` who answer for it."""

    role: str
    name: str = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    country: str = field(default="", repr=False)
    people: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an application says, opened. `number` counts what was sent of it from 1. `language` is that of the form, not of the
    words, which are as they were typed. `form` is the digest of the call's form; its answers are among `answers`, with ids that
    begin with `call-`. `amount` is in whole minor units."""

    number: int
    language: str
    call: UUID
    form: str
    lane: str
    level: int
    amount: int
    currency: str
    answers: Answers = field(repr=False)

    def words(self, question: str) -> str:
        """The words typed; nothing where there are none."""
        found = self.answers.get(question, "")
        return found if isinstance(found, str) else ""

    def lines(self, question: str) -> tuple[str, ...]:
        """The lines typed that say something."""
        return tuple(one.strip() for one in self.words(question).splitlines() if one.strip())

    def chosen(self, question: str) -> tuple[str, ...]:
        """The choices made; none where it was not answered."""
        found = self.answers.get(question, ())
        return found if isinstance(found, tuple) else (found,)

    @property
    def name(self) -> str:
        """Of the applicant; nothing where it stays with another intermediary."""
        return self.words("name")

    @property
    def contact(self) -> str:
        """By which name somebody of them is called."""
        return self.words("contact")

    @property
    def sponsor(self) -> Party | None:
        """Who signs or receives for them."""
        return self._party(SPONSOR, "sponsor-")

    @property
    def co_applicants(self) -> tuple[Party, ...]:
        """Who applies with them."""
        found = (self._party(CO_APPLICANT, f"{one}-") for one in _OTHERS)
        return tuple(one for one in found if one is not None)

    @property
    def sponsor_knows(self) -> tuple[str, ...]:
        """What the sponsor may be told: `who`, `work`, `amount`, `danger`."""
        return self.chosen("sponsor-knows")

    @property
    def parties(self) -> tuple[Party, ...]:
        """All that are to be screened."""
        intermediary = self.words("intermediary")
        known_to = Party(role=KNOWN_TO, name=intermediary) if intermediary else None
        found = (self._party(APPLICANT, ""), self.sponsor, *self.co_applicants, known_to)
        return tuple(one for one in found if one is not None)

    def _party(self, role: str, prefix: str) -> Party | None:
        name = self.words(f"{prefix}name").strip()
        if not name:
            return None
        country = self.words(f"{prefix}country").strip()
        return Party(
            role=role,
            name=name,
            names=self.lines(f"{prefix}other-names"),
            country=country_code(country) or country,
            people=self.lines(f"{prefix}people"),
        )


def written(content: Content) -> bytes:
    """What is sealed. Raises UsageError `applications-document` (fault)."""
    said = {
        "version": VERSION,
        "number": content.number,
        "language": content.language,
        "call": str(content.call),
        "form": content.form,
        "lane": content.lane,
        "level": content.level,
        "amount": content.amount,
        "currency": content.currency,
        "answers": {key: _plain(one) for key, one in content.answers.items() if not key.startswith(CALLS_OWN)},
        "own": {key: _plain(one) for key, one in content.answers.items() if key.startswith(CALLS_OWN)},
    }
    _refuse_fault(said)
    return filled(json.dumps(said, ensure_ascii=False, sort_keys=True))


def read(content: bytes) -> Content:
    """What was sealed. Raises UsageError `applications-document` (fault)."""
    try:
        said = json.loads(content)
    except ValueError:
        raise UsageError("applications-document", fault="/ type") from None
    _refuse_fault(said)
    answers: dict[str, Value] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in (said["answers"] | said["own"]).items()
    }
    plain = ("number", "language", "form", "lane", "level", "amount", "currency")
    return Content(call=UUID(said["call"]), answers=answers, **{key: said[key] for key in plain})


def schema_of(version: int) -> Mapping[str, object]:
    """The schema of what our own pages can make. The file that is kept is this, written down: changed pages need a new version.
    Of a call's own answers it closes only the shape; what they mean says the version of the call's form."""
    code = {"type": "string", "maxLength": 60, "pattern": "^[a-z0-9][a-z0-9-]*$"}
    own = {
        "oneOf": [
            {"type": "string", "maxLength": _LONGEST_OWN},
            {"type": "array", "maxItems": 60, "uniqueItems": True, "items": code},
        ]
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"An application, version {version}",
        "type": "object",
        "additionalProperties": False,
        "required": [
            *("version", "number", "language", "call", "form", "lane", "level", "amount", "currency", "answers", "own")
        ],
        "properties": {
            "version": {"const": version},
            "number": {"type": "integer", "minimum": 1},
            "language": {"enum": ["en", "ja"]},
            "call": {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
            "form": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
            "lane": {"enum": list(LANES)},
            "level": {"type": "integer", "minimum": 0, "maximum": 3},
            "amount": {"type": "integer", "minimum": 1},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            "answers": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    **{one.id: _shape(one) for one in questions_of(all_standard())},
                    **{one: {"$ref": "#/$defs/own"} for one in BOUND},
                },
            },
            "own": {
                "type": "object",
                "maxProperties": _MOST_OWN,
                "propertyNames": {"maxLength": 60, "pattern": f"^{CALLS_OWN}[a-z0-9-]+$"},
                "additionalProperties": {"$ref": "#/$defs/own"},
            },
        },
        "$defs": {"own": own},
    }


def _shape(one: Question) -> Mapping[str, object]:
    if one.in_words:
        return {"type": "string", "maxLength": one.most}
    codes = {"enum": list(one.choices)}
    if one.several:
        return {"type": "array", "maxItems": len(one.choices), "uniqueItems": True, "items": codes}
    return codes


def _plain(one: Value) -> Any:
    return list(one) if isinstance(one, tuple) else one


def _refuse_fault(said: object) -> None:
    version = said.get("version") if isinstance(said, dict) else None
    file = _SCHEMAS / f"application-{version}.schema.json"
    known = isinstance(version, int) and file.exists()
    fault = fault_of(said, json.loads(file.read_text(encoding="utf-8"))) if known else "/version enum"
    if fault:
        raise UsageError("applications-document", fault=fault)
