"""The rules, asked about a proposal: what they said is kept with the text that it was said of."""

from datetime import date
from typing import Any

from django.utils import timezone

from tadasu.release import Problem, check, check_words, kinds, rules_digest
from tadasu.web.foundation.publication.content import Content, read
from tadasu.web.foundation.publication.models import PUBLISHED, Check, Proposal

LONGEST_CHANGE = 1000
"""Characters that say what was changed."""


def checked(proposal: Proposal) -> tuple[Problem, ...]:
    """Ask the rules of today, beside everything of this kind that the organisation published; keep the answer."""
    published = Proposal.objects.filter(
        organisation=proposal.organisation_id, kind=proposal.kind, state=PUBLISHED
    ).values_list("content", flat=True)
    earlier = [read(text) for text in published]
    found = problems_of(read(proposal.content), earlier, timezone.localdate())
    Check.objects.create(
        proposal=proposal,
        organisation_id=proposal.organisation_id,
        digest=proposal.digest,
        rules=rules_digest(kinds()[proposal.kind]),
        seen=len(earlier),
        problems=[{"code": one.code, "at": one.at, "params": dict(one.params)} for one in found],
    )
    return found


def problems_of(content: Content, earlier: list[Content], today: date) -> tuple[Problem, ...]:
    """What speaks against a text: its document, and what it says was changed."""
    told: tuple[Problem, ...] = ()
    if content.corrects is not None:
        told = check_words(content.changed, at="changed", most=LONGEST_CHANGE)
    return told + check(kinds()[content.kind], content.document, [one.document for one in earlier], today=today)


def kept_problems(found: Check) -> tuple[Problem, ...]:
    """The answer that was kept."""
    said: list[dict[str, Any]] = found.problems
    return tuple(Problem(code=one["code"], at=one["at"], params=tuple(sorted(one["params"].items()))) for one in said)
