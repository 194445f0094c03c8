"""The story's trade as files: declarations as a customs export has them, the register, stakes, findings, the truth."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from tadasu.demo._plan import WARES
from tadasu.demo._shapes import NOTE, World
from tadasu.demo._table import csv_bytes
from tadasu.demo._words import COUNTRIES
from tadasu.schema import (
    CompanySubject,
    Declaration,
    Finding,
    Flow,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    PlaceSubject,
    Stake,
)

DECLARATION_HEADER = (
    "declaration no.", "type", "seller", "seller country", "seller address", "buyer", "buyer country", "buyer address",
    "HS code", "description", "date", "quantity", "unit", "net weight (kg)", "value", "currency", "country of origin",
    "consigned from", "certainty", "contested", "note",
)  # fmt: skip
IMPORT_HEADER = (
    "申告番号", "申告年月日", "輸入者名", "輸入者住所", "仕出人名", "仕出人国", "仕出人住所", "品目番号", "品名",
    "数量", "数量単位", "正味重量(KG)", "申告価格", "通貨", "原産地", "積出国", "備考",
)  # fmt: skip
"""As an importer in Japan heads its own table; the days are written in the Japanese calendar."""
COMPANY_HEADER = ("id", "name", "aliases", "country", "address", "role", "note")
STAKE_HEADER = ("owner id", "owner", "company id", "company", "kind", "share (%)", "from", "until", "certainty", "note")
FINDING_HEADER = (
    "id", "subject", "company id", "company", "place", "good", "country", "issue", "kind", "strength", "from", "until",
    "presumption", "basis", "source_url", "note",
)  # fmt: skip
OUTCOME_HEADER = (
    "declaration_id", "part", "seller_id", "buyer_id", "findings", "tiers", "share", "disposition", "why", "note",
)  # fmt: skip

_SUBJECTS = {
    CompanySubject: "company",
    GoodOfCompany: "good-of-company",
    GoodOfCountry: "good-of-country",
    GoodOfPlace: "good-of-place",
    PlaceSubject: "place",
}
_REIWA = 2018
"""The year before the first of Reiwa, which began on 1 May 2019."""


def trade_contents(world: World) -> Mapping[str, bytes]:
    """File name -> bytes of the files about trade."""
    names: dict[str, str] = {company.id: company.name for company in world.companies}
    return {
        "companies.csv": csv_bytes(COMPANY_HEADER, _company_rows(world)),
        "declarations.csv": csv_bytes(DECLARATION_HEADER, map(_declaration_row, world.declarations)),
        "declarations_ja.csv": csv_bytes(IMPORT_HEADER, map(_import_row, imports_into_japan(world))),
        "findings.csv": csv_bytes(FINDING_HEADER, (_finding_row(one, names) for one in world.findings)),
        "outcomes.csv": csv_bytes(OUTCOME_HEADER, _outcome_rows(world)),
        "stakes.csv": csv_bytes(STAKE_HEADER, (_stake_row(one, names) for one in world.stakes)),
    }


def imports_into_japan(world: World) -> Iterator[Declaration]:
    """The declarations of goods that come in from abroad."""
    return (one for one in world.declarations if one.flow == Flow.IMPORT and one.buyer.country == "jp")


def japanese_day(day: date) -> str:
    """A day in the Japanese calendar.

    >>> japanese_day(date(2026, 6, 12))
    '令和8年6月12日'
    """
    return f"令和{day.year - _REIWA}年{day.month}月{day.day}日"


def _company_rows(world: World) -> Iterator[tuple[str, ...]]:
    for one in world.companies:
        aliases = ";".join(one.aliases)
        yield (one.id, one.name, aliases, one.country.upper(), one.address, one.role, one.note)


def _declaration_row(one: Declaration) -> tuple[str, ...]:
    return (
        one.id,
        one.flow.value,
        one.seller.name,
        one.seller.country.upper(),
        one.seller.address,
        one.buyer.name,
        one.buyer.country.upper(),
        one.buyer.address,
        one.good,
        one.description,
        one.day.isoformat(),
        *_figures(one),
        one.origin_country.upper(),
        one.consigned_from.upper(),
        one.certainty.value,
        "yes" if one.contested else "no",
        NOTE,
    )


def _import_row(one: Declaration) -> tuple[str, ...]:
    return (
        one.id,
        japanese_day(one.day),
        one.buyer.name,
        one.buyer.address,
        one.seller.name,
        COUNTRIES[one.seller.country][0],
        one.seller.address,
        one.good,
        WARES[one.good].japanese,
        *_figures(one),
        COUNTRIES[one.origin_country][0],
        COUNTRIES[one.consigned_from][0],
        NOTE,
    )


def _figures(one: Declaration) -> tuple[str, str, str, str, str]:
    """Quantity, unit, kilograms, value, currency."""
    quantity, weight, value = one.quantity, one.weight, one.value
    if quantity is None or weight is None or value is None:
        raise ValueError(f"{one.id} lacks a figure")
    return (
        str(quantity.amount),
        quantity.unit,
        str(weight.amount),
        str(value.amount),
        value.currency,
    )


def _stake_row(one: Stake, names: Mapping[str, str]) -> tuple[str, ...]:
    share = "" if one.least is None else f"{Decimal(one.least) / 10_000:f}"
    return (
        one.owner,
        names[one.owner],
        one.company,
        names[one.company],
        one.kind.value,
        share,
        _day(one.period.start),
        _day(one.period.end),
        one.certainty.value,
        NOTE,
    )


def _finding_row(one: Finding, names: Mapping[str, str]) -> tuple[str, ...]:
    company, place, good, country = (
        str(getattr(one.subject, name, "")) for name in ("company", "place", "good", "country")
    )
    return (
        one.id,
        _SUBJECTS[type(one.subject)],
        company,
        names.get(company, ""),
        place,
        good,
        country.upper(),
        one.issue.value,
        one.kind.value,
        str(one.strength),
        _day(one.period.start),
        _day(one.period.end),
        "yes" if one.presumption else "no",
        one.basis,
        one.source_url,
        NOTE,
    )


def _outcome_rows(world: World) -> Iterator[tuple[str, ...]]:
    for one in world.outcomes:
        share = "" if one.share is None else str(one.share)
        findings = ";".join(one.findings)
        yield (
            one.declaration_id,
            one.part,
            one.seller,
            one.buyer,
            findings,
            str(one.tiers),
            share,
            one.disposition,
            one.why,
            NOTE,
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
