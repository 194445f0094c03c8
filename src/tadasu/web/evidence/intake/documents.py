"""A report as it is sealed: a document with a version, whose fields its schema closes (`data/report-<version>.schema.json`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tadasu.schema import Issue, UsageError
from tadasu.web.evidence.intake.questions import ELEMENTS, Form
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.foundation.findings.words import words
from tadasu.web.foundation.guided.lengths import filled
from tadasu.web.foundation.guided.questions import YES, Answers, Value

KIND = "evidence.report"
"""The vault's word for what is sealed."""

VERSION = 1
"""Of the shape. A new one gets a schema of its own beside the old ones, which stay: what was sealed is read as it was written."""

_SCHEMAS = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody reported. `number` counts those of one box from 1; a later one never takes the place of an earlier.
    `language` is that of the form, not of the words, which are as they were typed."""

    number: int
    language: str
    answers: Answers = field(repr=False)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What it is about."""
        return tuple(Issue(one) for one in self.chosen("issues"))

    @property
    def indicators(self) -> tuple[str, ...]:
        """Those of the eleven that were answered with yes. An indicator is not a finding."""
        return tuple(one for one in words("indicators") if self.answers.get(one) == YES)

    @property
    def elements(self) -> tuple[str, ...]:
        """Of `involuntary`, `menace` and `state-imposed` those that were answered with yes."""
        return tuple(one for one in ELEMENTS if self.answers.get(one) == YES)

    @property
    def permissions(self) -> frozenset[str]:
        """What was allowed when it was sent. What is allowed now says `queries.permissions_of`."""
        return frozenset(self.chosen("permissions"))

    def chosen(self, question: str) -> tuple[str, ...]:
        """The choices made; none where it was not answered."""
        found = self.answers.get(question, ())
        return found if isinstance(found, tuple) else (found,)

    def words(self, question: str) -> str:
        """The words typed; nothing where there are none."""
        found = self.answers.get(question, "")
        return found if isinstance(found, str) else ""


def written(report: Report) -> bytes:
    """What is sealed. Raises UsageError `intake-document` (fault)."""
    said = {
        "version": VERSION,
        "number": report.number,
        "language": report.language,
        "answers": {key: list(one) if isinstance(one, tuple) else one for key, one in report.answers.items()},
    }
    _refuse_fault(said)
    return filled(json.dumps(said, ensure_ascii=False, sort_keys=True))


def read(content: bytes) -> Report:
    """What was sealed. Raises UsageError `intake-document` (fault)."""
    try:
        said = json.loads(content)
    except ValueError:
        raise UsageError("intake-document", fault="/ type") from None
    _refuse_fault(said)
    answers: dict[str, Value] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in said["answers"].items()
    }
    return Report(number=said["number"], language=said["language"], answers=answers)


def schema_of(form: Form, version: int) -> Mapping[str, object]:
    """The schema of what a form can make. The file that is kept is this, written down: a changed form needs a new version."""
    shapes: dict[str, object] = {}
    for one in form.questions():
        if one.in_words:
            shapes[one.id] = {"type": "string", "maxLength": one.most}
        elif one.several:
            items = {"enum": list(one.choices)}
            shapes[one.id] = {"type": "array", "maxItems": len(one.choices), "uniqueItems": True, "items": items}
        else:
            shapes[one.id] = {"enum": list(one.choices)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A report, version {version}",
        "type": "object",
        "additionalProperties": False,
        "required": ["version", "number", "language", "answers"],
        "properties": {
            "version": {"const": version},
            "number": {"type": "integer", "minimum": 1},
            "language": {"type": "string", "maxLength": 12, "pattern": "^[a-zA-Z-]+$"},
            "answers": {"type": "object", "additionalProperties": False, "properties": shapes},
        },
    }


def _refuse_fault(said: object) -> None:
    version = said.get("version") if isinstance(said, dict) else None
    file = _SCHEMAS / f"report-{version}.schema.json"
    known = isinstance(version, int) and file.exists()
    fault = fault_of(said, json.loads(file.read_text(encoding="utf-8"))) if known else "/version enum"
    if fault:
        raise UsageError("intake-document", fault=fault)


__all__ = ["KIND", "VERSION", "Report", "read", "schema_of", "written"]
