"""Set up funds and their lines, and say what a line may commit in a year."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tadasu.funds import exponent
from tadasu.law import Family, RegimeId, regimes
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.programmes._ledger import refuse_broken
from tadasu.web.funding.programmes.access import BUDGET, SET_UP
from tadasu.web.funding.programmes.models import (
    ANNUAL,
    FIRST_YEAR,
    LAST_YEAR,
    LIABILITY,
    LONGEST_NAME,
    Budget,
    Entry,
    Fund,
    Line,
    fiscal_year,
)
from tadasu.web.funding.programmes.money import MOST
from tadasu.web.funding.programmes.queries import books_for
from tadasu.web.funding.programmes.seen import refused_as_seen
from tadasu.web.funding.programmes.words import purposes, words
from tadasu.web.ui.signs import plain_text, unseen_sign

KIND = "funder"
"""The kind of organisation that has funds."""

LIABILITY_YEARS = 5
"""How long a liability approved by the Diet may last (Public Finance Act, Art. 15, by general knowledge of the text)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSaid:
    """What is said of a fund."""

    name: str
    name_ja: str = ""
    vehicle: str
    currency: str = "JPY"
    regime: str = "jp-model-funding"
    opens_on: date
    closes_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSaid:
    """What is said of a line."""

    code: str
    name: str
    name_ja: str = ""
    purpose: str
    oda: bool


def found_fund(actor: Actor, *, organisation: UUID, said: FundSaid) -> Fund:
    """A fund, without a line. Raises Refused, UsageError `programmes-not-a-funder`, `programmes-name`, `programmes-vehicle`,
    `funds-currency-unknown`, `programmes-no-policy`, `programmes-sunset-missing`, `programmes-sunset-far`."""
    place = Organisation.objects.get(id=organisation)
    allow(actor, SET_UP.name, place)
    if place.kind != KIND:
        raise UsageError("programmes-not-a-funder")
    if said.vehicle not in words("vehicles"):
        raise UsageError("programmes-vehicle")
    exponent(said.currency)
    if said.regime not in regimes() or regimes()[RegimeId(said.regime)].family is not Family.FUNDING:
        raise UsageError("programmes-no-policy", value=said.regime[:60])
    _refuse_sunset(said.vehicle, said.opens_on, said.closes_on)
    with transaction.atomic():
        made = Fund.objects.create(
            organisation=place,
            name=_name(said.name),
            name_ja=_name(said.name_ja, needed=False),
            vehicle=said.vehicle,
            currency=said.currency,
            regime=said.regime,
            opens_on=said.opens_on,
            closes_on=said.closes_on,
            made_by_id=person(actor),
        )
        write_down(
            actor,
            act=SET_UP.name,
            subject="programmes.fund",
            subject_id=made.id,
            organisation=place.id,
            detail={"vehicle": made.vehicle, "currency": made.currency},
        )
    return made


def change_fund(actor: Actor, *, fund: UUID, name: str, name_ja: str, closes_on: date | None, reason: str) -> Fund:
    """Its names and its sunset; vehicle, currency and policy stay. Raises Fund.DoesNotExist, Refused,
    UsageError `reason-missing`, `programmes-sunset` where something was committed after the new one, and as `found_fund`."""
    with transaction.atomic():
        found = Fund.objects.select_for_update(of=("self",), no_key=True).get(id=fund)
        allow(actor, SET_UP.name, found)
        if not reason.strip():
            raise UsageError("reason-missing")
        _refuse_sunset(found.vehicle, found.opens_on, closes_on)
        if closes_on is not None:
            list(
                Line.objects.select_for_update(no_key=True).filter(fund=found).order_by("id")
            )  # nobody enters meanwhile
            late = Q(day__gt=closes_on) | Q(year__gt=fiscal_year(closes_on))
            if Entry.objects.filter(late, line__fund=found, kind="commitment").exists():
                raise UsageError("programmes-sunset", day=closes_on.isoformat())
        found.name, found.name_ja, found.closes_on = _name(name), _name(name_ja, needed=False), closes_on
        found.save(update_fields=["name", "name_ja", "closes_on"])
        write_down(
            actor,
            act=SET_UP.name,
            subject="programmes.fund",
            subject_id=found.id,
            organisation=found.organisation_id,
            reason=reason,
            detail={"closes": closes_on.isoformat() if closes_on else ""},
        )
    return found


def open_line(actor: Actor, *, fund: UUID, said: LineSaid) -> Line:
    """A line without a budget. Raises Fund.DoesNotExist, Refused, UsageError `programmes-name`, `programmes-code`,
    `programmes-code-taken`, `programmes-purpose`."""
    with transaction.atomic():
        found = Fund.objects.select_for_update(of=("self",), no_key=True).get(id=fund)
        allow(actor, SET_UP.name, found)
        made = Line(organisation_id=found.organisation_id, fund=found)
        _say(made, said)
        made.save(force_insert=True)
        _write_line(actor, made, "")
    return made


