"""Paths as FollowTheMoney documents, one JSON object a line (schemata as of followthemoney 4.11, read 2026-11).

A step is an `EconomicActivity`, which FollowTheMoney labels "Customs declaration": it alone has a sender, a receiver, a
commodity code and a date. `UnknownLink` would be an edge without direction or goods, `Payment` would claim that money was
seen, and `Contract` is one that an authority issues. Companies are `Company`. A finding about a company is a `Risk`
("heightened exposure or scrutiny, not a legally binding restriction"); one about a place or about a good of a country
names no company, so it makes none. What FollowTheMoney has no property for stands under the extra key "tadasu", which
other readers ignore: reading the lines back gives the same paths.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from tadasu.reports._path_json import finding_object, finding_of, merged_objects, merged_of, step_object, step_of
from tadasu.reports._path_words import finding_text, short_good
from tadasu.schema import CompanySubject, Finding, FoundPath, GoodOfCompany, Issue, PathStep, Trader, UsageError
from tadasu.wording import Language

EXTRA, EXTRA_VERSION = "tadasu", "1"

_TOPICS = {
    Issue.STATE_IMPOSED_FORCED_LABOUR: "forced.labor",
    Issue.FORCED_LABOUR: "forced.labor",
    Issue.SANCTION: "sanction",
}
"""Issues for which FollowTheMoney has a topic."""

_REFERABLE = re.compile(r"[0-9a-zA-Z][0-9a-zA-Z.-]{0,150}(?<=[0-9a-zA-Z])")
"""Ids to which FollowTheMoney lets another document refer (its type `entity`; at most 200 letters)."""

_KEPT = re.compile("[0-9a-zA-Z]+")


def paths_ftm(paths: Sequence[FoundPath], *, language: Language = "en") -> str:
    """Companies, then findings, then declarations, each once, in the order in which the paths name them.

    Only the descriptions of goods and the reasons of findings are in `language`. A company keeps its id where FollowTheMoney
    can refer to it (letters, digits, "." and "-"), else it gets one made from it; `recordId` is a declaration's own id.

    >>> paths_ftm(())
    ''
    """
    documents = [*_companies(paths), *_risks(paths, language), *_activities(paths, language)]
    return "".join(json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n" for each in documents)


def paths_from_ftm(text: str) -> tuple[FoundPath, ...]:
    """The paths again, from lines that `paths_ftm` wrote. UsageError `paths-unreadable` for other lines."""
    heads: dict[int, dict[str, Any]] = {}
    steps: dict[int, dict[int, PathStep]] = {}
    try:
        for line in text.split("\n"):
            document = json.loads(line) if line else {}
            for place in document.get(EXTRA, {}).get("steps", ()):
                steps.setdefault(place["path"], {})[place["step"]] = step_of(place)
                if "finding" in place:
                    heads[place["path"]] = place
        return tuple(
            FoundPath(
                finding=finding_of(head["finding"]),
                steps=tuple(step for _, step in sorted(steps[path].items())),
                strength=int(head["strength"]),
                merged=merged_of(head.get("merged", ())),
            )
            for path, head in sorted(heads.items())
        )
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError("paths-unreadable", reason=f"{type(error).__name__}: {error}"[:200]) from error


def _companies(paths: Sequence[FoundPath]) -> Iterator[dict[str, Any]]:
    """Every company with all the names and countries that the documents give it."""
    found: dict[str, list[Trader]] = {}
    for path in paths:
        for step in path.steps:
            for trader in (step.seller, step.buyer):
                found.setdefault(trader.company, []).append(trader)
        if (company := _company(path.finding)) and path.steps:
            found.setdefault(company, [])
    for company, traders in found.items():
        names = list(dict.fromkeys(trader.name for trader in traders if trader.name)) or [company]
        countries = sorted({trader.country for trader in traders if trader.country})
        yield _document(
            _company_id(company), "Company", names[0], {"name": names[:1], "alias": names[1:], "country": countries}
        )


def _risks(paths: Sequence[FoundPath], language: Language) -> Iterator[dict[str, Any]]:
    for finding in {path.finding.id: path.finding for path in reversed(paths) if path.steps}.values():
        company, reason = _company(finding), finding_text(finding, language)
        if not company:
            continue
        start, end = finding.period.start, finding.period.end
        properties: dict[str, list[str]] = {
            "entity": [_company_id(company)],
            "topics": [_TOPICS[finding.issue]] if finding.issue in _TOPICS else [],
            "reason": [reason],
            "program": [finding.basis],
            "recordId": [finding.id],
            "startDate": [start.isoformat()] if start else [],
            "endDate": [end.isoformat()] if end else [],
            "sourceUrl": [finding.source_url],
        }
        yield _document(_id("finding-", finding.id), "Risk", reason, properties) | {
            EXTRA: {"finding": finding_object(finding), "version": EXTRA_VERSION}
        }


def _activities(paths: Sequence[FoundPath], language: Language) -> Iterator[dict[str, Any]]:
    """Every declaration once, with its place in each path."""
    places: dict[str, list[dict[str, Any]]] = {}
    steps: dict[str, PathStep] = {}
    for number, path in enumerate(paths, 1):
        for place, step in enumerate(path.steps, 1):
            steps.setdefault(step.declaration, step)
            held: dict[str, Any] = step_object(step) | {"path": number, "step": place}
            if place == 1:
                held |= {
                    "finding": finding_object(path.finding),
                    "merged": merged_objects(path),
                    "strength": path.strength,
                }
            places.setdefault(step.declaration, []).append(held)
    for key, step in steps.items():
        short = short_good(step.good, language)
        properties = {
            "sender": [_company_id(step.seller.company)],
            "receiver": [_company_id(step.buyer.company)],
            "date": [step.day.isoformat()],
            "recordId": [key],
            "vedCode": [step.good],
            "vedCodeDescription": [short],
            "departureCountry": [step.seller.country],
            "destinationCountry": [step.buyer.country],
        }
        yield _document(_id("declaration-", key), "EconomicActivity", f"{step.good} {short}".strip(), properties) | {
            EXTRA: {"steps": places[key], "version": EXTRA_VERSION}
        }


def _document(key: str, schema: str, caption: str, properties: dict[str, list[str]]) -> dict[str, Any]:
    """A document with only those properties that say something."""
    said = {name: [value for value in values if value] for name, values in properties.items()}
    return {
        "id": key,
        "caption": caption,
        "schema": schema,
        "properties": {name: values for name, values in said.items() if values},
    }


def _company_id(company: str) -> str:
    return _id("", company) if not company.startswith(("finding-", "declaration-")) else _id("company-", company)


def _id(kind: str, key: str) -> str:
    """The id itself, or where FollowTheMoney would drop a reference to it, what can be kept of it and a digest."""
    if _REFERABLE.fullmatch(kind + key):
        return kind + key
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{kind}{'-'.join(_KEPT.findall(key))[:80] or 'id'}-{digest}"


def _company(finding: Finding) -> str:
    """The company that a finding is about, if it is about one."""
    return finding.subject.company if isinstance(finding.subject, CompanySubject | GoodOfCompany) else ""
