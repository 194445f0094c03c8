"""Findings of tests: all invented."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from tests.web.made import organisation, person
from tests.web.made_parties import lately

from tadasu.schema import CompanySubject, EntityId, Finding, FindingId, FindingKind, Identifier, Issue, Period
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.findings._document import Content, Named
from tadasu.web.foundation.findings.actions import conclude, sign
from tadasu.web.foundation.findings.models import FindingVersion

WHY = "Two interviews and a pay slip agree (invented)."
COMPANY = EntityId("invented:tezgul")


def content(name: str = "Tezgul Mill (invented)", **more: Any) -> Content:
    """What somebody concluded."""
    finding = Finding(
        id=FindingId(""),
        subject=CompanySubject(company=COMPANY),
        issue=Issue.FORCED_LABOUR,
        kind=FindingKind.SUBSTANTIATED,
        basis="evidence/2026/0007",
        strength=-105,
        period=Period(start=date(2024, 1, 1)),
        source_url="https://example.invalid/0007",
    )
    made = Content(
        finding=finding,
        organisation="",
        standard="substantiated",
        concluded_on=date(2026, 11, 1),
        named=Named(
            names=(name, "テズグル工場（架空）"),
            countries=("uz",),
            identifiers=(Identifier(scheme="os-id", value="x1"),),
        ),
        indicators=("debt-bondage", "withholding-of-wages"),
        contrary="stated",
        review_on=date(2027, 11, 1),
    )
    return replace(made, **more)


class Desk:
    """An organisation with somebody who concludes, somebody who signs, and somebody who is at home abroad."""

    def __init__(self, place: Organisation | None = None) -> None:
        self.place = place or organisation("civil-society", "Nuvagol Documentation Group (invented)")
        self.verifier: Actor = lately(person(self.place, "verifier"))
        self.editor: Actor = lately(person(self.place, "editor"))

    def concluded(self, **more: Any) -> FindingVersion:
        """A version that waits."""
        party: UUID | None = more.pop("party", None)
        with acting(self.verifier):
            return conclude(self.verifier, organisation=self.place.id, content=content(**more), reason=WHY, party=party)

    def signed(self, version: FindingVersion) -> FindingVersion:
        """It is in force."""
        with acting(self.editor):
            return sign(self.editor, version=version.id, reason=WHY)

    def in_force(self, **more: Any) -> FindingVersion:
        """A version in force."""
        return self.signed(self.concluded(**more))