def change_line(actor: Actor, *, line: UUID, said: LineSaid, reason: str) -> Line:
    """What it is called; what it is for only before anything was entered. Raises Line.DoesNotExist, Refused, UsageError
    `reason-missing`, `programmes-line-used`, and as `open_line`."""
    with transaction.atomic():
        found = Line.objects.select_for_update(of=("self",), no_key=True).select_related("fund").get(id=line)
        allow(actor, SET_UP.name, found)
        if not reason.strip():
            raise UsageError("reason-missing")
        before = (found.purpose, found.oda)
        _say(found, said)
        if (found.purpose, found.oda) != before and Entry.objects.filter(line=found).exists():
            raise UsageError("programmes-line-used")
        found.save(update_fields=["code", "name", "name_ja", "purpose", "oda"])
        _write_line(actor, found, reason)
    return found


def set_budget(actor: Actor, *, line: UUID, year: int, amount: int, reason: str = "") -> Budget:
    """What a line may commit in a fiscal year of its fund, in minor units of the fund's currency; a change needs a reason. Never
    below what is committed. Raises Line.DoesNotExist, Refused, UsageError `programmes-year`, `programmes-amount`,
    `reason-missing`, `programmes-over-budget`."""
    with transaction.atomic():
        found = Line.objects.select_for_update(of=("self",), no_key=True).select_related("fund").get(id=line)
        allow(actor, BUDGET.name, found)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise UsageError("programmes-year", year=str(year)[:10])
        if not 0 <= amount <= MOST:
            raise UsageError("programmes-amount", value=str(amount)[:40], currency=found.fund.currency)
        before = Budget.objects.filter(line=found, year=year).first()
        if before is None and not _has_year(found.fund, year):
            raise UsageError("programmes-year", year=str(year))
        if before is not None and before.amount != amount and not reason.strip():
            raise UsageError("reason-missing")
        books = books_for([found])[found.id]
        difference = amount - (before.amount if before else 0)
        try:
            refuse_broken(books.with_budget(year, difference))
        except UsageError as error:
            raise refused_as_seen(actor, found, error) from None
        made, _ = Budget.objects.update_or_create(
            line=found,
            year=year,
            defaults={"amount": amount},
            create_defaults={"amount": amount, "organisation_id": found.organisation_id},
        )
        write_down(
            actor,
            act=BUDGET.name,
            subject="programmes.line",
            subject_id=found.id,
            organisation=found.organisation_id,
            reason=reason,
            detail={"year": year, "amount": str(amount), "before": str(before.amount) if before else ""},
        )
    return made


def _say(line: Line, said: LineSaid) -> None:
    code = plain_text(said.code).strip()
    if not 0 < len(code) <= 20 or unseen_sign(code):
        raise UsageError("programmes-code")
    if Line.objects.filter(fund_id=line.fund_id, code=code).exclude(id=line.id).exists():
        raise UsageError("programmes-code-taken")
    if said.purpose not in purposes():
        raise UsageError("programmes-purpose", value=said.purpose[:10])
    line.code, line.name, line.name_ja = code, _name(said.name), _name(said.name_ja, needed=False)
    line.purpose, line.oda = said.purpose, said.oda


def _has_year(fund: Fund, year: int) -> bool:
    last = fiscal_year(fund.closes_on) if fund.closes_on is not None else LAST_YEAR
    return fiscal_year(fund.opens_on) <= year <= last


def _write_line(actor: Actor, line: Line, reason: str) -> None:
    write_down(
        actor,
        act=SET_UP.name,
        subject="programmes.line",
        subject_id=line.id,
        organisation=line.organisation_id,
        reason=reason,
        detail={"code": line.code, "purpose": line.purpose, "oda": int(line.oda)},
    )


def _name(text: str, *, needed: bool = True) -> str:
    plain = plain_text(text).strip()
    if (needed and not plain) or len(plain) > LONGEST_NAME or unseen_sign(plain):
        raise UsageError("programmes-name", most=str(LONGEST_NAME))
    return plain


def _refuse_sunset(vehicle: str, opens_on: date, closes_on: date | None) -> None:
    if closes_on is None:
        if vehicle != ANNUAL:
            raise UsageError("programmes-sunset-missing")
        return
    if closes_on < opens_on:
        raise UsageError("programmes-sunset", day=closes_on.isoformat())
    if vehicle == LIABILITY and (closes_on.year, closes_on.month, closes_on.day) >= (
        opens_on.year + LIABILITY_YEARS,
        opens_on.month,
        opens_on.day,
    ):
        raise UsageError("programmes-sunset-far", years=str(LIABILITY_YEARS))
