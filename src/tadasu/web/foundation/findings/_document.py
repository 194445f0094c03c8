"""A finding as it travels: what is kept <-> a plain document with a closed set of fields (`data/finding.schema.json`).

Pure: no database. A document holds no person, no reason in words and nothing of the evidence: a basis is a key. What the schema
does not name cannot be sent, and what it does not name is refused when it comes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from tadasu.goods import parse_hs
from tadasu.places import all_places
from tadasu.schema import (
    CompanySubject,
    Doubt,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    Identifier,
    Issue,
    Period,
    PlaceSubject,
    Subject,
    UsageError,
)
from tadasu.web.foundation.findings.schemas import fault_of
from tadasu.web.foundation.findings.words import words
from tadasu.web.ui.signs import plain_text, unseen_sign

FORMAT = "1"
IN_FORCE, WITHDRAWN, SUPERSEDED = "in-force", "withdrawn", "superseded"

Document = dict[str, Any]
"""As the schema says; made of texts, whole numbers, truths, lists and mappings alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How the party that a finding is about is called: who receives the finding knows no id of ours."""

    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was concluded, and how far: everything of a version that never changes.

    `standard`, `indicators` and `contrary` are codes of `data/words.yaml`; `organisation` is the name of who concluded it.
    """

    finding: Finding
    organisation: str
    standard: str
    concluded_on: date
    named: Named = field(default_factory=Named)
    indicators: tuple[str, ...] = ()
    contrary: str = "not-looked-for"
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A document that was read: the finding and its version, where it stands, and what it says."""

    finding: UUID
    version: int
    status: str
    content: Content
    ended_on: date | None = None
    ended_code: str = ""


def document_of(told: Told) -> Document:
    """The document. Raises UsageError `findings-document` where something is not as the schema says."""
    content = told.content
    finding = content.finding
    made: Document = {
        "format": FORMAT,
        "finding": str(told.finding),
        "version": told.version,
        "status": told.status,
        "organisation": content.organisation,
        "subject": _subject_document(finding.subject, content.named),
        "issue": finding.issue.value,
        "kind": finding.kind.value,
        "basis": finding.basis,
        "strength": finding.strength,
        "period": {"start": _day_text(finding.period.start), "end": _day_text(finding.period.end)},
        "presumption": finding.presumption,
        "source_url": finding.source_url,
        "likeness": finding.likeness,
        "doubt": finding.doubt.value,
        "standard": content.standard,
        "indicators": list(content.indicators),
        "contrary": content.contrary,
        "concluded_on": content.concluded_on.isoformat(),
        "review_on": _day_text(content.review_on),
        "ended_on": _day_text(told.ended_on),
        "ended_code": told.ended_code,
    }
    read(made)
    return made


def read(document: object) -> Told:
    """What a document says. Raises UsageError `findings-document` with the place where it is not what a finding is."""
    if fault := fault_of(document, schema()):
        raise UsageError("findings-document", fault=fault)
    assert isinstance(document, dict)
    try:
        told = _told(document)
    except ValueError as error:
        raise UsageError("findings-document", fault=str(error)[:120]) from None
    if (told.status == IN_FORCE) == bool(told.ended_code or told.ended_on):
        raise UsageError("findings-document", fault="/status ended")
    return told


@cache
def schema() -> Mapping[str, Any]:
    """The JSON schema of a document."""
    text = (Path(__file__).parent / "data" / "finding.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _told(document: Mapping[str, Any]) -> Told:
    """Raises ValueError."""
    subject = document["subject"]
    key, version = UUID(document["finding"]), document["version"]
    indicators = document["indicators"]
    if unknown := [one for one in indicators if one not in words("indicators")] or _twice(indicators):
        raise ValueError(f"/indicators {unknown[0]}")
    finding = Finding(
        id=finding_id(key, version),
        subject=_subject(subject),
        issue=Issue(document["issue"]),
        kind=FindingKind(document["kind"]),
        basis=document["basis"],
        strength=document["strength"],
        period=Period(start=_day(document["period"]["start"]), end=_day(document["period"]["end"])),
        presumption=document["presumption"],
        source_url=_plain("source_url", document["source_url"]),
        likeness=document["likeness"],
        doubt=Doubt(document["doubt"]),
    )
    named = Named(
        names=tuple(_plain("names", one) for one in subject["names"]),
        countries=tuple(subject["countries"]),
        identifiers=tuple(
            Identifier(scheme=one["scheme"], value=_plain("identifiers", one["value"]))
            for one in subject["identifiers"]
        ),
    )
    content = Content(
        finding=finding,
        organisation=_plain("organisation", document["organisation"]),
        standard=document["standard"],
        concluded_on=date.fromisoformat(document["concluded_on"]),
        named=named,
        indicators=tuple(indicators),
        contrary=document["contrary"],
        review_on=_day(document["review_on"]),
    )
    return Told(
        finding=key,
        version=version,
        status=document["status"],
        content=content,
        ended_on=_day(document["ended_on"]),
        ended_code=document["ended_code"],
    )


def finding_id(finding: UUID, version: int) -> FindingId:
    """The id of one version, for engines that take findings of several origins together."""
    return FindingId(f"{finding}.{version}")


def _subject_document(subject: Subject, named: Named) -> Document:
    kinds: dict[type[Any], str] = {one: name for name, one in _SUBJECTS.items()}
    return {
        "type": kinds[type(subject)],
        "company": str(getattr(subject, "company", "")),
        "place": getattr(subject, "place", ""),
        "good": getattr(subject, "good", ""),
        "country": getattr(subject, "country", ""),
        "names": list(named.names),
        "countries": list(named.countries),
        "identifiers": [{"scheme": one.scheme, "value": one.value} for one in named.identifiers],
    }


_SUBJECTS: Mapping[str, type[Any]] = {
    "company": CompanySubject,
    "place": PlaceSubject,
    "good-of-country": GoodOfCountry,
    "good-of-place": GoodOfPlace,
    "good-of-company": GoodOfCompany,
}
_NEEDS: Mapping[str, Sequence[str]] = {
    "company": ("company",),
    "place": ("place",),
    "good-of-country": ("good", "country"),
    "good-of-place": ("good", "place"),
    "good-of-company": ("good", "company"),
}


def _subject(said: Mapping[str, Any]) -> Subject:
    """Raises ValueError where something of the subject is missing, or is there and does not belong to it."""
    needs = _NEEDS[said["type"]]
    for name in ("company", "place", "good", "country"):
        if bool(said[name]) != (name in needs):
            raise ValueError(f"/subject/{name} {said['type']}")
    if said["place"] and said["place"] not in all_places():
        raise ValueError("/subject/place unknown")
    if said["good"] and parse_hs(said["good"]) != said["good"]:
        raise ValueError("/subject/good no HS code")
    if "company" in needs and not said["names"]:
        raise ValueError("/subject/names missing")
    values = {name: EntityId(said[name]) if name == "company" else said[name] for name in needs}
    made: Subject = _SUBJECTS[said["type"]](**values)
    return made


def _plain(name: str, text: str) -> str:
    """Raises ValueError for a text with signs that nobody sees."""
    if plain_text(text) != text or unseen_sign(text):
        raise ValueError(f"/{name} signs")
    return text


def _twice(said: Sequence[str]) -> list[str]:
    return [one for at, one in enumerate(said) if one in said[:at]]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_text(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
