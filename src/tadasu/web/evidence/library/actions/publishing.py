"""Propose a finding for publication: the document is built from it field by field, and nothing else goes with it. Two people
sign it as they sign everything that is published."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from tadasu.goods import describe, parse_hs
from tadasu.places import lineage
from tadasu.release import is_safe_link, place_name, place_too_fine
from tadasu.schema import UsageError
from tadasu.web.evidence.library.models import Proposed
from tadasu.web.evidence.library.resting import articles_of_finding, conclusion_of_basis
from tadasu.web.evidence.library.words import sector_name, sector_of
from tadasu.web.evidence.press.crediting import licence_text
from tadasu.web.evidence.press.models import Article
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.findings.models import IN_FORCE, FindingVersion
from tadasu.web.foundation.findings.queries import content_of, version_of
from tadasu.web.foundation.publication.access import PROPOSE
from tadasu.web.foundation.publication.actions import propose as propose_document
from tadasu.web.foundation.publication.models import REFUSED, Proposal
from tadasu.wording import Language, say

KIND = "finding"

LEAST_PEOPLE = 10
"""People by whom two public numbers of one finding may differ at least: fewer could be told by subtraction. The kind's own least
is the same (src/tadasu/release/data/kinds)."""

COUNTRY, REGION = "country", "region"
HEARD = ("asked-and-answered", "asked-and-silent", "not-safe-to-ask")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is decided by whoever proposes. `names`: the company is named. `people`: how many are concerned, None for too few or
    not known. `text`: in both languages or in none. `changed`, of a correction, in both."""

    names: bool
    finest: str = COUNTRY
    people: int | None = None
    text: Mapping[str, str] = field(default_factory=dict)
    corrects: int | None = None
    changed: Mapping[str, str] = field(default_factory=dict)


def document_of(actor: Actor, finding: FindingVersion, telling: Telling) -> dict[str, Any]:
    """What would be public: the place rolled up, the beginning as a quarter, nobody but a company. Raises Refused."""
    content = content_of(finding)
    subject = finding.content["subject"]
    place = rolled_up(subject, telling.finest)
    issue = content.finding.issue.value
    said: dict[str, Any] = {
        "title": {one: _title(issue, place, one) for one in ("en", "ja")},
        "issue": issue,
        "standard": content.standard,
        "place": place,
        "period": _quarter(content.finding.period.start),
        "sector": _goods(subject["good"]),
        "named": content.named.names[0] if telling.names and content.named.names else None,
        "persons": telling.people,
        "heard": _heard(finding),
        "contrary": content.contrary,
        "text": {one: words for one, words in telling.text.items() if words.strip()} or None,
        "credits": [credit_of(one) for one in articles_of_finding(actor, finding)] or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def propose(actor: Actor, *, finding: UUID, telling: Telling, reason: str) -> UUID:
    """The proposal; what the rules say of it stands on its page. Of a finding that does not hold nothing new is proposed, but a
    correction of what is public. Raises FindingVersion.DoesNotExist, Refused, UsageError `library-not-in-force`,
    `library-people-changed` for a number of people that differs by a few from one that was public, and as publication's
    `propose`."""
    found = version_of(actor, finding)
    allow(actor, PROPOSE.name, found)
    if found.origin or found.status != IN_FORCE:
        raise UsageError("library-not-in-force")
    if telling.people is not None and any(
        0 < abs(telling.people - one) < LEAST_PEOPLE for one in _people_told(found.finding)
    ):
        raise UsageError("library-people-changed", least=str(LEAST_PEOPLE))
    with transaction.atomic():
        made = propose_document(
            actor,
            organisation=found.organisation_id,
            kind=KIND,
            document=document_of(actor, found, telling),
            reason=reason,
            corrects=telling.corrects,
            changed=telling.changed or None,
        )
        Proposed.objects.create(
            organisation_id=found.organisation_id,
            finding=found.finding,
            version=found.id,
            proposal=made,
            names=telling.names,
            user_id=person(actor),
        )
    return made


def _people_told(finding: UUID) -> Iterator[int]:
    """Numbers of people that were ever public of a finding, withdrawn ones among them, or wait to be signed."""
    proposals = Proposal.objects.filter(id__in=Proposed.objects.filter(finding=finding).values("proposal"))
    for content in proposals.exclude(state=REFUSED).values_list("content", flat=True):
        people = json.loads(content).get("document", {}).get("persons")
        if isinstance(people, int):
            yield people


def credit_of(article: Article) -> dict[str, str]:
    """A published article, as it is credited wherever something rests on it."""
    return {
        "outlet": article.outlet or article.outlet_key,
        "author": article.author,
        "title": article.title,
        "address": article.url if is_safe_link(article.url) else "",
        "licence": licence_text(article.licence, "en") if article.licence else "",
    }


def rolled_up(subject: Mapping[str, Any], finest: str) -> str:
    """Its country, or the region that it lies in; never anything finer."""
    place = subject["place"] or subject["country"] or next(iter(subject["countries"]), "")
    way: Sequence[Any] = lineage(place)
    for one in way:
        if place_too_fine(one.id, finest) is False:
            return str(one.id)
    return place


def _title(issue: str, place: str, language: Language) -> str:
    what, where = say(f"issue.{issue}", {}, language), place_name(place, language)
    return f"{where}：{what}" if language == "ja" else f"{what[:1].upper()}{what[1:]}: {where}"


def _quarter(day: date | None) -> str | None:
    return f"{day.year}-Q{(day.month + 2) // 3}" if day is not None else None


def _goods(good: str) -> dict[str, str] | None:
    if not good:
        return None
    heading = good[:4]
    return {
        one: f"{_described(heading, one) or sector_name(sector_of(good), one)} (HS {heading})" for one in ("en", "ja")
    }


def _described(heading: str, language: Language) -> str:
    code = parse_hs(heading)
    return (describe(code, language) or "")[:150] if code is not None else ""


def _heard(finding: FindingVersion) -> str:
    """As the inquiry says it now: the answer may have come after the conclusion."""
    conclusion = conclusion_of_basis(finding.content["basis"], finding.organisation_id)
    heard = conclusion.inquiry.heard if conclusion is not None else ""
    return heard if heard in HEARD else "not-recorded"
