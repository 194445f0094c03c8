"""What tests of bans ask again and again: what a regime forbids, what it touches, the story with one finding on a company."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tests.assessment.conftest import MILL
from tests.assessment.test_assessment_assess import finding

from tadasu.assessment import Assessment, Banned, assess, ban, banned_by, resolve
from tadasu.law import Asked, Value, regime_of
from tadasu.schema import CompanySubject, Declaration, Finding, FindingKind, Money, Party, Period, Subject

ON = date(2026, 11, 22)
BUYER_ABROAD = Party(name="Invented Imports Inc", country="us")
PRESUMED: dict[str, Any] = {"kind": FindingKind.PRESUMED, "presumption": True}
"""How a finding is given that law presumes."""


def yen(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="JPY")


def priced(story: list[Declaration], amount: int = 100) -> list[Declaration]:
    return [replace(one, value=yen(amount)) for one in story]


def model(**chosen: Value) -> Banned:
    return banned_by(regime_of("jp-model-goods"), Asked(on=ON, chosen=chosen))


IMPORTS = model(flows="import")


def touches(result: Assessment, banned: Banned = IMPORTS) -> dict[str, str]:
    return dict(ban(result, banned).lines.select("declaration", "touch").rows())


def of_mill(
    story: list[Declaration],
    *,
    at: Party = MILL,
    more: Sequence[Finding] = (),
    subject: Subject | None = None,
    **other: Any,
) -> Assessment:
    """The story with a finding on a company of it, from March, and more of them."""
    companies = resolve([party for one in story for party in (one.seller, one.buyer)])
    of_company = CompanySubject(companies.entities[companies.of(at)].id)
    found = finding(subject or of_company, **{"period": Period(start=date(2025, 1, 1)), **other})
    return assess(story, companies, [found, *more])
