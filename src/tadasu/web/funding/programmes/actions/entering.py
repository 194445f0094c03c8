"""Enter in the ledger: what was committed, paid, received, given back; carry money over; take an entry back by another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from tadasu.funds import Amount, converted_by
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.funding.programmes._ledger import ADDS, PAYS, Books, Moved, refuse_broken, year_for
from tadasu.web.funding.programmes.access import CARRY_OVER as MAY_CARRY_OVER
from tadasu.web.funding.programmes.access import CORRECT, ENTER
from tadasu.web.funding.programmes.models import (
    ADJUSTMENT,
    CARRY_OVER,
    COMMITMENT,
    DECOMMITMENT,
    DISBURSEMENT,
    FUND,
    RETURN,
    Entry,
    Line,
    Rate,
    fiscal_year,
)
from tadasu.web.funding.programmes.money import MOST, with_currency
from tadasu.web.funding.programmes.queries import books_for, rate_at, signed
from tadasu.web.funding.programmes.seen import refused_as_seen
from tadasu.web.funding.programmes.words import words

SUBJECT = "programmes.entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    kind: str
    amount: int
    currency: str
    line_amount: int
    rate: Rate | None
    day: date
    year: int
    award: UUID | None = None
    tranche: UUID | None = None
    flow: UUID | None = None
    ground: str = ""
    corrects: Entry | None = None

    def moved(self) -> Moved:
        """As far as sums go."""
        amount = -self.line_amount if self.corrects is not None else self.line_amount
        return Moved(year=self.year, kind=self.kind, amount=amount, ground=self.ground)


def enter(
    actor: Actor,
    *,
    line: UUID,
    kind: str,
    amount: int,
    currency: str,
    day: date,
    award: UUID | None = None,
    tranche: UUID | None = None,
    flow: UUID | None = None,
    corrects: UUID | None = None,
    year: int | None = None,
) -> Entry:
    """An entry of `amount` whole minor units. `year` is the fiscal year it burdens, where it is not that of the day. With
    `corrects` the entry of that id is taken back, as `correct` does. A payment in another currency that is within what was
    committed for its award there, and above it by the rate of its day, first enters the difference as an adjustment.

    Raises Line.DoesNotExist, Refused, UsageError `programmes-kind`, `programmes-amount`, `programmes-day`, `programmes-year`,
    `programmes-no-rate`, `programmes-sunset`, `programmes-over-budget`, `programmes-over-committed`,
    `programmes-over-taken-back`, and as `correct`.
    """
    if corrects is not None:
        return correct(actor, entry=corrects, day=day)
    if kind not in words("kinds") or kind == CARRY_OVER:
        raise UsageError("programmes-kind", value=kind[:40])
    with transaction.atomic():
        held = _locked(actor, line, ENTER)
        _refuse_day(day)
        line_amount, rate = _in_currency_of(held, amount, currency, day)
        of_award = _by_year(held, award, ADDS if kind == DECOMMITMENT else PAYS)
        said = _Said(
            kind=kind,
            amount=amount,
            currency=currency,
            line_amount=line_amount,
            rate=rate,
            day=day,
            year=year_for(held.fund.vehicle, kind, day, year, of_award),
            award=award,
            tranche=tranche,
            flow=flow,
        )
        _refuse_sunset(held, said)
        books = books_for([held])[held.id]
        if kind == DISBURSEMENT and award is not None:
            books = _with_difference(actor, held, said, books)
        return _write(actor, ENTER, held, said, books)


def correct(actor: Actor, *, entry: UUID, day: date, reason: str = "") -> Entry:
    """Take an entry back, whole, by another one; what is right is entered anew. Raises Entry.DoesNotExist, Refused, UsageError
    `programmes-corrected` for one that is corrected or a correction, and as `enter`."""
    with transaction.atomic():
        before = Entry.objects.get(id=entry)
        held = _locked(actor, before.line_id, CORRECT)
        _refuse_day(day)
        if before.corrects_id is not None or Entry.objects.filter(corrects=before).exists():
            raise UsageError("programmes-corrected")
        said = _Said(
            kind=before.kind,
            amount=before.amount,
            currency=before.currency,
            line_amount=before.line_amount,
            rate=before.rate,
            day=day,
            year=before.year,
            award=before.award,
            tranche=before.tranche,
            flow=before.flow,
            ground=before.ground,
            corrects=before,
        )
        return _write(actor, CORRECT, held, said, books_for([held])[held.id], reason=reason)


def carry_over(actor: Actor, *, line: UUID, year: int, amount: int, ground: str, day: date, reason: str = "") -> Entry:
    """Money that was not committed in a year goes to the next. Raises Line.DoesNotExist, Refused, UsageError
    `programmes-ground` where the rule does not fit the fund, `programmes-sunset`, and as `enter`."""
    with transaction.atomic():
        held = _locked(actor, line, MAY_CARRY_OVER)
        _refuse_day(day)
        if ground not in words("grounds") or (ground == FUND) != (held.fund.vehicle == FUND):
            raise UsageError("programmes-ground")
        sunset = held.fund.closes_on
        if sunset is not None and sunset < date(year + 1, 4, 1):
            raise UsageError("programmes-sunset", day=sunset.isoformat())
        line_amount, _ = _in_currency_of(held, amount, held.fund.currency, day)
        said = _Said(
            kind=CARRY_OVER,
            amount=amount,
            currency=held.fund.currency,
            line_amount=line_amount,
            rate=None,
            day=day,
            year=year,
            ground=ground,
        )
        return _write(actor, MAY_CARRY_OVER, held, said, books_for([held])[held.id], reason=reason)


def _locked(actor: Actor, line: UUID, act: Act) -> Line:
    """Ours alone until the end of the transaction: two who enter at once are weighed one after the other."""
    found = Line.objects.select_for_update(of=("self",), no_key=True).select_related("fund").get(id=line)
    allow(actor, act.name, found)
    return found


def _refuse_day(day: date) -> None:
    """What has not happened is not entered."""
    if day > timezone.localdate():
        raise UsageError("programmes-day", day=day.isoformat())


def _refuse_sunset(line: Line, said: _Said) -> None:
    fund = line.fund
    if said.kind != COMMITMENT:
        return
    if said.day < fund.opens_on or (fund.closes_on is not None and said.day > fund.closes_on):
        raise UsageError("programmes-sunset", day=(fund.closes_on or fund.opens_on).isoformat())
    if fund.closes_on is not None and said.year > fiscal_year(fund.closes_on):
        raise UsageError("programmes-year", year=str(said.year))


def _in_currency_of(line: Line, amount: int, currency: str, day: date) -> tuple[int, Rate | None]:
    if not 0 < amount <= MOST:
        raise UsageError("programmes-amount", value=str(amount)[:40], currency=currency[:3])
    base = line.fund.currency
    if currency == base:
        return amount, None
    rate = rate_at(line.organisation_id, currency, base, day)
    if rate is None:
        raise UsageError("programmes-no-rate", currency=currency[:3], base=base, day=day.isoformat())
    return converted_by(Amount(amount, currency), base, Fraction(rate.per_unit)).minor, rate


def _by_year(line: Line, award: UUID | None, signs: Mapping[str, int]) -> Mapping[int, int]:
    """Year -> what is committed (or paid) on the line for the award, or for what no award is named for."""
    rows = Entry.objects.filter(line=line, award=award, kind__in=signs)
    found: dict[int, int] = {}
    for year, kind, amount in rows.values_list("year", "kind").annotate(sum=Sum(signed("line_amount"))).order_by():
        found[year] = found.get(year, 0) + signs[kind] * int(amount)
    return found


def _with_difference(actor: Actor, line: Line, said: _Said, books: Books) -> Books:
    """The books after the difference of the exchange rate was entered, where there is one."""
    missing = said.line_amount - _open(line, said.award, "line_amount")
    if missing <= 0 or said.currency == line.fund.currency:
        return books
    in_its_own = Entry.objects.filter(line=line, award=said.award, kind__in=ADDS).exclude(currency=said.currency)
    if in_its_own.exclude(kind=ADJUSTMENT).exists() or said.amount > _open(line, said.award, "amount", said.currency):
        return books
    difference = _Said(
        kind=ADJUSTMENT,
        amount=missing,
        currency=line.fund.currency,
        line_amount=missing,
        rate=None,
        day=said.day,
        year=said.year,
        award=said.award,
        tranche=said.tranche,
    )
    _write(actor, ENTER, line, difference, books)
    return books.with_entry(difference.moved())


def _open(line: Line, award: UUID | None, column: str, currency: str = "") -> int:
    """What is committed for an award (or for none) and not paid yet, in the fund's currency or in one of its own."""
    signs = {**ADDS, **{kind: -sign for kind, sign in PAYS.items()}}
    rows = Entry.objects.filter(line=line, award=award, kind__in=signs)
    if currency:
        rows = rows.filter(currency=currency)
    sums = rows.values_list("kind").annotate(sum=Sum(signed(column))).order_by()
    return sum(signs[kind] * int(amount) for kind, amount in sums)


