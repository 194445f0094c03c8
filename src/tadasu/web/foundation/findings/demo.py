"""Findings of the demonstration: one in force and one that waits for a second person, of an invented group about invented
mills."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tadasu.schema import CompanySubject, EntityId, Finding, FindingId, FindingKind, Issue, Period
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.demo import organisations
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.findings._document import Content, Named
from tadasu.web.foundation.findings.actions import conclude, sign
from tadasu.web.foundation.findings.models import FindingVersion

PLACE, CONCLUDES, SIGNS = "documenters", "documenters-verifier", "documenters-editor"
_WHY = "Invented for the demonstration: two interviews and a pay slip agree. 架空：二人の聞き取りと給与明細が一致した。"


@dataclass(frozen=True, slots=True)
class _Mill:
    """Whom a finding is about and what was found there."""

    names: tuple[str, ...]
    key: str
    country: str
    issue: Issue
    standard: str
    indicators: tuple[str, ...]
    signed: bool


_MILLS = (
    _Mill(
        names=("Kashi Naosuodu Textile Co., Ltd. (invented)", "喀什架空紡織（架空）"),
        key="demo:FL-001",
        country="cn",
        issue=Issue.FORCED_LABOUR,
        standard="substantiated",
        indicators=("deception", "restriction-of-movement", "withholding-of-wages"),
        signed=True,
    ),
    _Mill(
        names=("Velmonia Looms Ltd. (invented)", "ヴェルモニア織機（架空）"),
        key="demo:velmonia-looms",
        country="vn",
        issue=Issue.WAGES_BELOW_LEGAL,
        standard="reasonable-indication",
        indicators=(),
        signed=False,
    ),
)


def demo_findings() -> int:
    """Make what is not there yet; how many findings are new."""
    place = organisations().get(PLACE)
    people = {one.login: one for one in User.objects.filter(login__in=(CONCLUDES, SIGNS), invented=True)}
    if place is None or len(people) != 2:
        return 0
    verifier, editor = (_now(people[login]) for login in (CONCLUDES, SIGNS))
    with acting(verifier):
        if FindingVersion.objects.filter(organisation=place).exists():
            return 0
    for mill in _MILLS:
        with acting(verifier):
            made = conclude(verifier, organisation=place.id, content=_content(mill), reason=_WHY)
        if mill.signed:
            with acting(editor):
                sign(editor, version=made.id, reason=_WHY)
    return len(_MILLS)


def _now(user: User) -> Actor:
    return actor_of(user, second_factor=True, signed_in_at=timezone.now())


def _content(mill: _Mill) -> Content:
    finding = Finding(
        id=FindingId(""),  # given when it is concluded
        subject=CompanySubject(company=EntityId(mill.key)),
        issue=mill.issue,
        kind=FindingKind.SUBSTANTIATED,
        basis=f"demo/{mill.key}",
        strength=-105,
        period=Period(start=date(2026, 3, 1)),
        source_url="https://demo.example.org/findings",
    )
    return Content(
        finding=finding,
        organisation="",
        standard=mill.standard,
        concluded_on=date(2026, 10, 15),
        named=Named(names=mill.names, countries=(mill.country,)),
        indicators=mill.indicators,
        contrary="none-found",
        review_on=date(2027, 10, 15),
    )
