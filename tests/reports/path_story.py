"""Invented paths that the tests of paths share: the story of a mill, a weaver, garment makers and two importers."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from tadasu.schema import (
    Certainty,
    CompanySubject,
    DeclarationId,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    FoundPath,
    GoodOfCompany,
    Issue,
    PathStep,
    Period,
    Quantity,
    Trader,
)


def trader(key: str, name: str = "", country: str = "") -> Trader:
    return Trader(company=EntityId(key), name=name or f"Invented {key}", country=country)


MILL = trader("mill", "Qaratope Eğirme Spinning Mill", "uz")
WEAVER = trader("weaver", "Vestlann Weaving Works", "vn")
GARMENTS = trader("garments", "Ayubelo Garments (Pvt) Ltd", "bd")
SECOND = trader("second", "Meghora Shirt Makers", "bd")
HINODE = trader("hinode", "株式会社日ノ出架空商事", "jp")
MINATO = trader("minato", "みなと架空衣料株式会社", "jp")

YARN = Finding(
    id=FindingId("F-1"),
    subject=GoodOfCompany(good="5205", company=EntityId("mill")),
    issue=Issue.STATE_IMPOSED_FORCED_LABOUR,
    kind=FindingKind.SUBSTANTIATED,
    basis="determination 2026-04, evidence file 12",
    strength=-300,
    period=Period(start=date(2026, 3, 1)),
)


def step(
    key: str,
    seller: Trader,
    buyer: Trader,
    good: str,
    day: date,
    amount: str = "",
    unit: str = "KGM",
    certainty: Certainty = Certainty.VERIFIED,
    passage: str = "",
    also: int = 0,
    contested: bool = False,
) -> PathStep:
    return PathStep(
        declaration=DeclarationId(key),
        seller=seller,
        buyer=buyer,
        good=good,
        day=day,
        certainty=certainty,
        contested=contested,
        quantity=Quantity(amount=Decimal(amount), unit=unit) if amount else None,
        passage=passage,
        also=also,
    )


SPUN = step("D-017", MILL, WEAVER, "520512", date(2026, 3, 16), "4200", also=1)
WOVEN = step("D-031", WEAVER, GARMENTS, "520832", date(2026, 4, 17), "40000", "MTK", Certainty.REPORTED, "5205>5208")
WOVEN_TOO = step(
    "D-036", WEAVER, SECOND, "520832", date(2026, 5, 7), "", "", Certainty.INFERRED, "5205>5208", contested=True
)
SEWN = step("D-045", GARMENTS, HINODE, "620520", date(2026, 6, 12), "20000", "NMB", passage="5208>6205")
SEWN_TOO = step("D-044", SECOND, MINATO, "620520", date(2026, 6, 5), "8000", "NMB", Certainty.REPORTED, "5208>6205")

STORY = (
    FoundPath(finding=YARN, steps=(SPUN, WOVEN, SEWN), strength=-1250),
    FoundPath(finding=YARN, steps=(SPUN, WOVEN_TOO, SEWN_TOO), strength=-4100),
)


def chain(companies: list[str], *, finding: Finding = YARN, good: str = "610990", strength: int = -1) -> FoundPath:
    """A path through companies of these ids, of one good, a month a step."""
    steps = tuple(
        step(f"{finding.id}-{n}-{a}-{b}", trader(a), trader(b), good, date(2026, 1 + n % 12, 5))
        for n, (a, b) in enumerate(pairwise(companies))
    )
    return FoundPath(finding=finding, steps=steps, strength=strength)


def of_company(company: str, issue: Issue = Issue.CHILD_LABOUR) -> Finding:
    return Finding(
        id=FindingId(f"F-{company}"),
        subject=CompanySubject(company=EntityId(company)),
        issue=issue,
        kind=FindingKind.LISTED,
        basis="",
    )
