"""A release as files of others' standards: IATI 2.03 and 360Giving. Pure.

An activity in IATI for each programme and region of which something is told, with the rounded sum of each year; one without
money for each record of a single grant, below it. 360Giving wants an exact amount, so it tells only grants whose holders let it
be told.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tadasu.funds import (
    NON_ODA_TERMS,
    ODA_TERMS,
    GivingGrant,
    GivingOrg,
    GivingPackage,
    GivingProgramme,
    IatiActivity,
    IatiBudget,
    IatiExclusionPolicy,
    IatiFlow,
    IatiOrg,
    IatiOrganisation,
    IatiParticipant,
    IatiRegionBudget,
    IatiRelated,
    IatiRelation,
    IatiRole,
    IatiShare,
    IatiStatus,
    IatiTexts,
    IatiTransaction,
    IatiWithheld,
    activity_identifier,
    giving_package,
    iati_activities,
    iati_organisation,
    texts,
    withheld_org,
)
from tadasu.release import ALL, Figure, Record, macro_regions
from tadasu.schema import Money
from tadasu.web.funding.publishing._document import (
    ACTIVITIES,
    GIVING,
    ORGANISATION,
    OTHER_FLOWS,
    TABLES,
    Sheet,
    band_said,
    figures_csv,
    inner,
    note,
    programme_name,
    purpose_of,
    record_name,
    region_name,
)
from tadasu.web.funding.publishing._texts import Texts, text

YEN = "JPY"
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_TOKEN = 20
"""Hexadecimal digits of a random identifier that IATI's takes: 80 bits."""


def files_of(sheet: Sheet, kinds: tuple[str, ...]) -> Mapping[str, bytes]:
    """Name -> bytes, of the kinds that were asked for and of which there is something to tell. Raises UsageError as the writers
    of `tadasu.funds`."""
    found: dict[str, bytes] = {}
    if ACTIVITIES in kinds and (activities := list(_activities(sheet))):
        found["iati-activities.xml"] = iati_activities(activities, generated=sheet.moment)
    if ORGANISATION in kinds:
        found["iati-organisation.xml"] = iati_organisation(_organisation(sheet), generated=sheet.moment)
    if GIVING in kinds and (grants := tuple(_grants(sheet))):
        found["360giving.json"] = giving_package(_package(sheet, grants))
    if TABLES in kinds or not found:
        found["figures.csv"] = figures_csv(sheet)
    return found


def identifier(sheet: Sheet, token: str) -> str:
    """Of an activity, from its random number."""
    return activity_identifier(sheet.publishes.org.ref, bytes.fromhex(token[:_TOKEN]))


def _activities(sheet: Sheet) -> Iterator[IatiActivity]:
    cells: dict[tuple[str, str], list[Figure]] = {}
    for one in inner(sheet.release):
        cells.setdefault((one.programme, one.region), []).append(one)
    for cell, figures in sorted(cells.items()):
        yield _of_cell(sheet, cell, figures)
    for record in sheet.release.records:
        yield _of_record(sheet, record, (record.programme, record.region) in cells)


def _of_cell(sheet: Sheet, cell: tuple[str, str], figures: list[Figure]) -> IatiActivity:
    programme, region = cell
    years = sorted(one.year for one in figures)
    return IatiActivity(
        identifier=identifier(sheet, sheet.cells[cell]),
        title=texts(text("funder-title", phrase=programme_name(sheet, programme), region=region_name(region))),
        description=texts(note(sheet)),
        participants=(_funds(sheet), IatiParticipant(role=IatiRole.IMPLEMENTING, org=withheld_org())),
        status=IatiStatus.IMPLEMENTATION,
        purposes=(IatiShare(code=purpose_of(programme)),),
        regions=(IatiShare(code=macro_regions()[region].iati),),
        actual_start=_first(sheet, years[0]),
        transactions=tuple(_transaction(sheet, _last(sheet, one.year), one.amount or 0) for one in figures),
        withheld=_withheld(sheet, cell),
        **_same(sheet, programme),
    )


def _of_record(sheet: Sheet, one: Record, has_cell: bool) -> IatiActivity:
    """No money: the sum of its programme and region counts it, where it is protected."""
    told = sheet.names.get(one.id) if one.grantee_named else None
    grantee = IatiOrg(name=_in_its_language(told.name)) if told is not None and not told.person else withheld_org()
    start, above = one.start or _first(sheet, one.period), identifier(sheet, sheet.cells[one.programme, one.region])
    participants = [_funds(sheet), IatiParticipant(role=IatiRole.IMPLEMENTING, org=grantee)]
    if one.intermediary and one.intermediary in sheet.intermediaries:
        passing = IatiOrg(name=_in_its_language(sheet.intermediaries[one.intermediary]))
        participants.append(IatiParticipant(role=IatiRole.EXTENDING, org=passing))
    return IatiActivity(
        identifier=identifier(sheet, one.id),
        title=texts(record_name(sheet, one)),
        description=texts(_described(sheet, one)),
        participants=tuple(participants),
        status=IatiStatus.CLOSED if one.end is not None and one.end < sheet.release.day else IatiStatus.IMPLEMENTATION,
        purposes=(IatiShare(code=one.purpose or purpose_of(one.programme)),),
        countries=(IatiShare(code=one.country.upper()),) if one.country else (),
        regions=() if one.country else (IatiShare(code=macro_regions()[one.region].iati),),
        actual_start=start,
        planned_end=one.end,
        transactions=() if one.amount is None else (_transaction(sheet, start, one.amount),),
        hierarchy=2,
        related=(IatiRelated(ref=above, relation=IatiRelation.PARENT),) if has_cell else (),
        **_same(sheet, one.programme),
    )