def _write(actor: Actor, act: Act, line: Line, said: _Said, books: Books, *, reason: str = "") -> Entry:
    try:
        refuse_broken(books.with_entry(said.moved()))
    except UsageError as error:
        raise refused_as_seen(actor, line, error, said.award) from None
    _refuse_over_award(line, said)
    last = Entry.objects.filter(line=line).aggregate(last=Max("number"))["last"] or 0
    made = Entry.objects.create(
        organisation_id=line.organisation_id,
        line=line,
        number=last + 1,
        year=said.year,
        kind=said.kind,
        amount=said.amount,
        currency=said.currency,
        line_amount=said.line_amount,
        rate=said.rate,
        day=said.day,
        award=said.award,
        tranche=said.tranche,
        flow=said.flow,
        ground=said.ground,
        corrects=said.corrects,
        user_id=person(actor),
    )
    write_down(
        actor,
        act=act.name,
        subject=SUBJECT,
        subject_id=made.id,
        organisation=line.organisation_id,
        reason=reason,
        detail={"line": str(line.id), "number": made.number, "kind": made.kind},
    )
    return made


def _refuse_over_award(line: Line, said: _Said) -> None:
    """Each award by itself, and what no award is named for as one more: none is paid from what was committed for another."""
    signs = {**ADDS, DISBURSEMENT: -1, RETURN: 1}
    after = _open(line, said.award, "line_amount") + signs.get(said.kind, 0) * said.moved().amount
    if after < 0:
        code = "programmes-over-committed" if said.kind == DISBURSEMENT else "programmes-over-taken-back"
        raise UsageError(code, year=str(said.year), missing=with_currency(-after, line.fund.currency))
    paid = sum(_by_year(line, said.award, PAYS).values()) + PAYS.get(said.kind, 0) * said.moved().amount
    if paid < 0:
        raise UsageError("programmes-over-taken-back", year=str(said.year))
