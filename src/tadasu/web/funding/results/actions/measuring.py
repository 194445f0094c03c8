"""Indicators, where a programme wants any: stated, ended, and what awards said of them. What nobody said stays unsaid."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.programmes.models import fiscal_year
from tadasu.web.funding.results._writing import NOT_YET, as_of, fund_in, fund_of, held, known, write
from tadasu.web.funding.results.access import NOTE, STATE
from tadasu.web.funding.results.models import Indicator, Value

MOST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSaid:
    """As typed. No baseline: not known."""

    title: str
    title_ja: str
    unit: str
    better: str
    baseline: Decimal | None = None


def state_indicator(actor: Actor, *, organisation: UUID, fund: UUID, said: IndicatorSaid) -> Indicator:
    """A programme wants to count something. Raises Fund.DoesNotExist, Refused, UsageError `results-code`, `results-no-title`."""
    allow(actor, STATE.name, Organisation(id=organisation))
    fund_in(organisation, fund)
    if not said.title.strip() or not said.title_ja.strip():
        raise UsageError("results-no-title")
    with transaction.atomic():
        made = Indicator.objects.create(
            organisation_id=organisation,
            fund=fund,
            title=said.title.strip(),
            title_ja=said.title_ja.strip(),
            unit=known("units", said.unit),
            better=known("better", said.better),
            baseline=_refused(said.baseline),
            stated_by_id=person(actor),
        )
        write(actor, STATE, subject="indicator", id=made.id, organisation=organisation)
    return made


def end_indicator(actor: Actor, *, indicator: UUID) -> Indicator:
    """No more values; those that were said stay. Raises Indicator.DoesNotExist, Refused, UsageError `results-over`."""
    with transaction.atomic():
        found = Indicator.objects.select_for_update(of=("self",), no_key=True).get(id=indicator)
        allow(actor, STATE.name, found)
        if found.ended_on is not None:
            raise UsageError("results-over")
        found.ended_on = timezone.localdate()
        found.save(update_fields=["ended_on"])
        write(actor, STATE, subject="indicator", id=found.id, organisation=found.organisation_id)
    return found


def note_value(actor: Actor, *, indicator: UUID, award: UUID, year: int, value: Decimal | None, told_by: str) -> Value:
    """What an award said of a fiscal year; None takes back what was said. Raises Indicator.DoesNotExist, Award.DoesNotExist,
    Refused, UsageError `results-over`, `results-no-such-award` for one of another programme, `results-year`, `results-code`,
    `results-number`."""
    with transaction.atomic():
        of = held(award)
        allow(actor, NOTE.name, as_of(of.organisation_id, of))
        found = Indicator.objects.select_for_update(of=("self",), no_key=True).get(id=indicator)
        if found.ended_on is not None:
            raise UsageError("results-over")
        if of.state in NOT_YET or fund_of(of) != found.fund:
            raise UsageError("results-no-such-award")
        if year not in years_of(of):
            raise UsageError("results-year", first=str(years_of(of).start), last=str(years_of(of).stop - 1))
        _refused(value)
        Value.objects.filter(indicator=found, award=of.id, year=year, replaced=False).update(replaced=True)
        made = Value.objects.create(
            organisation_id=found.organisation_id,
            indicator=found,
            award=of.id,
            year=year,
            value=value,
            told_by=known("told_by", told_by),
            noted_by_id=person(actor),
        )
        write(
            actor,
            NOTE,
            subject="value",
            id=made.id,
            organisation=found.organisation_id,
            award=of,
            detail={"year": year},
        )
    return made


def years_of(award: Award) -> range:
    """Fiscal years in which it ran, up to now."""
    return range(fiscal_year(award.starts_on), fiscal_year(min(award.ends_on, timezone.localdate())) + 1)


def _refused(value: Decimal | None) -> Decimal | None:
    if value is not None and abs(value) >= MOST:
        raise UsageError("results-number")
    return value