def _in_its_language(name: str) -> IatiTexts:
    return texts({"ja" if _JAPANESE.search(name) else "en": name})


def _described(sheet: Sheet, one: Record) -> Texts:
    return record_name(sheet, one) if one.band is None else band_said(sheet, one.band)


def _same(sheet: Sheet, programme: str) -> dict[str, Any]:
    return {
        "reporting": sheet.publishes.org,
        "terms": NON_ODA_TERMS if programme.endswith(OTHER_FLOWS) else ODA_TERMS,
        "currency": YEN,
        "updated": sheet.moment,
        "policy": _policy(sheet),
    }


def _policy(sheet: Sheet) -> IatiExclusionPolicy:
    return IatiExclusionPolicy(url=sheet.publishes.policy_url, title=texts(text("file-policy")))


def _funds(sheet: Sheet) -> IatiParticipant:
    return IatiParticipant(role=IatiRole.FUNDING, org=sheet.publishes.org)


def _transaction(sheet: Sheet, on: date, amount: int) -> IatiTransaction:
    return IatiTransaction(
        flow=IatiFlow.COMMITMENT, on=on, money=_yen(amount), provider=sheet.publishes.org, receiver=withheld_org()
    )


def _withheld(sheet: Sheet, cell: tuple[str, str]) -> IatiWithheld | None:
    """How many are counted there without an amount of their own, as the release tells it of all its years."""
    release = sheet.release
    year = release.years[0] if len(release.years) == 1 else ALL
    for one in release.figures:
        if one.cell == (*cell, year) and one.count and one.amount is not None:
            return IatiWithheld(count=one.count, money=_yen(one.amount))
    return None


def _organisation(sheet: Sheet) -> IatiOrganisation:
    """Budgets of years to come, as they were set; of years before what was set aside, as far as it is told."""
    planned = (
        IatiBudget(start=one.start, end=one.end, money=_yen(one.amount), committed=False) for one in sheet.planned
    )
    return IatiOrganisation(
        org=sheet.publishes.org,
        currency=YEN,
        updated=sheet.moment,
        budgets=(*_by_year(sheet), *planned),
        region_budgets=tuple(_by_region(sheet)),
        policy=_policy(sheet),
    )


def _by_region(sheet: Sheet) -> Iterator[IatiRegionBudget]:
    for one in _totals(sheet):
        if one.region and one.year:
            yield IatiRegionBudget(region=macro_regions()[one.region].iati, budget=_of_year(sheet, one))


def _by_year(sheet: Sheet) -> Iterator[IatiBudget]:
    alone = len(sheet.release.regions) == 1
    for one in _totals(sheet):
        if one.year and (not one.region or alone):
            yield _of_year(sheet, one)


def _totals(sheet: Sheet) -> Iterator[Figure]:
    """Of all programmes together, where told."""
    whole = sheet.release.programmes[0] if len(sheet.release.programmes) == 1 else ALL
    return (one for one in sheet.release.figures if one.programme == whole and one.count)


def _of_year(sheet: Sheet, one: Figure) -> IatiBudget:
    return IatiBudget(start=_first(sheet, one.year), end=_last(sheet, one.year), money=_yen(one.amount or 0))


def _grants(sheet: Sheet) -> Iterator[GivingGrant]:
    """Those whose exact amount may be told."""
    org = _giving_org(sheet)
    for one in sheet.release.records:
        if not one.public or one.amount is None:
            continue
        told = sheet.names.get(one.id)
        person = told is not None and told.person
        name = told.name if told is not None and one.grantee_named and not person else dict(withheld_org().name)["en"]
        known = identifier(sheet, one.id)
        yield GivingGrant(
            id=known,
            title=record_name(sheet, one)["en"],
            description=record_name(sheet, one)["en"],
            awarded=_yen(one.amount),
            awarded_on=one.start or _first(sheet, one.period),
            funder=org,
            modified=sheet.moment,
            recipient=None if person else GivingOrg(id=f"{known}-recipient", name=name),
            person=f"{known}-recipient" if person else "",
            place=one.country or macro_regions()[one.region].iati,
            programme=GivingProgramme(code=one.programme, title=programme_name(sheet, one.programme)["en"]),
            start=one.start,
            end=one.end,
            related=(known,),
        )


def _package(sheet: Sheet, grants: tuple[GivingGrant, ...]) -> GivingPackage:
    return GivingPackage(
        publisher=_giving_org(sheet),
        title=text("giving-title")["en"],
        licence=sheet.publishes.licence,
        issued=sheet.release.day,
        grants=grants,
    )


def _giving_org(sheet: Sheet) -> GivingOrg:
    return GivingOrg(id=sheet.publishes.org.ref, name=dict(sheet.publishes.org.name)["en"])


def _yen(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency=YEN)


def _first(sheet: Sheet, year: str) -> date:
    return date(int(year), sheet.policy.year_starts, 1)


def _last(sheet: Sheet, year: str) -> date:
    return date.fromordinal(date(int(year) + 1, sheet.policy.year_starts, 1).toordinal() - 1)
